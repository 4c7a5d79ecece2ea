import { Link } from '@tanstack/react-router';
import type * as z from 'zod/mini';
import type { CampaignCancellation } from '#contract/areas/lifecycle.ts';
import type { CampaignCancelInstead, CampaignCancelLine } from '#domain/campaign-cancellation.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { Line } from '@/features/offers/quote-lines.tsx';
import { Money } from '@/ui/money-view.tsx';

const LINES: Record<CampaignCancelLine, string> = {
  not_paid_in: 'Agreed, not paid in yet',
  held: 'Held for contracts',
  moving: 'On its way',
  in_dispute: 'In dispute',
  paid_out: 'Paid out to influencers',
  paid_back: 'Paid back to you',
  given_back_to_year: 'Back to your limit for the year',
};

const INSTEADS: Record<CampaignCancelInstead, string> = {
  complete_campaign:
    'Contracts stand on it, and people rely on them. Complete it: what is live is still paid for, and what is held for nothing delivered goes back to you.',
  end_contracts:
    'Contracts stand on it, and people rely on them. Pause it to take in nobody new; each contract shows what getting out of it comes to. Once it is active, it can be completed.',
  settle_disputes: 'A contract of it is in dispute. That has to end first.',
  nothing: 'It is over already.',
};

const STATUS: Record<HoldStatus, string> = {
  unfunded: 'not paid in',
  pending: 'payment under way',
  funded: 'held',
  releasing: 'being paid out',
  released: 'paid out',
  refunding: 'being paid back',
  refunded: 'paid back',
  disputed: 'in dispute',
  cancelled: 'cancelled',
};

/** What cancelling a campaign comes to in money, or why it cannot be and what helps instead. */
export function Cancellation({ says }: { says: z.output<typeof CampaignCancellation> }) {
  const { instead, lines, contracts } = says;
  return (
    <div className="grid gap-4">
      {instead && <p className="text-soft">{INSTEADS[instead]}</p>}
      {lines.length > 0 ? (
        <dl className="grid gap-2">
          {lines.map(({ line, amount }) => (
            <Line key={line} name={LINES[line]}>
              <Money value={amount} />
            </Line>
          ))}
        </dl>
      ) : (
        !instead && <p className="text-soft">No money moves: nothing was paid in.</p>
      )}
      {contracts.length > 0 && (
        <ul className="grid gap-2">
          {contracts.map(({ contractId, status, price }) => (
            <li key={contractId} className="flex flex-wrap justify-between gap-3">
              <Link to="/contracts/$contractId" params={{ contractId }} className="font-medium text-accent underline">
                Contract of <Money value={price} />
              </Link>
              <span className="text-soft">{STATUS[status]}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
