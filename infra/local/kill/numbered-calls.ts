import type { OutgoingCall } from '#local/outgoing-calls.ts';

/** One call of a window: which of its kind it is, so that a run in another order still finds the same one. */
export interface NumberedCall {
  /** Counted over the window from 1. */
  number: number;
  /** Who calls what, without the ids of this run. */
  label: string;
  /** Counted over the calls of the same label from 1. */
  occurrence: number;
}

/** A call that was seen in at least one telling of a journey. */
export interface SeenCall extends NumberedCall {
  /** Whether every telling made it; one that only some made is the outcome of a race, and may stay out. */
  always: boolean;
}

/** The calls of several tellings of the same window as one list: the first one's, then what only later ones made. */
export function mergeTellings(tellings: readonly (readonly NumberedCall[])[]): SeenCall[] {
  const calls: NumberedCall[] = [];
  const times = new Map<string, number>();
  for (const telling of tellings)
    for (const call of telling) {
      const name = `${call.label} ${call.occurrence}`;
      const before = times.get(name) ?? 0;
      times.set(name, before + 1);
      if (before === 0) calls.push({ ...call, number: calls.length + 1 });
    }
  return calls.map((call) => ({ ...call, always: times.get(`${call.label} ${call.occurrence}`) === tellings.length }));
}

/** Where a process dies: before the call is made, or after its effect and before the caller has its answer. */
export interface KillPoint extends Pick<NumberedCall, 'label' | 'occurrence'> {
  when: 'before' | 'after';
  /** Whether the database process dies too. */
  withEngine?: boolean;
}

/** What a window needs to go on in the process after the one that died. */
export interface WindowState {
  /** Points to die at that have not come yet. */
  points: KillPoint[];
  /** Calls counted so far, by label. */
  occurrences: Record<string, number>;
}

/** Numbers the outgoing calls of a window and ends the process at those that are armed. */
export class CallCounter {
  #calls: NumberedCall[] | undefined;
  #points: KillPoint[] = [];
  #occurrences = new Map<string, number>();
  readonly #kill: (point: KillPoint, call: NumberedCall, left: WindowState) => void;

  /** `kill` must not return while the process lives on. */
  constructor(kill: (point: KillPoint, call: NumberedCall, left: WindowState) => void) {
    this.#kill = kill;
  }

  /** Begins a window, or goes on with the one of a process that died. */
  open({ points, occurrences }: WindowState): void {
    this.#calls = [];
    this.#occurrences = new Map(Object.entries(occurrences));
    this.#points = points;
  }

  /** Ends the window; gives its calls since this process opened it. */
  close(): NumberedCall[] {
    const calls = this.#calls ?? [];
    this.#calls = undefined;
    this.#points = [];
    return calls;
  }

  /** Stands around one outgoing call. */
  around = async <T>(outgoing: OutgoingCall, make: () => Promise<T>): Promise<T> => {
    if (!this.#calls) return make();
    const call = this.#number(outgoing, this.#calls);
    this.#dieIfArmed('before', call);
    try {
      return await make();
    } finally {
      // A refused call has been made, too.
      this.#dieIfArmed('after', call);
    }
  };

  #dieIfArmed(when: KillPoint['when'], call: NumberedCall): void {
    const point = this.#points.find(
      (each) => each.when === when && each.label === call.label && each.occurrence === call.occurrence,
    );
    if (!point) return;
    // A call that was not made is the same call when it is made after all.
    if (when === 'before') this.#occurrences.set(call.label, call.occurrence - 1);
    const points = this.#points.filter((each) => each !== point);
    this.#kill(point, call, { points, occurrences: Object.fromEntries(this.#occurrences) });
  }

  #number(outgoing: OutgoingCall, calls: NumberedCall[]): NumberedCall {
    const label = labelOf(outgoing);
    const occurrence = (this.#occurrences.get(label) ?? 0) + 1;
    this.#occurrences.set(label, occurrence);
    const call = { number: calls.length + 1, label, occurrence };
    calls.push(call);
    return call;
  }
}

/** Who calls what; ids of provider objects differ from run to run and are left out. */
export function labelOf({ from, what }: OutgoingCall): string {
  return `${from} → ${what.replaceAll(/\/[a-z]{2,6}_\w*[A-Z0-9]\w*/g, '/…')}`;
}
