import { useEffect, useRef, useState } from 'react';
import { declineSentence, declineTodo } from '#domain/decline-words.ts';
import { Button } from '@/ui/button.tsx';
import { Notice, Skeleton } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { formatMoney } from '@/ui/money.ts';
import { chargedFor, type OpenPaymentView, rateText } from '../payment-words.tsx';
import { cardFormLook, loadStripe, type StripeElements, type StripeJs } from '../stripe-js.ts';

type Form =
  | { at: 'loading' }
  | { at: 'broken'; sentence: string }
  | { at: 'ready'; stripe: StripeJs; elements: StripeElements };

/** The provider's card form in its own frame. Sending it only tells that the card was accepted for payment: whether the money is here, the server says. */
export function CardForm({
  payment,
  onSent,
  onBack,
}: {
  payment: OpenPaymentView;
  onSent: () => void;
  onBack: () => void;
}) {
  const { place, form, retry } = useCardForm(payment.clientSecret);
  const charged = formatMoney(chargedFor(payment));
  const [busy, setBusy] = useState(false);
  const [declined, setDeclined] = useState<{ sentence: string; todo: string }>();

  async function pay({ stripe, elements }: { stripe: StripeJs; elements: StripeElements }) {
    setBusy(true);
    setDeclined(undefined);
    const back = new URL(`/campaigns/${payment.campaignId}/fund`, location.origin);
    back.searchParams.set('payment', payment.paymentId);
    const { error } = await stripe
      .confirmPayment({ elements, confirmParams: { return_url: back.href }, redirect: 'if_required' })
      .catch(() => ({
        error: { message: 'The payment provider does not answer. Nothing was charged; try again.' } as const,
      }));
    setBusy(false);
    // It is no longer as this page knows it, e.g. given up for one of its contracts: the server says how it stands.
    if (!error || (error as { code?: string }).code === 'payment_intent_unexpected_state') return onSent();
    const { code, decline_code, message } = error as { code?: string; decline_code?: string; message?: string };
    setDeclined({ sentence: declineSentence(decline_code ?? code, message), todo: declineTodo(decline_code ?? code) });
  }

  return (
    <div className="grid max-w-xl gap-5">
      {payment.charge && <ChargeRate payment={payment} onBack={onBack} />}
      <Card title="Card" lead={`${charged}, held until the work is approved and live`}>
        {form.at === 'broken' ? (
          <Notice
            tone="bad"
            title={form.sentence}
            action={
              <Button size="small" onClick={retry}>
                Try again
              </Button>
            }
          />
        ) : (
          <>
            {form.at === 'loading' && (
              <div role="status" className="grid gap-3">
                <span className="sr-only">Loading the card form…</span>
                <Skeleton className="h-10" />
                <Skeleton className="h-10 w-2/3" />
              </div>
            )}
            <div ref={place} />
          </>
        )}
      </Card>
      {declined && (
        <Notice tone="bad" title={declined.sentence}>
          Nothing was charged. {declined.todo}
        </Notice>
      )}
      {form.at === 'ready' && (
        <div>
          {/* Pressing it leaves the focus in the frame: a field that is left may say what is wrong with it, and the frame that grows would move the button away from under the press. */}
          <Button
            variant="primary"
            icon="lock"
            busy={busy}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void pay(form)}
          >
            Pay {charged}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is charged in another currency, at which rate, and until when that stands. */
function ChargeRate({ payment, onBack }: { payment: OpenPaymentView; onBack: () => void }) {
  const { charge, amount } = payment;
  if (!charge) return null;
  return (
    <Card title={`${formatMoney(charge.amount)} is charged for ${formatMoney(amount)}`} lead={rateText(payment)}>
      <p className="text-small text-soft">
        The provider’s fee for changing money is included. Pay before {timeText(charge.validUntil)}: the rate is kept
        until then, and asked for again afterwards. What comes back to you one day is what you were charged for it, in{' '}
        {charge.amount.currency}, whatever the rate is then.
      </p>
      <div className="mt-4">
        <Button size="small" onClick={onBack}>
          Choose another currency
        </Button>
      </div>
    </Card>
  );
}

/** The time of day of an instant, for the reader. */
function timeText(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
}

function useCardForm(clientSecret: string) {
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<Form>({ at: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads it again
  useEffect(() => {
    let left = false;
    let unmount = () => {};
    setForm({ at: 'loading' });
    loadStripe()
      .then((stripe) => {
        if (left || !place.current) return;
        const elements = stripe.elements({ clientSecret, appearance: cardFormLook() });
        const element = elements.create('payment');
        unmount = () => element.destroy();
        element.on('ready', () => !left && setForm({ at: 'ready', stripe, elements }));
        element.on(
          'loaderror',
          () => !left && setForm({ at: 'broken', sentence: 'The card form could not be loaded.' }),
        );
        element.mount(place.current);
      })
      .catch((error: Error) => !left && setForm({ at: 'broken', sentence: error.message }));
    return () => {
      left = true;
      unmount();
    };
  }, [clientSecret, attempt]);
  return { place, form, retry: () => setAttempt((count) => count + 1) };
}
