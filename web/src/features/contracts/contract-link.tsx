import { Link } from '@tanstack/react-router';
import { getContract } from '#contract/areas/contracts.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { milestoneName } from '@/features/contracts/contract-words.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';

/** A contract by the name its reader knows it by, with the name of one of its milestones where it is about that. */
export function ContractLink({ contractId, milestone = null }: { contractId: string; milestone?: number | null }) {
  const side = useSide();
  const contract = useEndpoint(getContract, { params: { contractId } });
  const { data } = contract;
  const name = !data
    ? 'Contract'
    : side === 'brand'
      ? `${data.influencerName}, ${data.campaignTitle}`
      : data.campaignTitle;
  const part = data?.milestones.find(({ number }) => number === milestone);
  return (
    <>
      <Link
        to="/contracts/$contractId"
        params={{ contractId }}
        className="font-medium wrap-anywhere underline decoration-line-strong underline-offset-4 hover:text-accent"
      >
        {name}
      </Link>
      {milestone !== null && `, ${(part && milestoneName(part)) ?? `Milestone ${milestone}`}`}
    </>
  );
}
