import * as z from 'zod/mini';
import { HOLD_STATUSES } from '#domain/contract.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { PAYMENT_STATUSES, PAYMENT_WAITS } from '#domain/payment.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { askedKey, chainHead } from './shapes.ts';

/** One payment of a brand into the protected hold, for one or more contracts of a campaign. */
export const Payments = defineEntity({
  name: 'payment',
  schema: z.object({
    paymentId: z.string(),
    workspaceId: z.string(),
    campaignId: z.string(),
    status: z.enum(PAYMENT_STATUSES),
    currency: z.enum(CURRENCIES),
    amountMinor: z.int(),
    /** What each contract gets of it; the parts sum to the amount. */
    shares: z.array(
      z.object({
        contractId: z.string(),
        influencerId: z.string(),
        priceMinor: z.int(),
        feeMinor: z.int(),
        chargedMinor: z.optional(z.int()),
        /** Which milestones it pays for, of a contract that has several. */
        milestones: z.optional(z.array(z.int())),
      }),
    ),
    /** What the brand is charged where that is in another currency, at which rate; and what came of it in the campaign's, once it is paid. */
    charge: z.optional(
      z.object({
        currency: z.enum(CURRENCIES),
        amountMinor: z.int(),
        rate: z.string(),
        on: z.string(),
        source: z.string(),
        validUntil: z.string(),
        quoteId: z.string(),
        settledMinor: z.optional(z.int()),
      }),
    ),
    intentId: z.optional(z.string()),
    /** The key under which the provider is asked to open it, where that is not its first one. */
    asked: z.optional(askedKey),
    chargeId: z.optional(z.string()),
    /** What takes its place when it is given up, as somebody gets out of these contracts: a payment for the others. */
    successor: z.optional(z.object({ paymentId: z.string(), without: z.array(z.string()) })),
    /** Why the last try to pay failed, the provider's code. */
    failureCode: z.optional(z.string()),
    /** What it waits for while it is under way. */
    waitsFor: z.optional(z.enum(PAYMENT_WAITS)),
    /** A word of the card networks that the payment may be fraud; nothing of it is released before that instant. */
    warning: z.optional(z.object({ warningId: z.string(), reviewUntil: z.string() })),
    /** Where the money of each contract is, by contract id. */
    states: z.record(z.string(), z.enum(HOLD_STATUSES)),
    /** A dispute about the charge, as it stood when it was last looked at. */
    dispute: z.optional(z.object({ disputeId: z.string(), status: z.enum(['open', 'won', 'lost']) })),
    /** What the bank and the provider took for a dispute, as far as it is in the ledger: minor units, and how many movements at the provider that is. */
    disputed: z.optional(
      z.object({
        disputeId: z.string(),
        withdrawnMinor: z.int(),
        feeMinor: z.int(),
        movements: z.int(),
        /** Of a charge in another currency: what the bank took of it, and what of the campaign's money that took. */
        chargedMinor: z.optional(z.int()),
        settledMinor: z.optional(z.int()),
      }),
    ),
    /** What the platform bears of a lost dispute, minor units: what comes back from influencers later makes it good. */
    lossMinor: z.optional(z.int()),
    /** The last entry of its chain in the ledger, once it has one. */
    ledger: z.optional(chainHead),
    /** Refunds that were made at the provider by hand: what each gave of what was held and beyond that, and what of this was the platform's loss; whether it failed later. */
    foreignRefunds: z.optional(
      z.record(
        z.string(),
        z.object({
          ...{ heldMinor: z.int(), beyondMinor: z.int(), lossMinor: z.int(), failed: z.optional(z.boolean()) },
          /** What it gave back of a charge in another currency, and took of the campaign's money. */
          ...{ chargedMinor: z.optional(z.int()), settledMinor: z.optional(z.int()) },
        }),
      ),
    ),
    /** What those of them that are in the ledger gave back of a charge in another currency, and took of the campaign's money. */
    foreignCharge: z.optional(z.object({ chargedMinor: z.int(), settledMinor: z.int() })),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    fundedAt: z.optional(z.string()),
    /** Until when the money may be held. */
    heldUntil: z.optional(z.string()),
  }),
  key: (payment) => keys.payment(payment.workspaceId, payment.paymentId),
  index: (payment) => ({
    gsi1pk: indexes.paymentsOf(payment.workspaceId),
    gsi1sk: `${payment.campaignId}#${payment.paymentId}`,
  }),
});
export type PaymentItem = ValueOf<typeof Payments>;

export const paymentRef = (workspaceId: string, paymentId: string) =>
  ref(Payments, keys.payment(workspaceId, paymentId));
