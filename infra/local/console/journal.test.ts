import { beforeEach, describe, expect, it } from 'vitest';
import type { Platform, Trace } from '#local/kernel.ts';
import { createTrace } from '#local/trace.ts';
import { Journal } from './journal.ts';

let trace: Trace;
const journalOf = (): Journal => new Journal({ trace } as Platform);
const publish = (eventId: string, type: string, correlationId?: string): void =>
  trace.emit('event.published', { eventId, type, source: 'accord', bus: 'b', detail: { eventId } }, correlationId);
beforeEach(() => {
  trace = createTrace({ now: () => 1_000 }, 50);
});

describe('the journal', () => {
  it('knows what happened before it was made, and what happens after', () => {
    publish('e1', 'CampaignCreated');
    const journal = journalOf();
    publish('e2', 'CampaignPublished');
    expect(journal.events({ limit: 10 }).map(({ eventId }) => eventId)).toEqual(['e2', 'e1']);
    expect(journal.count('event.published')).toBe(2);
  });

  it('puts deliveries with their event, even one told before it', () => {
    const journal = journalOf();
    const told = { eventId: 'e1', type: 'CampaignCreated', rule: 'r', target: 'arn:t' };
    trace.emit('event.delivered', { ...told, copy: 1 }, 'c-1');
    publish('e1', 'CampaignCreated', 'c-1');
    trace.emit('event.dead-lettered', { ...told, reason: 'gone' }, 'c-1');
    expect(journal.events({ limit: 10 })).toEqual([
      expect.objectContaining({
        type: 'CampaignCreated',
        correlationId: 'c-1',
        detail: { eventId: 'e1' },
        deliveries: [
          { atMs: 1_000, rule: 'r', target: 'arn:t', outcome: 'delivered', copy: 1 },
          { atMs: 1_000, rule: 'r', target: 'arn:t', outcome: 'dead-lettered', reason: 'gone' },
        ],
      }),
    ]);
  });

  it('narrows by type and correlation id', () => {
    const journal = journalOf();
    publish('e1', 'CampaignCreated', 'c-1');
    publish('e2', 'OfferSent', 'c-1');
    publish('e3', 'CampaignCreated', 'c-2');
    const ids = (filter: object): string[] => journal.events({ limit: 10, ...filter }).map(({ eventId }) => eventId);
    expect(ids({ type: 'campaign' })).toEqual(['e3', 'e1']);
    expect(ids({ correlationId: 'c-1' })).toEqual(['e2', 'e1']);
    expect(ids({ type: 'offer', correlationId: 'c-2' })).toEqual([]);
    expect(ids({ limit: 1 })).toEqual(['e3']);
  });

  it('keeps events and errors when the ring of the trace has long forgotten them', () => {
    const journal = journalOf();
    publish('e1', 'CampaignCreated');
    trace.emit('access.denied', { functionName: 'f', message: 'may not' }, 'c-1');
    for (let call = 0; call < 200; call++) trace.emit('aws.call', {});
    expect(trace.recent({ kind: 'access.denied' })).toEqual([]);
    expect(journal.events({ limit: 10 })).toHaveLength(1);
    expect(journal.errors({ limit: 10 })).toEqual([
      expect.objectContaining({ kind: 'access.denied', summary: 'f: may not', correlationId: 'c-1' }),
    ]);
    expect(journal.errors({ correlationId: 'c-2', limit: 10 })).toEqual([]);
  });

  it('listens no more once it is stopped', () => {
    const journal = journalOf();
    journal.stop();
    publish('e1', 'CampaignCreated');
    expect(journal.events({ limit: 10 })).toEqual([]);
  });
});
