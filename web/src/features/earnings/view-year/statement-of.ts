import type * as z from 'zod/mini';
import type { YearOfEarnings } from '#contract/areas/earnings.ts';
import type { EarningSums, EarningsStatement } from '#domain/earnings-statement.ts';

type YearView = z.output<typeof YearOfEarnings>;

/** The statement as the domain knows it, so that its file is made of what is on the screen. */
export function statementOf({ year, groups, totals }: YearView): EarningsStatement {
  return {
    year,
    groups: groups.map(({ workspaceId, brandName, currency, lines, ...sums }) => ({
      ...{ workspaceId, brandName, currency },
      ...plain(sums),
      lines: lines.map((line) => ({ ...line, ...plain(line) })),
    })),
    totals: totals.map((total) => ({ currency: total.currency, ...plain(total) })),
  };
}

function plain(
  of: Pick<YearView['totals'][number], 'gross' | 'platformFee' | 'tax' | 'net' | 'returned'>,
): EarningSums {
  return {
    ...{ grossMinor: of.gross.amountMinor, feeMinor: of.platformFee.amountMinor, taxMinor: of.tax.amountMinor },
    ...{ netMinor: of.net.amountMinor, returnedMinor: of.returned.amountMinor },
  };
}
