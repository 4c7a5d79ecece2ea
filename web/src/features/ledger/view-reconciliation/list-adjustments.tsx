import { useState } from 'react';
import { decideAdjustment, listAdjustments, proposeReversal, withdrawAdjustment } from '#contract/areas/payments.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { SayWhy } from '@/features/approvals/say-why.tsx';
import { Button } from '@/ui/button.tsx';
import { Badge, type Tone } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { AdjustmentLines } from './adjustment-lines.tsx';
import type { AdjustmentView } from './lines-for.ts';
import { ADJUSTMENT_READS } from './propose-adjustment.tsx';

const STATES: Record<AdjustmentView['state'], { words: string; tone: Tone }> = {
  proposed: { words: 'Waits for a second person', tone: 'attention' },
  posted: { words: 'Posted', tone: 'good' },
  declined: { words: 'Declined', tone: 'bad' },
  withdrawn: { words: 'Withdrawn', tone: 'neutral' },
  expired: { words: 'Not answered in time', tone: 'neutral' },
};

/** Every adjustment that was ever proposed, newest first, with what can be done about it. */
export function ListAdjustments() {
  const pages = useEndpointPages(listAdjustments, {}, { keyOf: ({ adjustmentId }) => adjustmentId });
  return (
    <Card title="Adjustments">
      <LoadedPages
        query={pages}
        empty={<p className="text-small text-soft">Nothing had to be put right by hand so far.</p>}
      >
        {(items) => (
          <ol className="grid divide-y divide-line">
            {items.map((item) => (
              <li key={item.adjustmentId} className="py-4 first:pt-0 last:pb-0">
                <AdjustmentRow item={item} />
              </li>
            ))}
          </ol>
        )}
      </LoadedPages>
    </Card>
  );
}

function AdjustmentRow({ item }: { item: AdjustmentView }) {
  const { words, tone } = STATES[item.state];
  return (
    <article aria-label={`Adjustment for ${item.objectId}`} className="grid gap-2 text-small">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone}>{item.reversedBy ? 'Posted, and reversed' : words}</Badge>
        <span className="font-semibold wrap-anywhere">{item.objectId}</span>
        <span className="text-faint">{formatDay(item.day)}</span>
      </div>
      <p className="wrap-anywhere whitespace-pre-line">“{item.reason}”</p>
      <p className="text-soft">
        {item.reverses && 'Undoes an adjustment that was posted. '}
        Proposed by {item.isYours ? 'you' : item.proposedBy.name} <RelativeTime at={item.proposedAt} />
        {item.decidedBy && (
          <>
            , {item.state} by {item.decidedBy.name}
          </>
        )}
        {item.decidedAt && (
          <>
            {' '}
            <RelativeTime at={item.decidedAt} />
          </>
        )}
        .{item.decisionReason && <> “{item.decisionReason}”</>}
      </p>
      <AdjustmentLines lines={item.lines} />
      <p className="text-tiny text-faint wrap-anywhere">
        {[item.workspaceId, item.paymentId, ...item.entryIds].join(' · ')}
      </p>
      {item.state === 'proposed' && (item.isYours ? <Withdraw item={item} /> : <Answer item={item} />)}
      {item.state === 'posted' && !item.reversedBy && !item.reverses && <Reverse item={item} />}
    </article>
  );
}

function Answer({ item }: { item: AdjustmentView }) {
  const params = { adjustmentId: item.adjustmentId };
  const [declining, setDeclining] = useState(false);
  const decide = useEndpointMutation(decideAdjustment, {
    onSuccess: ({ state }) => {
      setDeclining(false);
      toast(state === 'posted' ? 'Approved: the entries are posted' : 'Declined');
    },
    invalidates: ADJUSTMENT_READS,
  });
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="primary"
          busy={decide.isPending}
          onClick={() => decide.mutate({ params, body: { decision: 'approved' } })}
        >
          Approve and post
        </Button>
        <Button size="small" onClick={() => setDeclining(true)}>
          Decline
        </Button>
      </div>
      {!declining && <FormError error={decide.error} />}
      {declining && (
        <SayWhy
          title="Decline this adjustment?"
          onClose={() => setDeclining(false)}
          onSay={(reason) => decide.mutate({ params, body: { decision: 'declined', reason } })}
          busy={decide.isPending}
          error={decide.error}
        >
          Nothing is posted, and whoever proposed it reads your reason.
        </SayWhy>
      )}
    </div>
  );
}

function Withdraw({ item }: { item: AdjustmentView }) {
  const withdraw = useEndpointMutation(withdrawAdjustment, {
    onSuccess: () => toast('Withdrawn'),
    invalidates: ADJUSTMENT_READS,
  });
  return (
    <div className="grid gap-3">
      <p className="text-soft">
        Another admin has to answer; its time is over <RelativeTime at={item.expiresAt} />.
      </p>
      <div>
        <Button
          size="small"
          busy={withdraw.isPending}
          onClick={() => withdraw.mutate({ params: { adjustmentId: item.adjustmentId } })}
        >
          Withdraw
        </Button>
      </div>
      <FormError error={withdraw.error} />
    </div>
  );
}

function Reverse({ item }: { item: AdjustmentView }) {
  const [asking, setAsking] = useState(false);
  const reverse = useEndpointMutation(proposeReversal, {
    onSuccess: () => {
      setAsking(false);
      toast('Proposed: another admin has to approve the reversal');
    },
    invalidates: ADJUSTMENT_READS,
  });
  return (
    <div>
      <Button size="small" onClick={() => setAsking(true)}>
        Reverse
      </Button>
      {asking && (
        <SayWhy
          title="Reverse this adjustment?"
          ask={{ label: 'Why?', send: 'Propose' }}
          onClose={() => setAsking(false)}
          onSay={(reason) => reverse.mutate({ params: { adjustmentId: item.adjustmentId }, body: { reason } })}
          busy={reverse.isPending}
          error={reverse.error}
        >
          Entries of the opposite are proposed, and what they made up for is open again once they are posted.
        </SayWhy>
      )}
    </div>
  );
}
