import type * as z from 'zod/mini';
import type { LedgerEntry } from '#contract/areas/payments.ts';
import type { EntryKind } from '#domain/ledger.ts';
import type { Side } from '#domain/offer.ts';

export type LedgerEntryView = z.output<typeof LedgerEntry>;

/** What happened, by the kind of the entry. */
export const KIND_WORDS: Record<EntryKind, string> = {
  funded: 'Paid in and held',
  reserved: 'Set aside for payout',
  posted: 'Paid out',
  voided: 'Payout refused, held again',
  refund_reserved: 'Set aside to be paid back',
  refunded: 'Paid back',
  refund_voided: 'Paying back refused, held again',
  refund_failed: 'Paying back failed, held again',
  charged_back: 'Taken back by the bank',
};

const PLAIN: Record<string, string> = {
  clearing: 'Outside: cards and banks',
  fees: 'Accord’s fees',
  providerFees: 'Costs of the card, borne by Accord',
  refunds: 'Paid back to the brand',
};

const OWNED: Record<string, Record<Side, string>> = {
  hold: { brand: 'Held for the contract', influencer: 'Held for the contract' },
  reserved: { brand: 'Set aside', influencer: 'Set aside' },
  payable: { brand: 'Owed to the creator', influencer: 'Owed to you' },
  paid: { brand: 'Paid to the creator', influencer: 'Paid to you' },
};

/** An account in the words of its reader; a name we do not know stays as it is. */
export function accountWords(account: string, side: Side): string {
  const [kind = ''] = account.split(':');
  return PLAIN[account] ?? OWNED[kind]?.[side] ?? account;
}

/** The contract or influencer an account belongs to, if any. */
export function ownerOf(account: string): string | undefined {
  return account.includes(':') ? account.slice(account.indexOf(':') + 1) : undefined;
}
