import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { PAYOUT_ACCOUNT_STATUSES } from '#domain/payout-account.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll } from './read.ts';

/** The account at the payment provider that an influencer is paid to. */
export const PayoutAccounts = defineEntity({
  name: 'payout_account',
  schema: z.object({
    influencerId: z.string(),
    accountId: z.string(),
    country: z.string(),
    status: z.enum(PAYOUT_ACCOUNT_STATUSES),
    /** Transfers may be sent to it and are paid out to a bank. */
    payable: z.boolean(),
    transfersActive: z.boolean(),
    payoutsEnabled: z.boolean(),
    detailsSubmitted: z.boolean(),
    /** What the provider still asks for, by its own names. */
    requirementsDue: z.array(z.string()),
    requirementsPastDue: z._default(z.array(z.string()), []),
    requirementsLater: z._default(z.array(z.string()), []),
    requirementsInReview: z._default(z.array(z.string()), []),
    requirementProblems: z._default(z.array(z.object({ requirement: z.string(), code: z.string() })), []),
    requirementsDueAtMs: z.nullable(z.int()),
    /** The last reminder of that deadline, days before it. */
    remindedDays: z.optional(z.int()),
    disabledReason: z.nullable(z.string()),
    /** What its bank is paid in; absent until the provider has said. */
    currency: z.optional(z.enum(CURRENCIES)),
    /** The day on which the provider got their W-9 or W-8, as far as it is there; what is in it stays with the provider. */
    taxFormOn: z.optional(z.string()),
    /** When that form ends; absent for one that does not. */
    taxFormEndsAtMs: z.optional(z.int()),
    /** The last reminder of that end, days before it. */
    taxFormRemindedDays: z.optional(z.int()),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  }),
  key: (account) => keys.payoutAccount(account.influencerId),
  index: ({ influencerId, requirementsDueAtMs, taxFormEndsAtMs }) => {
    const ends = [requirementsDueAtMs, taxFormEndsAtMs].flatMap((endMs) => endMs ?? []);
    return ends.length === 0
      ? {}
      : { gsi3pk: indexes.accountDeadlines(), gsi3sk: `${deadlineText(Math.min(...ends))}#${influencerId}` };
  },
});

/** An instant as deadlines are sorted by. */
function deadlineText(ms: number): string {
  return String(ms).padStart(15, '0');
}
export type PayoutAccountItem = ValueOf<typeof PayoutAccounts>;

/** A payment from the provider's balance of an influencer to their bank. */
export const BankPayouts = defineEntity({
  name: 'bank_payout',
  schema: z.object({
    influencerId: z.string(),
    payoutId: z.string(),
    currency: z.enum(CURRENCIES),
    amountMinor: z.int(),
    status: z.enum(['pending', 'in_transit', 'paid', 'failed', 'canceled']),
    failureCode: z.nullable(z.string()),
    arrivalOn: z.string(),
    createdAt: z.string(),
    /** It was known to have arrived before it came back. */
    returned: z.optional(z.boolean()),
    /** When it was first known that the bank did not take it. */
    failedAt: z.optional(z.string()),
    version: z.int(),
  }),
  key: (payout) => keys.bankPayout(payout.influencerId, payout.createdAt, payout.payoutId),
});

/** Whose a thing of the provider is; granted to named functions only. */
export const ProviderRefs = defineEntity({
  name: 'provider_ref',
  schema: z.object({ providerId: z.string(), influencerId: z.string() }),
  key: (pointer) => keys.providerRef(pointer.providerId),
});

/** How long a webhook that was taken is remembered, ms: the provider repeats for days and lets people resend for a month. */
const SEEN_KEPT_MS = 60 * 24 * 3600 * 1000;

/** A webhook that was taken; a repeat has no effect. */
export const ProviderEvents = defineEntity({
  name: 'provider_event',
  schema: z.object({ providerEventId: z.string(), kind: z.string(), takenAtMs: z.int() }),
  key: (event) => keys.providerEvent(event.providerEventId),
  index: (event) => ({ ttl: Math.ceil((event.takenAtMs + SEEN_KEPT_MS) / 1000) }),
});

export const payoutAccountRef = (influencerId: string) => ref(PayoutAccounts, keys.payoutAccount(influencerId));
export const bankPayoutRef = (influencerId: string, createdAt: string, payoutId: string) =>
  ref(BankPayouts, keys.bankPayout(influencerId, createdAt, payoutId));
export const providerRefRef = (providerId: string) => ref(ProviderRefs, keys.providerRef(providerId));
export const providerEventRef = (providerEventId: string) => ref(ProviderEvents, keys.providerEvent(providerEventId));

/** Payout accounts with a deadline before an instant, ms, the nearest first; as the index has them, which may lag behind by seconds. */
export function listAccountDeadlines(untilMs: number): Promise<PayoutAccountItem[]> {
  return listAll({
    ...{ entity: PayoutAccounts, index: 'gsi3', partition: indexes.accountDeadlines() },
    ...{ from: deadlineText(0), until: deadlineText(untilMs) },
  });
}
