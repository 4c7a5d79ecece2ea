import type { ReactNode } from 'react';
import type { CLAW_BACK_USES } from '#domain/claw-back.ts';
import type { Money as MoneyValue } from '#domain/money.ts';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Money } from '@/ui/money-view.tsx';

/** Says before money is taken back how much, from whom, how, and what becomes of it. */
export function ConfirmOrder(props: {
  open: boolean;
  onClose: () => void;
  amount: MoneyValue;
  use: (typeof CLAW_BACK_USES)[number];
  from?: string;
  brand?: string;
  busy: boolean;
  onConfirm: () => void;
  error?: ReactNode;
}) {
  const { amount, use, from = 'the influencer', brand = 'the brand' } = props;
  return (
    <ConfirmDialog
      open={props.open}
      onClose={props.onClose}
      title="Take this money back?"
      confirmLabel="Take it back"
      backLabel="Not now"
      busy={props.busy}
      onConfirm={props.onConfirm}
      error={props.error}
    >
      <p>
        <Money value={amount} className="font-semibold text-ink" /> from {from}. What their balance at Stripe covers is
        taken at once, the rest from their next payouts; they are told now, with your reason.
      </p>
      <p className="mt-3">
        {use === 'refund'
          ? `Once all of it is back, it is refunded to the card of ${brand}.`
          : `It is kept in reserve for the payment of ${brand}: it makes a loss of that good, and is not paid out to anybody by itself.`}
      </p>
    </ConfirmDialog>
  );
}
