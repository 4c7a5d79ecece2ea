import { getAmendment } from '#contract/areas/amendments.ts';
import { Failure } from '#contract/failure.ts';
import { amendmentRef } from '#data/amendment.ts';
import { findTogether } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';
import { deedOwnerOf } from '#runtime/read-deeds.ts';
import { amendmentView } from '#runtime/views/amendment.ts';

export const handler = endpoint(getAmendment, async (call) => {
  const party = partyOf(call.actor());
  const { contractId } = call.params;
  const { contract, amendment } = await findTogether({
    contract: contractOf(party, contractId),
    amendment: amendmentRef(deedOwnerOf(party), contractId),
  });
  if (!contract) throw new Failure('not_found');
  return { status: 200, body: { amendment: amendment ? amendmentView(amendment) : null } };
});
