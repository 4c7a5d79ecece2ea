import { decideModerationItem } from '#contract/areas/moderation.ts';
import { replace } from '#data/change.ts';
import { type ModerationItem, ModerationItems, moderationItemRef } from '#data/moderation.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { submissionRef } from '#data/submission.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideModeration } from '#domain/moderation.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { moderationEntryView } from '#runtime/views/moderation.ts';
import { planModerated, readCampaign } from './campaigns.ts';
import { planModeratedContent } from './contents.ts';

export const handler = endpoint(decideModerationItem, (call) => {
  const { workspaceId, decision, reason } = call.body;
  const { userId } = call.actor();
  return call.commit({
    reads: { item: moderationItemRef(workspaceId, call.params.itemId), user: userRef(userId) },
    more: async ({ item }) => item && readSubject(item, call.nowIso),
    decide: ({ item, user }, subject) => {
      if (!item || !user || !subject) return refuse('not_found');
      const may = decideModeration(item, userId);
      if (isRefused(may)) return may;
      const by = { userId, name: user.name };
      const said = { decision, reason, by, at: call.nowIso };
      const planned =
        'submission' in subject
          ? planModeratedContent(item, subject.submission, { ...said, ...may })
          : planModerated(item, subject, { ...said, ...may });
      if (isRefused(planned)) return planned;
      const after: ModerationItem = {
        ...{ ...item, state: decision, decisions: [...item.decisions, said] },
        ...{ updatedAt: call.nowIso, version: item.version + 1 },
      };
      return {
        changes: [replace(ModerationItems, item, after), ...planned.changes],
        event: planned.event,
        answer: { status: 200, body: moderationEntryView(after, userId) },
      };
    },
  });
});

/** What waits: a piece of content, or a campaign with what publishing it takes; undefined when it is gone. */
async function readSubject(item: ModerationItem, nowIso: string) {
  const { workspaceId, campaignId, content } = item;
  if (!content) return readCampaign(item, nowIso);
  const submission = await findOne(submissionRef(workspaceId, campaignId, content.submissionId));
  return submission && { submission };
}
