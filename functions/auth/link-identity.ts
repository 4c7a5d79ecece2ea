import { linkIdentity } from '#contract/areas/identities.ts';
import { Failure } from '#contract/failure.ts';
import { create } from '#data/change.ts';
import { allIdentityRefs, Identities, IdentityOwners, socialLogInRef } from '#data/identity.ts';
import { actorRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { waysChanged } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { isProved, logInCookie, visitUsed } from '#runtime/social-visit.ts';

export const handler = endpoint(linkIdentity, async (call) => {
  const { userId, sessionId } = call.actor();
  const cookie = logInCookie.find(call.cookies);
  if (!cookie) throw new Failure('social_log_in_expired');
  const answer = await call.commit({
    reads: { visit: socialLogInRef(sha256(cookie)), actor: actorRef(userId), ...allIdentityRefs(userId) },
    decide: ({ visit, actor, ...identities }) => {
      const isOurs = visit?.linking?.userId === userId && visit.linking.sessionId === sessionId;
      if (!isOurs || !isProved(visit, call.nowMs)) return refuse('social_log_in_expired');
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      const { provider, proved } = visit;
      if (proved.ownerId !== null)
        return refuse(proved.ownerId === userId ? 'provider_linked_already' : 'identity_taken');
      if (identities[provider]) return refuse('provider_linked_already');
      const { subjectHash, poolUsername, email } = proved;
      const identity = { userId, provider, subjectHash, poolUsername, email, linkedAt: call.nowIso, version: 1 };
      const { changes, event } = waysChanged(actor, sessionId, call.nowMs, { type: 'IdentityLinked', provider });
      return {
        changes: [
          visitUsed(visit),
          create(Identities, identity, 'provider_linked_already'),
          create(IdentityOwners, { provider, subjectHash, userId }, 'identity_taken'),
          ...changes,
        ],
        event,
        answer: { status: 200, body: { done: true } },
      };
    },
  });
  return { ...answer, cookies: [logInCookie.clear()] };
});
