/** One kind of account: whose it is, in which direction it may go, and what it is called for whom. */
interface AccountKind {
  /** What its name is completed with: nothing for the platform's own, else the id of a contract, an influencer, a payment or a workspace. */
  scope: 'platform' | 'workspace' | 'payment' | 'contract' | 'influencer';
  /** It holds what it was given and never falls below zero, or it is owed and never rises above it; without one it may do both. */
  bound?: 'never below zero' | 'never above zero';
  /** It stands for what lies outside of the provider's balance: cards, banks, influencers. */
  outside?: true;
  words: { brand: string; influencer: string };
}

const both = (words: string) => ({ brand: words, influencer: words });

/** The chart of accounts, by the first part of an account's name. A positive amount raises what an account holds. */
export const CHART = {
  clearing: {
    scope: 'platform',
    outside: true,
    words: both('Outside: cards and banks'),
  },
  receivable: { scope: 'workspace', bound: 'never above zero', words: both('Owed by the brand') },
  credit: { scope: 'workspace', bound: 'never below zero', words: both('Credit of the brand') },
  hold: { scope: 'contract', bound: 'never below zero', words: both('Held for the contract') },
  reserved: { scope: 'contract', bound: 'never below zero', words: both('Set aside') },
  payable: {
    scope: 'influencer',
    bound: 'never below zero',
    words: { brand: 'Owed to the creator', influencer: 'Owed to you' },
  },
  paid: {
    scope: 'influencer',
    bound: 'never below zero',
    outside: true,
    words: { brand: 'Paid to the creator', influencer: 'Paid to you' },
  },
  fees: { scope: 'platform', bound: 'never below zero', words: both('Accord’s fees') },
  providerFees: {
    scope: 'platform',
    bound: 'never above zero',
    words: both('Costs of the card, borne by Accord'),
  },
  refunds: { scope: 'platform', bound: 'never below zero', outside: true, words: both('Paid back to the brand') },
  reserve: { scope: 'payment', bound: 'never below zero', words: both('Taken back after the payout, kept in reserve') },
  disputes: { scope: 'payment', bound: 'never above zero', words: both('With the bank, as the payment is disputed') },
  losses: { scope: 'platform', bound: 'never above zero', words: both('Lost to the bank, borne by Accord') },
  tax: { scope: 'platform', bound: 'never below zero', words: both('Tax to be handed on') },
  /** What was given to the provider to be changed is on it in one currency, what came of it in the other. */
  exchange: { scope: 'platform', outside: true, words: both('Changed into another currency') },
  fx: { scope: 'platform', words: both('Gains and losses from exchange rates') },
} as const satisfies Record<string, AccountKind>;

export type AccountName = keyof typeof CHART;

/** The names of accounts as entries spell them. */
export const accounts = {
  clearing: 'clearing',
  fees: 'fees',
  tax: 'tax',
  providerFees: 'providerFees',
  refunds: 'refunds',
  losses: 'losses',
  exchange: 'exchange',
  fx: 'fx',
  hold: (contractId: string) => `hold:${contractId}`,
  reserved: (contractId: string) => `reserved:${contractId}`,
  payable: (influencerId: string) => `payable:${influencerId}`,
  paid: (influencerId: string) => `paid:${influencerId}`,
  disputes: (paymentId: string) => `disputes:${paymentId}`,
  reserve: (paymentId: string) => `reserve:${paymentId}`,
  credit: (workspaceId: string) => `credit:${workspaceId}`,
} as const;

/** The line of the chart an account belongs to; undefined for a name that is not of the chart. */
export function kindOf(account: string): (AccountKind & { name: AccountName }) | undefined {
  const [name = '', owner = ''] = account.split(':');
  if (!isName(name) || (CHART[name].scope === 'platform') !== (owner === '')) return undefined;
  return { ...CHART[name], name };
}

function isName(name: string): name is AccountName {
  return Object.hasOwn(CHART, name);
}

/** Whether an account may hold that much, minor units. */
export function isWithinBound(account: string, amountMinor: number): boolean {
  const kind = kindOf(account);
  if (!kind) return false;
  if (!kind.bound) return true;
  return kind.bound === 'never below zero' ? amountMinor >= 0 : amountMinor <= 0;
}
