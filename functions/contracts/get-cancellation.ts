import { getCancellation } from '#contract/areas/contracts.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { cancellationView, cancelRuleOf, readCancelState } from '#runtime/money/cancellation.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';

export const handler = endpoint(getCancellation, async (call) => {
  const party = partyOf(call.actor());
  const contract = await findOne(contractOf(party, call.params.contractId));
  const state = contract && (await readCancelState(contract));
  if (!state) throw new Failure('not_found');
  return { status: 200, body: cancellationView(state, cancelRuleOf(state, sideOf(party), call.nowMs)) };
});
