import { provider } from '#providers/stripe.ts';
import { nowMs } from '#runtime/clock.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { takeRates } from '#runtime/money/take-rates.ts';

/** Takes down the provider's exchange rates of the day, with which quotes are made. */
export async function handler(): Promise<{ taken: boolean }> {
  const stripe = provider(await providerAccess(nowMs()));
  return { taken: await takeRates(stripe.readRates, { ifMissing: false }) };
}
