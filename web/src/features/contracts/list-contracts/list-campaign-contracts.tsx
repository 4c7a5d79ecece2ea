import { listContracts } from '#contract/areas/contracts.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState, Notice } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { countOf } from '@/ui/words.ts';
import { unpaidMilestones } from '../contract-words.tsx';
import { ContractRow } from './contract-row.tsx';

/** The contracts of a campaign, with the way to pay in what is not held yet. */
export function ListCampaignContracts({ campaignId }: { campaignId: string }) {
  const contracts = useEndpointPages(listContracts, { params: { campaignId } }, { keyOf: (one) => one.contractId });
  const mayFund = useMay('payment:fund', campaignId);
  return (
    <LoadedPages
      query={contracts}
      empty={
        <EmptyState icon="contract" title="No contracts yet">
          When both sides agree on an offer, its contract appears here.
        </EmptyState>
      }
    >
      {(items) => {
        const unpaid = items.filter((one) => unpaidMilestones(one).length > 0);
        return (
          <div className="grid gap-4">
            {unpaid.length > 0 && (
              <Notice
                tone="attention"
                title={`${countOf(unpaid.length, 'contract')} not paid in yet`}
                action={
                  mayFund && (
                    <ButtonLink
                      to="/campaigns/$campaignId/fund"
                      params={{ campaignId }}
                      variant="primary"
                      size="small"
                      icon="lock"
                    >
                      {unpaid.length === 1 ? 'Pay in' : 'Pay in all'}
                    </ButtonLink>
                  )
                }
              >
                {mayFund
                  ? 'Creators begin once the money is held.'
                  : 'An owner or finance member of your workspace can pay in; creators begin once the money is held.'}
              </Notice>
            )}
            <Card className="overflow-hidden p-0! md:p-0!">
              <ul className="divide-y divide-line">
                {items.map((contract) => (
                  <li key={contract.contractId}>
                    <ContractRow contract={contract} />
                  </li>
                ))}
              </ul>
            </Card>
          </div>
        );
      }}
    </LoadedPages>
  );
}
