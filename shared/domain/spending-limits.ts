import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import type { Money } from './money.ts';
import { amountText } from './money-text.ts';

/** What a workspace has set itself as the most it spends, minor units of its currency; null for no limit. */
export interface SpendingLimits {
  /** What the budgets of the campaigns that are published in a calendar year (UTC) come to together. */
  yearMinor: number | null;
  /** The budget of one campaign. */
  campaignMinor: number | null;
  /** The price of one contract that a member other than an owner agrees to. */
  contractMinor: number | null;
}

export const NO_LIMITS: SpendingLimits = { yearMinor: null, campaignMinor: null, contractMinor: null };

/** Limits with the currency they are in. */
export interface LimitRule {
  limits: SpendingLimits;
  currency: Currency;
}

type LimitRefusal = 'spending_limit_exceeded' | 'campaign_limit_exceeded' | 'contract_limit_exceeded';

/** An amount in another currency cannot be compared with a limit, so that while there is one it does not fit. */
function incomparable<const C extends LimitRefusal>(code: C, limit: Money, asked: Money): Refused<C> {
  return refuse(
    code,
    `The limit is ${amountText(limit)}, and an amount in ${asked.currency} cannot be held against it: use ${limit.currency}, or let an owner take the limit away under Settings.`,
  );
}

/**
 * Whether the budget of a campaign may become `total`, when that is `byMinor` more than was allotted for it and `allottedMinor` of the year's are allotted
 * in all. Lowering one always fits. The refusal says the limit, what is spent of it and what would fit.
 */
export function decideBudgetLimits(
  { limits, currency }: LimitRule,
  total: Money,
  { byMinor, allottedMinor, year }: { byMinor: number; allottedMinor: number; year: string | undefined },
): { fits: true } | Refused<'spending_limit_exceeded' | 'campaign_limit_exceeded'> {
  if (byMinor <= 0) return { fits: true };
  const inCurrency = (amountMinor: number): Money => ({ amountMinor, currency });
  const { campaignMinor, yearMinor } = limits;
  if (campaignMinor !== null) {
    const limit = inCurrency(campaignMinor);
    if (total.currency !== currency) return incomparable('campaign_limit_exceeded', limit, total);
    if (total.amountMinor > campaignMinor)
      return refuse(
        'campaign_limit_exceeded',
        `One campaign may have a budget of ${amountText(limit)} here, and ${amountText(total)} was asked for.`,
      );
  }
  if (yearMinor !== null && year !== undefined) {
    const limit = inCurrency(yearMinor);
    if (total.currency !== currency) return incomparable('spending_limit_exceeded', limit, total);
    const fitsMinor = Math.max(0, yearMinor - allottedMinor);
    if (byMinor > fitsMinor)
      return refuse(
        'spending_limit_exceeded',
        `The limit of ${year} is ${amountText(limit)}; ${amountText(inCurrency(allottedMinor))} of it is allotted to campaigns, so that ${amountText(inCurrency(fitsMinor))} would fit, and ${amountText(inCurrency(byMinor))} was asked for.`,
      );
  }
  return { fits: true };
}

/** Whether a member may agree to a price: owners to any, others up to the limit; undefined when they may. */
export function beyondContractLimit(
  { limits, currency }: LimitRule,
  role: string,
  price: Money,
): Refused<'contract_limit_exceeded'> | undefined {
  const { contractMinor } = limits;
  if (contractMinor === null || role === 'owner') return undefined;
  const limit: Money = { amountMinor: contractMinor, currency };
  if (price.currency !== currency) return incomparable('contract_limit_exceeded', limit, price);
  if (price.amountMinor <= contractMinor) return undefined;
  return refuse(
    'contract_limit_exceeded',
    `You may agree to contracts of up to ${amountText(limit)}, and this one is ${amountText(price)}: an owner has to do that.`,
  );
}

/** Whether limits let more go out than before. */
export function isHigher(before: SpendingLimits, after: SpendingLimits): boolean {
  return (Object.keys(NO_LIMITS) as (keyof SpendingLimits)[]).some((name) => {
    const [from, to] = [before[name], after[name]];
    return from !== null && (to === null || to > from);
  });
}
