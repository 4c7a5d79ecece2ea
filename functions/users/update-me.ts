import { updateMe } from '#contract/areas/auth.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type User, Users, userRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { fieldChangesOf } from '#domain/field-change.ts';
import { shownPlaceOf } from '#runtime/actor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { meView } from '#runtime/views/person.ts';

const shownOf = ({ name, country, timezone }: User) => ({ name, country, timezone });

export const handler = endpoint(updateMe, async (call) => {
  const actor = call.actor();
  const { userId } = actor;
  return call.commit({
    reads: { user: userRef(userId) },
    decide: ({ user }) => {
      if (!user) return refuse('not_found');
      const { name = user.name, country = user.country, timezone = user.timezone } = call.body;
      const next = { ...user, name, country, timezone, version: user.version + 1 };
      return {
        changes: [replace(Users, user, next)],
        event: {
          type: 'AccountChanged',
          aggregateId: userId,
          seq: next.version,
          partition: partitions.user(userId),
          data: { userId },
          changes: fieldChangesOf(shownOf(user), shownOf(next), () => false),
        },
        answer: { status: 200, body: meView(next, shownPlaceOf(actor)) },
      };
    },
  });
});
