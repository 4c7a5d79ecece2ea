import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { defineEntity, ref } from './entity.ts';
import { keys } from './keys.ts';

/** The newest rates of the payment provider, all to the US dollar. */
export const ExchangeRates = defineEntity({
  name: 'exchange_rates',
  schema: z.object({
    takenAt: z.string(),
    quotedUntil: z.string(),
    validUntil: z.string(),
    source: z.string(),
    feeBps: z.int(),
    dollars: z.partialRecord(z.enum(CURRENCIES), z.string()),
    version: z.int(),
  }),
  key: () => keys.exchangeRates(),
});

export const exchangeRatesRef = () => ref(ExchangeRates, keys.exchangeRates());
