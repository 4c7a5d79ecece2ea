import { getConsents } from '#contract/areas/consents.ts';
import { Failure } from '#contract/failure.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { consentsView } from '#runtime/views/consents.ts';

export const handler = endpoint(getConsents, async (call) => {
  const user = await findOne(userRef(call.actor().userId));
  if (!user) throw new Failure('not_found');
  return { status: 200, body: consentsView(user.consents) };
});
