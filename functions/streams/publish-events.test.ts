import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommitContext } from '#data/commit.ts';
import { commit } from '#data/commit.ts';
import { countedId } from '#testing/ids.ts';
import { streamBatchOf } from '#testing/stream.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as sweep } from '../schedules/sweep-undelivered.ts';
import { handler as publish } from './publish-events.ts';

const { items } = prepareTestTable();
const bus = mockClient(EventBridgeClient);
let count = 0;

beforeEach(() => {
  bus.reset();
  vi.stubEnv('BUS_NAME', 'accord-test');
});

/** Writes one event as commits do; answers its id. */
async function writeEvent(occurredAt = '2026-11-20T10:00:00.000Z'): Promise<string> {
  count += 1;
  const eventId = countedId('event', count);
  const context: CommitContext = {
    nowMs: 0,
    nowIso: occurredAt,
    deadlineMs: 1,
    correlationId: 'c',
    actor: { kind: 'system' },
    eventId,
    jitter: () => 0,
    clock: () => 0,
  };
  await commit(context, {
    reads: {},
    decide: () => ({
      changes: [],
      event: { type: 'AccountChanged', aggregateId: 'usr', seq: count, partition: 'USR#1', data: { userId: 'usr' } },
      answer: { status: 200, body: null },
    }),
  });
  return eventId;
}

const streamBatch = async (ids: readonly string[]) => streamBatchOf(await items(), ids);

const undelivered = async () => (await items()).filter((item) => item.gsi3pk !== undefined).map((item) => item.eventId);

describe('the stream consumer', () => {
  it('publishes each event as it was written and takes it out of the undelivered ones', async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    const id = await writeEvent();
    expect(await publish(await streamBatch([id]))).toEqual({ batchItemFailures: [] });
    const [entry] = bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({ EventBusName: 'accord-test', Source: 'accord', DetailType: 'AccountChanged' });
    expect(JSON.parse(entry?.Detail ?? '')).toMatchObject({ eventId: id, seq: count, data: { userId: 'usr' } });
    expect(JSON.parse(entry?.Detail ?? '')).not.toHaveProperty('pk');
    expect(await undelivered()).not.toContain(id);
  });

  it('looks at what the bus answers for each entry, and goes on from the first it did not take', async () => {
    const ids = [await writeEvent(), await writeEvent(), await writeEvent()];
    bus.on(PutEventsCommand).resolves({
      FailedEntryCount: 1,
      Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }, { EventId: '3' }],
    });
    expect(await publish(await streamBatch(ids))).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(await undelivered()).toEqual([ids[1]]);
  });
});

describe('the sweeper', () => {
  it('publishes what is older than ten minutes and still undelivered, and nothing younger', async () => {
    bus
      .on(PutEventsCommand)
      .callsFake((input) => ({ FailedEntryCount: 0, Entries: input.Entries.map(() => ({ EventId: '1' })) }));
    vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z'), toFake: ['Date'] });
    const old = await writeEvent('2026-11-21T11:49:00.000Z');
    const young = await writeEvent('2026-11-21T11:55:00.000Z');
    await sweep();
    vi.useRealTimers();
    const left = await undelivered();
    expect(left).not.toContain(old);
    expect(left).toContain(young);
  });

  it('keeps what the bus does not take and says so', async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
    vi.useFakeTimers({ now: Date.parse('2026-11-22T12:00:00Z'), toFake: ['Date'] });
    const stuck = await writeEvent('2026-11-22T10:00:00.000Z');
    await expect(sweep()).rejects.toThrow('did not take');
    vi.useRealTimers();
    expect(await undelivered()).toContain(stuck);
  });
});
