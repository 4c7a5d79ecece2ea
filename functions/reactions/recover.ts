import { type ClawBackItem, listClawBacksOf } from '#data/claw-back.ts';
import { payoutAccountRef } from '#data/payout.ts';
import { findOne } from '#data/read.ts';
import { type Provider, ProviderRefused } from '#providers/stripe.ts';
import { nowMs } from '#runtime/clock.ts';
import { log } from '#runtime/log.ts';
import {
  dropReversal,
  noteBack,
  planReversal,
  postLateRefund,
  readClawedPart,
  reserveLateRefund,
  voidLateRefund,
} from '#runtime/money/claw-back.ts';
import { keyToAsk } from '#runtime/money/key-to-ask.ts';
import { type Cause, postClawBack } from '#runtime/money/release-hold.ts';
import { NotYet } from '#runtime/reaction.ts';

/**
 * Takes back what an influencer owes, as far as the provider lets it: when it was ordered, and whenever their balance at the provider may have grown. What was
 * reversed is read from the provider before and after, so that a call whose answer was lost is looked up and never made twice.
 */
export async function recoverClawBacks(stripe: Provider, influencerId: string, cause: Cause): Promise<void> {
  for (const order of await listClawBacksOf(influencerId))
    if (order.status === 'open') await recover(stripe, order, cause);
}

async function recover(stripe: Provider, order: ClawBackItem, cause: Cause): Promise<void> {
  const { influencerId, currency, transferId, reservedBy, amountMinor, beforeMinor } = order;
  if (!(await tryReversal(stripe, order, undefined, cause))) {
    const account = await findOne(payoutAccountRef(influencerId));
    const coveredMinor = account ? await stripe.readAccountBalance(account.accountId, currency) : 0;
    if (coveredMinor > 0) await tryReversal(stripe, order, coveredMinor, cause);
  }
  const totalMinor = await readReversed(stripe, order);
  if (totalMinor > 0) await postClawBack(order, { transferId, totalMinor, reservedBy }, cause);
  const backMinor = Math.min(amountMinor, Math.max(0, totalMinor - beforeMinor));
  if (order.use === 'refund' && backMinor === amountMinor) await refundBrand(stripe, order, cause);
  await noteBack(order, backMinor, cause);
}

async function readReversed(stripe: Provider, { transferId }: ClawBackItem): Promise<number> {
  const transfer = await stripe.readTransfer(transferId);
  if (!transfer) throw new Error(`The transfer ${transferId} of a claw-back is not the product's; a person must look.`);
  return transfer.reversedMinor;
}

/** Reverses what is left, or at most so much. False when the influencer's balance does not cover it; true also when nothing is left. */
async function tryReversal(
  stripe: Provider,
  order: ClawBackItem,
  atMostMinor: number | undefined,
  cause: Cause,
): Promise<boolean> {
  const attempt = await planReversal(order, { atMostMinor, readReversed: () => readReversed(stripe, order) }, cause);
  if (!attempt) return true;
  const { transferId, currency, contractId } = order;
  try {
    await stripe.reverseTransfer({ transferId, currency, amountMinor: attempt.amountMinor, key: attempt.key });
    return true;
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error;
    log.info('the provider takes no money back yet', { aggregateId: contractId, code: error.code });
    await dropReversal(order, attempt.key, cause);
    return false;
  }
}

/** Pays back to the brand what came back: set aside (own commit) → refunded under that id → posted, or in reserve again when refused. */
async function refundBrand(stripe: Provider, order: ClawBackItem, cause: Cause): Promise<void> {
  const before = await readClawedPart(order);
  if (before?.lateRefund?.refundId) return;
  if (!before?.lateRefund) await reserveLateRefund(order, cause);
  const part = before?.lateRefund ? before : await readClawedPart(order);
  if (!part?.lateRefund || !part.chargeId) return;
  const { entryId, amountMinor } = part.lateRefund;
  const { workspaceId, campaignId, contractId, charged, chargeId } = part;
  const { chargedMinor = amountMinor } = part.lateRefund;
  const given = { amountMinor: chargedMinor, currency: charged?.currency ?? part.currency };
  const metadata = { workspaceId, campaignId, contractId };
  try {
    const found = before?.lateRefund ? await stripe.findRefund(chargeId, entryId) : undefined;
    const key = found ? undefined : await keyToAsk(order, part, entryId, nowMs());
    if (!found && !key) throw new NotYet('Whether the brand was paid back is not known yet.');
    const made = found ?? (await stripe.refund({ key: key ?? '', entryId, chargeId, ...given, metadata }));
    if (made.failed) await voidLateRefund(order, entryId, cause);
    else await postLateRefund(order, entryId, made, cause);
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error;
    log.warn('the provider refused to pay the brand back', { aggregateId: contractId, code: error.code });
    await voidLateRefund(order, entryId, cause);
  }
}
