import { withdrawDispute } from '#contract/areas/disputes.ts';
import { decideWithdrawal } from '#domain/dispute.ts';
import { sealedAt } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { endByParty } from './end.ts';

export const handler = endpoint(withdrawDispute, async (call) => {
  const { side, userId } = actOf(partyOf(call.actor()), call.nowIso);
  const { text } = call.body;
  return endByParty(call, (dispute) => decideWithdrawal(dispute, { by: side, userId, text }, sealedAt(call)));
});
