import type * as z from 'zod/mini';
import type { LedgerEntry } from '#contract/areas/payments.ts';
import { kindOf } from '#domain/accounts.ts';
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
  refund_credited: 'Could not be paid back, owed to the brand',
  charged_back: 'Taken back by the bank',
  disputed: 'Disputed: the bank took the money',
  dispute_returned: 'Dispute won: the bank gave the money back',
  lost: 'Dispute lost after the payout',
  credited: 'Dispute lost for less than was held',
  recovered: 'Paying back failed, set against the loss',
  clawed_back: 'Payout taken back',
  exchanged: 'Changed into another currency',
  adjustment: 'Put right by two people of Accord',
  late_refunded: 'Paid back after the payout was taken back',
  late_refund_failed: 'Paying back after the payout failed, in reserve again',
};

/** An account in the words of its reader; a name we do not know stays as it is. */
export function accountWords(account: string, side: Side): string {
  return kindOf(account)?.words[side] ?? account;
}

/** The contract or influencer an account belongs to, if any. */
export function ownerOf(account: string): string | undefined {
  return account.includes(':') ? account.slice(account.indexOf(':') + 1) : undefined;
}
