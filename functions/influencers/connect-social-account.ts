import { connectSocialAccount } from '#contract/areas/social.ts';
import { create } from '#data/change.ts';
import { SocialStates } from '#data/social.ts';
import { wrap } from '#platform/envelope.ts';
import { socialClient } from '#providers/social/index.ts';
import { isoOf } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { callbackUrl, publicAccess, verifierContext } from '#runtime/social/access.ts';
import { socialCookie } from '#runtime/social/cookie.ts';

const LIFE_SECONDS = 600;

export const handler = endpoint(connectSocialAccount, async (call) => {
  const { influencerId } = call.influencer();
  const { platform } = call.params;
  const [verifier, cookie, state] = [newSecret(), newSecret(), `${influencerId}.${newSecret()}`];
  const begun = {
    influencerId,
    platform,
    stateHash: sha256(state),
    cookieHash: sha256(cookie),
    wrappedVerifier: await wrap(setting('KEY_ID'), verifier, verifierContext(influencerId, platform)),
    expiresAtMs: call.nowMs + LIFE_SECONDS * 1000,
  };
  const authorizeUrl = socialClient(platform).consentUrl(
    { ...publicAccess(platform), clientSecret: '' },
    { state, challenge: sha256(verifier), redirectUri: callbackUrl(platform) },
  );
  const answer = await call.commit({
    reads: {},
    decide: () => ({
      changes: [create(SocialStates, begun)],
      answer: { status: 201, body: { authorizeUrl, expiresAt: isoOf(begun.expiresAtMs) } },
    }),
  });
  return { ...answer, cookies: [socialCookie.set(cookie, LIFE_SECONDS)] };
});
