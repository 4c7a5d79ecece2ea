import { getMe } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { shownPlaceOf } from '#runtime/actor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { meView } from '#runtime/views/person.ts';

export const handler = endpoint(getMe, async (call) => {
  const actor = call.actor();
  const user = await findOne(userRef(actor.userId));
  if (!user) throw new Failure('not_found');
  return { status: 200, body: meView(user, shownPlaceOf(actor)) };
});
