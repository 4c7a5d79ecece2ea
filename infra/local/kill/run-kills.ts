import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#local/ports.ts';
import { seededRandom } from '#local/seeded-random.ts';
import { checkPlatform, readItems } from './invariants.ts';
import type { Journey } from './journey.ts';
import { type KillPoint, mergeTellings, type NumberedCall, type SeenCall } from './numbered-calls.ts';
import { Player } from './player.ts';
import { endStandby, Subject } from './subject.ts';

export interface KillOptions {
  journey: Journey;
  /** The synthesized application. */
  cdkOut: string;
  /** Only calls whose description holds this text. */
  only?: string;
  /** How many runs at a time; 1 when not given. */
  parallel?: number;
  /** How often the journey is told without a kill, to learn which of its calls come always; 3 when not given. */
  tellings?: number;
  /** How many of the points one telling of the journey dies at, far from each other; 1 when not given. */
  deaths?: number;
  /** How many of the points to die at; all of them when not given. */
  sample?: number;
  /** Besides the sample, both sides of every call whose description holds this text. */
  besides?: string;
  /** Of the choice of points. */
  seed: number;
  /** In which runs the engine dies with the platform. */
  engine: 'never' | 'some' | 'always';
  /** One line of progress each. */
  log: (line: string) => void;
}

/** A point to die at, and what is known of its call. */
type ChosenPoint = KillPoint & Pick<SeenCall, 'number' | 'always'> & { withEngine: boolean };

/** What became of one kill. */
export interface Verdict {
  point: ChosenPoint;
  /** Whether the process died there; that it never did is a failure where every telling makes the call. */
  fired: boolean;
  /** Of the telling, which may have died elsewhere too. */
  problems: string[];
  /** Real time of the run, and of the first start on the data of the dead process. */
  ms: number;
  restartMs: number | undefined;
}

export interface KillReport {
  calls: SeenCall[];
  verdicts: Verdict[];
  /** What went wrong without any kill. */
  problems: string[];
}

type State = unknown;

// Deliveries come in another order each time; a call that comes once in a while may be missed by one run.
const tries = 3;
/** How long after the window what was delayed by a crash may take to heal, virtual ms. */
const healingMs = 3_600_000;
const routineOccurrences = 4;

/** What one telling of a journey gave; times are real. */
export interface Told {
  calls: NumberedCall[];
  /** Where the process died. */
  deaths: KillPoint[];
  problems: string[];
  /** Of the whole run, of the window alone with its outages, and of the first start on the data of a dead process. */
  ms: number;
  windowMs: number;
  restartMs: number | undefined;
  restarts: number;
}

/** Prepares and plays a journey once, without a point to die at: for journeys that are killed from their own stations. */
export async function playOnce(options: Pick<KillOptions, 'journey' | 'cdkOut'>): Promise<Told> {
  return inFolder({ ...options, seed: 1, engine: 'never', log: () => undefined }, async (series) =>
    series.play(await series.prepare()),
  );
}

/** Plays a journey a few times to number its calls, and then once for each point to die at. */
export function runKills(options: KillOptions): Promise<KillReport> {
  return inFolder(options, (series) => series.run());
}

/** Folders of series that have not ended, for the end of the process. */
const folders = new Set<string>();

/** Removes what series that were broken off have left on disk. */
export function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

async function inFolder<T>(options: KillOptions, work: (series: KillSeries) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-kill-'));
  folders.add(folder);
  const own = await options.journey.application?.();
  try {
    return await work(new KillSeries({ ...options, ...(own ? { cdkOut: own.cdkOut } : {}) }, folder));
  } finally {
    endStandby();
    own?.remove();
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  }
}

class KillSeries {
  readonly #options: KillOptions;
  readonly #folder: string;
  readonly #base: string;
  /** Of the data every run begins with, which names it; the further lanes of parallel runs have ports of their own. */
  readonly #port = freePort();
  #count = 0;

  constructor(options: KillOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
    this.#base = join(folder, 'base');
  }

