/** One run of a function of the product. */
export interface Invocation {
  name: string;
  /** How far its machine's clock is ahead of virtual time, ms. */
  skewMs: number;
  isDead: boolean;
  /** Whether anything was made to go wrong under it. */
  hadFault: boolean;
  /** Whether it also waits for what is done in real time, e.g. compressing a file; nobody else runs meanwhile. */
  isOutside: boolean;
  /** Whose data it may touch; everybody's without one. */
  workspaceId: string | undefined;
  /** Ends it where it stands. */
  kill: () => void;
}

/** A function died in the middle of its work. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** Says what goes wrong around an outgoing call; nothing when it is undefined. */
export type Meddler = (kind: string, by: Invocation) => 'die before' | 'die after' | undefined;

interface Pending {
  /** Who goes on by it. */
  for?: Invocation | undefined;
  label: string | (() => string);
  by: Invocation | undefined;
  make: () => void | Promise<void>;
}

interface Timer extends Pending {
  atMs: number;
  order: number;
}

/** More steps than any seed needs: beyond them something goes round in circles. */
const MOST_STEPS = 60_000;
/** Most virtual time one outgoing call takes, ms. */
const SLOWEST_CALL_MS = 40;

/**
 * Makes one outgoing call at a time, the one that the seed chooses among all that wait, and lets virtual time go on when none does. Whatever runs between two
 * calls runs alone, so that it is known at every instant who runs.
 */
export class Scheduler {
  nowMs: number;
  steps = 0;
  /** What happened, when it is to be told. */
  readonly told: string[] = [];
  meddle: Meddler = () => undefined;
  afterStep: () => void = () => {};
  /** Who runs now; undefined for what is of the world itself. */
  current: Invocation | undefined;
  private readonly random: () => number;
  private readonly tells: boolean;
  private readonly turn: () => Promise<void>;
  private pending: Pending[] = [];
  private readonly timers: Timer[] = [];
  private order = 0;
  private failure: unknown;

  constructor(startMs: number, random: () => number, tells: boolean) {
    this.nowMs = startMs;
    this.random = random;
    this.tells = tells;
    const next = globalThis.setImmediate;
    this.turn = () => new Promise((resolve) => void next(resolve));
  }

  /** Virtual time as whoever runs sees it, ms. */
  clockMs(): number {
    return this.nowMs + (this.current?.skewMs ?? 0);
  }

  /** An outgoing call: it is made when its turn comes, and never for somebody who is dead. */
  call<T>(kind: string, label: Pending['label'], work: () => T | Promise<T>): Promise<T> {
    const by = this.current;
    if (by?.isDead) return new Promise(() => {});
    return new Promise<T>((resolve, reject) => {
      const make = async () => {
        const meddled = by && !by.isDead ? this.meddle(kind, by) : undefined;
        if (meddled === 'die before') return by?.kill();
        try {
          const answer = await work();
          if (meddled === 'die after') by?.kill();
          this.resume(by);
          if (!by?.isDead) resolve(answer);
        } catch (error) {
          this.resume(by);
          if (!by?.isDead) reject(error);
        }
      };
      this.pending.push({ label, by, make });
    });
  }

  /** Whoever waited for what has just come runs again. */
  resume(by: Invocation | undefined): void {
    this.current = by?.isDead ? undefined : by;
  }

  /** Something of the world itself that happens when its turn comes, whoever has asked for it. */
  later(label: Pending['label'], of: Invocation | undefined, make: () => void): void {
    this.pending.push({ label, by: undefined, for: of, make });
  }

