import { type BudgetItem, Budgets } from './budget.ts';
import { type CampaignItem, Campaigns } from './campaign.ts';
import { type HoldItem, Holds } from './hold.ts';
import { campaignPartition } from './keys.ts';
import { listRaw } from './read.ts';

/** More than the contracts a campaign's budget can carry. */
const MOST_ITEMS = 1000;

/** A campaign with its budget and the money of its contracts. */
export interface CampaignMoney {
  campaign: CampaignItem | undefined;
  budget: BudgetItem | undefined;
  holds: HoldItem[];
}

/** Reads them in one strongly consistent call: they stand side by side at the beginning of the campaign's partition. */
export async function readCampaignMoney(workspaceId: string, campaignId: string): Promise<CampaignMoney> {
  const items = await listRaw(campaignPartition(workspaceId, campaignId), MOST_ITEMS, { upTo: 'HOLD$' });
  const named = (name: string) => items.filter((item) => item._et === name);
  const [campaign] = named(Campaigns.name);
  const [budget] = named(Budgets.name);
  return {
    campaign: campaign && Campaigns.parse(campaign),
    budget: budget && Budgets.parse(budget),
    holds: named(Holds.name).map(Holds.parse),
  };
}
