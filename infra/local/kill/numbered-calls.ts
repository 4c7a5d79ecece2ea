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
}

/** Numbers the outgoing calls of a window and ends the process at the one that is armed. */
export class CallCounter {
  #calls: NumberedCall[] | undefined;
  #point: KillPoint | undefined;
  readonly #occurrences = new Map<string, number>();
  readonly #kill: (point: KillPoint, call: NumberedCall) => void;

  /** `kill` must not return while the process lives on. */
  constructor(kill: (point: KillPoint, call: NumberedCall) => void) {
    this.#kill = kill;
  }

  /** Begins a window. */
  open(point: KillPoint | undefined): void {
    this.#calls = [];
    this.#occurrences.clear();
    this.#point = point;
  }

  /** Ends the window; gives its calls. */
  close(): NumberedCall[] {
    const calls = this.#calls ?? [];
    this.#calls = undefined;
    this.#point = undefined;
    return calls;
  }

  /** Stands around one outgoing call. */
  around = async <T>(outgoing: OutgoingCall, make: () => Promise<T>): Promise<T> => {
    if (!this.#calls) return make();
    const call = this.#number(outgoing, this.#calls);
    const point = this.#point;
    const isIt = point?.label === call.label && point.occurrence === call.occurrence;
    if (isIt && point.when === 'before') this.#kill(point, call);
    const result = await make();
    if (isIt && point.when === 'after') this.#kill(point, call);
    return result;
  };

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
