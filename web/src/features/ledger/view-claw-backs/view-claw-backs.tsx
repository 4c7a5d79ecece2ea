import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { listClawBackOrders, orderClawBack } from '#contract/areas/claw-backs.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { DealLine } from '../deal-line.tsx';
import { clawBacksRoute } from '../routes.ts';
import { ConfirmOrder } from './confirm-order.tsx';
import { DismissOrder } from './dismiss-order.tsx';
import { nameOfOrder, type Order } from './name-of-order.ts';
import { OrderClawBack } from './order-claw-back.tsx';

/** For people of the platform: money that is taken back after it was paid out, and what of it has come back. */
export function ViewClawBacks() {
  const { influencer, contract } = clawBacksRoute.useSearch();
  const navigate = useNavigate();
  const choose = (influencerId: string | undefined) =>
    void navigate({ to: '/admin/claw-backs', search: influencerId ? { influencer: influencerId } : {} });
  const orders = useEndpointPages(listClawBackOrders, {}, { keyOf: nameOfOrder });
  return (
    <>
      <PageHeader
        title="Claw-backs"
        lead="Money taken back from an influencer after it was paid out: what their balance at Stripe covers at once, the rest from later payouts."
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <LoadedPages
          query={orders}
          empty={
            <EmptyState icon="ledger" title="Nothing is taken back">
              An order appears here with what has come back of it.
            </EmptyState>
          }
        >
          {(items) => (
            <Card className="overflow-hidden p-0! md:p-0!">
              <ul className="divide-y divide-line">
                {items.map((order) => (
                  <OneOrder key={nameOfOrder(order)} order={order} />
                ))}
              </ul>
            </Card>
          )}
        </LoadedPages>
        <OrderClawBack influencerId={influencer} contractId={contract} onInfluencer={choose} />
      </div>
    </>
  );
}

const STATUSES = { proposed: 'Proposed', open: 'Still owed', settled: 'All back', dismissed: 'Let go' } as const;
const USES = { reserve: 'kept in reserve', refund: 'for the brand' } as const;

function OneOrder({ order }: { order: Order }) {
  const { deal, contractId, part, amount, back, owed, waived, status, use, reason, createdAt, askedBy } = order;
  const isOver = status === 'settled' || status === 'dismissed';
  return (
    <li className="grid gap-2 px-5 py-4 md:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={status === 'settled' ? 'good' : isOver ? 'neutral' : 'attention'}>{STATUSES[status]}</Badge>
          <span className="text-small text-faint">
            {USES[use]}, {askedBy === null ? 'proposed' : 'ordered'} <RelativeTime at={createdAt} />
          </span>
        </span>
        <Money value={amount} className="font-semibold" />
      </div>
      <p className="wrap-anywhere">{reason}</p>
      <DealLine deal={deal} contractId={contractId} part={part} />
      {askedBy !== null && (
        <p className="text-small text-soft">
          <Money value={back} /> has come back
          {status === 'open' && (
            <>
              , <Money value={owed} /> is owed
            </>
          )}
          .
        </p>
      )}
      {waived && (
        <p className="text-small wrap-anywhere text-soft">
          <Money value={waived} /> was let go
          {order.dismissal?.agreedBy && (
            <>
              {' '}
              by {order.dismissal.askedBy.name} and {order.dismissal.agreedBy.name}: “{order.dismissal.reason}”
            </>
          )}
        </p>
      )}
      {status === 'proposed' && <OrderProposed order={order} />}
      {!isOver && <DismissOrder order={order} />}
    </li>
  );
}

/** Orders what is proposed as it is; nothing is taken before. */
function OrderProposed({ order }: { order: Order }) {
  const { workspaceId, campaignId, contractId, part, amount, use, reason } = order;
  const [isAsked, setAsked] = useState(false);
  const mutation = useEndpointMutation(orderClawBack, {
    onSuccess: (ordered) => {
      setAsked(false);
      noteAndFollow(listClawBackOrders, nameOfOrder(ordered), ordered);
      toast('Ordered; the influencer is told');
    },
    invalidates: [listClawBackOrders],
  });
  return (
    <>
      <div>
        <Button size="small" onClick={() => setAsked(true)}>
          Take it back
        </Button>
      </div>
      <ConfirmOrder
        open={isAsked}
        onClose={() => setAsked(false)}
        amount={amount}
        use={use}
        busy={mutation.isPending}
        onConfirm={() => mutation.mutate({ body: { workspaceId, campaignId, contractId, part, amount, use, reason } })}
        error={<FormError error={mutation.error} />}
      />
    </>
  );
}
