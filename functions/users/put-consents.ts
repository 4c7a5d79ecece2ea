import { putConsents } from '#contract/areas/consents.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Users, userRef } from '#data/person.ts';
import { decideConsents } from '#domain/consents.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { consentsView } from '#runtime/views/consents.ts';

export const handler = endpoint(putConsents, async (call) => {
  const { userId } = call.actor();
  return call.commit({
    reads: { user: userRef(userId) },
    decide: ({ user }) => {
      if (!user) return refuse('not_found');
      const decided = decideConsents(user.consents, call.body, call.nowIso);
      if (isRefused(decided)) return decided;
      const { consents, accepted, changes } = decided;
      const answer = { status: 200 as const, body: consentsView(consents) };
      if (accepted.length + changes.length === 0) return { changes: [], answer };
      return {
        changes: [replace(Users, user, { ...user, consents })],
        event: {
          type: 'ConsentsChanged',
          aggregateId: userId,
          seq: user.version + 1,
          partition: partitions.user(userId),
          data: { userId, accepted, changes },
        },
        answer,
      };
    },
  });
});
