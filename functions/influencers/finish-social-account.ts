import { type CONNECT_RESULTS, finishSocialAccount } from '#contract/areas/social.ts';
import { type Change, create, createOrReplace } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { allSocialRefs, SocialAccounts, SocialOwners, socialOwnerRef, socialStateRef } from '#data/social.ts';
import { idPattern } from '#domain/ids.ts';
import { healthAfter, type SocialOutcome, type SocialPlatform, withVerifiedLinks } from '#domain/social.ts';
import { unwrap } from '#platform/envelope.ts';
import type { Profile, Tokens } from '#providers/social/client.ts';
import { socialClient } from '#providers/social/index.ts';
import { setting } from '#runtime/config.ts';
import { type Call, endpoint, type HandlerAnswer } from '#runtime/endpoint.ts';
import { sameSecret, sha256 } from '#runtime/hash.ts';
import { callbackUrl, socialAccess, verifierContext, wrapTokens } from '#runtime/social/access.ts';
import { socialCookie } from '#runtime/social/cookie.ts';

type Result = (typeof CONNECT_RESULTS)[number];
type Finish = Call<typeof finishSocialAccount>;

export const handler = endpoint(finishSocialAccount, async (call) => {
  const { platform } = call.params;
  const result = await finish(call, platform);
  const location = `${setting('SITE_ORIGIN')}/social-accounts?platform=${platform}&result=${result}`;
  const cookies = result === 'expired' ? [] : [socialCookie.clear()];
  return { status: 303, body: { location }, headers: { location }, cookies } as HandlerAnswer<
    typeof finishSocialAccount
  >;
});

async function finish(call: Finish, platform: SocialPlatform): Promise<Result> {
  const { state = '', code, error } = call.query;
  const [influencerId = '', secret = ''] = state.split('.');
  const cookie = socialCookie.find(call.cookies);
  if (!cookie || !secret || !idPattern('influencer').test(influencerId)) return 'expired';
  const begun = await findOne(socialStateRef(influencerId, sha256(state)));
  const isOurs = begun && begun.platform === platform && sameSecret(begun.cookieHash, sha256(cookie));
  if (!isOurs || begun.expiresAtMs <= call.nowMs) return 'expired';
  if (error !== undefined || code === undefined) return 'denied';
  const verifier = await unwrap(setting('KEY_ID'), begun.wrappedVerifier, verifierContext(influencerId, platform));
  const agreed = await agree(platform, { code, verifier, nowMs: call.nowMs });
  if (agreed.kind !== 'ok') return agreed.kind === 'permission' ? 'permission' : 'unavailable';
  const wrappedTokens = await wrapTokens(influencerId, platform, agreed.value.tokens);
  return connect(call, { influencerId, platform, stateHash: begun.stateHash, wrappedTokens, ...agreed.value });
}

/** Takes the code for tokens, and asks whose they are. */
async function agree(
  platform: SocialPlatform,
  given: { code: string; verifier: string; nowMs: number },
): Promise<SocialOutcome<{ tokens: Tokens; profile: Profile }>> {
  const client = socialClient(platform);
  const access = await socialAccess(platform, given.nowMs);
  const tokens = await client.exchangeCode(access, { ...given, redirectUri: callbackUrl(platform) });
  if (tokens.kind !== 'ok') return tokens;
  const profile = client.readProfile(await client.fetchProfile(access, tokens.value.accessToken));
  return profile.kind === 'ok' ? { kind: 'ok', value: { tokens: tokens.value, profile: profile.value } } : profile;
}

interface Agreed {
  influencerId: string;
  platform: SocialPlatform;
  stateHash: string;
  wrappedTokens: string;
  tokens: Tokens;
  profile: Profile;
}

async function connect(call: Finish, agreed: Agreed): Promise<Result> {
  const { influencerId, platform, profile, tokens, wrappedTokens } = agreed;
  const owner = socialOwnerRef(platform, profile.platformUserId);
  const state = socialStateRef(influencerId, agreed.stateHash);
  let result: Result = 'expired';
  await call.commit({
    reads: { state, owner, influencer: influencerRef(influencerId), ...allSocialRefs(influencerId) },
    decide: ({ state: begun, owner: owning, influencer, ...accounts }) => {
      const nothing = { changes: [], answer: { status: 303 as const, body: { location: '' } } };
      result = !begun ? 'expired' : owning && owning.influencerId !== influencerId ? 'taken' : 'connected';
      if (result !== 'connected') return nothing;
      const before = accounts[platform];
      const account = {
        influencerId,
        platform,
        platformUserId: profile.platformUserId,
        handle: profile.handle,
        followers: profile.followers,
        wrappedTokens,
        tokensIssuedAtMs: call.nowMs,
        accessExpiresAtMs: call.nowMs + tokens.accessSeconds * 1000,
        scopes: tokens.scopes,
        ...healthAfter({ kind: 'ok', value: null }, 0, call.nowMs),
        // The first pull comes with the next plan.
        nextPullAtMs: call.nowMs,
        lastPulledAt: before?.lastPulledAt ?? null,
        lastReceiptId: before?.lastReceiptId ?? null,
        tracked: before?.tracked ?? [],
        connectedAt: call.nowIso,
        updatedAt: call.nowIso,
      };
      const others = Object.values(accounts).filter((one) => one !== undefined && one.platform !== platform);
      const links = withVerifiedLinks(influencer?.socialLinks ?? [], [...others.flatMap((one) => one ?? []), account]);
      const changes: Change[] = [
        { kind: 'delete', key: state.key, when: [{ path: 'pk', is: 'present' }] },
        createOrReplace(SocialAccounts, before, account),
        ...(owning ? [] : [create(SocialOwners, { platform, platformUserId: profile.platformUserId, influencerId })]),
        // Another account of the same platform was connected before: it is free again.
        ...(before && before.platformUserId !== profile.platformUserId
          ? [{ kind: 'delete' as const, key: socialOwnerRef(platform, before.platformUserId).key, when: [] }]
          : []),
        ...(influencer
          ? [createOrReplace(Influencers, influencer, { ...influencer, socialLinks: links, updatedAt: call.nowIso })]
          : []),
      ];
      return {
        changes,
        event: {
          type: 'SocialAccountConnected',
          aggregateId: influencerId,
          seq: (before?.version ?? 0) + 1,
          partition: partitions.influencer(influencerId),
          data: { influencerId, platform },
        },
        answer: nothing.answer,
      };
    },
  });
  return result;
}
