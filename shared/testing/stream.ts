import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';

/** New event items of the table as its stream gives them to a consumer, in the order of their ids here. */
export function streamBatchOf(
  stored: readonly Record<string, unknown>[],
  eventIds: readonly string[],
): DynamoDBStreamEvent {
  return {
    Records: eventIds.map((id, index) => ({
      eventName: 'INSERT' as const,
      dynamodb: {
        SequenceNumber: String(index + 1),
        NewImage: marshall(stored.find((item) => item._et === 'event' && item.eventId === id) ?? {}) as never,
      },
    })),
  };
}
