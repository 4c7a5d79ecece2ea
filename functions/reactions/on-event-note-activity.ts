import type { EventType } from '#contract/events.ts';
import { Activities, type ActivityEntry, activityRef } from '#data/activity.ts';
import { createOrReplace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { withActivity } from '#domain/overview.ts';
import { reaction } from '#runtime/reaction.ts';

/** What people of a workspace look back on; steps of the machinery in between are left to the timeline. */
const NOTED: ReadonlySet<EventType> = new Set([
  'CampaignCreated',
  'CampaignStatusChanged',
  'ApplicationSubmitted',
  'ApplicationDecided',
  'ApplicationWithdrawn',
  'OfferSent',
  'OfferCountered',
  'OfferRejected',
  'OfferWithdrawn',
  'OfferAccepted',
  'ContentSubmitted',
  'ContentReviewed',
  'ContentWentLive',
  'PaymentFunded',
  'PaymentFailed',
  'PaymentDisputed',
  'PaymentReleased',
  'PaymentRefunded',
]);

/** Keeps the last things that happened in a workspace for its overview; a repeated or late delivery finds its place by the event's id. */
export const handler = reaction('all', async (event, context) => {
  if (!NOTED.has(event.type)) return;
  const { workspaceId, campaignId, ...data } = event.data as { workspaceId: string; campaignId: string };
  const entry: ActivityEntry = {
    eventId: event.eventId,
    type: event.type,
    occurredAt: event.occurredAt,
    actorKind: event.actor.kind,
    campaignId,
    data,
  };
  await commit(context, {
    reads: { activity: activityRef(workspaceId) },
    decide: ({ activity }) => {
      const entries = withActivity(activity?.entries ?? [], entry);
      return {
        changes: entries ? [createOrReplace(Activities, activity, { workspaceId, entries })] : [],
        answer: { status: 200, body: null },
      };
    },
  });
});
