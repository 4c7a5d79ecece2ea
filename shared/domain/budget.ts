import type { Campaign } from './campaign.ts';
import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import { type Money, MoneyError } from './money.ts';
import { amountText } from './money-text.ts';

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
  /** The calendar year whose limit it counts against. */
  year?: string | undefined;
  /** The campaign's, which no longer changes. */
  title?: string | undefined;
  version: number;
}

/** The budget of a campaign with nothing committed yet, in a year when it is published: its total is the most the brand wants to spend. */
export function openBudget(
  campaign: Pick<Campaign, 'workspaceId' | 'campaignId' | 'budget'> & { title?: string },
  year?: string,
): Budget {
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
    ...(year === undefined ? {} : { year }),
    ...(campaign.title === undefined ? {} : { title: campaign.title }),
    version: 1,
  };
}

/** The budget with another total; refuses one that accepted contracts do not fit into. */
export function decideTotal(budget: Budget, totalMinor: number): Budget | Refused<'budget_below_committed'> {
  const { committedMinor, currency } = budget;
  if (totalMinor < committedMinor)
    return refuse(
      'budget_below_committed',
      `Contracts of ${amountText({ amountMinor: committedMinor, currency })} are accepted, so that the budget cannot be ${amountText({ amountMinor: totalMinor, currency })}.`,
    );
  return { ...budget, totalMinor, remainingMinor: totalMinor - committedMinor, version: budget.version + 1 };
}

/** The budget after a price is committed; refuses what the remaining money does not cover; throws MoneyError for another currency. */
export function decideCommitment(budget: Budget, price: Money): Budget | Refused<'budget_exceeded'> {
  if (price.currency !== budget.currency)
    throw new MoneyError(`cannot commit ${price.currency} from a budget in ${budget.currency}`);
  if (price.amountMinor > budget.remainingMinor) return budgetExceeded(budget);
  return {
    ...budget,
    committedMinor: budget.committedMinor + price.amountMinor,
    remainingMinor: budget.remainingMinor - price.amountMinor,
    version: budget.version + 1,
  };
}

/** That a price does not fit into what is left; the detail is the brand's to know. */
function budgetExceeded({ totalMinor, committedMinor, remainingMinor, currency }: Budget): Refused<'budget_exceeded'> {
  const text = (amountMinor: number) => amountText({ amountMinor, currency });
  return refuse(
    'budget_exceeded',
    `The budget is ${text(totalMinor)}; contracts of ${text(committedMinor)} are accepted, so that ${text(remainingMinor)} would fit.`,
  );
}
