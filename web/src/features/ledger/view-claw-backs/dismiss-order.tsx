import { useState } from 'react';
import { dismissClawBack, listClawBackOrders } from '#contract/areas/claw-backs.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { SayWhy } from '@/features/approvals/say-why.tsx';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { FormError } from '@/ui/form.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { nameOfOrder, type Order } from './name-of-order.ts';

/** Lets money go that is proposed or ordered to be taken back: one person asks, another one agrees. */
export function DismissOrder({ order }: { order: Order }) {
  const { userId } = useUser();
  const [isAsked, setAsked] = useState(false);
  const { influencerId, contractId, part, dismissal, owed } = order;
  const mutation = useEndpointMutation(dismissClawBack, {
    onSuccess: (after) => {
      setAsked(false);
      noteAndFollow(listClawBackOrders, nameOfOrder(after), after);
      toast(after.dismissal?.agreedBy ? 'Let go; the influencer is told' : 'Another admin has to agree now');
    },
    invalidates: [listClawBackOrders],
  });
  const say = (reason?: string) =>
    mutation.mutate({ body: { influencerId, contractId, part, ...(reason === undefined ? {} : { reason }) } });
  if (dismissal && !dismissal.agreedBy) {
    const isYours = dismissal.askedBy.userId === userId;
    return (
      <>
        <p className="text-small wrap-anywhere text-soft">
          {isYours ? 'You want' : `${dismissal.askedBy.name} wants`} to let it go: “{dismissal.reason}”{' '}
          {isYours && (
            <>
              Another admin has to agree, by <RelativeTime at={dismissal.until} />.
            </>
          )}
        </p>
        {!isYours && (
          <div>
            <Button size="small" onClick={() => setAsked(true)}>
              Agree to let it go
            </Button>
          </div>
        )}
        <ConfirmDialog
          open={isAsked}
          onClose={() => setAsked(false)}
          title="Let it go?"
          confirmLabel="Let it go"
          backLabel="Not now"
          busy={mutation.isPending}
          onConfirm={() => say()}
          error={<FormError error={mutation.error} />}
        >
          <Consequence owed={owed} />
        </ConfirmDialog>
      </>
    );
  }
  return (
    <>
      <div>
        <Button size="small" onClick={() => setAsked(true)}>
          Let it go
        </Button>
      </div>
      {isAsked && (
        <SayWhy
          title="Let it go?"
          ask={{ label: 'Why?', send: 'Ask for it' }}
          onClose={() => setAsked(false)}
          onSay={say}
          busy={mutation.isPending}
          error={mutation.error}
        >
          <Consequence owed={owed} /> Another admin has to agree; the influencer then reads your reason.
        </SayWhy>
      )}
    </>
  );
}

function Consequence({ owed }: { owed: Order['owed'] }) {
  return (
    <>
      <Money value={owed} /> stay with the influencer, and stay a loss of the platform’s. What came back before is kept.
    </>
  );
}
