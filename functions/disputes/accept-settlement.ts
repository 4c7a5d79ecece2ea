import { acceptSettlement } from '#contract/areas/disputes.ts';
import { decideAcceptance } from '#domain/dispute.ts';
import { sealedAt } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { endByParty } from './end.ts';

export const handler = endpoint(acceptSettlement, async (call) => {
  const { side, userId } = actOf(partyOf(call.actor()), call.nowIso);
  const { entryNumber } = call.body;
  return endByParty(call, (dispute) => decideAcceptance(dispute, { entryNumber, by: side, userId }, sealedAt(call)));
});
