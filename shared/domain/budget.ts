import type { Campaign } from './campaign.ts';
import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import { type Money, MoneyError } from './money.ts';

/** The money of one campaign, in minor units of its currency; remaining = total − committed at every instant. */
export interface Budget {
  workspaceId: string;
  campaignId: string;
  currency: Currency;
  totalMinor: number;
  /** Prices of accepted contracts. */
  committedMinor: number;
  /** Held for contracts. */
  fundedMinor: number;
  releasedMinor: number;
  refundedMinor: number;
  feesMinor: number;
  remainingMinor: number;
  version: number;
}

/** The budget of a campaign with nothing committed yet: its total is the most the brand wants to spend. */
export function openBudget(campaign: Pick<Campaign, 'workspaceId' | 'campaignId' | 'budget'>): Budget {
  const total = campaign.budget.max;
  return {
    workspaceId: campaign.workspaceId,
    campaignId: campaign.campaignId,
    currency: total.currency,
    totalMinor: total.amountMinor,
    committedMinor: 0,
    fundedMinor: 0,
    releasedMinor: 0,
    refundedMinor: 0,
    feesMinor: 0,
    remainingMinor: total.amountMinor,
    version: 1,
  };
}

/** The budget after a price is committed; refuses what the remaining money does not cover; throws MoneyError for another currency. */
export function decideCommitment(budget: Budget, price: Money): Budget | Refused<'budget_exceeded'> {
  if (price.currency !== budget.currency)
    throw new MoneyError(`cannot commit ${price.currency} from a budget in ${budget.currency}`);
  if (price.amountMinor > budget.remainingMinor) return refuse('budget_exceeded');
  return {
    ...budget,
    committedMinor: budget.committedMinor + price.amountMinor,
    remainingMinor: budget.remainingMinor - price.amountMinor,
    version: budget.version + 1,
  };
}
