import { useState } from 'react';
import type * as z from 'zod/mini';
import { approveRelease, declineRelease, getReleaseApproval, type ReleaseApproval } from '#contract/areas/payments.ts';
import { remember, useEndpointMutation } from '@/api/hooks.ts';
import { SayWhy } from '@/features/approvals/say-why.tsx';
import { useTeam } from '@/features/approvals/use-team.ts';
import type { ContractView } from '@/features/contracts/contract-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { MONEY_READS } from '../money-reads.ts';

export type ApprovalView = z.output<typeof ReleaseApproval>;

type Props = { approval: ApprovalView; contract: ContractView; mayRelease: boolean };

/** Where a release takes two people: what the second one was asked and said, and, for those who may, the answer. */
export function SecondPerson({ approval, contract, mayRelease }: Props) {
  const { nameOf } = useTeam();
  const { state, begunBy, decidedBy, decidedAt, reason, latestAt } = approval;
  if (state === 'not_needed' || state === 'waiting') return null;
  if (state === 'approved')
    return (
      <p className="mt-3 text-small text-soft">
        {nameOf(decidedBy)} approved it{decidedAt && <> </>}
        {decidedAt && <RelativeTime at={decidedAt} />}.
      </p>
    );
  return (
    <div className="mt-3">
      <Notice
        tone="attention"
        title={state === 'declined' ? `${nameOf(decidedBy)} declined this payout` : 'Waits for a second person'}
      >
        {state === 'declined' && <p className="wrap-anywhere whitespace-pre-line">“{reason}”</p>}
        <p>
          {begunBy && <>{nameOf(begunBy)} approved the content. </>}
          Somebody else has to approve paying <Money value={approval.amount} />.
          {latestAt && (
            <>
              {' '}
              {contract.influencerName} has delivered what was agreed and is paid without that{' '}
              <RelativeTime at={latestAt} />.
            </>
          )}
        </p>
        {mayRelease && nameOf(begunBy) !== 'You' && <Answer approval={approval} contract={contract} />}
      </Notice>
    </div>
  );
}

function Answer({ approval, contract }: Omit<Props, 'mayRelease'>) {
  const { campaignId, contractId } = approval;
  const params = { campaignId, contractId };
  const [declining, setDeclining] = useState(false);
  const answered = (done: string) => ({
    onSuccess: (saved: ApprovalView) => {
      remember(getReleaseApproval, { params }, saved);
      setDeclining(false);
      toast(saved.state === 'asked' ? 'Noted: another person has to approve it too' : done);
    },
    invalidates: MONEY_READS,
  });
  const approve = useEndpointMutation(approveRelease, answered('Approved: it is paid out once the rest is done'));
  const decline = useEndpointMutation(declineRelease, answered('Declined, and your team is told why'));
  return (
    <div className="mt-3 grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="primary" busy={approve.isPending} onClick={() => approve.mutate({ params })}>
          Approve this payout
        </Button>
        {approval.state !== 'declined' && (
          <Button size="small" onClick={() => setDeclining(true)}>
            Decline
          </Button>
        )}
      </div>
      <FormError error={approve.error} />
      {declining && (
        <SayWhy
          title={`Decline to pay ${contract.influencerName}?`}
          onClose={() => setDeclining(false)}
          onSay={(reason) => decline.mutate({ params, body: { reason } })}
          busy={decline.isPending}
          error={decline.error}
        >
          The money stays held, and whoever approved the content reads your reason.
        </SayWhy>
      )}
    </div>
  );
}
