import { getContract } from '#contract/areas/contracts.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { SettlementBadge, SettlementLines } from '@/features/contracts/settlement-lines.tsx';
import { Card } from '@/ui/layout.tsx';

/** For every contract whose money arrived somewhere: what was quoted beside what was paid. */
export function QuotedAndPaid({ contractIds }: { contractIds: readonly string[] }) {
  if (contractIds.length === 0) return null;
  return (
    <Card title="Quoted and paid" lead="What you were told when you agreed, beside what was paid, line by line.">
      <ul className="divide-y divide-line border-t border-line">
        {contractIds.map((contractId) => (
          <OneContract key={contractId} contractId={contractId} />
        ))}
      </ul>
    </Card>
  );
}

function OneContract({ contractId }: { contractId: string }) {
  const { data } = useEndpoint(getContract, { params: { contractId } });
  if (!data?.settlement) return null;
  return (
    <li>
      <details>
        <summary className="min-h-11 cursor-pointer py-2.5 wrap-anywhere">
          <span className="mr-2 font-medium">{data.campaignTitle}</span>
          <SettlementBadge settlement={data.settlement} />
        </summary>
        <div className="max-w-md pb-4">
          <SettlementLines settlement={data.settlement} />
        </div>
      </details>
    </li>
  );
}
