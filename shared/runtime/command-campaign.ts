import type * as z from 'zod/mini';
import type { Campaign } from '#contract/areas/campaigns.ts';
import type { publishCampaign } from '#contract/areas/lifecycle.ts';
import { budgetRef } from '#data/budget.ts';
import { campaignRef } from '#data/campaign.ts';
import { brandRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import type { CampaignCommand } from '#domain/lifecycle.ts';
import { planTransition } from './campaign-transition.ts';
import type { Call } from './endpoint.ts';
import { campaignView } from './views/campaign.ts';

/** A command call: every command endpoint has the same parameters and answer. */
type CommandCall = Pick<Call<typeof publishCampaign>, 'member' | 'params' | 'nowIso' | 'commit'>;

/** Gives a member's command to a campaign and answers the campaign after it. */
export function commandCampaign(
  call: CommandCall,
  command: CampaignCommand,
): Promise<{ status: 200; body: z.input<typeof Campaign> }> {
  const { workspaceId, brandId } = call.member();
  const { campaignId } = call.params;
  return call.commit({
    reads: {
      campaign: campaignRef(workspaceId, campaignId),
      budget: budgetRef(workspaceId, campaignId),
      brand: brandRef(workspaceId, brandId),
    },
    decide: ({ campaign, budget, brand }) => {
      if (!campaign) return refuse('not_found');
      const planned = planTransition(campaign, command, {
        nowIso: call.nowIso,
        // Another brand than the default one is not read: it is called as when the campaign was made.
        brandName: (campaign.brandId === brandId ? brand?.companyName : undefined) ?? campaign.brandName ?? '',
        hasCommitments: (budget?.committedMinor ?? 0) > 0,
      });
      if (isRefused(planned)) return planned;
      const { changes, event } = planned;
      return { changes, event, answer: { status: 200, body: campaignView(planned.campaign) } };
    },
  });
}
