import type * as z from 'zod/mini';
import type { PayoutAccount } from '#contract/areas/payments.ts';

export type PayoutAccountView = z.output<typeof PayoutAccount>;

export const PAYOUT_STATES: Record<
  PayoutAccountView['status'],
  { name: string; tone: 'neutral' | 'good' | 'attention' | 'bad' | 'info'; sentence: string }
> = {
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

const WANTED: readonly [start: string, words: string][] = [
  ['external_account', 'Your bank account'],
  ['individual.verification.document', 'A photo of your identity document'],
  ['individual.verification.additional_document', 'A second document, such as a bill with your address'],
  ['individual.dob', 'Your date of birth'],
  ['individual.first_name', 'Your first name'],
  ['individual.last_name', 'Your last name'],
  ['individual.email', 'Your e-mail address'],
  ['individual.phone', 'Your phone number'],
  ['individual.address', 'Your address'],
  ['individual.id_number', 'Your tax or identity number'],
  ['business_type', 'Whether you are a person or a company'],
  ['business_profile', 'What you do'],
  ['company', 'Details of your company'],
  ['tos_acceptance', 'Your agreement to Stripe’s terms'],
];

/** What the provider still wants, in words, each thing once; what is new to us keeps its name in readable form. */
export function wantedThings(requirements: readonly string[]): string[] {
  const things = requirements.map((requirement) => {
    const known = WANTED.find(([start]) => requirement === start || requirement.startsWith(`${start}.`));
    if (known) return known[1];
    const bare = requirement.split('.').join(' ').replaceAll('_', ' ');
    return bare.charAt(0).toUpperCase() + bare.slice(1);
  });
  return [...new Set(things)];
}
