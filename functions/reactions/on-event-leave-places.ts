import { type EventData, LEAVING_EVENTS } from '#contract/events.ts';
import { rooms } from '#contract/live.ts';
import { appliedRef } from '#data/application.ts';
import type { CommitContext } from '#data/commit.ts';
import { influencerRef } from '#data/influencer.ts';
import { listConnections } from '#data/live.ts';
import { actorRef } from '#data/person.ts';
import { findOne, findTogether } from '#data/read.ts';
import { dropConnections } from '#runtime/drop-connections.ts';
import { isStillAt, tellConnection } from '#runtime/live.ts';
import { hasPart, leaveRoom } from '#runtime/live-rooms.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';

type Leaving = ReceivedEvent<(typeof LEAVING_EVENTS)[number]>;

/**
 * Whoever acts with another role or in another workspace since hears nothing of the one before: their connections are judged anew. And whose application
 * came to nothing hears no more of the campaign.
 */
export const handler = reaction(LEAVING_EVENTS, async (event, context) => {
  if (event.type === 'ApplicationDecided' || event.type === 'ApplicationWithdrawn')
    return leaveCampaign(event.data, context);
  for (const userId of affectedBy(event)) {
    // As they are now, not as the event says: deliveries come late and in any order.
    const actor = await findOne(actorRef(userId));
    await dropConnections(userId, (identity) => !isStillAt(identity, actor, context.nowMs), event);
  }
});

function affectedBy({
  type,
  data,
}: Exclude<Leaving, { type: 'ApplicationDecided' | 'ApplicationWithdrawn' }>): readonly string[] {
  if (type === 'WorkspaceClosed') return data.userIds;
  if (type === 'OwnershipTransferred') return [data.fromUserId, data.toUserId];
  return [data.userId];
}

async function leaveCampaign(
  { influencerId, campaignId }: EventData<'ApplicationWithdrawn'>,
  context: CommitContext,
): Promise<void> {
  const { influencer, applied } = await findTogether({
    influencer: influencerRef(influencerId),
    applied: appliedRef(influencerId, campaignId),
  });
  if (!influencer || hasPart(applied)) return;
  const room = rooms.campaign(campaignId);
  for (const { connectionId, identity, rooms: entered } of await listConnections(influencer.userId)) {
    if (identity.influencerId !== influencerId || !entered.includes(room)) continue;
    await tellConnection(connectionId, await leaveRoom(context, identity, connectionId, room));
  }
}
