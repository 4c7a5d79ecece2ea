import { Failure } from '#contract/failure.ts';
import { replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { OutcomeUnknown, type Provider, ProviderRefused, provider } from '#providers/stripe.ts';
import { newId } from '#runtime/ids.ts';
import { findOpenedIntent, keyToOpen } from '#runtime/money/opened-intent.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import type { Cause } from '#runtime/money/release-hold.ts';
import { abandonPayment, settlePayment } from '#runtime/money/settle-payment.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/**
 * Says before a payment is given up for a contract that another one takes its place for the other contracts it was to pay for: whoever hears of its end first,
 * also a webhook, opens that. A declined payment has nothing under way for them.
 */
export async function leaveToSuccessor(
  { workspaceId, paymentId }: PaymentItem,
  contractId: string,
  cause: Cause,
): Promise<void> {
  const successorId = newId('payment');
  const context = systemCommitContext(cause);
  await commit(context, {
    reads: { payment: paymentRef(workspaceId, paymentId) },
    decide: ({ payment }) => {
      const answer = { status: 200, body: {} };
      const { successor, status, shares = [] } = payment ?? {};
      const isAlone = shares.every((share) => share.contractId === contractId);
      if (!payment || status !== 'pending' || isAlone || successor?.without.includes(contractId))
        return { changes: [], answer };
      const named = {
        paymentId: successor?.paymentId ?? successorId,
        without: [...(successor?.without ?? []), contractId],
      };
      return {
        changes: [replace(Payments, payment, { ...payment, successor: named, updatedAt: context.nowIso })],
        answer,
      };
    },
  });
}

/**
 * Gives up a payment that is under way or was declined, so that nobody can pay by it any more: at the provider first. What the provider then says decides, also
 * when its answer was lost: a payment that was made meanwhile is held from then on. Throws a Failure while it can be neither given up nor counted as made.
 */
export async function giveUpPayment(payment: PaymentItem, cause: Cause & { nowMs: number }): Promise<void> {
  const stripe = provider(await providerAccess(cause.nowMs));
  try {
    const intentId = await intentToCancel(stripe, payment, cause);
    if (!intentId) return await abandonPayment(payment, 'canceled', cause);
    await stripe.cancelIntent(intentId).catch((error: unknown) => {
      // Refused, e.g. as it was paid just now, or without an answer: how it stands is looked up next.
      if (!(error instanceof ProviderRefused || error instanceof OutcomeUnknown)) throw error;
    });
    const facts = await stripe.readIntent(intentId);
    if (facts?.status === 'processing')
      throw new Failure('money_is_moving', 'The bank is carrying out the payment; wait until it has, then ask again.');
    if (facts?.status !== 'canceled' && facts?.status !== 'succeeded') throw new Failure('provider_unavailable');
    await settlePayment(facts, cause);
  } catch (error) {
    throw error instanceof OutcomeUnknown ? new Failure('provider_unavailable') : error;
  }
}

/** Asking under the payment's newest key answers what it opened before; if it opened nothing, what it opens now is cancelled, and nobody opens it later. */
async function intentToCancel(
  stripe: Provider,
  payment: PaymentItem,
  cause: Cause & { nowMs: number },
): Promise<string | undefined> {
  const found = await findOpenedIntent(stripe, payment, cause.nowMs);
  if (found?.intentId) return found.intentId;
  const key = await keyToOpen(payment, cause);
  if (!key) throw new OutcomeUnknown('Nobody knows yet whether the payment was opened.');
  return stripe.createIntent({ ...payment, key }).then(
    ({ intentId }) => intentId,
    (error: unknown) => {
      if (error instanceof ProviderRefused) return undefined;
      throw error;
    },
  );
}
