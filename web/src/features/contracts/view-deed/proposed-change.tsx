import { answerAmendment, getAmendment } from '#contract/areas/amendments.ts';
import { getContract } from '#contract/areas/contracts.ts';
import { getDeed } from '#contract/areas/deeds.ts';
import { isSettled } from '#domain/contract.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { diffTerms } from '@/features/offers/diff-terms.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Changes } from '@/features/offers/term-changes.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { DeedView } from './deed-text.tsx';

/** What one side proposes to change, with the answer to it; or the way to propose something. */
export function ProposedChange({ deed, contractId }: { deed: DeedView; contractId: string }) {
  const params = { contractId };
  const contract = useEndpoint(getContract, { params }).data;
  const amendment = useEndpoint(getAmendment, { params }).data?.amendment;
  const may = useMay('contract:sign', deed.campaignId);
  if (!contract || isSettled(contract.fundingStatus)) return null;
  if (amendment?.status !== 'open')
    return may ? (
      <ButtonLink to="/contracts/$contractId/change" params={params} icon="edit">
        Propose a change
      </ButtonLink>
    ) : null;
  return (
    <Card title="Proposed change" lead={`It would make version ${amendment.version}`}>
      {amendment.message && (
        <blockquote className="mb-3 border-l-2 border-copper pl-4 whitespace-pre-line wrap-anywhere text-soft">
          {amendment.message}
        </blockquote>
      )}
      <Changes changes={diffTerms(contract.terms, amendment.terms)} />
      {may && <Answer amendment={amendment} />}
    </Card>
  );
}

const DONE = { accept: 'Agreed: the contract has a new version', decline: 'Declined', withdraw: 'Withdrawn' } as const;

function Answer({
  amendment,
}: {
  amendment: { contractId: string; version: number; proposedBy: 'brand' | 'influencer' };
}) {
  const { contractId, version, proposedBy } = amendment;
  const side = useSide();
  const mutation = useEndpointMutation(answerAmendment, {
    onSuccess: (_saved, { body }) => toast(DONE[body.answer]),
    invalidates: [getAmendment, getDeed, getContract],
  });
  const send = (answer: keyof typeof DONE) => mutation.mutate({ params: { contractId }, body: { version, answer } });
  return (
    <div className="mt-4 grid gap-2 border-t border-line pt-4">
      {proposedBy === side ? (
        <Button busy={mutation.isPending} onClick={() => send('withdraw')}>
          Withdraw it
        </Button>
      ) : (
        <>
          <Button variant="primary" icon="check" busy={mutation.isPending} onClick={() => send('accept')}>
            Accept the change
          </Button>
          <Button variant="ghost" busy={mutation.isPending} onClick={() => send('decline')}>
            Decline
          </Button>
        </>
      )}
      <FormError error={mutation.error} />
    </div>
  );
}
