import type * as z from 'zod/mini';
import type { Payment, PayoutAccount, TaxForm } from '#contract/areas/payments.ts';
import type { PaymentItem } from '#data/payment.ts';
import type { PayoutAccountItem } from '#data/payout.ts';
import type { Currency } from '#domain/currencies.ts';
import { type HoldClock, holdClock, isHeld } from '#domain/hold-clock.ts';
import { taxFormStatus } from '#domain/tax-form.ts';
import { isoOf, msOf } from '../clock.ts';

/** The clock of held money; null for money that came before there were clocks. */
export function holdClockView(heldUntil: string | undefined, nowMs: number): HoldClock | null {
  return heldUntil ? holdClock({ iso: heldUntil, ms: msOf(heldUntil) }, nowMs) : null;
}

/** A stored payment as the API shows it. */
export function paymentView(payment: PaymentItem, nowMs: number): z.input<typeof Payment> {
  const { currency, charge } = payment;
  return {
    paymentId: payment.paymentId,
    campaignId: payment.campaignId,
    status: payment.status,
    amount: { amountMinor: payment.amountMinor, currency },
    charge: charge ? chargeView(charge, currency) : null,
    contracts: payment.shares.map(({ contractId, influencerId, priceMinor, feeMinor, chargedMinor, milestones }) => ({
      contractId,
      influencerId,
      price: { amountMinor: priceMinor, currency },
      platformFee: { amountMinor: feeMinor, currency },
      charged: charge && chargedMinor !== undefined ? { amountMinor: chargedMinor, currency: charge.currency } : null,
      milestones: milestones ?? null,
      status: payment.states[contractId] ?? 'unfunded',
    })),
    failureCode: payment.failureCode ?? null,
    replacedBy: payment.status === 'canceled' ? (payment.successor?.paymentId ?? null) : null,
    waitsFor: payment.waitsFor ?? null,
    disputed: payment.dispute?.status === 'open',
    reviewUntil: payment.warning && payment.warning.reviewUntil > isoOf(nowMs) ? payment.warning.reviewUntil : null,
    createdAt: payment.createdAt,
    updatedAt: payment.updatedAt,
    fundedAt: payment.fundedAt ?? null,
    holdClock: Object.values(payment.states).some(isHeld) ? holdClockView(payment.heldUntil, nowMs) : null,
  };
}

function chargeView(charge: NonNullable<PaymentItem['charge']>, into: Currency): z.input<typeof Payment>['charge'] {
  const { currency, amountMinor, rate, on, source, validUntil, settledMinor } = charge;
  return {
    ...{ rate, on, source, validUntil },
    amount: { amountMinor, currency },
    settled: settledMinor === undefined ? null : { amountMinor: settledMinor, currency: into },
  };
}

/** A stored payout account as the API shows it; one that was never opened is `missing`. */
export function payoutAccountView(
  account: PayoutAccountItem | undefined,
  nowIso: string,
): z.input<typeof PayoutAccount> {
  if (!account)
    return {
      status: 'missing',
      payable: false,
      country: null,
      transfersActive: false,
      payoutsEnabled: false,
      requirementsDue: [],
      requirementsPastDue: [],
      requirementsLater: [],
      requirementsInReview: [],
      requirementProblems: [],
      requirementsDueAt: null,
      disabledReason: null,
      currency: null,
      taxForm: null,
      updatedAt: null,
    };
  const { status, payable, country, transfersActive, payoutsEnabled, disabledReason, updatedAt } = account;
  const { requirementsDue, requirementsPastDue, requirementsLater, requirementsInReview } = account;
  const { requirementProblems, requirementsDueAtMs } = account;
  return {
    ...{ status, payable, country, transfersActive, payoutsEnabled },
    ...{ requirementsDue, requirementsPastDue, requirementsLater, requirementsInReview, requirementProblems },
    requirementsDueAt: requirementsDueAtMs === null ? null : isoOf(requirementsDueAtMs),
    ...{ disabledReason, currency: account.currency ?? null, taxForm: taxFormView(account, nowIso), updatedAt },
  };
}

/** How it stands about the tax form of an account at an instant. */
export function taxFormView(account: PayoutAccountItem, nowIso: string): z.input<typeof TaxForm> {
  return { ...taxFormStatus(account, nowIso.slice(0, '2026-11-20'.length)), collectedBy: 'stripe' };
}
