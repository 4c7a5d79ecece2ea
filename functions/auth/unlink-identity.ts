import { unlinkIdentity } from '#contract/areas/identities.ts';
import { type Change, remove, unchanged } from '#data/change.ts';
import { allIdentityRefs, Identities, type IdentityItem, identityOwnerRef } from '#data/identity.ts';
import { actorRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { canUnlink } from '#domain/identity.ts';
import { forgetUser } from '#platform/users.ts';
import { waysChanged } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(unlinkIdentity, async (call) => {
  const { userId, sessionId } = call.actor();
  const { provider } = call.params;
  return call.commit({
    reads: { actor: actorRef(userId), ...allIdentityRefs(userId) },
    // What the pool keeps of the identity first: it makes that anew at the next visit, so nothing is lost if the rest fails.
    more: async ({ actor, ...identities }) => {
      const [identity, others] = split(identities, provider);
      if (identity && (actor?.passwordless !== true || others.length > 0))
        await forgetUser(userPool(), identity.poolUsername).catch((error) => Promise.reject(poolFailure(error)));
    },
    decide: ({ actor, ...identities }) => {
      const [identity, others] = split(identities, provider);
      if (!identity) return refuse('not_found', 'This provider is not linked with your account.');
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      const hasPassword = actor.passwordless !== true;
      if (!canUnlink({ hasPassword, identities: others.length + 1 })) return refuse('only_way_to_sign_in');
      const { changes, event } = waysChanged(actor, sessionId, call.nowMs, { type: 'IdentityUnlinked', provider });
      return {
        changes: [
          remove(Identities, identity),
          ownerGone(identity),
          // Without a password what is left must still be there: two of them taken off at once would lock the person out.
          ...(hasPassword ? [] : others.map((other) => unchanged(Identities, other))),
          ...changes,
        ],
        event,
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});

function split(
  identities: Record<string, IdentityItem | undefined>,
  provider: string,
): [IdentityItem | undefined, IdentityItem[]] {
  const all = Object.values(identities).flatMap((one) => one ?? []);
  return [all.find((one) => one.provider === provider), all.filter((one) => one.provider !== provider)];
}

function ownerGone({ provider, subjectHash, userId }: IdentityItem): Change {
  const { key } = identityOwnerRef(provider, subjectHash);
  return { kind: 'delete', key, when: [{ path: 'userId', is: '=', value: userId }] };
}
