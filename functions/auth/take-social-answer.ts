import { type SOCIAL_RESULTS, takeSocialAnswer } from '#contract/areas/identities.ts';
import { SOCIAL_LOG_IN_LIMITS } from '#contract/limits.ts';
import { replace } from '#data/change.ts';
import { identityOwnerRef, type SocialLogInItem, SocialLogIns, socialLogInRef } from '#data/identity.ts';
import { actorRef, emailOwnerRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { identityIn, type ProvedIdentity } from '#domain/identity.ts';
import { exchangeCode } from '#platform/federation.ts';
import { setting } from '#runtime/config.ts';
import { derivedId } from '#runtime/derived-id.ts';
import { type Call, endpoint, type HandlerAnswer } from '#runtime/endpoint.ts';
import { sameSecret, sha256 } from '#runtime/hash.ts';
import { newId } from '#runtime/ids.ts';
import { federation, secretsOf } from '#runtime/social-log-in.ts';
import { logInCookie, visitUsed } from '#runtime/social-visit.ts';

type Result = (typeof SOCIAL_RESULTS)[number];
type Take = Call<typeof takeSocialAnswer>;

const LED_ON = { status: 303 as const, body: { location: '' } };

export const handler = endpoint(takeSocialAnswer, async (call) => {
  const cookie = logInCookie.find(call.cookies);
  const visit = cookie ? await findOne(socialLogInRef(sha256(cookie))) : undefined;
  const result = cookie && visit ? await take(call, cookie, visit) : 'expired';
  const page = visit?.linking ? '/account/security' : '/social-log-in';
  const query = new URLSearchParams({ result, ...(visit?.next ? { next: visit.next } : {}) });
  const location = `${setting('SITE_ORIGIN')}${page}?${query}`;
  // A visit that is still under way in this browser is none of a stray answer's business.
  const cookies = result === 'proved' || result === 'expired' ? [] : [logInCookie.clear()];
  return { status: 303, body: { location }, headers: { location }, cookies } as HandlerAnswer<typeof takeSocialAnswer>;
});

async function take(call: Take, cookie: string, visit: SocialLogInItem): Promise<Result> {
  const { state = '', code, error } = call.query;
  const isAnswered = visit.proved !== null || visit.expiresAtMs <= call.nowMs;
  if (isAnswered || !sameSecret(visit.stateHash, sha256(state))) return 'expired';
  if (error !== undefined) return give(call, visit, error === 'access_denied' ? 'cancelled' : 'unavailable');
  if (code === undefined) return give(call, visit, 'refused');
  const exchanged = await exchangeCode(federation(), { code, ...secretsOf(cookie) });
  if (exchanged.kind !== 'claims') return give(call, visit, exchanged.kind);
  const identity = identityIn(exchanged.claims, visit.provider);
  return identity ? prove(call, visit, identity) : give(call, visit, 'refused');
}

/** Ends a visit that led nowhere: its state answers once. */
async function give(call: Take, visit: SocialLogInItem, result: Result): Promise<Result> {
  await call.commit({ reads: {}, decide: () => ({ changes: [visitUsed(visit)], answer: LED_ON }) });
  return result;
}

/** Keeps what was proved for the page that goes on with it. */
async function prove(call: Take, visit: SocialLogInItem, identity: ProvedIdentity): Promise<Result> {
  const { provider, cookieHash } = visit;
  const { subject, ...said } = identity;
  const [subjectHash, emailHash] = [sha256(`${provider}\n${subject}`), sha256(said.email)];
  // The same for every try, so that a user of the pool that a broken one has made is gone on with.
  const usual = derivedId('user', `identity\n${subjectHash}\n${emailHash}`);
  const ids = { workspaceId: newId('workspace'), brandId: newId('brand'), influencerId: newId('influencer') };
  const another = newId('user');
  let result: Result = 'expired';
  await call.commit({
    reads: {
      before: socialLogInRef(cookieHash),
      owner: identityOwnerRef(provider, subjectHash),
      // Of an address that nobody has verified it is not even looked up whether it has an account.
      emailOwner: said.emailVerified ? emailOwnerRef(emailHash) : undefined,
      holder: actorRef(usual),
    },
    decide: ({ before, owner, emailOwner, holder }) => {
      result = before && before.proved === null ? 'proved' : 'expired';
      if (!before || result === 'expired') return { changes: [], answer: LED_ON };
      const proved = {
        ...said,
        subjectHash,
        ownerId: owner?.userId ?? null,
        emailHasAccount: emailOwner !== undefined,
        ids: { ...ids, userId: holder ? another : usual },
      };
      const expiresAtMs = call.nowMs + SOCIAL_LOG_IN_LIMITS.signUpMinutes * 60_000;
      return { changes: [replace(SocialLogIns, before, { ...before, proved, expiresAtMs })], answer: LED_ON };
    },
  });
  return result;
}
