import { parseFeeTiers } from '#contract/fee-tiers.ts';
import { releasedIn, type TurnoverItem } from '#data/turnover.ts';
import type { Currency } from '#domain/currencies.ts';
import { type AgreedFee, feeFor, volumeMonths } from '#domain/fee-tiers.ts';
import { money } from '#domain/money.ts';
import { setting } from '../config.ts';

/** The fee that holds for a new offer in a currency, by what the workspace has released in it over the last 12 months. */
export function feeByVolume(turnover: TurnoverItem | undefined, currency: Currency, nowIso: string): AgreedFee {
  const releasedMinor = releasedIn(turnover, volumeMonths(nowIso.slice(0, 10)));
  return feeFor(parseFeeTiers(setting('FEE_TIERS')), money(releasedMinor, currency));
}
