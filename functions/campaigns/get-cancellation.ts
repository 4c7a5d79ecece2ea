import { getCampaignCancellation } from '#contract/areas/lifecycle.ts';
import { Failure } from '#contract/failure.ts';
import { readCampaignMoney } from '#data/campaign-money.ts';
import { cancellationOf } from '#domain/campaign-cancellation.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(getCampaignCancellation, async (call) => {
  const { campaign, budget, holds } = await readCampaignMoney(call.member().workspaceId, call.params.campaignId);
  if (!campaign) throw new Failure('not_found');
  const { lines, contracts, ...says } = cancellationOf(campaign, budget, holds, call);
  const { currency } = campaign.budget.max;
  const money = (amountMinor: number) => ({ amountMinor, currency });
  return {
    status: 200,
    body: {
      ...says,
      lines: lines.map(({ line, amountMinor }) => ({ line, amount: money(amountMinor) })),
      contracts: contracts.map(({ priceMinor, ...contract }) => ({ ...contract, price: money(priceMinor) })),
    },
  };
});
