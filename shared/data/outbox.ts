import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { table } from './client.ts';
import { indexes, type Key, UNDELIVERED_SHARDS } from './keys.ts';
import { updateAlone } from './update-alone.ts';

/** A stored event item with what the bus gets. */
export interface StoredEvent {
  key: Key;
  eventId: string;
  type: string;
  detail: Record<string, unknown>;
}

const PUBLISHED_FIELDS = [
  'eventId',
  'type',
  'schemaVersion',
  'occurredAt',
  'correlationId',
  'aggregateId',
  'seq',
  'actor',
  'data',
] as const;

/** What of an event item is published. */
export function storedEvent(item: Record<string, unknown>): StoredEvent {
  return {
    key: { pk: String(item.pk), sk: String(item.sk) },
    eventId: String(item.eventId),
    type: String(item.type),
    detail: Object.fromEntries(PUBLISHED_FIELDS.map((name) => [name, item[name]])),
  };
}

/** The same from the image a table stream gives. */
export function streamedEvent(image: object): StoredEvent {
  return storedEvent(unmarshall(image as Parameters<typeof unmarshall>[0]));
}

/** Takes an event out of the index of undelivered ones; harmless when it is out already. */
export async function markDelivered({ pk, sk }: Key): Promise<void> {
  await updateAlone({
    Key: { pk, sk },
    UpdateExpression: 'REMOVE gsi3pk, gsi3sk',
    ConditionExpression: 'attribute_exists(pk)',
  });
}

/** Events that were written before `beforeIso` and are still undelivered, oldest first, at most `limit` per shard. */
export async function listUndelivered(beforeIso: string, limit: number): Promise<StoredEvent[]> {
  const { document, tableName } = table();
  const pages = await Promise.all(
    Array.from({ length: UNDELIVERED_SHARDS }, (_, shard) =>
      document.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'gsi3',
          KeyConditionExpression: 'gsi3pk = :shard AND gsi3sk < :before',
          ExpressionAttributeValues: { ':shard': indexes.undelivered(shard), ':before': beforeIso },
          Limit: limit,
        }),
      ),
    ),
  );
  return pages.flatMap((page) => (page.Items ?? []).map(storedEvent));
}
