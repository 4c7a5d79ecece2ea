import * as z from 'zod/mini';
import { MOST_ATTACHMENTS, MOST_TEXT, THREAD_SUBJECTS } from '#domain/message.ts';
import { wordsOf } from '#domain/search-text.ts';
import { defineEndpoint } from '../endpoint.ts';
import { anyId, Instant, id, page, pageQuery, text } from '../schemas.ts';
import { OfferSide } from './offers.ts';
import { ScanResult, UploadContentType } from './uploads.ts';

export const Thread = z.strictObject({
  threadId: id('thread'),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerId: id('influencer'),
  influencerName: z.string(),
  /** The campaign itself (by an application to it), or one offer, contract or piece of content in it. */
  about: z.strictObject({ kind: z.enum(THREAD_SUBJECTS), id: z.string() }),
  /** The application, offer or contract that it is about, of content its contract: by it a document is opened to the other side. */
  dealId: z.string(),
  startedBy: OfferSide,
  messageCount: z.int(),
  /** Of the person who asks; 0 for a key. */
  unread: z.int(),
  last: z.strictObject({
    number: z.int(),
    by: OfferSide,
    authorName: z.string(),
    excerpt: z.string(),
    at: Instant,
  }),
  /** How far the other side has read; null before anybody of it did. */
  readByOther: z.nullable(z.strictObject({ number: z.int(), at: Instant })),
  createdAt: Instant,
});
z.globalRegistry.add(Thread, { id: 'Thread' });

/** A document in the version that was the newest when it was named; its file is read as that of any document. */
export const Attachment = z.strictObject({
  documentId: id('document'),
  number: z.int(),
  title: z.string(),
  fileName: z.string(),
  contentType: UploadContentType,
  sizeBytes: z.int(),
  sha256: z.string(),
  scan: ScanResult,
});
z.globalRegistry.add(Attachment, { id: 'Attachment' });

export const Message = z.strictObject({
  messageId: id('message'),
  threadId: id('thread'),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerName: z.string(),
  /** From 1, without gaps. */
  number: z.int(),
  by: OfferSide,
  /** Who it was, for their own side; null for the other. */
  userId: z.nullable(id('user')),
  authorName: z.string(),
  text: z.string(),
  attachments: z.array(Attachment),
  createdAt: Instant,
});
z.globalRegistry.add(Message, { id: 'Message' });

const params = z.strictObject({ threadId: id('thread') });
const said = {
  text: text(1, MOST_TEXT),
  /** Documents of the own side; each opens to the other side, and stays for as long as the message does. */
  attachments: z._default(
    z.array(id('document')).check(
      z.maxLength(MOST_ATTACHMENTS),
      z.refine((ids) => new Set(ids).size === ids.length, 'must name each document once'),
    ),
    [],
  ),
};

/** Why a document cannot be named. */
const notAttached = ['not_allowed', 'document_is_entry', 'too_many_readers'] as const;

/** What is about the caller's own talks: everybody may ask, and is answered what they may read. */
const OWN = ['message:read', 'account:self'] as const;

export const listThreads = defineEndpoint({
  id: 'messages.list-threads',
  method: 'GET',
  path: '/threads',
  allow: OWN,
  byGrant: 'never',
  query: pageQuery({ campaignId: z.optional(id('campaign')) }),
  responses: { 200: page(Thread) },
  errors: ['bad_cursor'],
  summary:
    'The talks that the caller may read, those with the newest message first; of all campaigns or of one. A page may hold fewer than asked for and still have a next one.',
});

export const startThread = defineEndpoint({
  id: 'messages.start-thread',
  method: 'POST',
  path: '/threads',
  allow: ['message:write'],
  byGrant: 'thing',
  idempotent: true,
  rate: 'messages',
  body: z.strictObject({
    campaignId: id('campaign'),
    /** An application stands for the campaign as such. */
    about: anyId('application', 'offer', 'contract', 'submission'),
    ...said,
  }),
  responses: { 201: Thread },
  errors: ['not_found', 'talk_not_open', 'talk_closed', ...notAttached],
  summary:
    'Say something about an application, offer, contract or piece of content: begins the talk about it, or goes on with the one that there is.',
});

export const getThread = defineEndpoint({
  id: 'messages.get-thread',
  method: 'GET',
  path: '/threads/{threadId}',
  allow: ['message:read'],
  byGrant: 'thing',
  params,
  responses: { 200: Thread },
  errors: ['not_found'],
  summary: 'One talk, without its messages.',
});

export const listMessages = defineEndpoint({
  id: 'messages.list-messages',
  method: 'GET',
  path: '/threads/{threadId}/messages',
  allow: ['message:read'],
  byGrant: 'thing',
  params,
  query: pageQuery({}),
  responses: { 200: page(Message) },
  errors: ['not_found', 'bad_cursor'],
  summary: 'Everything that was said in a talk, newest first; nothing is ever changed or removed.',
});

export const sendMessage = defineEndpoint({
  id: 'messages.send-message',
  method: 'POST',
  path: '/threads/{threadId}/messages',
  allow: ['message:write'],
  byGrant: 'thing',
  idempotent: true,
  rate: 'messages',
  params,
  body: z.strictObject(said),
  responses: { 201: Message },
  errors: ['not_found', 'talk_closed', ...notAttached],
  summary: 'Say something in a talk. What is sent stays as it is: correct it by another message.',
});

export const readThread = defineEndpoint({
  id: 'messages.read-thread',
  method: 'POST',
  path: '/threads/{threadId}/read',
  // A key reads as nobody in particular.
  allow: ['message:write'],
  byGrant: 'thing',
  params,
  body: z.strictObject({
    /** Of the newest message that was seen; one that was seen before changes nothing. */
    number: z.int().check(z.gte(1)),
  }),
  responses: { 200: Thread },
  errors: ['not_found', 'validation_failed'],
  summary: 'Say how far you have read; the other side sees it.',
});

export const searchMessages = defineEndpoint({
  id: 'messages.search-messages',
  method: 'GET',
  path: '/messages',
  allow: OWN,
  byGrant: 'never',
  rate: 'search',
  query: pageQuery({
    q: text(2, 100).check(z.refine((q) => wordsOf(q).length > 0, 'must hold a word or a number')),
  }),
  responses: { 200: page(Message) },
  errors: ['bad_cursor'],
  summary:
    'Messages of the talks that the caller may read that hold every word, newest first. One call looks through the next 500 messages: a page may be empty and still have a next one.',
});

export const UnreadMessages = z.strictObject({
  unread: z.int(),
  /** Talks with anything unread. */
  threads: z.int(),
  /** There may be more in older talks than were looked at. */
  isAtLeast: z.boolean(),
});
z.globalRegistry.add(UnreadMessages, { id: 'UnreadMessages' });

export const countMessages = defineEndpoint({
  id: 'messages.count-unread',
  method: 'GET',
  path: '/messages/count',
  allow: OWN,
  byGrant: 'never',
  responses: { 200: UnreadMessages },
  errors: [],
  summary: 'How many messages you have not read in the hundred talks with the newest messages.',
});

export const messageEndpoints = [
  listThreads,
  startThread,
  getThread,
  listMessages,
  sendMessage,
  readThread,
  searchMessages,
  countMessages,
] as const;
