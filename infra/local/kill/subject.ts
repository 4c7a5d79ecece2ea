import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KillPoint, NumberedCall } from './numbered-calls.ts';
import { PlatformProcess, ProcessGone } from './platform-process.ts';

/** One line of what was witnessed over all processes of a run. */
export interface Witnessed {
  kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: the data of a trace record
  data: any;
  atMs: number;
}

/** One piece of work outlives so many deaths, those at starts included; more are no longer the kills of a run. */
const mostDeaths = 100;

/** A platform that is killed and started again on the same data and the same port, and goes on. */
export class Subject {
  readonly folder: string;
  readonly #cdkOut: string;
  readonly #port: number;
  readonly #processes: PlatformProcess[] = [];
  #process: PlatformProcess | undefined;
  #starting: Promise<PlatformProcess> | undefined;
  /** How often the process died and was started again. */
  restarts = 0;
  /** Real ms of each start on data, the first included. */
  readonly startMs: number[] = [];

  private constructor(folder: string, cdkOut: string, port: number) {
    this.folder = folder;
    this.#cdkOut = cdkOut;
    this.#port = port;
  }

  /** A subject in `folder`, with a copy of the data of `base` when there is one. */
  static async open(options: { folder: string; cdkOut: string; port: number; base?: string }): Promise<Subject> {
    const { folder, cdkOut, port, base } = options;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    // What was witnessed before the copy counts for it as much as the data.
    if (base) cpSync(base, folder, { recursive: true });
    const subject = new Subject(folder, cdkOut, port);
    await subject.process();
    return subject;
  }

  /** The process, started anew when the last one is gone. */
  async process(): Promise<PlatformProcess> {
    if (this.#process && !this.#process.isGone) return this.#process;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<PlatformProcess> {
    if (this.#process) this.restarts += 1;
    const startedAt = performance.now();
    const started = takeStandby();
    this.#processes.push(started);
    await started.start({
      cdkOut: this.#cdkOut,
      dataDir: join(this.folder, 'home'),
      port: this.#port,
      witnessFile: join(this.folder, 'witness.jsonl'),
      killedFile: join(this.folder, 'killed.jsonl'),
      windowFile: join(this.folder, 'window.json'),
    });
    this.#process = started;
    this.startMs.push(Math.round(performance.now() - startedAt));
    return started;
  }

  /** Does `work` until it comes through: when the process dies under it, it is done again on the next process. */
  async through<T>(work: (process: Pick<PlatformProcess, 'ask' | 'description'>) => Promise<T>): Promise<T> {
    for (let deaths = 0; ; deaths++) {
      let on: PlatformProcess | undefined;
      try {
        on = await this.process();
        return await work(on);
      } catch (error) {
        // What goes on by itself after a start may reach a point to die at before the start is told of.
        const died = error instanceof ProcessGone || (on && (await Promise.race([on.ended.then(() => true), soon()])));
        if (!died || deaths >= mostDeaths) throw error;
      }
    }
  }

  /** Begins to number the outgoing calls, with points to die at. */
  async openWindow(points: KillPoint[]): Promise<void> {
    await (await this.process()).ask({ do: 'open', points });
  }

  /** Ends the numbering; the calls of the present process since the window was opened. */
  async closeWindow(): Promise<NumberedCall[]> {
    rmSync(join(this.folder, 'window.json'), { force: true });
    return this.through((process) => process.ask({ do: 'close' }));
  }

  /** The points at which a process died, in order. */
  killedAt(): KillPoint[] {
    return this.#lines('killed.jsonl');
  }

  /** What all processes of this subject witnessed, oldest first. */
  witnessed(): Witnessed[] {
    return this.#lines('witness.jsonl');
  }

  // biome-ignore lint/suspicious/noExplicitAny: lines of JSON of any kind
  #lines(name: string): any[] {
    const file = join(this.folder, name);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  }

  /** SIGKILL to the process now, and to its database if asked; whoever needs it next starts it again. */
  async kill(options: { withEngine: boolean }): Promise<void> {
    const dying = await this.process();
    dying.kill(options);
    await dying.ended;
  }

  /** Stops in order, so that the data can be copied. */
  async stop(): Promise<void> {
    await this.#process?.stop();
    this.#process = undefined;
  }

  /** Kills process and engine and removes everything. */
  async discard(): Promise<void> {
    for (const process of this.#processes) process.endGroup();
    await Promise.all(this.#processes.map(({ ended }) => ended));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

let standby: PlatformProcess | undefined;

/** Ends the process that stands by. */
export function endStandby(): void {
  standby?.endGroup();
  standby = undefined;
}

/** A process that has loaded its code already, when there is one; the next is made ready meanwhile. */
function takeStandby(): PlatformProcess {
  const taken = standby && !standby.isGone ? standby : new PlatformProcess();
  standby = new PlatformProcess();
  return taken;
}

/** A dying process closes its sockets an instant before its end is known here, on a busy machine seconds before. */
function soon(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), 3000));
}
