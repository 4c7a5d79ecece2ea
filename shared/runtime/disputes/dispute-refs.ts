import { type CampaignItem, campaignRef } from '#data/campaign.ts';
import { type DisputeItem, disputeRef, ownDisputeRef } from '#data/dispute.ts';
import type { Ref } from '#data/entity.ts';
import { type HoldItem, holdRef } from '#data/hold.ts';
import { findTogether } from '#data/read.ts';
import { type UploadItem, uploadRef } from '#data/upload.ts';
import type { At, EntryFile } from '#domain/dispute.ts';
import { isoOf } from '../clock.ts';
import { sha256Hex } from '../hash.ts';
import type { Party } from '../party.ts';

/** A dispute inside the party's own partition, so that another's answers as a missing one. */
export function disputeOf(party: Party, disputeId: string): Ref<DisputeItem> {
  return party.kind === 'influencer'
    ? ownDisputeRef(party.influencerId, disputeId)
    : disputeRef(party.workspaceId, disputeId);
}

/** What hangs on the money of a dispute. */
export interface Frozen {
  hold: HoldItem | undefined;
  campaign: CampaignItem | undefined;
}

type ContractName = Pick<DisputeItem, 'workspaceId' | 'campaignId' | 'contractId'>;

/** Where the hold of a contract and its campaign are. */
export function frozenRefs({ workspaceId, campaignId, contractId }: ContractName) {
  return { hold: holdRef(workspaceId, campaignId, contractId), campaign: campaignRef(workspaceId, campaignId) };
}

/** The hold of a contract and its campaign, in one call. */
export function readFrozen(contract: ContractName): Promise<Frozen> {
  return findTogether(frozenRefs(contract));
}

/** When and how entries are sealed. */
export function sealedAt({ nowMs, nowIso }: Pick<At, 'nowMs' | 'nowIso'>): At {
  return { nowMs, nowIso, isoOf, hash: sha256Hex };
}

/** Where the files are that an entry names: uploads are the influencer's, so that nobody else can name any. */
export function uploadRefs(party: Party, uploadIds: readonly string[]): Record<`upload${number}`, Ref<UploadItem>> {
  if (party.kind !== 'influencer') return {};
  return Object.fromEntries(
    uploadIds.map((uploadId, index) => [`upload${index}`, uploadRef(party.influencerId, uploadId)]),
  );
}

/** The uploads that were read, in the order in which they were named; undefined when one of them is not there, or is a document's, which may be deleted. */
export function uploadsIn(
  state: Partial<Record<`upload${number}`, UploadItem | undefined>>,
  uploadIds: readonly string[],
): UploadItem[] | undefined {
  const uploads = uploadIds.flatMap((_, index) => {
    const upload = state[`upload${index}`];
    return upload?.purpose === 'content' ? [upload] : [];
  });
  return uploads.length < uploadIds.length ? undefined : uploads;
}

/** An upload as an entry keeps it. */
export function entryFileOf({ uploadId, fileName, contentType, sizeBytes, sha256 }: UploadItem): EntryFile {
  return { uploadId, fileName, contentType, sizeBytes, sha256 };
}
