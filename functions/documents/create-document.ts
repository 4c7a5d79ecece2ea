import { createDocument } from '#contract/areas/documents.ts';
import { MEMBER_ROLES } from '#contract/permissions.ts';
import { type CampaignItem, campaignRef, mustExist } from '#data/campaign.ts';
import { writeDocument } from '#data/document.ts';
import type { Ref } from '#data/entity.ts';
import { countBy, folderTally, type Tally, tallyRef } from '#data/tally.ts';
import { claimUpload, type UploadItem, uploadRef } from '#data/upload.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { DOCUMENT_LIMITS, type Document, decideAccess, decideVersion, holdersOf } from '#domain/document.ts';
import { documentEvent } from '#runtime/documents/document-event.ts';
import { type AccessReads, accessReads, foundFor } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { actOf, holderOf, partyOf } from '#runtime/party.ts';
import { documentView } from '#runtime/views/document.ts';

type Reads = {
  upload: Ref<UploadItem>;
  campaign: Ref<CampaignItem> | undefined;
  tally: Ref<Tally> | undefined;
} & AccessReads;

export const handler = endpoint(createDocument, async (call) => {
  const party = partyOf(call.actor());
  const { campaignId = null, title, uploadId, roles, userIds, dealIds } = call.body;
  call.onCampaign(campaignId ?? undefined);
  const { userId, at } = actOf(party, call.nowIso);
  const ownerId = holderOf(party);
  const documentId = newId('document');
  const inFolder = party.kind === 'influencer' || campaignId === null ? undefined : folderTally(campaignId);
  // An influencer does not see the workspace's campaign: their deal in it tells what there is to know.
  const asked = { roles: party.kind === 'influencer' ? roles : (roles ?? [...MEMBER_ROLES]), userIds, dealIds };
  return call.commit({
    reads: {
      upload: uploadRef(ownerId, uploadId),
      campaign: inFolder && campaignId ? campaignRef(ownerId, campaignId) : undefined,
      tally: inFolder && tallyRef(ownerId, inFolder),
      ...accessReads(party, asked),
    } as Reads,
    decide: (state) => {
      const { upload, campaign, tally } = state;
      if (!upload || (inFolder && !campaign)) return refuse('not_found');
      const found = foundFor(state, asked);
      const access = decideAccess({ ownerId, campaignId }, asked, found);
      if (isRefused(access)) return access;
      if (party.kind === 'influencer' && campaignId !== null && !access.brand)
        return refuse('validation_failed', undefined, [
          { path: 'dealIds', message: 'must name your application, offer or contract in this campaign' },
        ]);
      if ((tally?.count ?? 0) >= DOCUMENT_LIMITS.perCampaign) return refuse('too_many_documents');
      const first = decideVersion([], upload, { userId, at });
      if (isRefused(first)) return first;
      const document: Document = {
        ...{ documentId, holderId: ownerId, ownerId, kind: 'file', sourceId: null, campaignId, title, userId, access },
        campaignTitle: campaign?.title ?? found.deals[0]?.campaignTitle ?? null,
        ...{ versions: [first], references: 0, links: [], version: 1, createdAt: at, updatedAt: at },
      };
      return {
        changes: [
          ...writeDocument(undefined, document),
          claimUpload(upload, documentId),
          ...(campaign ? [mustExist(campaign)] : []),
          ...(inFolder ? [countBy(tally, ownerId, inFolder, 1)] : []),
        ],
        event: documentEvent('DocumentAdded', document, 1, influencersOf(document)),
        answer: { status: 201, body: documentView(document, party) },
      };
    },
  });
});

function influencersOf(document: Document): string[] {
  return holdersOf(document).filter((holderId) => holderId !== document.ownerId && holderId.startsWith('inf_'));
}
