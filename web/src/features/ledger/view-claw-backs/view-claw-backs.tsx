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
import { nameOfOrder, type Order } from './name-of-order.ts';
import { OrderClawBack } from './order-claw-back.tsx';

/** For people of the platform: money that is taken back after it was paid out, and what of it has come back. */
export function ViewClawBacks() {
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
        <OrderClawBack />
      </div>
    </>
  );
}

const STATUSES = { proposed: 'Proposed', open: 'Still owed', settled: 'All back' } as const;
const USES = { reserve: 'kept in reserve', refund: 'for the brand' } as const;

function OneOrder({ order }: { order: Order }) {
  const { contractId, part, amount, back, owed, status, use, reason, createdAt } = order;
  return (
    <li className="grid gap-2 px-5 py-4 md:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={status === 'settled' ? 'good' : 'attention'}>{STATUSES[status]}</Badge>
          <span className="text-small text-faint">
            {USES[use]}, {status === 'proposed' ? 'proposed' : 'ordered'} <RelativeTime at={createdAt} />
          </span>
        </span>
        <Money value={amount} className="font-semibold" />
      </div>
      <p className="break-words">{reason}</p>
      <p className="text-small break-all text-faint">
        {contractId}, part {part}
      </p>
      {status === 'proposed' ? (
        <OrderProposed order={order} />
      ) : (
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
    </li>
  );
}

/** Orders what is proposed as it is; nothing is taken before. */
function OrderProposed({ order }: { order: Order }) {
  const { workspaceId, campaignId, contractId, part, amount, use, reason } = order;
  const mutation = useEndpointMutation(orderClawBack, {
    onSuccess: (ordered) => {
      noteAndFollow(listClawBackOrders, nameOfOrder(ordered), ordered);
      toast('Ordered; the influencer is told');
    },
    invalidates: [listClawBackOrders],
  });
  return (
    <>
      <FormError error={mutation.error} />
      <div>
        <Button
          size="small"
          busy={mutation.isPending}
          onClick={() => mutation.mutate({ body: { workspaceId, campaignId, contractId, part, amount, use, reason } })}
        >
          Take it back
        </Button>
      </div>
    </>
  );
}
