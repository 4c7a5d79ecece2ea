import { getDeed } from '#contract/areas/deeds.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Badge } from '@/ui/feedback.tsx';
import type { ContractView } from '../contract-words.tsx';
import type { DeedView } from './deed-text.tsx';

/** How far a contract is signed, and the way to its text. */
export function SignState({ contract }: { contract: ContractView }) {
  const { contractId, fundingStatus } = contract;
  const { data } = useEndpoint(getDeed, { params: { contractId }, query: {} });
  const isOver = ['cancelled', 'refunding', 'refunded'].includes(fundingStatus);
  const isToSign = data && data.signatures.length < 2 && !isOver;
  return (
    <div className="mb-4 grid gap-3">
      {data && (
        <p>
          <SignedBadge deed={data} />
        </p>
      )}
      <ButtonLink to="/contracts/$contractId/document" params={{ contractId }} icon="contract">
        {isToSign ? 'Read and sign' : 'Read the contract'}
      </ButtonLink>
    </div>
  );
}

export function SignedBadge({ deed }: { deed: Pick<DeedView, 'signatures'> }) {
  const count = deed.signatures.length;
  if (count === 2) return <Badge tone="good">Signed by both</Badge>;
  return <Badge tone="info">{count === 1 ? 'Signed by one side' : 'Agreed, not signed by name'}</Badge>;
}
