import { appealCampaign } from '#contract/areas/moderation.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { replace } from '#data/change.ts';
import { ModerationItems, moderationItemRef } from '#data/moderation.ts';
import { findOne } from '#data/read.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { takes } from '#domain/lifecycle-table.ts';
import { decideAppeal } from '#domain/moderation.ts';
import { reviewEvent } from '#runtime/campaign-review.ts';
import { msOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(appealCampaign, (call) => {
  const { workspaceId } = call.member();
  return call.commit({
    reads: { campaign: campaignRef(workspaceId, call.params.campaignId) },
    more: async ({ campaign }) =>
      campaign?.moderation?.itemId ? findOne(moderationItemRef(workspaceId, campaign.moderation.itemId)) : undefined,
    decide: ({ campaign }, item) => {
      if (!campaign) return refuse('not_found');
      const { moderation } = campaign;
      const may = decideAppeal(takes(campaign.status, 'appeal') ? moderation : undefined, call.nowMs, msOf);
      if (isRefused(may)) return may;
      if (!moderation || item?.state !== 'refused') return refuse('moderation_closed');
      const appealed = { ...moderation, state: 'appealed' as const, hasAppealed: true };
      const next = { ...campaign, moderation: appealed, version: campaign.version + 1, updatedAt: call.nowIso };
      const appeal = { text: call.body.text, at: call.nowIso };
      return {
        changes: [
          replace(Campaigns, campaign, next),
          replace(ModerationItems, item, {
            ...{ ...item, state: 'appealed', appeal, waitsSince: call.nowIso, updatedAt: call.nowIso },
          }),
        ],
        event: reviewEvent('CampaignAppealed', next),
        answer: { status: 200, body: campaignView(next, call.nowMs) },
      };
    },
  });
});
