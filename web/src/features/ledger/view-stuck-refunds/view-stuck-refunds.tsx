import { useState } from 'react';
import type * as z from 'zod/mini';
import { decideStuckRefund, listStuckRefunds, type StuckRefund } from '#contract/areas/stuck-refunds.ts';
import { readAgainSoon } from '@/api/follow-up.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { DealLine } from '../deal-line.tsx';

type Stuck = z.output<typeof StuckRefund>;

/** For people of the platform: refunds that could not be made, each with what can be done about it. */
export function ViewStuckRefunds() {
  const refunds = useEndpointPages(listStuckRefunds, {}, { keyOf });
  return (
    <>
      <PageHeader
        title="Stuck refunds"
        lead="Stripe refused these for ten days, or they came back each time. The money is set aside for the brand; both sides know."
      />
      <LoadedPages
        query={refunds}
        empty={
          <EmptyState icon="wallet" title="No refund is stuck">
            One that could not be made, however often it was tried, waits here for your decision.
          </EmptyState>
        }
      >
        {(items) => (
          <Card className="overflow-hidden p-0! md:p-0!">
            <ul className="divide-y divide-line">
              {items.map((refund) => (
                <OneRefund key={keyOf(refund)} refund={refund} />
              ))}
            </ul>
          </Card>
        )}
      </LoadedPages>
    </>
  );
}

const keyOf = ({ contractId, part }: Stuck) => `${contractId} ${part}`;

function OneRefund({ refund }: { refund: Stuck }) {
  const [owing, setOwing] = useState(false);
  const { workspaceId, campaignId, contractId, deal, part, amount, code, tries, stuckSince } = refund;
  const mutation = useEndpointMutation(decideStuckRefund, {
    onSuccess: ({ action }) => {
      setOwing(false);
      readAgainSoon(listStuckRefunds);
      toast(action === 'retry' ? 'It is tried again now' : 'The brand is owed the money; both sides were told');
    },
    invalidates: [listStuckRefunds],
  });
  const decide = (action: 'retry' | 'credit') =>
    mutation.mutate({ body: { workspaceId, campaignId, contractId, part, action } });
  return (
    <li className="grid gap-3 px-5 py-4 md:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <span>
          Refused {tries} times, given up <RelativeTime at={stuckSince} />
        </span>
        <Money value={amount} className="font-semibold" />
      </div>
      <p className="wrap-anywhere text-soft">
        Stripe says <code className="text-small">{code}</code>.
      </p>
      <DealLine deal={deal} contractId={contractId} part={part} />
      <FormError error={owing ? null : mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="primary" busy={mutation.isPending} onClick={() => decide('retry')}>
          Try again
        </Button>
        <Button size="small" onClick={() => setOwing(true)}>
          Owe it to the brand
        </Button>
      </div>
      <ConfirmDialog
        open={owing}
        onClose={() => setOwing(false)}
        title="Owe it to the brand?"
        confirmLabel="Owe it"
        backLabel="Not now"
        busy={mutation.isPending}
        onConfirm={() => decide('credit')}
      >
        <p>
          <Money value={amount} /> become a credit of the brand, and the refund is not tried any more. Pay it out by
          another way, then post that as an adjustment.
        </p>
        <FormError error={mutation.error} />
      </ConfirmDialog>
    </li>
  );
}
