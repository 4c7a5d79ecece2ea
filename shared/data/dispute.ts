import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import {
  DISPUTE_DECIDERS,
  DISPUTE_PHASES,
  DISPUTE_REASON_NAMES,
  DISPUTE_RESULTS,
  type DisputeEntry,
  ENTRY_AUTHORS,
  ENTRY_SUBJECTS,
} from '#domain/dispute.ts';
import { SCANS } from '#domain/scan.ts';
import { UPLOAD_TYPES } from '#domain/upload.ts';
import { type Change, create } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { createBoth } from './two-sided.ts';

const side = z.enum(['brand', 'influencer']);
const division = { influencerMinor: z.int(), brandMinor: z.int() };

const schema = z.object({
  disputeId: z.string(),
  workspaceId: z.string(),
  campaignId: z.string(),
  campaignTitle: z.string(),
  contractId: z.string(),
  influencerId: z.string(),
  influencerName: z.string(),
  brandName: z.string(),
  openedBy: side,
  reason: z.enum(DISPUTE_REASON_NAMES),
  milestone: z.nullable(z.int()),
  amountMinor: z.int(),
  currency: z.enum(CURRENCIES),
  lots: z.array(z.object({ milestone: z.int(), priceMinor: z.int(), feeMinor: z.int() })),
  claim: z.object(division),
  phase: z.enum(DISPUTE_PHASES),
  dueAt: z.nullable(z.string()),
  staffSince: z.nullable(z.string()),
  remindedHours: z.nullable(z.int()),
  proposal: z.nullable(z.object({ entryNumber: z.int(), by: side, ...division })),
  isOfCampaign: z.optional(z.boolean()),
  decision: z.optional(z.object({ ...division, reason: z.string(), userId: z.string(), at: z.string() })),
  appeal: z.optional(z.object({ by: side, at: z.string() })),
  waivedBy: z.optional(z.array(side)),
  outcome: z.nullable(
    z.object({
      ...division,
      result: z.enum(DISPUTE_RESULTS),
      by: z.enum(DISPUTE_DECIDERS),
      reason: z.string(),
      at: z.string(),
    }),
  ),
  entryCount: z.int(),
  lastHash: z.string(),
  openedAt: z.string(),
  closedAt: z.nullable(z.string()),
  version: z.int(),
  updatedAt: z.string(),
});

/** A dispute: the item in the workspace, and the influencer's full copy. */
export const Disputes = {
  main: defineEntity({
    name: 'dispute',
    schema,
    key: (dispute) => keys.dispute(dispute.workspaceId, dispute.disputeId),
    index: ({ workspaceId, disputeId, phase, staffSince }) => ({
      gsi1pk: indexes.disputesOf(workspaceId),
      gsi1sk: disputeId,
      ...(phase === 'with_staff' ? { gsi3pk: indexes.disputesForStaff(), gsi3sk: `${staffSince}#${disputeId}` } : {}),
    }),
  }),
  copy: defineEntity({
    name: 'dispute_copy',
    schema,
    key: (dispute) => keys.disputeCopy(dispute.influencerId, dispute.disputeId),
    index: ({ influencerId, disputeId }) => ({ gsi1pk: indexes.disputesWith(influencerId), gsi1sk: disputeId }),
  }),
} as const;
export type DisputeItem = ValueOf<(typeof Disputes)['main']>;

export const disputeRef = (workspaceId: string, disputeId: string) =>
  ref(Disputes.main, keys.dispute(workspaceId, disputeId));
export const ownDisputeRef = (influencerId: string, disputeId: string) =>
  ref(Disputes.copy, keys.disputeCopy(influencerId, disputeId));

const entrySchema = z.object({
  disputeId: z.string(),
  workspaceId: z.string(),
  influencerId: z.string(),
  number: z.int(),
  subject: z.enum(ENTRY_SUBJECTS),
  by: z.enum(ENTRY_AUTHORS),
  userId: z.string(),
  at: z.string(),
  text: z.string(),
  links: z.array(z.string()),
  files: z.array(
    z.object({
      uploadId: z.string(),
      fileName: z.string(),
      contentType: z.enum(UPLOAD_TYPES),
      sizeBytes: z.int(),
      sha256: z.string(),
      scan: z.optional(z.enum(SCANS)),
    }),
  ),
  division: z.nullable(z.object(division)),
  previousHash: z.string(),
  hash: z.string(),
});

/** What was said and shown in a dispute, with each side a copy; never changed. */
export const DisputeEntries = {
  main: defineEntity({
    name: 'dispute_entry',
    schema: entrySchema,
    key: (entry) => keys.disputeEntry(entry.workspaceId, entry.disputeId, entry.number),
  }),
  copy: defineEntity({
    name: 'dispute_entry_copy',
    schema: entrySchema,
    key: (entry) => keys.disputeEntryCopy(entry.influencerId, entry.disputeId, entry.number),
  }),
} as const;
export type DisputeEntryItem = ValueOf<(typeof DisputeEntries)['main']>;

/** A further entry with each side's copy. */
export function writeEntry(entry: DisputeEntry): Change[] {
  return createBoth(DisputeEntries, entry);
}

/** A new dispute with its first entry. */
export function writeNewDispute(dispute: Omit<DisputeItem, 'version'>, entry: DisputeEntry): Change[] {
  const first = { ...dispute, version: 1 };
  return [create(Disputes.main, first), create(Disputes.copy, first), ...writeEntry(entry)];
}
