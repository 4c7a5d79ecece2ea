import { contractRef } from '#data/contract.ts';
import { BALANCE_TOO_LOW, type HeldPart, holdRef } from '#data/hold.ts';
import { payoutAccountRef } from '#data/payout.ts';
import { findOne, findTogether } from '#data/read.ts';
import { ONLY_PART, partIdOf, partsOf } from '#domain/hold-parts.ts';
import { netOf } from '#domain/ledger.ts';
import { BALANCE_PAUSE_HOURS } from '#domain/release.ts';
import { OutcomeUnknown, type Provider, ProviderRefused, provider } from '#providers/stripe.ts';
import { isoOf } from '#runtime/clock.ts';
import { log } from '#runtime/log.ts';
import { exchangeFor, type PayoutExchange } from '#runtime/money/exchange-payout.ts';
import { keyToAsk } from '#runtime/money/key-to-ask.ts';
import { namedPart, paymentOf } from '#runtime/money/move-hold.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import type { ReleaseName } from '#runtime/money/release-facts.ts';
import { postRelease, reserveRelease, voidRelease } from '#runtime/money/release-hold.ts';
import { lookAtRelease, ReleaseInput } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';

/** How long after an unclear answer the provider is asked again, seconds. */
const UNCLEAR_REST_SECONDS = 60;

/**
 * Pays an influencer: reserve (own commit) → transfer under the reserving entry's id → posted, or voided when refused. It may be called again after any
 * crash: a transfer that was under way is looked up before it is asked for again, with the same key.
 */
export const handler = step(ReleaseInput, async (name, { nowMs }) => {
  const begun = await readUnderWay(name);
  if (!begun) {
    const next = await lookAtRelease(name, nowMs);
    if (next.do === 'release') {
      const { do: _do, ...how } = next;
      const offered = await offeredExchange(name, how.partId, nowMs);
      if (offered === 'unclear') return { restSeconds: UNCLEAR_REST_SECONDS };
      await reserveRelease(name, { ...how, ...offered });
    }
  }
  const part = begun ?? (await readUnderWay(name));
  if (!part?.transferEntryId) return { restSeconds: 0 };
  const stripe = provider(await providerAccess(nowMs));
  try {
    const asked = { entryId: part.transferEntryId, wasUnderWay: begun !== undefined, nowMs };
    return { restSeconds: (await transfer(stripe, name, part, asked)) ? 0 : UNCLEAR_REST_SECONDS };
  } catch (error) {
    if (error instanceof ProviderRefused) {
      await voidRelease(name, part.transferEntryId, error.code, await triedAgainAt(stripe, error, part, nowMs));
      return { restSeconds: 0 };
    }
    if (!(error instanceof OutcomeUnknown)) throw error;
    log.warn('nobody knows whether a transfer was made; it will be looked up', { aggregateId: name.contractId });
    return { restSeconds: UNCLEAR_REST_SECONDS };
  }
});

/** Finds or makes the transfer and posts it; false while it may only be looked for. */
async function transfer(
  stripe: Provider,
  name: ReleaseName,
  hold: HeldPart,
  { entryId, wasUnderWay, nowMs }: { entryId: string; wasUnderWay: boolean; nowMs: number },
): Promise<boolean> {
  const group = paymentOf(hold);
  const made = wasUnderWay ? await stripe.findTransfer(group, entryId) : undefined;
  if (made) return postRelease(name, entryId, made.transferId, made.arrived).then(() => true);
  const { exchange } = hold;
  // Asked for with a rate that is over it would be refused, and with none it would be another transfer under the same key.
  if (exchange?.keptUntilMs !== undefined && exchange.keptUntilMs <= nowMs)
    throw new ProviderRefused('exchange_rate_over', 'The rate that was kept for this transfer is over.');
  if (hold.disputeId) throw new ProviderRefused('dispute_open', 'A dispute came before the transfer was made.');
  const account = await findOne(payoutAccountRef(hold.influencerId));
  if (!account || !hold.chargeId)
    throw new ProviderRefused(
      'account_not_payable',
      'There is no account to transfer to, or no charge to transfer from.',
    );
  const key = await keyToAsk(name, hold, entryId, nowMs);
  if (!key) return false;
  const { workspaceId, campaignId, contractId, currency } = hold;
  const { transferId, arrived } = await stripe.transfer({
    key,
    entryId,
    accountId: account.accountId,
    chargeId: hold.chargeId,
    group,
    amountMinor: exchange?.givenMinor ?? netOf(hold),
    currency,
    fxQuoteId: exchange?.quoteId,
    metadata: { workspaceId, campaignId, contractId, ...namedPart(hold) },
  });
  await postRelease(name, entryId, transferId, arrived);
  return true;
}

/**
 * How the payout of a part is changed, where the account of the influencer has another currency: nothing has moved while nobody knows. Where the provider
 * offers no rate, the net is sent and what arrives is taken down.
 */
async function offeredExchange(
  name: ReleaseName,
  partId: string | undefined,
  nowMs: number,
): Promise<PayoutExchange | 'unclear'> {
  const { workspaceId, campaignId, contractId, influencerId } = name;
  const { hold, contract, account } = await findTogether({
    hold: holdRef(workspaceId, campaignId, contractId),
    contract: contractRef(workspaceId, contractId),
    account: payoutAccountRef(influencerId),
  });
  const part = hold && partsOf(hold).find((one) => partIdOf(one) === (partId ?? ONLY_PART));
  const currency = account?.currency;
  if (!part || !account || !currency || currency === part.currency) return {};
  const stripe = provider(await providerAccess(nowMs));
  try {
    const pair = { from: part.currency, to: currency, accountId: account.accountId };
    const offered = { ...(await stripe.quoteExchange(pair)), currency, on: isoOf(nowMs).slice(0, 10) };
    return { exchange: exchangeFor(part, contract?.quote, offered) };
  } catch (error) {
    if (!(error instanceof OutcomeUnknown || error instanceof ProviderRefused)) throw error;
    log.warn('the provider offered no exchange rate for a payout', { aggregateId: contractId, reason: error.name });
    return error instanceof OutcomeUnknown ? 'unclear' : {};
  }
}

/** The part of the money that is on its way, if one is. */
async function readUnderWay({ workspaceId, campaignId, contractId }: ReleaseName): Promise<HeldPart | undefined> {
  const hold = await findOne(holdRef(workspaceId, campaignId, contractId));
  return hold && partsOf(hold).find(({ status }) => status === 'releasing');
}

const HOUR_MS = 3_600_000;

/**
 * When a refused transfer is tried again: for one that the balance was too low for, when its charge's money becomes available, or after half a day if that
 * was long ago or nobody knows; undefined for any other refusal, which waits the usual pause.
 */
async function triedAgainAt(
  stripe: Provider,
  { code }: ProviderRefused,
  { chargeId }: HeldPart,
  nowMs: number,
): Promise<string | undefined> {
  if (code !== BALANCE_TOO_LOW) return undefined;
  const availableAtMs = chargeId ? await stripe.readAvailableAtMs(chargeId).catch(notKnown) : null;
  const isAhead = availableAtMs !== null && availableAtMs > nowMs;
  return isoOf(isAhead ? availableAtMs : nowMs + BALANCE_PAUSE_HOURS * HOUR_MS);
}

function notKnown(error: unknown): null {
  if (error instanceof OutcomeUnknown || error instanceof ProviderRefused) return null;
  throw error;
}
