import { proposeSettlement } from '#contract/areas/disputes.ts';
import { Disputes, writeEntry } from '#data/dispute.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideProposal } from '#domain/dispute.ts';
import { amountsOf, disputeEvent } from '#runtime/disputes/dispute-event.ts';
import { disputeOf, sealedAt } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { disputeView } from '#runtime/views/dispute.ts';

export const handler = endpoint(proposeSettlement, async (call) => {
  const party = partyOf(call.actor());
  const { side, userId } = actOf(party, call.nowIso);
  const { text, ...division } = call.body;
  return call.commit({
    reads: { dispute: disputeOf(party, call.params.disputeId) },
    decide: ({ dispute: before }) => {
      if (!before) return refuse('not_found');
      call.onCampaign(before.campaignId);
      const entered = decideProposal(before, { by: side, userId, text, division }, sealedAt(call));
      if (isRefused(entered)) return entered;
      const { dispute, entry } = entered;
      const version = before.version + 1;
      return {
        changes: [...replaceBoth(Disputes, before, dispute), ...writeEntry(entry)],
        event: disputeEvent('SettlementProposed', dispute, version, { by: side, ...amountsOf(dispute, division) }),
        answer: { status: 201, body: disputeView({ ...dispute, version }, side) },
      };
    },
  });
});
