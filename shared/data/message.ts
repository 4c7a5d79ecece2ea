import * as z from 'zod/mini';
import { CAMPAIGN_STATUSES } from '#domain/campaign.ts';
import { THREAD_SUBJECTS } from '#domain/message.ts';
import { SCANS } from '#domain/scan.ts';
import { UPLOAD_TYPES } from '#domain/upload.ts';
import type { Change } from './change.ts';
import { defineEntity, type Entity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listPage, type Page } from './read.ts';

const side = z.enum(['brand', 'influencer']);
const told = z.optional(z.object({ number: z.int(), eventId: z.string() }));

/** Whose a talk is, and in which campaign: the same on the talk and on each of its messages. */
const of = {
  threadId: z.string(),
  workspaceId: z.string(),
  campaignId: z.string(),
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerId: z.string(),
  influencerName: z.string(),
};

const schema = z.object({
  ...of,
  about: z.object({ kind: z.enum(THREAD_SUBJECTS), id: z.string() }),
  /** What the two sides have with each other: the application, offer or contract, of content its contract. */
  dealId: z.string(),
  startedBy: side,
  messageCount: z.int(),
  last: z.object({ number: z.int(), by: side, authorName: z.string(), excerpt: z.string(), at: z.string() }),
  marks: z.record(z.string(), z.object({ side, number: z.int(), at: z.string() })),
  told: z.object({ brand: told, influencer: told }),
  version: z.int(),
  createdAt: z.string(),
});

/** A talk of the two sides: the item in the workspace, and the influencer's copy. Lists are by the newest message. */
export const Threads = {
  main: defineEntity({
    name: 'thread',
    schema,
    key: (thread) => keys.thread(thread.workspaceId, thread.threadId),
    index: ({ workspaceId, campaignId, threadId, last }) => ({
      gsi1pk: indexes.threadsOf(workspaceId),
      gsi1sk: `${last.at}#${threadId}`,
      gsi2pk: indexes.threadsAbout(workspaceId, campaignId),
      gsi2sk: `${last.at}#${threadId}`,
    }),
  }),
  copy: defineEntity({
    name: 'thread_copy',
    schema,
    key: (thread) => keys.threadCopy(thread.influencerId, thread.threadId),
    index: ({ influencerId, threadId, last }) => ({
      gsi1pk: indexes.threadsWith(influencerId),
      gsi1sk: `${last.at}#${threadId}`,
    }),
  }),
} as const;
export type ThreadItem = ValueOf<(typeof Threads)['main']>;

const messageSchema = z.object({
  ...of,
  messageId: z.string(),
  /** From 1, without gaps. */
  number: z.int(),
  by: side,
  userId: z.string(),
  authorName: z.string(),
  text: z.string(),
  attachments: z.array(
    z.object({
      documentId: z.string(),
      number: z.int(),
      title: z.string(),
      fileName: z.string(),
      contentType: z.enum(UPLOAD_TYPES),
      sizeBytes: z.int(),
      sha256: z.string(),
      scan: z.optional(z.enum(SCANS)),
    }),
  ),
  createdAt: z.string(),
});

/** What was said in a talk, with each side a copy; never changed. */
export const Messages = {
  main: defineEntity({
    name: 'message',
    schema: messageSchema,
    key: (message) => keys.message(message.workspaceId, message.threadId, message.number),
    index: ({ workspaceId, messageId }) => ({ gsi1pk: indexes.messagesOf(workspaceId), gsi1sk: messageId }),
  }),
  copy: defineEntity({
    name: 'message_copy',
    schema: messageSchema,
    key: (message) => keys.messageCopy(message.influencerId, message.threadId, message.number),
    index: ({ influencerId, messageId }) => ({ gsi1pk: indexes.messagesWith(influencerId), gsi1sk: messageId }),
  }),
} as const;
export type MessageItem = ValueOf<(typeof Messages)['main']>;

export const threadRef = (workspaceId: string, threadId: string) =>
  ref(Threads.main, keys.thread(workspaceId, threadId));
export const ownThreadRef = (influencerId: string, threadId: string) =>
  ref(Threads.copy, keys.threadCopy(influencerId, threadId));

/** A cancelled campaign is over for both sides: what was said stays, and nothing is added. */
const SPOKEN_OF = CAMPAIGN_STATUSES.filter((status) => status !== 'cancelled');

/** The campaign of a talk must not be cancelled when the commit is written; fails with talk_closed. */
export function campaignGoesOn({ workspaceId, campaignId }: Pick<ThreadItem, 'workspaceId' | 'campaignId'>): Change {
  return {
    kind: 'check',
    key: keys.campaign(workspaceId, campaignId),
    when: [{ path: 'status', is: 'in', values: SPOKEN_OF }],
    otherwise: 'talk_closed',
  };
}

/** There must be somebody in the workspace to read what an influencer writes; fails with talk_closed. */
export function workspaceGoesOn({ workspaceId }: Pick<ThreadItem, 'workspaceId'>): Change {
  return {
    kind: 'check',
    key: keys.workspace(workspaceId),
    when: [{ path: 'closedAt', is: '=', value: null }],
    otherwise: 'talk_closed',
  };
}

/** How many items one look through an index examines. */
const LOOKED_THROUGH = 500;

/**
 * The newest of a list that are wanted, at most `limit` of the next 500: a page may hold fewer, or none, and still have a next one. As the index has them.
 */
export async function lookThrough<T extends object>(
  list: { entity: Entity<T>; partition: string },
  isWanted: (item: T) => boolean,
  { limit, after }: { limit: number; after: Record<string, unknown> | undefined },
): Promise<Page<T>> {
  const page = await listPage({ ...list, index: 'gsi1', newestFirst: true, limit: LOOKED_THROUGH, after });
  const wanted = page.items.filter(isWanted);
  const items = wanted.slice(0, limit);
  const last = items.at(-1);
  if (wanted.length <= limit || !last) return { items, next: page.next };
  const { pk, sk, gsi1pk, gsi1sk } = list.entity.toItem(last);
  return { items, next: { pk, sk, gsi1pk, gsi1sk } };
}
