import { openPayoutAccount } from '#contract/areas/payments.ts';
import { Failure } from '#contract/failure.ts';
import { create } from '#data/change.ts';
import { influencerRef } from '#data/influencer.ts';
import { type PayoutAccountItem, ProviderRefs, payoutAccountRef } from '#data/payout.ts';
import { refuse } from '#domain/decision.ts';
import { OutcomeUnknown, type Provider, ProviderRefused, provider } from '#providers/stripe.ts';
import { isoOf } from '#runtime/clock.ts';
import { platformCountry, setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { planAccount } from '#runtime/money/settle-account.ts';
import { payoutAccountView } from '#runtime/views/payment.ts';

export const handler = endpoint(openPayoutAccount, async (call) => {
  const { influencerId } = call.influencer();
  const stripe = provider(await providerAccess(call.nowMs));
  let account: PayoutAccountItem | undefined;
  const answer = await call
    .commit({
      reads: { account: payoutAccountRef(influencerId), profile: influencerRef(influencerId) },
      // The account is made under a key of its own, so that a repeat after a lost answer finds the same one.
      more: async ({ account: known, profile }) => {
        if (known || !profile) return undefined;
        const { country } = profile.geoLocation;
        return {
          country,
          ...(await stripe.createAccount({ influencerId, country, platformCountry: platformCountry() })),
        };
      },
      decide: ({ account: known, profile }, made) => {
        if (!known && !profile) return refuse('profile_incomplete', 'Say in your profile which country you live in.');
        const planned =
          made &&
          planAccount(
            undefined,
            { influencerId, accountId: made.accountId, country: made.country },
            made.facts,
            call.nowIso,
          );
        account = known ?? planned?.account;
        const body = { ...payoutAccountView(account, call.nowIso), onboardingUrl: '', expiresAt: call.nowIso };
        if (!planned || !made) return { changes: [], answer: { status: 200, body } };
        const pointer = create(ProviderRefs, { providerId: made.accountId, influencerId });
        return { changes: [...planned.changes, pointer], event: planned.event, answer: { status: 200, body } };
      },
    })
    .catch(explain);
  if (!account) throw new Error('The payout account was decided on but is not known.');
  const link = await freshLink(stripe, account, call.nowMs).catch(explain);
  return { ...answer, body: { ...answer.body, onboardingUrl: link.url, expiresAt: isoOf(link.expiresAtMs) } };
});

/** Until when the link to the page of a finished account is to be used, ms; the provider's own object names no end. */
const DASHBOARD_LINK_MS = 300_000;

/**
 * A link that works once: to what is still wanted, or, when nothing is, to the page where the bank account is changed. Links are never kept; coming back by
 * either address says nothing about what was done there, so the account is read again.
 */
async function freshLink(stripe: Provider, { accountId, payable, requirementsDue }: PayoutAccountItem, nowMs: number) {
  if (payable && requirementsDue.length === 0)
    return { ...(await stripe.createDashboardLink(accountId)), expiresAtMs: nowMs + DASHBOARD_LINK_MS };
  const page = `${setting('SITE_ORIGIN')}/earnings`;
  return stripe.createOnboardingLink(accountId, {
    refreshUrl: `${page}?payout=again`,
    returnUrl: `${page}?payout=done`,
  });
}

function explain(error: unknown): never {
  if (error instanceof OutcomeUnknown) throw new Failure('provider_unavailable');
  if (error instanceof ProviderRefused && error.code === 'country_unsupported')
    throw new Failure('validation_failed', 'The payment provider does not pay to the country of your profile.');
  throw error;
}
