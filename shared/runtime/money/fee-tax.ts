import type { HeldPart } from '#data/hold.ts';
import { influencerRef, influencerTaxRef } from '#data/influencer.ts';
import { findTogether } from '#data/read.ts';
import { type FeeCustomer, feeTaxOf } from '#domain/fee-tax.ts';
import { platformCountry, platformTaxNumber } from '../config.ts';

/** Whom the platform's fee is for, as far as its tax depends on it; undefined where the platform has no tax number, as its fee has no tax then. */
export async function readFeeCustomer(influencerId: string): Promise<FeeCustomer | undefined> {
  if (platformTaxNumber() === null) return undefined;
  const { influencer, billing } = await findTogether({
    influencer: influencerRef(influencerId),
    billing: influencerTaxRef(influencerId),
  });
  const tax = billing?.tax;
  return { country: tax?.country ?? influencer?.geoLocation?.country ?? null, hasNumber: tax?.number != null };
}

/** How the fee of a part is taxed that is released at an instant, for its hold to remember. */
export function feeTaxOn(part: HeldPart, customer: FeeCustomer, nowIso: string): NonNullable<HeldPart['feeTax']> {
  const platform = { country: platformCountry(), taxNumber: platformTaxNumber() };
  const { taxMinor } = feeTaxOf(part, platform, customer, nowIso.slice(0, '2026-11-20'.length));
  return { ...customer, taxMinor };
}
