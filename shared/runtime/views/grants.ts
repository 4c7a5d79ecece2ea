import type * as z from 'zod/mini';
import type { GrantsOnCampaign } from '#contract/areas/grants.ts';
import type { CampaignGrants } from '#domain/roles.ts';

/** What a member may do on single campaigns, as the API shows it; the oldest campaign first. */
export function grantsView(grants: CampaignGrants | undefined): z.input<typeof GrantsOnCampaign>[] {
  return Object.entries(grants ?? {})
    .map(([campaignId, given]) => ({ campaignId, grants: [...given] }))
    .sort((a, b) => (a.campaignId < b.campaignId ? -1 : 1));
}
