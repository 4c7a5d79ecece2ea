import { signUpSocially } from '#contract/areas/identities.ts';
import { Failure } from '#contract/failure.ts';
import { create, replace } from '#data/change.ts';
import { Identities, IdentityOwners, SocialLogIns, socialLogInRef } from '#data/identity.ts';
import { partitions } from '#data/keys.ts';
import { EmailOwners } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { acceptAll } from '#domain/documents.ts';
import { standingOf } from '#domain/identity.ts';
import { ensureUser, PoolError } from '#platform/users.ts';
import { accountItems, openedData } from '#runtime/account.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { demandOwnSite, poolFailure, userPool } from '#runtime/session.ts';
import { isProved, logInCookie, type ProvedVisit } from '#runtime/social-visit.ts';

export const handler = endpoint(signUpSocially, async (call) => {
  demandOwnSite(call.headers);
  const { as, name, organisation, country, timezone, consents } = call.body;
  if (as === 'brand' && !organisation)
    throw new Failure('validation_failed', undefined, {
      issues: [{ path: 'organisation', message: 'is required for a brand' }],
    });
  const cookie = logInCookie.find(call.cookies);
  if (!cookie) throw new Failure('social_log_in_expired');
  return call.commit({
    reads: { visit: socialLogInRef(sha256(cookie)) },
    // The user pool is asked before the transaction: a user it has for nothing is the one a second try goes on with.
    more: async ({ visit }) => {
      if (isProved(visit, call.nowMs) && refusalOf(visit) === undefined) await makePoolUser(visit);
    },
    decide: ({ visit }) => {
      if (!isProved(visit, call.nowMs) || visit.linking) return refuse('social_log_in_expired');
      const answer = { status: 201 as const, body: { done: true as const } };
      const { proved, provider } = visit;
      // A repeat of what has opened the account.
      if (proved.ownerId === proved.ids.userId) return { changes: [], answer };
      const refusal = refusalOf(visit);
      if (refusal) return refuse(refusal);
      const { email, subjectHash, poolUsername, ids } = proved;
      const { userId } = ids;
      const account = {
        ...{ as, ids, userId, email, emailHash: sha256(email), name, organisation: organisation ?? null },
        ...{ country, timezone, marketing: consents.marketing, passwordless: true as const },
        ...{ termsAt: call.nowIso, accepted: acceptAll(call.nowIso) },
      };
      const identity = { userId, provider, subjectHash, poolUsername, email, linkedAt: call.nowIso, version: 1 };
      return {
        changes: [
          ...accountItems(account, call.nowIso).map(({ entity, value }) =>
            create(entity, value, entity === EmailOwners ? 'social_email_has_account' : undefined),
          ),
          create(Identities, identity),
          create(IdentityOwners, { provider, subjectHash, userId }, 'social_log_in_expired'),
          replace(SocialLogIns, visit, { ...visit, proved: { ...proved, ownerId: userId } }),
        ],
        event: {
          type: 'AccountOpened',
          aggregateId: userId,
          seq: 1,
          partition: partitions.user(userId),
          data: { ...openedData(account), provider },
        },
        answer,
      };
    },
  });
});

/** Why no account can be opened with what was proved. */
function refusalOf(visit: ProvedVisit) {
  const { ownerId, emailVerified, emailHasAccount } = visit.proved;
  const standing = standingOf({ isLinked: ownerId !== null, emailVerified, emailHasAccount });
  if (visit.linking || standing === 'linked') return 'social_log_in_expired';
  if (standing === 'email_unverified') return 'social_email_unverified';
  return standing === 'email_has_account' ? 'social_email_has_account' : undefined;
}

/** A user of the pool with a password that nobody knows: they log in by the provider until they set one. */
async function makePoolUser({ proved: { ids, email } }: ProvedVisit): Promise<void> {
  await ensureUser(userPool(), { userId: ids.userId, email, password: newSecret() }).catch((error: unknown) => {
    if (error instanceof PoolError && error.refusal === 'email_taken') throw new Failure('social_email_has_account');
    throw poolFailure(error);
  });
}
