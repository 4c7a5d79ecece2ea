import type { Currency } from './currencies.ts';
import { dayText } from './day.ts';
import type { EarningLine, EarningSums, EarningsStatement } from './earnings-statement.ts';
import { money } from './money.ts';
import { amountText } from './money-text.ts';
import type { Paper } from './paper.ts';

/** The earnings of a year as they are printed, for whom they are of, as of a day (YYYY-MM-DD). */
export function earningsPaper(
  statement: EarningsStatement,
  person: { name: string; influencerId: string; asOfOn: string },
): Paper {
  const { year, groups, totals } = statement;
  const { name, influencerId, asOfOn } = person;
  return {
    kind: 'Earnings statement',
    number: year,
    sender: 'Accord',
    facts: [
      { name: 'Calendar year', value: `${year} (UTC)` },
      { name: 'As of', value: dayText(asOfOn) },
      { name: 'Payouts', value: String(groups.reduce((count, { lines }) => count + lines.length, 0)) },
    ],
    parties: [{ role: 'Paid to', lines: [name, influencerId] }],
    columns: ['Brand and payout', 'Paid out'],
    rows: groups.flatMap(({ brandName, workspaceId, currency, lines, ...sums }) => [
      { text: `${brandName ?? workspaceId}, all of ${year} in ${currency}: ${sumsText(sums, currency)}`, amount: '' },
      ...lines.map((line) => ({ text: lineText(line, currency), amount: paidText(line, currency) })),
    ]),
    total: {
      text: 'Paid out, less what was taken back',
      amount: totals
        .map(({ currency, netMinor, returnedMinor }) => amountText(money(netMinor - returnedMinor, currency)))
        .join(' + '),
    },
    breakdown: totals.map((total) => ({ text: sumsText(total, total.currency), amount: '' })),
    notes: [
      'Every line is an entry of the ledger. Amounts are in the currency of the contract, whatever they were paid out in.',
      ...(asOfOn.slice(0, 4) > year ? [] : ['The year is not over: this is what there is so far.']),
    ],
  };
}

function sumsText({ grossMinor, feeMinor, taxMinor, returnedMinor }: EarningSums, currency: Currency): string {
  const written = (amountMinor: number) => amountText(money(amountMinor, currency));
  return [
    `gross ${written(grossMinor)}`,
    `fee ${written(feeMinor)}`,
    ...(taxMinor > 0 ? [`tax in the gross ${written(taxMinor)}`] : []),
    ...(returnedMinor > 0 ? [`taken back ${written(returnedMinor)}`] : []),
  ].join(', ');
}

function lineText(
  { on, kind, campaignTitle, contractId, milestone, invoice, ...sums }: EarningLine,
  currency: Currency,
): string {
  const what = [
    ...[dayText(on), campaignTitle ?? contractId],
    ...(milestone === null ? [] : [`milestone ${milestone}`]),
    ...(invoice ? [invoice.number] : []),
  ].join(' · ');
  return kind === 'paid' ? `${what} · ${sumsText(sums, currency)}` : `${what} · taken back`;
}

function paidText({ kind, netMinor, returnedMinor }: EarningLine, currency: Currency): string {
  return amountText(money(kind === 'paid' ? netMinor : -returnedMinor, currency));
}
