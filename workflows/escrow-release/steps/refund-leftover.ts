import { unchanged } from '#data/change.ts';
import { type HeldPart, holdRef } from '#data/hold.ts';
import { Pieces } from '#data/piece.ts';
import { findOne } from '#data/read.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { decideReleases } from '#domain/release.ts';
import { OutcomeUnknown, ProviderRefused, provider } from '#providers/stripe.ts';
import { msOf } from '#runtime/clock.ts';
import { log } from '#runtime/log.ts';
import { keyToAsk } from '#runtime/money/key-to-ask.ts';
import { namedPart } from '#runtime/money/move-hold.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { postRefund, refuseRefund, reserveRefund, voidRefund } from '#runtime/money/refund-hold.ts';
import { partFactsOf, type ReleaseName, readReleaseState } from '#runtime/money/release-facts.ts';
import { ReleaseInput } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';

/** How long after an unclear answer the provider is asked again, seconds. */
const UNCLEAR_REST_SECONDS = 60;

/**
 * Gives held money back: what a person asked for (reserved already), or what an ended campaign never got content for. Reserve → refund under the reserving
 * entry's id → posted; what is refused stays set aside and is tried again. It may be called again after any crash.
 */
export const handler = step(ReleaseInput, async (name, { nowMs }) => {
  const begun = await readUnderWay(name, nowMs);
  const wasUnderWay = begun !== undefined;
  if (!wasUnderWay) await reserveLeftover(name, nowMs);
  const hold = begun ?? (await readUnderWay(name, nowMs));
  if (!hold?.refundEntryId) return { restSeconds: 0 };
  const { refundEntryId: entryId, chargeId } = hold;
  // What the payer was charged for it, where that is in another currency.
  const { amountMinor, currency } = hold.charged ?? { amountMinor: hold.priceMinor, currency: hold.currency };
  try {
    if (!chargeId) throw new ProviderRefused('charge_missing', 'There is no charge to give back.');
    const stripe = provider(await providerAccess(nowMs));
    const { workspaceId, campaignId, contractId } = name;
    const found = wasUnderWay ? await stripe.findRefund(chargeId, entryId) : undefined;
    const key = found ? undefined : await keyToAsk(name, hold, entryId, nowMs);
    if (!found && !key) return { restSeconds: UNCLEAR_REST_SECONDS };
    const metadata = { workspaceId, campaignId, contractId, ...namedPart(hold) };
    const made = found ?? (await stripe.refund({ key: key ?? '', entryId, chargeId, amountMinor, currency, metadata }));
    if (made.failed) await voidRefund(name, entryId, 'refund_failed');
    else await postRefund(name, entryId, made);
    return { restSeconds: 0 };
  } catch (error) {
    if (error instanceof ProviderRefused) {
      await refuseRefund(name, entryId, error.code);
      return { restSeconds: 0 };
    }
    if (!(error instanceof OutcomeUnknown)) throw error;
    log.warn('nobody knows whether a refund was made; it will be looked up', { aggregateId: name.contractId });
    return { restSeconds: UNCLEAR_REST_SECONDS };
  }
});

/** Reserves what the gates call left over, unless content was submitted since they looked. */
async function reserveLeftover(name: ReleaseName, nowMs: number): Promise<void> {
  const state = await readReleaseState(name);
  if (!state) return;
  const next = decideReleases(partFactsOf(state, nowMs));
  if (next.do !== 'refund') return;
  await reserveRefund(
    name,
    state.pieces.map((piece) => unchanged(Pieces, piece)),
    next.partId,
  );
}

/** The part of the money that is on its way back, if one is. */
async function readUnderWay(
  { workspaceId, campaignId, contractId }: ReleaseName,
  nowMs: number,
): Promise<HeldPart | undefined> {
  const hold = await findOne(holdRef(workspaceId, campaignId, contractId));
  return hold && partsOf(hold).find((part) => part.status === 'refunding' && isDue(part, nowMs));
}

/** Whether a refund under way is for now; what was refused waits for its time, or for people, unless a bank disputes it. */
function isDue({ disputeId, refundStuckAt, refusal }: HeldPart, nowMs: number): boolean {
  if (disputeId) return true;
  return refundStuckAt === undefined && (!refusal?.until || msOf(refusal.until) <= nowMs);
}