  /** Runs a function as a container of its own, which may die: then it throws Died, and what it had asked for may still happen. */
  invoke<T>(
    name: string,
    work: (by: Invocation) => Promise<T>,
    {
      skewMs = 0,
      workspaceId,
      isOutside = false,
    }: Partial<Pick<Invocation, 'skewMs' | 'workspaceId' | 'isOutside'>> = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const kill = () => {
        by.isDead = true;
        // What is on its way from a dead machine arrives or does not.
        this.pending = this.pending.filter((one) => one.by !== by || this.random() < 0.5);
        this.resume(undefined);
        reject(new Died(`${name} died.`));
      };
      const by: Invocation = { name, skewMs, isDead: false, hadFault: false, isOutside, workspaceId, kill };
      const ended = (end: () => void) => {
        if (by.isDead) return;
        by.isOutside = false;
        this.resume(undefined);
        end();
      };
      const make = () => {
        this.resume(by);
        work(by).then(
          (result) => ended(() => resolve(result)),
          (error) => ended(() => reject(error)),
        );
      };
      this.pending.push({ label: `${name} begins`, by: undefined, make });
    });
  }

  /** Runs something of the world itself: when it throws, the simulation has failed. */
  spawn(work: () => Promise<unknown>): void {
    const by = this.current;
    this.current = undefined;
    work().catch((error: unknown) => this.fail(error));
    this.current = by;
  }

  /** Ends the run with a failure. */
  fail(error: unknown): void {
    this.failure ??= error;
  }

  /** Runs once when virtual time has come to an instant (ms); gives what cancels it. */
  at(atMs: number, label: string, run: () => void): () => void {
    if (!Number.isFinite(atMs)) throw new Error(`${label} is at no instant.`);
    const by = this.current;
    const make = () => {
      if (by?.isDead) return;
      this.resume(by);
      run();
    };
    const timer: Timer = { atMs: Math.ceil(atMs), order: this.order++, label, by, make };
    let place = this.timers.length;
    while (place > 0 && isBefore(timer, this.timers[place - 1] as Timer)) place--;
    this.timers.splice(place, 0, timer);
    return () => {
      const index = this.timers.indexOf(timer);
      if (index >= 0) this.timers.splice(index, 1);
    };
  }

  /** Resolves after so much virtual time, ms. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.nowMs + ms, 'sleep', resolve));
  }

  /** Goes on step by step until `isOver`, until nothing is left to do, or until virtual time would pass `untilMs`; throws what failed. */
  async run(isOver: () => boolean, untilMs: number): Promise<void> {
    await this.turn();
    for (;;) {
      this.current = undefined;
      if (this.failure) throw this.failure;
      if (isOver()) return;
      const due = this.dueTimers();
      const choices = this.pending.length + due;
      if (choices === 0) {
        const next = this.timers[0];
        if (!next || next.atMs > untilMs) return;
        this.nowMs = Math.max(this.nowMs, next.atMs);
        continue;
      }
      if (++this.steps > MOST_STEPS) throw new Error(`It does not come to rest within ${MOST_STEPS} steps.`);
      await this.step(Math.floor(this.random() * choices), due);
    }
  }

  private async step(chosen: number, due: number): Promise<void> {
    const isTimer = chosen < due;
    const [next] = isTimer ? this.timers.splice(chosen, 1) : this.pending.splice(chosen - due, 1);
    const { label, by, make } = next as Pending;
    if (!isTimer) this.nowMs += 1 + Math.floor(this.random() * SLOWEST_CALL_MS);
    if (this.tells && label !== 'sleep')
      this.tell(`${by?.name ?? 'world'}: ${typeof label === 'string' ? label : label()}`);
    try {
      await make();
      // All that follows from it without another call.
      do await this.turn();
      while (this.isOutside(this.current));
      this.afterStep();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Whether somebody waits for what is neither a call nor an instant. */
  private isOutside(by: Invocation | undefined): boolean {
    if (!by?.isOutside) return false;
    return ![...this.pending, ...this.timers].some((one) => one.by === by || one.for === by);
  }

  private dueTimers(): number {
    let due = 0;
    while (due < this.timers.length && (this.timers[due] as Timer).atMs <= this.nowMs) due++;
    return due;
  }

  /** Notes a line of what happens. */
  tell(line: string): void {
    if (this.tells) this.told.push(`${new Date(this.nowMs).toISOString()} ${line}`);
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
