import { seededRandom } from '#local/seeded-random.ts';

interface Fault {
  /** In words, to be read after "how often". */
  what: string;
  /** How likely it is at each chance it gets, in a seed that has it. */
  chance: number;
}

/** Everything that goes wrong on purpose. */
export const FAULTS = {
  'dies-before-call': { what: 'a function dies before an outgoing call', chance: 0.012 },
  'dies-after-provider': { what: 'a function dies between the provider’s answer and its own commit', chance: 0.06 },
  'dies-after-commit': { what: 'a function dies right after its commit, before it answers', chance: 0.03 },
  'dies-in-stream': { what: 'the stream’s consumer dies before or after it has published', chance: 0.06 },
  conflict: { what: 'a transaction is cancelled by a conflict', chance: 0.08 },
  throttled: { what: 'the table throttles a call', chance: 0.01 },
  'hot-campaign': { what: 'the table throttles the partition of the campaign', chance: 0.02 },
  'lost-answer': { what: 'a transaction is written and its answer is lost', chance: 0.02 },
  'table-down': { what: 'the table refuses a write and keeps nothing of it', chance: 0.01 },
  'slow-commit': { what: 'a transaction holds its items while others go on', chance: 0.3 },
  'index-lag': { what: 'an index lags behind by up to 5 seconds', chance: 0.5 },
  'clock-skew': { what: 'the clock of a function is wrong by up to 15 minutes', chance: 0.15 },
  'provider-fails': { what: 'the provider fails before it does anything', chance: 0.05 },
  'provider-answer-lost': { what: 'the provider does it and its answer is lost, late or unreadable', chance: 0.05 },
  'webhook-again': { what: 'the provider sends a webhook several times at once', chance: 0.15 },
  'webhook-late': { what: 'the provider sends a webhook again after 25 hours, 3 days or 31 days', chance: 0.1 },
  'webhook-reordered': { what: 'webhooks overtake each other by up to six hours', chance: 1 },
  'webhook-forged': { what: 'somebody else sends a webhook', chance: 0.1 },
  'bus-refuses': { what: 'the bus does not take some of the events', chance: 0.08 },
  'event-twice': { what: 'the bus delivers an event twice', chance: 0.08 },
  'event-late': { what: 'the bus delivers an event up to a day later', chance: 0.03 },
  'event-dropped': { what: 'the first delivery of an event is lost', chance: 0.05 },
  'event-poisoned': { what: 'a delivery nobody can read is among the others', chance: 0.03 },
  'stream-lost': { what: 'the stream loses an event, which only the sweeper finds', chance: 0.02 },
  'step-twice': { what: 'the machine runs a step twice', chance: 0.06 },
  'signal-twice': { what: 'a machine is woken by an old or used token', chance: 0.15 },
  'asked-twice': { what: 'a person sends the same request twice at once', chance: 0.2 },
  'asked-again': { what: 'a person repeats a request that was answered', chance: 0.15 },
  collision: { what: 'release, refund and dispute of the same money at once', chance: 0.3 },
  crowd: { what: 'more accept at once than the budget has room for', chance: 1 },
  stranger: { what: 'another tenant asks for what is not theirs', chance: 0.3 },
  erased: { what: 'somebody is forgotten while money is held', chance: 1 },
  exported: { what: 'the ledger is exported while it is written', chance: 1 },
  'record-damaged': { what: 'a record of the ledger is changed, lost or there twice', chance: 1 },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** How much may go wrong. */
export interface Limits {
  without?: readonly string[];
  /** Only so many faults happen, the first ones. */
  most?: number;
  /** Whether every step is told. */
  tells?: boolean;
}

/** A part of the faults happens in every seed, so that each also meets a world that is well otherwise. */
const SHARE = 0.55;

/** Decides what goes wrong in one seed; each fault has its own chance, so that leaving one out leaves the others as they are. */
export class Faults {
  readonly fired = new Map<FaultName, number>();
  /** Nothing more goes wrong once they have stopped. */
  haveStopped = false;
  private count = 0;
  private readonly most: number;
  private readonly chances = new Map<FaultName, () => number>();

  constructor(seed: number, { without = [], most = Number.POSITIVE_INFINITY }: Limits) {
    this.most = most;
    for (const [index, name] of (Object.keys(FAULTS) as FaultName[]).entries()) {
      const random = seededRandom(seed * 101 + index);
      const isOn = random() < SHARE;
      if (isOn && !without.includes(name)) this.chances.set(name, random);
    }
  }

  /** Whether it goes wrong here; when it does, it has happened. */
  happens(name: FaultName): boolean {
    const random = this.chances.get(name);
    if (!random || random() >= FAULTS[name].chance || this.haveStopped || this.count >= this.most) return false;
    this.count += 1;
    this.fired.set(name, (this.fired.get(name) ?? 0) + 1);
    return true;
  }

  /** Whether this seed has it. */
  has(name: FaultName): boolean {
    return this.chances.has(name);
  }

  /** Where between 0 and 1, for a fault that has just happened. */
  measureOf(name: FaultName): number {
    return this.chances.get(name)?.() ?? 0;
  }

  /** How many have happened. */
  get total(): number {
    return this.count;
  }
}
