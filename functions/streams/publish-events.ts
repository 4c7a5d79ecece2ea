import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { setTableName } from '#data/client.ts';
import { markDelivered, streamedEvent } from '#data/outbox.ts';
import { publishEvents } from '#platform/bus.ts';
import { setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';

setTableName(() => setting('TABLE_NAME'));

/** Publishes each new event item to the bus; the batch goes on again from the first one the bus did not take. */
export async function handler(batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const records = batch.Records.map((record) => ({
    sequence: record.dynamodb?.SequenceNumber ?? '',
    event: streamedEvent(record.dynamodb?.NewImage ?? {}),
  }));
  const refused = new Set(
    await publishEvents(
      setting('BUS_NAME'),
      records.map(({ event }) => event),
    ),
  );
  await Promise.all(
    records.filter(({ event }) => !refused.has(event.eventId)).map(({ event }) => markDelivered(event.key)),
  );
  const first = records.find(({ event }) => refused.has(event.eventId));
  if (first) log.warn('the bus did not take every event', { eventId: first.event.eventId, count: refused.size });
  return { batchItemFailures: first ? [{ itemIdentifier: first.sequence }] : [] };
}
