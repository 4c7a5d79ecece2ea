import { getContract } from '#contract/areas/contracts.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';
import { contractView } from '#runtime/views/deal.ts';

export const handler = endpoint(getContract, async (call) => {
  const party = partyOf(call.actor());
  const contract = await findOne(contractOf(party, call.params.contractId));
  if (!contract) throw new Failure('not_found');
  return { status: 200, body: contractView(contract, call.nowMs, sideOf(party)) };
});
