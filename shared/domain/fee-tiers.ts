import type { Currency } from './currencies.ts';
import { PLATFORM_FEE_BPS } from './fees.ts';
import { type Money, money } from './money.ts';

/** How many calendar months, the present one included, a workspace's volume is counted over. */
export const VOLUME_MONTHS = 12;

/** One row of the platform's fee table. */
export interface FeeTier {
  name: string;
  feeBps: number;
  /** What has to have been released to reach it, minor units of each currency that it exists in; none for the first tier. */
  fromMinor: Partial<Record<Currency, number>>;
}

/** The fee that one negotiation is held at: its tier, and the volume that tier begins at, null for the first. */
export interface AgreedFee {
  tier: string;
  feeBps: number;
  from: Money | null;
}

/** What holds for offers from before there were tiers, too. */
export const STANDARD_FEE: AgreedFee = { tier: 'standard', feeBps: PLATFORM_FEE_BPS, from: null };

/** What is wrong with a fee table, in sentences; nothing when it may be used. */
export function problemsOfTiers(tiers: readonly FeeTier[]): string[] {
  const [first, ...rest] = tiers;
  if (!first) return ['The fee table is empty; give at least the tier that holds without any volume.'];
  const problems: string[] = [];
  if (Object.keys(first.fromMinor).length > 0)
    problems.push(`The first tier, ${first.name}, must hold from nothing on: leave its fromMinor empty.`);
  if (first.feeBps > PLATFORM_FEE_BPS)
    problems.push(`No tier may take more than ${PLATFORM_FEE_BPS} basis points, which applicants are shown.`);
  for (const [index, tier] of rest.entries()) {
    const before = tiers[index] as FeeTier;
    if (tier.feeBps >= before.feeBps) problems.push(`${tier.name} must take less than ${before.name}.`);
    if (Object.keys(tier.fromMinor).length === 0) problems.push(`${tier.name} needs a volume that it begins at.`);
    for (const [currency, fromMinor] of Object.entries(tier.fromMinor) as [Currency, number][])
      if (fromMinor <= (before.fromMinor[currency] ?? 0))
        problems.push(`${tier.name} must begin above ${before.name} in ${currency}.`);
  }
  const names = tiers.map(({ name }) => name);
  if (new Set(names).size < names.length) problems.push('Two tiers have the same name.');
  return problems;
}

/**
 * The fee for a workspace that has released that much in the last months. Volumes are counted currency by currency and never converted: a currency without
 * thresholds knows the first tier only.
 */
export function feeFor(tiers: readonly FeeTier[], { amountMinor, currency }: Money): AgreedFee {
  const reached = tiers.filter(
    ({ fromMinor }, index) => index === 0 || amountMinor >= (fromMinor[currency] ?? Number.POSITIVE_INFINITY),
  );
  const tier = reached.at(-1);
  if (!tier) throw new Error('The fee table is empty.');
  const fromMinor = tier.fromMinor[currency];
  return { tier: tier.name, feeBps: tier.feeBps, from: fromMinor === undefined ? null : money(fromMinor, currency) };
}

/** The months (`2026-11`) that a volume is counted over on a day, the day's own first. */
export function volumeMonths(today: string): string[] {
  const last = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: VOLUME_MONTHS }, (_, back) => {
    const month = last - back;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}
