import { openDispute } from '#contract/areas/disputes.ts';
import { type ContractItem, contractRef, ownContractRef } from '#data/contract.ts';
import { writeNewDispute } from '#data/dispute.ts';
import type { Ref } from '#data/entity.ts';
import { stillReady, type UploadItem } from '#data/upload.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { type Disputable, decideOpen } from '#domain/dispute.ts';
import { freezableOf, frozenBy, isAllInDispute } from '#domain/dispute-parts.ts';
import { disputeEvent } from '#runtime/disputes/dispute-event.ts';
import {
  entryFilesOf,
  type Frozen,
  readFrozen,
  sealedAt,
  uploadRefs,
  uploadsIn,
} from '#runtime/disputes/dispute-refs.ts';
import { freeze } from '#runtime/disputes/end-dispute.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { disputeView } from '#runtime/views/dispute.ts';

type Reads = { contract: Ref<ContractItem> } & Record<`upload${number}`, Ref<UploadItem>>;

export const handler = endpoint(openDispute, async (call) => {
  const party = partyOf(call.actor());
  const { side, userId } = actOf(party, call.nowIso);
  const { contractId, reason, milestone, claim, text, links, uploadIds } = call.body;
  const disputeId = newId('dispute');
  const contract =
    party.kind === 'influencer'
      ? ownContractRef(party.influencerId, contractId)
      : contractRef(party.workspaceId, contractId);
  return call.commit({
    reads: { contract, ...uploadRefs(party, uploadIds) } as Reads,
    more: (state): Promise<Frozen> =>
      state.contract ? readFrozen(state.contract) : Promise.resolve({ hold: undefined, campaign: undefined }),
    decide: (state, frozen) => {
      const { hold } = frozen;
      const uploads = uploadsIn(state, uploadIds);
      if (!state.contract || !hold || !uploads) return refuse('not_found');
      call.onCampaign(state.contract.campaignId);
      const files = entryFilesOf(uploads);
      if (isRefused(files)) return files;
      const said = { by: side, userId, text, links, files };
      const opened = decideOpen(
        disputable(state.contract, hold),
        { disputeId, side, reason, milestone, claim, said },
        sealedAt(call),
      );
      if (isRefused(opened)) return opened;
      const { entry } = opened;
      const isOfCampaign = isAllInDispute(frozenBy(hold, disputeId, opened.dispute.milestone));
      const dispute = { ...opened.dispute, isOfCampaign };
      return {
        changes: [
          ...writeNewDispute(dispute, entry),
          ...freeze(dispute, { ...frozen, hold }, call.nowIso),
          ...uploads.map(stillReady),
        ],
        event: disputeEvent('DisputeOpened', dispute, 1, { by: side, reason, dueAt: dispute.dueAt }),
        answer: { status: 201, body: disputeView({ ...dispute, version: 1 }, side) },
      };
    },
  });
});

function disputable(contract: ContractItem, hold: NonNullable<Frozen['hold']>): Disputable {
  const { workspaceId, campaignId, campaignTitle, contractId, influencerId, influencerName, brandName } = contract;
  return {
    ...{ workspaceId, campaignId, campaignTitle, contractId, influencerId, influencerName, brandName },
    money: freezableOf(hold),
  };
}
