import type { ReactNode } from 'react';
import type * as z from 'zod/mini';
import type { Quote } from '#contract/areas/offers.ts';
import { FIRST_PAYOUT_DAYS } from '#domain/arrival.ts';
import { objectionHoursOf, spanText } from '#domain/objection.ts';
import type { Side } from '#domain/offer.ts';
import { cx } from '@/ui/cx.ts';
import { formatMoney } from '@/ui/money.ts';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

export type QuoteView = z.output<typeof Quote>;

/** What a price means for the creator, line by line, with the reason of each and when the money should arrive. */
export function QuoteLines({ quote, side }: { quote: QuoteView; side: Side }) {
  const { fee, tax, rounding, net, exchange, arrival } = quote;
  const isBrand = side === 'brand';
  return (
    <div className="grid gap-4">
      <dl className="grid gap-1.5">
        <Line name={isBrand ? 'You pay' : 'The brand pays'} strong={isBrand}>
          <Money value={quote.price} />
        </Line>
        <Line name={`Accord's fee, ${fee.feeBps / 100}%`} note={feeReason(quote, side)}>
          −<Money value={fee.amount} />
        </Line>
        <Line name="Tax withheld" note={TAX_NOTES[tax.reason][side]}>
          <Money value={tax.amount} />
        </Line>
        <Line
          name="Rounding"
          note={
            rounding.amountMinor > 0 &&
            `Banks are sent whole amounts in ${rounding.currency}; the rest goes with the next payout.`
          }
        >
          <Money value={rounding} />
        </Line>
        <Line name={isBrand ? 'The creator receives' : 'You receive'} strong={!isBrand && !exchange} total>
          <Money value={net} />
        </Line>
        <ExchangeLine quote={quote} side={side} />
      </dl>
      <div className="border-t border-line pt-3 text-small">
        <p className="flex flex-wrap justify-between gap-x-4">
          <span className="text-soft">At the bank, estimated</span>
          <span className="font-medium">
            {formatDay(arrival.from)} to {formatDay(arrival.until)}
          </span>
        </p>
        <p className="mt-1 text-faint">
          If the last piece is live on {formatDay(arrival.liveOn)}: {spanText(objectionHoursOf(arrival))} to object,
          sent on {formatDay(arrival.releaseOn)}, then the bank
          {arrival.country ? ` in ${countryName(arrival.country)}` : ''}. A first payout may take {FIRST_PAYOUT_DAYS}{' '}
          days.
        </p>
        <p className="mt-1 text-faint">Quoted on {formatDay(quote.quotedOn)}.</p>
      </div>
    </div>
  );
}

/** What the net is in the currency of the creator's bank, at which rate and how long that is promised. */
function ExchangeLine({ quote, side }: { quote: QuoteView; side: Side }) {
  const { net, exchange, payoutCurrency } = quote;
  const isBrand = side === 'brand';
  if (exchange)
    return (
      <>
        <Line
          name="Exchange rate"
          note={`Of ${exchange.source} on ${formatDay(exchange.on)}, its fee included. Accepted until ${instantText(exchange.validUntil)} it stays as it is: Accord bears what the market moves, up to its own fee.`}
        >
          <span className="tabular-nums">
            1 {net.currency} = {exchange.rate} {exchange.payout.currency}
          </span>
        </Line>
        <Line
          name={isBrand ? 'At the creator’s bank' : 'At your bank'}
          strong={!isBrand}
          note={`Rounded down to what banks are sent in ${exchange.payout.currency}.`}
        >
          <Money value={exchange.payout} />
        </Line>
      </>
    );
  const isChanged = payoutCurrency !== null && payoutCurrency !== net.currency;
  return (
    <Line
      name="Exchange"
      note={
        isChanged &&
        'No rate of today is known yet, so none is promised: it is changed at the rate of the day it is sent.'
      }
    >
      {isChanged ? `Into ${payoutCurrency}` : `None, paid in ${net.currency}`}
    </Line>
  );
}

function instantText(iso: string): string {
  return `${formatDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

const TAX_NOTES = {
  no_withholding_rule: {
    brand: 'No rule asks Accord to withhold any.',
    influencer: 'No rule asks Accord to withhold any. Tax on your income is yours to declare.',
  },
} as const;

function feeReason({ fee, quotedOn }: QuoteView, side: Side): string {
  if (!fee.from) return 'The standard fee.';
  const whose = side === 'brand' ? 'you have' : 'the brand has';
  return `The fee of the tier “${fee.tier}”: ${whose} paid out ${formatMoney(fee.from)} or more in the twelve months up to ${formatDay(quotedOn)}.`;
}

function countryName(code: string): string {
  return new Intl.DisplayNames(undefined, { type: 'region' }).of(code) ?? code;
}

/** One amount with its name and, below, where it comes from. */
export function Line(props: {
  name: string;
  strong?: boolean;
  total?: boolean;
  note?: string | false | null;
  children: ReactNode;
}) {
  const { name, strong, note } = props;
  return (
    <div
      className={cx(
        'flex flex-wrap items-baseline justify-between gap-x-4',
        props.total && 'mt-1 border-t border-line pt-2',
      )}
    >
      <dt className={strong ? 'font-semibold' : 'text-soft'}>{name}</dt>
      <dd className={strong ? 'text-lead font-semibold' : ''}>{props.children}</dd>
      {note && <dd className="basis-full text-small text-faint">{note}</dd>}
    </div>
  );
}
