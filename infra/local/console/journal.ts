import type { Platform, TraceRecord } from '#local/kernel.ts';
import { explainError } from './explain-error.ts';

const keptEvents = 5_000;
const keptErrors = 2_000;

/** What became of one event at one target. */
export interface EventDelivery {
  atMs: number;
  rule: string;
  target: string;
  outcome: 'delivered' | 'dead-lettered' | 'dropped';
  /** 2 for the copy of one that was delivered twice on purpose. */
  copy?: number;
  reason?: string;
}

/** One event as it was published, with where it went. */
export interface PublishedEvent {
  eventId: string;
  atMs: number;
  type: string;
  source: string;
  bus: string;
  correlationId?: string;
  detail: unknown;
  deliveries: EventDelivery[];
}

/** One thing that went wrong. */
export interface RecordedError {
  seq: number;
  atMs: number;
  kind: string;
  /** One line for people. */
  summary: string;
  correlationId?: string;
  data: Record<string, unknown>;
}

/** Events and errors since the start, kept apart from the trace, whose ring a month of virtual time washes through. */
export class Journal {
  readonly #events = new Map<string, PublishedEvent>();
  readonly #counts = new Map<string, number>();
  #errors: RecordedError[] = [];
  readonly #stop: () => void;

  constructor({ trace }: Platform) {
    for (const record of trace.recent({ limit: 20_000 }).reverse()) this.#add(record);
    this.#stop = trace.subscribe((record) => this.#add(record));
  }

  stop(): void {
    this.#stop();
  }

  /** How many records of a kind there have been. */
  count(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** The newest events first; `type` matches any part of the type, in any case. */
  events(filter: { type?: string; correlationId?: string; limit: number }): PublishedEvent[] {
    const type = filter.type?.toLowerCase();
    return [...this.#events.values()]
      .reverse()
      .filter((event) => !type || event.type.toLowerCase().includes(type))
      .filter((event) => !filter.correlationId || event.correlationId === filter.correlationId)
      .slice(0, filter.limit);
  }

  /** The newest errors first. */
  errors(filter: { correlationId?: string; limit: number }): RecordedError[] {
    return [...this.#errors]
      .reverse()
      .filter((error) => !filter.correlationId || error.correlationId === filter.correlationId)
      .slice(0, filter.limit);
  }

  #add(record: TraceRecord): void {
    const { seq, atMs, kind, data, correlationId } = record;
    this.#counts.set(kind, this.count(kind) + 1);
    const named = correlationId === undefined ? {} : { correlationId };
    if (kind === 'event.published') Object.assign(this.#eventOf(record), readEvent(record), named);
    else if (kind === 'event.delivered' || kind === 'event.dead-lettered' || kind === 'event.dropped')
      this.#eventOf(record).deliveries.push(readDelivery(record));
    const summary = explainError(kind, data);
    if (summary === undefined) return;
    this.#errors.push({ seq, atMs, kind, summary, ...named, data });
    if (this.#errors.length > keptErrors * 1.25) this.#errors = this.#errors.slice(-keptErrors);
  }

  /** A delivery may be told before the publication it belongs to. */
  #eventOf(record: TraceRecord): PublishedEvent {
    const eventId = String(record.data.eventId);
    const known = this.#events.get(eventId);
    if (known) return known;
    const event = { ...readEvent(record), deliveries: [] };
    this.#events.set(eventId, event);
    if (this.#events.size > keptEvents) this.#events.delete(this.#events.keys().next().value as string);
    return event;
  }
}

function readEvent({ atMs, data }: TraceRecord): Omit<PublishedEvent, 'deliveries' | 'correlationId'> {
  const { eventId, type = 'unknown', source = 'unknown', bus = 'unknown', detail } = data;
  return { eventId: String(eventId), atMs, type: String(type), source: String(source), bus: String(bus), detail };
}

function readDelivery({ atMs, kind, data }: TraceRecord): EventDelivery {
  return {
    atMs,
    rule: String(data.rule),
    target: String(data.target),
    outcome: kind.slice('event.'.length) as EventDelivery['outcome'],
    ...(typeof data.copy === 'number' ? { copy: data.copy } : {}),
    ...(typeof data.reason === 'string' ? { reason: data.reason } : {}),
  };
}
