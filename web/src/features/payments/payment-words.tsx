import type * as z from 'zod/mini';
import type { OpenPayment, Payment } from '#contract/areas/payments.ts';
import type { PaymentStatus } from '#domain/payment.ts';
import { Badge } from '@/ui/feedback.tsx';

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
