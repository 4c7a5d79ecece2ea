import { listClawBacks } from '#contract/areas/claw-backs.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { ContractLink } from '@/features/contracts/contract-link.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { Money } from '@/ui/money-view.tsx';

const STATUSES = { proposed: 'Looked at', open: 'Still owed', settled: 'Given back', dismissed: 'Let go' } as const;

/** What the influencer has to give back of what they were paid, why, and what is still taken from later payouts. */
export function ClawBacks() {
  const { data } = useEndpoint(listClawBacks, {});
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="claw-backs" className="mt-8">
      <h2 id="claw-backs" className="mb-3 text-heading font-semibold">
        Taken back
      </h2>
      <Card className="overflow-hidden p-0! md:p-0!">
        <ul className="divide-y divide-line">
          {data.items.map((one) => (
            <li key={`${one.contractId} ${one.part}`} className="grid gap-2 px-5 py-4 md:px-6">
              <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <ContractLink contractId={one.contractId} />
                  <Badge tone={one.status === 'open' ? 'attention' : 'neutral'}>{STATUSES[one.status]}</Badge>
                </span>
                <Money value={one.amount} className="font-semibold" />
              </div>
              <p className="wrap-anywhere text-soft">{one.reason}</p>
              {one.waived && (
                <p className="text-small text-soft">
                  <Money value={one.waived} /> is not taken any more.
                </p>
              )}
              {one.status === 'open' && (
                <p className="text-small text-soft">
                  <Money value={one.back} /> has been given back; <Money value={one.owed} /> is taken from your next
                  payouts. You need not send anything.
                </p>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
