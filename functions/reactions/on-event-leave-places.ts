import { PLACE_CHANGING_EVENTS } from '#contract/events.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { dropConnections } from '#runtime/drop-connections.ts';
import { isStillAt } from '#runtime/live.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';

/** Whoever acts with another role or in another workspace since hears nothing of the one before: their connections are judged anew. */
export const handler = reaction(PLACE_CHANGING_EVENTS, async (event, { nowMs }) => {
  for (const userId of affectedBy(event)) {
    // As they are now, not as the event says: deliveries come late and in any order.
    const actor = await findOne(actorRef(userId));
    await dropConnections(userId, (identity) => !isStillAt(identity, actor, nowMs), event);
  }
});

function affectedBy({ type, data }: ReceivedEvent<(typeof PLACE_CHANGING_EVENTS)[number]>): readonly string[] {
  if (type === 'WorkspaceClosed') return data.userIds;
  if (type === 'OwnershipTransferred') return [data.fromUserId, data.toUserId];
  return [data.userId];
}
