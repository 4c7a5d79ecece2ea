import { ACTIVITY_EVENTS } from '#contract/activities.ts';
import { Activities, type ActivityEntry, activityRef } from '#data/activity.ts';
import { createOrReplace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { withActivity } from '#domain/overview.ts';
import { reaction } from '#runtime/reaction.ts';

/** Keeps the last things that happened in a workspace for its overview; a repeated or late delivery finds its place by the event's id. */
export const handler = reaction(ACTIVITY_EVENTS, async (event, context) => {
  const { workspaceId, campaignId, ...data } = event.data;
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
