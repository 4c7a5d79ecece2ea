import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

let client: EventBridgeClient | undefined;

/** One event for the bus; `detail` is the event as the commit wrote it. */
export interface OutgoingEvent {
  eventId: string;
  type: string;
  detail: Record<string, unknown>;
}

/** Most entries PutEvents takes at once. */
const BATCH = 10;

/** Publishes events in order of the list; answers the ids of those the bus did not take. */
export async function publishEvents(busName: string, events: readonly OutgoingEvent[]): Promise<string[]> {
  client ??= new EventBridgeClient({ maxAttempts: 3 });
  const refused: string[] = [];
  for (let start = 0; start < events.length; start += BATCH) {
    const batch = events.slice(start, start + BATCH);
    const answer = await client.send(
      new PutEventsCommand({
        Entries: batch.map(({ type, detail }) => ({
          EventBusName: busName,
          Source: 'accord',
          DetailType: type,
          Detail: JSON.stringify(detail),
        })),
      }),
    );
    if (!answer.FailedEntryCount) continue;
    refused.push(...batch.filter((_, index) => answer.Entries?.[index]?.ErrorCode).map(({ eventId }) => eventId));
  }
  return refused;
}
