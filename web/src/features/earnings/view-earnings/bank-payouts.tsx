import type * as z from 'zod/mini';
import { listPayouts } from '#contract/areas/payments.ts';
import { RETURNED_MONEY, returnWords } from '#domain/payout-words.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Badge, Notice, type Tone } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

type BankPayout = z.output<(typeof listPayouts.responses)[200]>['items'][number];

const BANK_STATES: Record<BankPayout['status'], { name: string; tone: Tone }> = {
  pending: { name: 'Planned', tone: 'info' },
  in_transit: { name: 'On its way to your bank', tone: 'info' },
  paid: { name: 'Arrived', tone: 'good' },
  failed: { name: 'Did not arrive', tone: 'bad' },
  canceled: { name: 'Called off', tone: 'neutral' },
};

/** What went from the payout account to the bank, newest first; what the bank did not take says why, and what to do. */
export function BankPayouts() {
  const payouts = useEndpointPages(listPayouts, {}, { keyOf: (one) => one.payoutId });
  if (!payouts.items || payouts.items.length === 0) return null;
  return (
    <section aria-labelledby="bank-payouts" className="mt-8">
      <h2 id="bank-payouts" className="mb-3 text-heading font-semibold">
        Transfers to your bank
      </h2>
      <LoadedPages query={payouts} empty={null}>
        {(items) => (
          <Card className="overflow-hidden p-0! md:p-0!">
            <ul className="divide-y divide-line">
              {items.map((one, index) => (
                <OnePayout key={one.payoutId} payout={one} isSentAgain={isSentAgain(one, items.slice(0, index))} />
              ))}
            </ul>
          </Card>
        )}
      </LoadedPages>
    </section>
  );
}

/** Whether what came back is in a later transfer: the provider sends all it has. */
function isSentAgain({ amount, failedAt }: BankPayout, later: readonly BankPayout[]): boolean {
  return later.some(
    ({ status, amount: one, createdAt }) =>
      status !== 'failed' &&
      status !== 'canceled' &&
      one.currency === amount.currency &&
      failedAt !== null &&
      createdAt > failedAt,
  );
}

function OnePayout({ payout, isSentAgain }: { payout: BankPayout; isSentAgain: boolean }) {
  const { status, amount, arrivalOn, failureCode, returned } = payout;
  const { name, tone } = BANK_STATES[status];
  const { why, todo } = returnWords(failureCode);
  return (
    <li className="grid gap-3 px-5 py-4 md:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={tone}>{returned ? 'Came back' : name}</Badge>
          <span className="text-small text-faint">
            {status === 'paid' || status === 'failed' ? '' : 'expected '}
            {formatDay(arrivalOn)}
          </span>
        </span>
        <Money value={amount} className={status === 'failed' ? 'text-soft line-through' : 'font-semibold'} />
      </div>
      {status === 'failed' &&
        (isSentAgain ? (
          <p className="text-small text-soft">{why} It was sent again with a later transfer.</p>
        ) : (
          <Notice
            tone="attention"
            title={why}
            action={
              <ButtonLink to="/payout-account" size="small">
                Open
              </ButtonLink>
            }
          >
            {todo} {RETURNED_MONEY}
          </Notice>
        ))}
    </li>
  );
}
