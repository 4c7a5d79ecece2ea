import type * as z from 'zod/mini';
import type { PayoutAccount } from '#contract/areas/payments.ts';
import { disabledSentence } from '#domain/payout-words.ts';
import type { Tone } from '@/ui/feedback.tsx';

export type PayoutAccountView = z.output<typeof PayoutAccount>;

interface StateWords {
  name: string;
  tone: Tone;
  sentence: string;
}

const PAYOUT_STATES: Record<PayoutAccountView['status'], StateWords> = {
  missing: {
    name: 'Not set up',
    tone: 'attention',
    sentence: 'Set it up once, and everything you earn can be paid to your bank.',
  },
  incomplete: {
    name: 'Not finished',
    tone: 'attention',
    sentence: 'You began, but some details are still missing. Until they are given, nothing can be paid to you.',
  },
  pending: {
    name: 'Being checked',
    tone: 'info',
    sentence: 'Stripe is checking your details. You need not do anything now.',
  },
  payable: { name: 'Ready', tone: 'good', sentence: 'Money you earn can be paid to this account.' },
  restricted: {
    name: 'Something is missing',
    tone: 'attention',
    sentence: 'Stripe needs something further before money can be paid to you.',
  },
  rejected: {
    name: 'Closed by Stripe',
    tone: 'bad',
    sentence: 'Stripe does not pay to this account. Write to support, and we look at it with you.',
  },
};

/** How an account stands, in words; where the provider says why it is not paid, that is the sentence. */
export function accountWords(account: PayoutAccountView): StateWords {
  const words = PAYOUT_STATES[account.status];
  const { status, disabledReason, requirementsDue, requirementsDueAt } = account;
  if (status === 'payable' && requirementsDue.length > 0)
    return {
      name: 'Ready, but something is wanted',
      tone: 'attention',
      sentence: requirementsDueAt
        ? 'Money can be paid to this account. Stripe needs something by the day below; after it, nothing can be paid until it is given.'
        : 'Money can be paid to this account. Stripe needs something further.',
    };
  const hasReason = status === 'pending' || status === 'restricted' || status === 'rejected';
  return hasReason && disabledReason ? { ...words, sentence: disabledSentence(disabledReason) } : words;
}
