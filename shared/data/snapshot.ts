import * as z from 'zod/mini';
import { SOCIAL_PLATFORMS } from '#domain/social.ts';
import { defineEntity, ref } from './entity.ts';
import { keys } from './keys.ts';

const count = z.nullable(z.int());
/** Numbers of a piece of content as a platform gives them; null where it does not say. */
export const counts = z.object({
  views: count,
  reach: count,
  likes: count,
  comments: count,
  shares: count,
  saves: count,
});

const snapshotSchema = z.object({
  receiptId: z.string(),
  influencerId: z.string(),
  platform: z.enum(SOCIAL_PLATFORMS),
  /** A post, or null for the account itself. */
  mediaId: z.nullable(z.string()),
  contentId: z.nullable(z.string()),
  workspaceId: z.nullable(z.string()),
  campaignId: z.nullable(z.string()),
  handle: z.string(),
  counts: z.nullable(counts),
  followers: count,
  pulledAt: z.string(),
  /** The call the numbers came from, without tokens. */
  source: z.string(),
  /** Where the raw answers of the pull are kept, which part of them these numbers were read from, and what that hashes to. */
  rawKey: z.string(),
  part: z.object({ answer: z.int(), item: z.nullable(z.string()) }),
  sha256: z.string(),
});

/** Numbers as they were pulled, never edited: with the influencer, and for content with the workspace too. */
export const Snapshots = {
  main: defineEntity({
    name: 'snapshot',
    schema: snapshotSchema,
    key: (snapshot) => keys.snapshot(snapshot.influencerId, snapshot.receiptId),
  }),
  copy: defineEntity({
    name: 'receipt',
    schema: snapshotSchema,
    key: (snapshot) => keys.receipt(snapshot.workspaceId ?? 'none', snapshot.receiptId),
  }),
} as const;
export type SnapshotItem = z.output<typeof snapshotSchema>;

export const snapshotRef = (influencerId: string, receiptId: string) =>
  ref(Snapshots.main, keys.snapshot(influencerId, receiptId));
export const receiptRef = (workspaceId: string, receiptId: string) =>
  ref(Snapshots.copy, keys.receipt(workspaceId, receiptId));
