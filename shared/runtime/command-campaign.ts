import type * as z from 'zod/mini';
import type { Campaign } from '#contract/areas/campaigns.ts';
import type { pauseCampaign } from '#contract/areas/lifecycle.ts';
import { allotmentRef } from '#data/allotment.ts';
import { type BudgetItem, budgetRef } from '#data/budget.ts';
import { type CampaignItem, campaignRef } from '#data/campaign.ts';
import { type Brand, brandRef, workspaceRef } from '#data/workspace.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import type { LifecycleRefusal } from '#domain/lifecycle.ts';
import type { CampaignCommand } from '#domain/lifecycle-table.ts';
import type { KeyActor, MemberActor } from './actor.ts';
import type { BudgetLimits, BudgetRefusal } from './budget-limits.ts';
import { type PlannedTransition, planTransition } from './campaign-transition.ts';
import type { Call } from './endpoint.ts';
import { campaignView } from './views/campaign.ts';

/** A command call: every command endpoint has the same parameters and answer. */
type CommandCall = Pick<Call<typeof pauseCampaign>, 'member' | 'params' | 'nowIso' | 'nowMs' | 'commit'>;

/** What a command on a campaign is decided on. */
export const commandReads = ({ workspaceId, brandId }: MemberActor | KeyActor, campaignId: string) => ({
  campaign: campaignRef(workspaceId, campaignId),
  budget: budgetRef(workspaceId, campaignId),
  brand: brandRef(workspaceId, brandId),
});

/** What publishing is decided on beside: the limits of the workspace, and what is allotted of the year. */
export const publishingReads = (member: MemberActor | KeyActor, campaignId: string, nowIso: string) => ({
  ...commandReads(member, campaignId),
  workspace: workspaceRef(member.workspaceId),
  allotment: allotmentRef({ workspaceId: member.workspaceId, year: nowIso.slice(0, 4) }),
});

/** What a command on a campaign is given for. */
export interface Commanded {
  campaign: CampaignItem;
  budget: BudgetItem | undefined;
  brand: Brand | undefined;
}

/** As the brand of a campaign is called: another one than was read as when the campaign was made. */
export function brandNameOf({ brandId, brandName }: CampaignItem, brand: Brand | undefined): string {
  return (brandId === brand?.brandId ? brand?.companyName : undefined) ?? brandName ?? '';
}

/** Plans a member's command; `askedBy` is who asked for what they approve. */
export function planCommand(
  { campaign, budget, brand }: Commanded,
  command: CampaignCommand,
  given: { nowIso: string; askedBy?: string | undefined; isModerated?: boolean; limits?: BudgetLimits | undefined },
): PlannedTransition | Refused<LifecycleRefusal | BudgetRefusal> {
  return planTransition(campaign, command, {
    ...given,
    brandName: brandNameOf(campaign, brand),
    budget,
  });
}

/** Gives a member's command to a campaign and answers the campaign after it. */
export function commandCampaign(
  call: CommandCall,
  command: CampaignCommand,
): Promise<{ status: 200; body: z.input<typeof Campaign> }> {
  return call.commit({
    reads: commandReads(call.member(), call.params.campaignId),
    decide: ({ campaign, budget, brand }) => {
      if (!campaign) return refuse('not_found');
      const planned = planCommand({ campaign, budget, brand }, command, { nowIso: call.nowIso });
      if (isRefused(planned)) return planned;
      const { changes, event } = planned;
      return { changes, event, answer: { status: 200, body: campaignView(planned.campaign, call.nowMs) } };
    },
  });
}
