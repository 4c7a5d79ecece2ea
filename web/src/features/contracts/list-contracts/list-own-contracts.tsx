import { getContract } from '#contract/areas/contracts.ts';
import { listOffers } from '#contract/areas/offers.ts';
import { useEndpoint, useEndpointPages } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState, Skeleton } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { ContractRow } from './contract-row.tsx';

/** An influencer's contracts: each was an offer, which names it. */
export function ListOwnContracts() {
  const offers = useEndpointPages(listOffers, { query: { limit: 100 } }, { keyOf: (offer) => offer.offerId });
  const agreed = offers.items?.filter(({ contractId }) => contractId !== null);
  return (
    <>
      <PageHeader title="Contracts" lead="What you agreed to make, by when, and whether the money for it is held." />
      <LoadedPages
        query={{ ...offers, items: agreed }}
        empty={
          <EmptyState
            icon="contract"
            title="No contracts yet"
            action={<ButtonLink to="/offers">See offers</ButtonLink>}
          >
            When you and a brand agree on an offer, it becomes a contract and appears here.
          </EmptyState>
        }
      >
        {(items) => (
          <Card className="overflow-hidden p-0! md:p-0!">
            <ul className="divide-y divide-line">
              {items.map((offer) => (
                <li key={offer.offerId}>
                  <OwnContract contractId={offer.contractId as string} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </LoadedPages>
    </>
  );
}

function OwnContract({ contractId }: { contractId: string }) {
  const contract = useEndpoint(getContract, { params: { contractId } });
  if (contract.data) return <ContractRow contract={contract.data} />;
  return (
    <div className="px-6 py-5">
      {contract.error ? (
        <p className="text-soft">This contract could not be loaded.</p>
      ) : (
        <Skeleton className="w-1/2" />
      )}
    </div>
  );
}
