import { waiveAppeal } from '#contract/areas/disputes.ts';
import { decideWaiver } from '#domain/dispute.ts';
import { sealedAt } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { endByParty } from './end.ts';

export const handler = endpoint(waiveAppeal, async (call) => {
  const { side, userId } = actOf(partyOf(call.actor()), call.nowIso);
  return endByParty(call, (dispute) => decideWaiver(dispute, { by: side, userId }, sealedAt(call)));
});