  async run(): Promise<KillReport> {
    const { log, only = '', parallel = 1 } = this.#options;
    const state = await this.prepare();
    const { calls, problems } = await this.#number(state);
    const points = choosePoints(
      calls.filter(({ label }) => label.includes(only)),
      this.#options,
    );
    const verdicts: Verdict[] = [];
    const left = intoRuns(points, this.#options.deaths ?? 1);
    const lane = async (port: Promise<number>): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift())
        for (const verdict of await this.#kill(state, next, await port)) {
          verdicts.push(verdict);
          log(`${String(verdicts.length).padStart(4)}/${points.length} ${describeVerdict(verdict)}`);
        }
    };
    await Promise.all(Array.from({ length: parallel }, (_, index) => lane(index === 0 ? this.#port : freePort())));
    return { calls, verdicts, problems };
  }

  /** The calls of the window worth dying at, from tellings without a kill. */
  async #number(state: State): Promise<Pick<KillReport, 'calls' | 'problems'>> {
    const { journey, log, tellings = 3 } = this.#options;
    const told: Told[] = [];
    while (told.length < tellings) told.push(await this.play(state));
    const all = mergeTellings(told.map(({ calls }) => calls));
    const windows = told.map(({ windowMs }) => seconds(windowMs)).join(', ');
    log(`${journey.name}: ${all.length} outgoing calls without a kill, the window took ${windows}`);
    const calls = all.filter((call) => !isRoutine(call));
    if (calls.length < all.length)
      log(`  ${all.length - calls.length} of them repeat what a schedule did before; those are passed over`);
    const byChance = calls.filter(({ always }) => !always).length;
    if (byChance > 0) log(`  ${byChance} of them came in some tellings only: who wins a race decides`);
    const problems = told.flatMap((each) => each.problems);
    if (all.length < journey.fewestCalls)
      problems.push(`The window has ${all.length} outgoing calls; ${journey.fewestCalls} were expected at the least.`);
    for (const problem of problems) log(`  ${problem}`);
    return { calls, problems };
  }

  /** The data every run begins with, from a platform that was stopped in order. */
  async prepare(): Promise<State> {
    const { cdkOut, journey, log } = this.#options;
    const startedAt = performance.now();
    const subject = await Subject.open({ folder: this.#base, cdkOut, port: await this.#port });
    try {
      const player = new Player(subject);
      const state = await journey.prepare(player);
      await player.idle();
      await subject.stop();
      log(`${journey.name}: prepared, ${seconds(performance.now() - startedAt)}`);
      return state;
    } catch (error) {
      await subject.discard();
      throw error;
    }
  }

  /** One telling that dies at all these points; a point that did not come is tried again alone. */
  async #kill(state: State, points: ChosenPoint[], port: number): Promise<Verdict[]> {
    const together = await this.play(state, points, port);
    const verdicts: Verdict[] = [];
    for (const point of points) {
      let run = together;
      let { always } = point;
      const hasFired = () => run.deaths.some((death) => isSame(death, point));
      for (let attempt = 1; !hasFired() && run.problems.length === 0 && attempt < tries; attempt++) {
        run = await this.play(state, [point], port);
        if (wentWithout(run, point)) always = false;
      }
      const { problems, ms, restartMs } = run;
      verdicts.push({ point: { ...point, always }, fired: hasFired(), problems, ms, restartMs });
    }
    return verdicts;
  }

  /** One telling of the journey from the prepared data, on a platform of its own. */
  async play(state: State, points: KillPoint[] = [], port?: number): Promise<Told> {
    const { cdkOut, journey } = this.#options;
    const startedAt = performance.now();
    const folder = join(this.#folder, `run-${++this.#count}`);
    const subject = await Subject.open({ folder, cdkOut, port: port ?? (await this.#port), base: this.#base });
    try {
      await subject.openWindow(points);
      const told = await tell(journey, subject, state);
      const ms = performance.now() - startedAt;
      return { ...told, deaths: subject.killedAt(), ms, restartMs: subject.startMs[1], restarts: subject.restarts };
    } finally {
      await subject.discard();
    }
  }
}

/** Tells a journey to its end and looks at what it left behind. */
async function tell(
  journey: Journey,
  subject: Subject,
  state: State,
): Promise<Pick<Told, 'calls' | 'problems' | 'windowMs'>> {
  const player = new Player(subject);
  const startedAt = performance.now();
  const told = { calls: [] as NumberedCall[], problems: [] as string[], windowMs: 0 };
  try {
    await journey.play(player, state);
    told.windowMs = performance.now() - startedAt;
    told.calls = await subject.closeWindow();
    await player.advanceTo((await player.now()) + healingMs);
    await player.idle();
  } catch (error) {
    told.problems.push(`The journey did not go on: ${(error as Error).message}`);
  }
  told.problems.push(
    ...(await look(journey, player, state).catch((error: Error) => [`Nobody could look: ${error.message}`])),
  );
  return told;
}

/** What holds no more, of the platform and of the journey; also says more about a journey that did not go on. */
async function look(journey: Journey, player: Player, state: State): Promise<string[]> {
  const items = await readItems(player.subject);
  return [...(await checkPlatform(player, items)), ...(await journey.check(player, state, items))];
}

/** Whether a telling came to its end, alive and in order, without making the call: it does not come always then, whatever the tellings before did. */
function wentWithout({ deaths, problems, calls }: Told, { label, occurrence }: KillPoint): boolean {
  const made = calls.some((call) => call.label === label && call.occurrence === occurrence);
  return deaths.length === 0 && problems.length === 0 && !made;
}

/** A scheduled function does the same every hour of a month; its first runs stand for all. */
function isRoutine({ label, occurrence }: NumberedCall): boolean {
  return label.includes('-schedules-') && occurrence > routineOccurrences;
}

function choosePoints(calls: readonly SeenCall[], { sample, besides, seed, engine }: KillOptions): ChosenPoint[] {
  const random = seededRandom(seed);
  const all = calls.flatMap((call) => (['before', 'after'] as const).map((when) => ({ ...call, when })));
  const isBeside = ({ label }: KillPoint) => besides !== undefined && label.includes(besides);
  const sampled = all
    .filter((point) => !isBeside(point))
    .map((point) => ({ point, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, sample)
    .map(({ point }) => point);
  const chosen = all.filter((point) => sampled.includes(point) || isBeside(point));
  return chosen.map((point, index) => ({
    ...point,
    withEngine: engine === 'always' || (engine === 'some' && index % 3 === 2),
  }));
}

/** Splits points into runs of at most `deaths`, those of one run as far from each other as can be. */
function intoRuns(points: readonly ChosenPoint[], deaths: number): ChosenPoint[][] {
  const runs = Math.ceil(points.length / deaths);
  return Array.from({ length: runs }, (_, run) => points.filter((__, index) => index % runs === run));
}

function isSame(a: KillPoint, b: KillPoint): boolean {
  return a.label === b.label && a.occurrence === b.occurrence && a.when === b.when;
}

/** Whether something is wrong: an invariant does not hold, or a call that always comes did not. */
export function hasFailed({ point, fired, problems }: Verdict): boolean {
  return problems.length > 0 || (!fired && point.always);
}

/** One line about one kill. */
export function describeVerdict({ point, fired, problems, ms, restartMs }: Verdict): string {
  const unfired = point.always ? 'NEVER FIRED' : 'did not come (a race)';
  const verdict = problems.length > 0 ? 'FAILED' : fired ? 'ok' : unfired;
  const restart = restartMs === undefined ? '' : `, again after ${seconds(restartMs)}`;
  const what = `${point.when.padEnd(6)} call ${String(point.number).padStart(3)} ${point.label} (${point.occurrence})`;
  const lines = problems.map((problem) => `\n           ${problem}`).join('');
  return `${verdict.padEnd(6)} ${what}${point.withEngine ? ', engine too' : ''}  ${seconds(ms)}${restart}${lines}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
