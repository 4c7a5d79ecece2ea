import { getPayoutAccount } from '#contract/areas/payments.ts';
import { type PayoutAccountItem, payoutAccountRef } from '#data/payout.ts';
import { OutcomeUnknown, ProviderRefused, provider } from '#providers/stripe.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { log } from '#runtime/log.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { planAccount } from '#runtime/money/settle-account.ts';
import { payoutAccountView } from '#runtime/views/payment.ts';

export const handler = endpoint(getPayoutAccount, async (call) => {
  const { influencerId } = call.influencer();
  return call.commit({
    reads: { account: payoutAccountRef(influencerId) },
    // Coming back from the provider's page does not mean that it was completed; only the provider knows.
    more: ({ account }) => (account ? factsOf(account, call.nowMs) : Promise.resolve(undefined)),
    decide: ({ account }, facts) => {
      const planned = account && facts ? planAccount(account, account, facts, call.nowIso) : undefined;
      const answer = { status: 200 as const, body: payoutAccountView(planned?.account ?? account, call.nowIso) };
      return planned ? { changes: planned.changes, event: planned.event, answer } : { changes: [], answer };
    },
  });
});

/** What the provider says now; undefined while it does not answer or no longer knows the account, then the last word counts. */
async function factsOf({ accountId }: PayoutAccountItem, nowMs: number) {
  try {
    return await provider(await providerAccess(nowMs)).readAccount(accountId);
  } catch (error) {
    if (!(error instanceof OutcomeUnknown || error instanceof ProviderRefused)) throw error;
    log.warn('the payment provider gave no account; showing what it said last', { reason: error.name });
    return undefined;
  }
}
