import { getDeed } from '#contract/areas/deeds.ts';
import { Failure } from '#contract/failure.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { deedAmong, readDeeds } from '#runtime/read-deeds.ts';
import { deedView } from '#runtime/views/deed.ts';

export const handler = endpoint(getDeed, async (call) => {
  const deeds = await readDeeds(partyOf(call.actor()), call.params.contractId);
  const deed = deedAmong(deeds, call.query.version);
  if (!deeds || !deed) throw new Failure('not_found');
  return { status: 200, body: deedView(deed, deeds) };
});
