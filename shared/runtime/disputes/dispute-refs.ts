import { type CampaignItem, campaignRef } from '#data/campaign.ts';
import { type DisputeItem, disputeRef, ownDisputeRef } from '#data/dispute.ts';
import type { Ref } from '#data/entity.ts';
import { type HoldItem, holdRef } from '#data/hold.ts';
import { findTogether } from '#data/read.ts';
import { type UploadItem, uploadRef } from '#data/upload.ts';
import { type Refused, refuse } from '#domain/decision.ts';
import type { At, EntryFile } from '#domain/dispute.ts';
import { isoOf } from '../clock.ts';
import { sha256Hex } from '../hash.ts';
import { holderOf, type Party } from '../party.ts';

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

/** Where the files are that an entry names: among those of the side that speaks, so that nobody else's can be named. */
export function uploadRefs(party: Party, uploadIds: readonly string[]): Record<`upload${number}`, Ref<UploadItem>> {
  return Object.fromEntries(
    uploadIds.map((uploadId, index) => [`upload${index}`, uploadRef(holderOf(party), uploadId)]),
  );
}

/** The uploads that were read, in the order in which they were named; undefined when one of them is not there. */
export function uploadsIn(
  state: Partial<Record<`upload${number}`, UploadItem | undefined>>,
  uploadIds: readonly string[],
): UploadItem[] | undefined {
  const uploads = uploadIds.flatMap((_, index) => state[`upload${index}`] ?? []);
  return uploads.length < uploadIds.length ? undefined : uploads;
}

/** Uploads as an entry keeps them; refuses one that is not ready, and a document, which may be removed again. */
export function entryFilesOf(uploads: readonly UploadItem[]): EntryFile[] | Refused<'upload_not_ready'> {
  const unready = uploads.find(({ status, purpose }) => status !== 'ready' || purpose === 'document');
  if (unready)
    return refuse('upload_not_ready', `The ${unready.purpose} file ${unready.uploadId} is ${unready.status}.`);
  return uploads.map(({ uploadId, fileName, contentType, sizeBytes, sha256, scan }) => ({
    ...{ uploadId, fileName, contentType, sizeBytes, sha256 },
    // What is not there is not sealed either: the hash of an entry is made of what is stored.
    ...(scan && { scan }),
  }));
}
