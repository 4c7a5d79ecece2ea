import { type HeldPart, holdRef } from '#data/hold.ts';
import { payoutAccountRef } from '#data/payout.ts';
import { findOne } from '#data/read.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { netOf } from '#domain/ledger.ts';
import { OutcomeUnknown, type Provider, ProviderRefused, provider } from '#providers/stripe.ts';
import { log } from '#runtime/log.ts';
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
      await reserveRelease(name, how);
    }
  }
  const part = begun ?? (await readUnderWay(name));
  if (!part?.transferEntryId) return { restSeconds: 0 };
  const stripe = provider(await providerAccess(nowMs));
  try {
    await transfer(stripe, name, part, part.transferEntryId, begun !== undefined);
    return { restSeconds: 0 };
  } catch (error) {
    if (error instanceof ProviderRefused) {
      await voidRelease(name, part.transferEntryId, error.code);
      return { restSeconds: 0 };
    }
    if (!(error instanceof OutcomeUnknown)) throw error;
    log.warn('nobody knows whether a transfer was made; it will be looked up', { aggregateId: name.contractId });
    return { restSeconds: UNCLEAR_REST_SECONDS };
  }
});

async function transfer(
  stripe: Provider,
  name: ReleaseName,
  hold: HeldPart,
  entryId: string,
  wasUnderWay: boolean,
): Promise<void> {
  const group = paymentOf(hold);
  const made = wasUnderWay ? await stripe.findTransfer(group, entryId) : undefined;
  if (made) {
    await postRelease(name, entryId, made.transferId);
    return;
  }
  if (hold.disputeId) throw new ProviderRefused('dispute_open', 'A dispute came before the transfer was made.');
  const account = await findOne(payoutAccountRef(hold.influencerId));
  if (!account || !hold.chargeId)
    throw new ProviderRefused(
      'account_not_payable',
      'There is no account to transfer to, or no charge to transfer from.',
    );
  const { workspaceId, campaignId, contractId, currency } = hold;
  const { transferId } = await stripe.transfer({
    entryId,
    accountId: account.accountId,
    chargeId: hold.chargeId,
    group,
    amountMinor: netOf(hold),
    currency,
    metadata: { workspaceId, campaignId, contractId, ...namedPart(hold) },
  });
  await postRelease(name, entryId, transferId);
}

/** The part of the money that is on its way, if one is. */
async function readUnderWay({ workspaceId, campaignId, contractId }: ReleaseName): Promise<HeldPart | undefined> {
  const hold = await findOne(holdRef(workspaceId, campaignId, contractId));
  return hold && partsOf(hold).find(({ status }) => status === 'releasing');
}
