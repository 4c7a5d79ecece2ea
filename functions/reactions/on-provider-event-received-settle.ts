import { providerRefRef } from '#data/payout.ts';
import { findOne } from '#data/read.ts';
import type { AccountFacts } from '#domain/payout-account.ts';
import { targetOf } from '#domain/provider-events.ts';
import { type Provider, ProviderRefused, provider } from '#providers/stripe.ts';
import { msOf, nowMs } from '#runtime/clock.ts';
import { measure } from '#runtime/log.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { confirmTransfer, postClawBack } from '#runtime/money/release-hold.ts';
import { settleAccount, settleBankPayout } from '#runtime/money/settle-account.ts';
import { settlePayment, settleWarning } from '#runtime/money/settle-payment.ts';
import { takeRates } from '#runtime/money/take-rates.ts';
import { tryWaitingAgain } from '#runtime/money/wait-for-balance.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';
import { recoverClawBacks } from './recover.ts';

type Received = ReceivedEvent<'ProviderEventReceived'>;

/** Brings our side in line with the provider's object as it is now; the webhook only said that something changed. */
export const handler = reaction(['ProviderEventReceived'], async (event) => {
  const stripe = provider(await providerAccess(nowMs()));
  await settleTarget(stripe, event);
  // The provider's clock may be a little ahead of ours.
  measure('WebhookLag', Math.max(0, nowMs() - (event.data.createdAtMs ?? msOf(event.occurredAt))));
});

async function settleTarget(stripe: Provider, event: Received): Promise<void> {
  switch (targetOf(event.data.kind)) {
    case 'payment':
      return settlePaymentOf(stripe, event);
    case 'warning':
      return settleWarningOf(stripe, event);
    case 'balance':
      return event.data.account ? recoverFrom(stripe, event.data.account, event) : tryWaitingAgain(nowMs());
    case 'transfer':
      return settleTransferOf(stripe, event);
    case 'account':
      return settleAccountOf(stripe, event);
    case 'payout':
      return settlePayoutOf(stripe, event);
  }
}

async function settlePaymentOf(stripe: Provider, { data, correlationId, eventId }: Received): Promise<void> {
  const intentId = await stripe.findIntentId(data.objectId);
  const facts = intentId && (await stripe.readIntent(intentId));
  if (facts) await settlePayment(facts, { correlationId, eventId });
}

async function settleWarningOf(stripe: Provider, { data, correlationId, eventId }: Received): Promise<void> {
  const warning = await stripe.readWarning(data.objectId);
  const intentId = warning && (await stripe.findIntentId(warning.chargeId));
  const facts = intentId && (await stripe.readIntent(intentId));
  if (facts) await settleWarning(facts, warning.warningId, { correlationId, eventId });
}

async function settleTransferOf(stripe: Provider, { data, correlationId, eventId }: Received): Promise<void> {
  const transfer = await stripe.readTransfer(data.objectId);
  if (!transfer) return;
  await confirmTransfer(transfer, transfer.entryId);
  const { transferId, reversedMinor } = transfer;
  if (reversedMinor > 0)
    await postClawBack(
      transfer,
      { transferId, totalMinor: reversedMinor, reservedBy: transfer.entryId },
      { correlationId, eventId },
    );
  if (transfer.accountId) await recoverFrom(stripe, transfer.accountId, { correlationId, eventId });
}

/** What an influencer owes is taken back when money has come to their account: another payout, or one that their bank sent back. */
async function recoverFrom(
  stripe: Provider,
  accountId: string,
  { correlationId, eventId }: Pick<Received, 'correlationId' | 'eventId'>,
): Promise<void> {
  const owner = await findOne(providerRefRef(accountId));
  if (owner) await recoverClawBacks(stripe, owner.influencerId, { correlationId, eventId });
}

async function settleAccountOf(stripe: Provider, { data, correlationId }: Received): Promise<void> {
  const accountId = data.account ?? data.objectId;
  const owner = await findOne(providerRefRef(accountId));
  if (!owner) return;
  await settleAccount(owner.influencerId, accountId, () => accountFacts(stripe, accountId), { correlationId });
  // From now on somebody may be paid in another currency than a brand pays in.
  await takeRates(stripe.readRates, { ifMissing: true });
}

/** An account that left the platform can no longer be read, nor paid. */
const LEFT: AccountFacts = {
  transfersActive: false,
  payoutsEnabled: false,
  detailsSubmitted: true,
  requirementsDue: [],
  requirementsPastDue: [],
  requirementsLater: [],
  requirementsInReview: [],
  requirementProblems: [],
  requirementsDueAtMs: null,
  disabledReason: 'rejected.deauthorized',
};

async function accountFacts(stripe: Provider, accountId: string): Promise<AccountFacts> {
  try {
    return await stripe.readAccount(accountId);
  } catch (error) {
    if (error instanceof ProviderRefused) return LEFT;
    throw error;
  }
}

async function settlePayoutOf(stripe: Provider, { data, correlationId, eventId }: Received): Promise<void> {
  const owner = data.account && (await findOne(providerRefRef(data.account)));
  if (!owner || !data.account) return;
  const payout = await stripe.readPayout(data.objectId, data.account);
  await settleBankPayout(owner.influencerId, payout, { correlationId });
  if (payout.status === 'failed' || payout.status === 'canceled')
    await recoverClawBacks(stripe, owner.influencerId, { correlationId, eventId });
}
