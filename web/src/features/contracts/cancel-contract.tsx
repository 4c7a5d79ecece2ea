import { useState } from 'react';
import type * as z from 'zod/mini';
import { type Cancellation, cancelContract, getCancellation } from '#contract/areas/contracts.ts';
import {
  CANCEL_RULES,
  type CancelInstead,
  type CancelLine,
  type CancelRule,
  DEAL_STAGES,
} from '#domain/cancellation.ts';
import type { Side } from '#domain/offer.ts';
import { readAgainSoon } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Line } from '@/features/offers/quote-lines.tsx';
import { MONEY_READS } from '@/features/payments/money-reads.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { toast } from '@/ui/toast.tsx';
import type { ContractView } from './contract-words.tsx';

type View = z.output<typeof Cancellation>;

/** Gets out of a contract, after showing line by line what that comes to; or says why not, and what helps instead. */
export function CancelContract({ contract }: { contract: ContractView }) {
  const may = useMay('contract:cancel', contract.campaignId);
  const [open, setOpen] = useState(false);
  const { contractId, fundingStatus } = contract;
  const params = { contractId };
  const preview = useEndpoint(getCancellation, { params }, { enabled: open });
  const mutation = useEndpointMutation(cancelContract, {
    onSuccess: () => {
      setOpen(false);
      readAgainSoon(...MONEY_READS);
      toast('Cancelled; the other side was told');
    },
    invalidates: [...MONEY_READS, getCancellation],
  });
  const side = useSide();
  if (!may || ['released', 'refunded', 'refunding', 'cancelled'].includes(fundingStatus)) return null;
  return (
    <>
      <Button size="small" variant="ghost" onClick={() => setOpen(true)}>
        Cancel the contract
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Cancel this contract?"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            {preview.data?.may && (
              <Button
                variant="danger"
                busy={mutation.isPending}
                onClick={() => mutation.mutate({ params, body: { version: preview.data.version } })}
              >
                Cancel the contract
              </Button>
            )}
          </>
        }
      >
        <Loaded query={preview} rows={1}>
          {(view) => (
            <div className="grid gap-4">
              {view.may ? <Consequences view={view} /> : <WhyNot view={view} contractId={contractId} />}
              <Rules side={side} />
              <FormError error={mutation.error} />
            </div>
          )}
        </Loaded>
      </Dialog>
    </>
  );
}

const LINES: Record<CancelLine, string> = {
  back_to_brand: 'Back to the brand',
  back_as_charged: 'To your card, as charged',
  platform_fee_given_up: 'of which Accord gives up its fee',
  stays_released: 'Paid out already, stays with the creator',
  stays_in_dispute: 'In dispute, stays frozen',
  no_longer_owed: 'No longer owed',
  freed_in_budget: 'Free again in the budget',
};

function Consequences({ view }: { view: View }) {
  return (
    <>
      <p className="text-soft">
        {CANCEL_RULES[view.stage].stage}. The other side is told, and it cannot be taken back.
        {view.moves === 'held_to_brand' && ' What the card cost stays with Accord.'}
      </p>
      <dl className="grid gap-1.5">
        {view.lines.map(({ line, amount }) => (
          <Line key={`${line} ${amount.currency}`} name={LINES[line]}>
            <Money value={amount} />
          </Line>
        ))}
      </dl>
      <p className="text-small text-faint">How long it takes: {view.within}.</p>
    </>
  );
}

const INSTEAD: Record<CancelInstead, string> = {
  wait: 'Wait for the outcome, then look again.',
  open_dispute: 'Decide on the content, or open a dispute: then you both divide the money, or Accord does.',
  settle_dispute: 'Settle it in the dispute.',
  ask_the_sides: 'Only the two sides can do it.',
  nothing: 'There is nothing left to cancel.',
};

function WhyNot({ view, contractId }: { view: View; contractId: string }) {
  return (
    <Notice
      tone="attention"
      title={`It cannot be cancelled now: ${CANCEL_RULES[view.stage].stage.toLowerCase()}`}
      action={
        view.instead === 'open_dispute' && (
          <ButtonLink to="/contracts/$contractId/dispute" params={{ contractId }} size="small">
            Open a dispute
          </ButtonLink>
        )
      }
    >
      <p>{view.instead && INSTEAD[view.instead]}</p>
      <p className="mt-1">If nobody does anything: {view.byItself}</p>
    </Notice>
  );
}

function cellText(rule: CancelRule): string {
  if (!rule.may) return 'may not';
  return rule.moves === 'nothing' ? 'may; nothing moves' : 'may; what is held goes back to the brand';
}

/** The whole table, for one side: what it may do at every stage. */
function Rules({ side }: { side: Side }) {
  return (
    <details className="text-small text-soft">
      <summary className="min-h-8 font-medium">What you may do at every stage</summary>
      <dl className="mt-2 grid gap-3">
        {DEAL_STAGES.map((stage) => (
          <div key={stage}>
            <dt className="font-medium text-ink">{CANCEL_RULES[stage].stage}</dt>
            <dd>
              You {cellText(CANCEL_RULES[stage][side])}.{' '}
              <span className="text-faint">{CANCEL_RULES[stage].byItself}</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
