import type * as z from 'zod/mini';
import type { Settlement } from '#contract/areas/contracts.ts';
import { Badge } from '@/ui/feedback.tsx';
import { formatMoney } from '@/ui/money.ts';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

export type SettlementView = z.output<typeof Settlement>;
type SettledLine = SettlementView['lines'][number];

const NAMES: Record<SettledLine['line'], string> = {
  price: 'Price',
  platform_fee: "Accord's fee",
  tax_withheld: 'Tax withheld',
  rounding: 'Rounding',
  net: 'For the creator',
  payout: 'At the bank, changed',
};

const REASONS: Record<Exclude<SettledLine['reason'], 'as_quoted'>, string> = {
  refunded: 'It went back to the brand.',
  taken_back: 'It was taken back after the payout.',
  exchange_rounding: 'Both currencies are changed in whole coins.',
  rate_beyond_fee: 'The rate moved by more than Accord’s fee, which was added in full.',
  rate_of_the_day: 'No rate was promised; it was changed at that of the day.',
  other_currency: 'The payout account has another currency than at the time of the quote.',
  unexplained: 'Nothing on record explains this; Accord looks into it.',
};

/** What nobody would call another amount than was told. */
const AS_QUOTED: readonly SettledLine['reason'][] = ['as_quoted', 'exchange_rounding', 'rate_of_the_day'];

/** Whether everything was paid as it was quoted. */
export function SettlementBadge({ settlement }: { settlement: SettlementView }) {
  const differs = settlement.lines.some(({ reason }) => !AS_QUOTED.includes(reason));
  return <Badge tone={differs ? 'attention' : 'good'}>{differs ? 'Differs' : 'As quoted'}</Badge>;
}

/** What was quoted beside what was paid, line by line, each difference with its reason. */
export function SettlementLines({ settlement }: { settlement: SettlementView }) {
  const differing = settlement.lines.filter(({ reason }) => reason !== 'as_quoted');
  return (
    <div className="text-small">
      <table className="w-full">
        <caption className="sr-only">Quoted and paid</caption>
        <thead>
          <tr className="text-faint">
            <th scope="col" className="py-1 text-left font-normal">
              Line
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              Quoted
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              Paid out
            </th>
          </tr>
        </thead>
        <tbody>
          {settlement.lines.map((one) => (
            <tr key={one.line} className="border-t border-line">
              <th scope="row" className="py-1.5 pr-2 text-left font-normal text-soft">
                {NAMES[one.line]}
              </th>
              <td className="py-1.5 text-right">{one.quoted ? <Money value={one.quoted} /> : '–'}</td>
              <td className="py-1.5 pl-2 text-right font-medium">
                <Money value={one.paid} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {differing.length > 0 && (
        <ul className="mt-3 grid gap-1">
          {differing.map((one) => (
            <li key={one.line}>
              <span className="font-medium">
                {NAMES[one.line]}
                {one.difference && ` ${one.difference.amountMinor > 0 ? '+' : ''}${formatMoney(one.difference)}`}:
              </span>{' '}
              {REASONS[one.reason as keyof typeof REASONS]}
            </li>
          ))}
        </ul>
      )}
      {settlement.arrival && (
        <p className="mt-3 text-faint">
          Sent on {formatDay(settlement.arrival.sentOn)}, at the bank from {formatDay(settlement.arrival.from)} to{' '}
          {formatDay(settlement.arrival.until)}: {ARRIVALS[settlement.arrival.reason]}.
        </p>
      )}
    </div>
  );
}

const ARRIVALS = {
  as_quoted: 'within the days that were quoted',
  earlier: 'earlier than quoted, as the content was live earlier',
  later: 'later than quoted, as the content was live or released later',
} as const;
