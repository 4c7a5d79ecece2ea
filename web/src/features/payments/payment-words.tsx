import type { ReactNode } from 'react';
import type * as z from 'zod/mini';
import type { OpenPayment, Payment } from '#contract/areas/payments.ts';
import type { Money as MoneyView } from '#domain/money.ts';
import type { PaymentStatus } from '#domain/payment.ts';
import { Badge, Notice } from '@/ui/feedback.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

export type PaymentView = z.output<typeof Payment>;
export type OpenPaymentView = z.output<typeof OpenPayment>;

const STATES: Record<PaymentStatus, { name: string; tone: 'info' | 'good' | 'bad' | 'neutral' }> = {
  pending: { name: 'Not paid yet', tone: 'info' },
  failed: { name: 'Declined', tone: 'bad' },
  canceled: { name: 'Given up', tone: 'neutral' },
  funded: { name: 'Paid in', tone: 'good' },
};

/** Where a payment stands. */
export function PaymentBadge({ payment }: { payment: Pick<PaymentView, 'status' | 'disputed'> }) {
  if (payment.disputed) return <Badge tone="bad">Disputed</Badge>;
  return <Badge tone={STATES[payment.status].tone}>{STATES[payment.status].name}</Badge>;
}

/** What a payment that is under way waits for, and who has to do something. */
export function WaitNotice({
  waitsFor,
  action,
}: {
  waitsFor: NonNullable<PaymentView['waitsFor']>;
  action?: ReactNode;
}) {
  return waitsFor === 'authentication' ? (
    <Notice tone="attention" title="Your bank wants you to confirm this payment" action={action}>
      Nothing is charged before that. Go on with the payment and confirm it as your bank asks, in its app or by its
      code.
    </Notice>
  ) : (
    <Notice title="Your bank is still working on this payment">
      That can take some days. You need not do anything, and do not pay twice: once the bank agrees, the money shows as
      held.
    </Notice>
  );
}

/** What is charged for a payment, in the currency that was chosen for it. */
export function chargedFor({ amount, charge }: Pick<PaymentView, 'amount' | 'charge'>): MoneyView {
  return charge?.amount ?? amount;
}

/** `1 GBP = 1.2712 USD, Stripe’s rate of 21 November 2026`; nothing where what is charged is the amount. */
export function rateText({ amount, charge }: Pick<PaymentView, 'amount' | 'charge'>): string | undefined {
  if (!charge) return undefined;
  const { rate, on, source } = charge;
  return `1 ${charge.amount.currency} = ${rate} ${amount.currency}, ${source}’s rate of ${formatDay(on)}`;
}
