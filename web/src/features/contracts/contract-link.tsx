import { Link } from '@tanstack/react-router';
import { getContract } from '#contract/areas/contracts.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useSide } from '@/features/offers/offer-words.tsx';

/** A contract by the name its reader knows it by. */
export function ContractLink({ contractId }: { contractId: string }) {
  const side = useSide();
  const contract = useEndpoint(getContract, { params: { contractId } });
  const { data } = contract;
  const name = !data
    ? 'Contract'
    : side === 'brand'
      ? `${data.influencerName}, ${data.campaignTitle}`
      : data.campaignTitle;
  return (
    <Link
      to="/contracts/$contractId"
      params={{ contractId }}
      className="font-medium break-words underline decoration-line-strong underline-offset-4 hover:text-accent"
    >
      {name}
    </Link>
  );
}
