import type { ContractItem } from '#data/contract.ts';
import type { HeldPart, HoldItem } from '#data/hold.ts';
import { payoutAtRate, planExchange, returnedFor } from '#domain/exchange.ts';
import { moneyOf, partsOf } from '#domain/hold-parts.ts';
import {
  type LedgerEntry,
  type MoneyBack,
  netOf,
  planClawBack,
  planExchanged,
  planExchangedBack,
} from '#domain/ledger.ts';
import { type Money, money } from '#domain/money.ts';
import type { Quote } from '#domain/quote.ts';

type HoldExchange = NonNullable<HoldItem['exchange']>;

/** How a payout is to be changed; absent where it is not. */
export interface PayoutExchange {
  exchange?: HoldExchange | undefined;
}

/** What arrived of a transfer, and at which rate where it was changed. */
export interface Arrived {
  payout: Money;
  rate?: string | undefined;
}

/** What is sent of the money of a hold or part, so that the influencer gets what the contract told them, at a rate the provider offers now. */
export function exchangeFor(
  part: HeldPart,
  quote: Quote | undefined,
  offered: {
    currency: HoldExchange['currency'];
    rate: string;
    on: string;
    kept?: { quoteId: string; untilMs: number };
  },
): HoldExchange {
  const { currency, rate, on, kept } = offered;
  const net = money(netOf(part), part.currency);
  const told = quote?.exchange;
  const promised = told ? payoutAtRate(net, { currency: told.payout.currency, rate: told.rate }) : undefined;
  const { given, payout } = planExchange({
    net,
    fee: money(part.feeMinor, part.currency),
    promised,
    now: { currency, rate },
  });
  return {
    ...{ currency, rate, on, givenMinor: given.amountMinor, payoutMinor: payout.amountMinor },
    ...(kept ? { quoteId: kept.quoteId, keptUntilMs: kept.untilMs } : {}),
  };
}

/** What an exchange has become, as the provider says; undefined where money of the contract's currency arrived as it was sent. */
export function exchangeMade(part: HeldPart, arrived: Arrived | undefined, nowIso: string): HoldExchange | undefined {
  const { exchange: planned, currency } = part;
  if (!arrived) return planned;
  const givenMinor = planned?.givenMinor ?? netOf(part);
  if (arrived.payout.currency === currency && givenMinor === netOf(part)) return undefined;
  return {
    ...(planned ?? { on: nowIso.slice(0, 10) }),
    rate: arrived.rate ?? planned?.rate ?? '1',
    currency: arrived.payout.currency,
    givenMinor,
    payoutMinor: arrived.payout.amountMinor,
  };
}

/** The entries of an exchange after the payout that it is of; none without one. */
export function exchangeLegs(
  entryIds: readonly [string, string],
  part: HeldPart,
  exchange: HoldExchange | undefined,
): LedgerEntry[] {
  if (!exchange) return [];
  const { contractId, influencerId, currency } = part;
  const payout = money(exchange.payoutMinor, exchange.currency);
  const { givenMinor } = exchange;
  return planExchanged(entryIds, { contractId, influencerId, currency, netMinor: netOf(part), givenMinor, payout });
}

/** The entries of money that was taken back of a payout, changed or not. */
export function clawBackEntries(entryIds: readonly [string, string], part: HeldPart, back: MoneyBack): LedgerEntry[] {
  const { exchange, clawedBackMinor = 0 } = part;
  if (!exchange) return [planClawBack(entryIds[0], part, back)];
  const leaves = returnedFor(exchange, clawedBackMinor + back.amountMinor) - returnedFor(exchange, clawedBackMinor);
  return planExchangedBack(entryIds, part, { ...back, taken: money(leaves, exchange.currency) });
}

type PaidOut = NonNullable<ContractItem['paidOut']>;

/** What a contract says of payouts that were changed: all of the newest one's currency together; nothing where none was. */
export function changedPayouts(hold: HoldItem): Pick<PaidOut, 'exchange'> {
  const changed = releasedOf(hold).flatMap(({ exchange, clawedBackMinor = 0 }) =>
    exchange ? [{ exchange, returnedMinor: returnedFor(exchange, clawedBackMinor) }] : [],
  );
  const newest = changed.at(-1)?.exchange;
  if (!newest) return {};
  const same = changed.filter(({ exchange }) => exchange.currency === newest.currency);
  const sumOf = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    exchange: {
      rate: newest.rate,
      on: newest.on,
      givenMinor: sumOf(same.map(({ exchange }) => exchange.givenMinor)),
      payout: money(sumOf(same.map(({ exchange }) => exchange.payoutMinor)), newest.currency),
      takenBackMinor: sumOf(same.map(({ returnedMinor }) => returnedMinor)),
      transfers: same.length,
    },
  };
}

/** All that was paid out of a hold, the parts that were released in the order they were. */
export function paidOutOf(hold: HoldItem): PaidOut {
  const released = releasedOf(hold);
  const { priceMinor, feeMinor } = moneyOf(hold, released);
  return { priceMinor, feeMinor, at: released.at(-1)?.paidOutAt ?? '', ...changedPayouts(hold) };
}

function releasedOf(hold: HoldItem): HeldPart[] {
  return partsOf(hold)
    .filter(({ status }) => status === 'released')
    .sort((a, b) => ((a.paidOutAt ?? '') < (b.paidOutAt ?? '') ? -1 : 1));
}
