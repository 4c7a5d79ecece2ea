import { resolveDispute } from '#contract/areas/disputes.ts';
import { Failure } from '#contract/failure.ts';
import { disputeRef } from '#data/dispute.ts';
import { decideResolution } from '#domain/dispute.ts';
import { sealedAt } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { end } from './end.ts';

export const handler = endpoint(resolveDispute, async (call) => {
  const actor = call.actor();
  if (actor.kind !== 'staff') throw new Failure('not_allowed');
  const { workspaceId, influencerMinor, brandMinor, reason } = call.body;
  const decision = { division: { influencerMinor, brandMinor }, reason, userId: actor.userId };
  return end(call, { ref: disputeRef(workspaceId, call.params.disputeId), reader: 'staff' }, (dispute) =>
    decideResolution(dispute, decision, sealedAt(call)),
  );
});
