import type * as z from 'zod/mini';
import type { InfluencerProfile, putInfluencerProfile } from '#contract/areas/profiles.ts';

type Body = z.output<typeof putInfluencerProfile.body>;
type Profile = z.output<typeof InfluencerProfile>;

/** A share of the audience as a row of the form, in percent; one decimal place is kept. */
export interface ShareRow {
  key: string;
  percent: number;
}

/** Shares 0..1 as rows, largest first. */
export function rowsOf(shares: Record<string, number> | undefined): ShareRow[] {
  return Object.entries(shares ?? {})
    .map(([key, share]) => ({ key, percent: Math.round(share * 1000) / 10 }))
    .sort((a, b) => b.percent - a.percent);
}

/** Rows as shares 0..1; rows without a name or a number are left out. */
export function sharesOf(rows: readonly ShareRow[]): Record<string, number> {
  return Object.fromEntries(
    rows
      .filter((row) => row.key && Number.isFinite(row.percent))
      .map((row) => [row.key, Math.round(row.percent * 10) / 1000]),
  );
}

/** What keeps rows from being saved, or nothing. */
export function problemOfRows(rows: readonly ShareRow[]): string | undefined {
  if (rows.some((row) => !row.key)) return 'Choose a country in every row, or remove the row';
  if (rows.some((row) => !(row.percent > 0 && row.percent <= 100)))
    return 'Each share is a percentage above 0 and up to 100';
  const total = rows.reduce((sum, row) => sum + Math.round(row.percent * 10), 0);
  return total > 1000 ? `Together the shares are ${total / 10} %, which is more than 100 %` : undefined;
}

/** A saved profile as the body that would save it unchanged. */
export function bodyOf(profile: Profile): Body {
  const { influencerId: _id, version: _version, updatedAt: _updatedAt, ...body } = profile;
  return body;
}
