import { listAllContracts } from '#contract/areas/contracts.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { ContractRow } from './contract-row.tsx';

/** An influencer's contracts, newest first. */
export function ListOwnContracts() {
  const contracts = useEndpointPages(listAllContracts, { query: {} }, { keyOf: (one) => one.contractId });
  return (
    <>
      <PageHeader title="Contracts" lead="What you agreed to make, by when, and whether the money for it is held." />
      <LoadedPages
        query={contracts}
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
              {items.map((contract) => (
                <li key={contract.contractId}>
                  <ContractRow contract={contract} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </LoadedPages>
    </>
  );
}
