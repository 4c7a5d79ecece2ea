import { checkMoney } from '#domain/money-check.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { type CampaignName, readMoneyAtRest } from '#runtime/money/read-money.ts';

/** What the checker finds wrong with the stored money of a campaign: nothing, unless a test made it so. */
export async function ledgerProblemsOf(campaign: CampaignName) {
  const money = await readMoneyAtRest(campaign);
  if (!money) throw new Error(`The money of ${campaign.campaignId} kept moving.`);
  return checkMoney(money, sha256Hex);
}
