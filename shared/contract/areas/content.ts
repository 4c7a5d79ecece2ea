import * as z from 'zod/mini';
import { LIVE_CHECKS, SUBMISSION_STATUSES } from '#domain/content.ts';
import { defineEndpoint } from '../endpoint.ts';
import { HttpsUrl, Instant, id, page, pageQuery, text } from '../schemas.ts';
import { campaignParams } from './campaigns.ts';
import { ContentModeration } from './moderation.ts';
import { Medium } from './uploads.ts';

const deliverableId = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be a short name of a-z, 0-9 and -'));
export const ContentStatus = z.enum(SUBMISSION_STATUSES);

/** A version of the same piece that came before, as it ended. */
export const EarlierVersion = z.strictObject({
  contentId: id('submission'),
  revision: z.int(),
  submissionDate: Instant,
  decidedAt: z.nullable(Instant),
  note: z.nullable(z.string()),
});
z.globalRegistry.add(EarlierVersion, { id: 'EarlierVersion' });

export const Content = z.strictObject({
  contentId: id('submission'),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  contractId: id('contract'),
  deliverableId,
  /** The milestone it is for; null in a contract that has one. */
  milestone: z.nullable(z.int()),
  influencerId: id('influencer'),
  influencerName: z.string(),
  mediaUrls: z.array(HttpsUrl),
  media: z.array(Medium),
  caption: z.string(),
  /** 1 for the first version of a piece; each round of changes makes another. */
  revision: z.int(),
  earlierVersions: z.array(EarlierVersion),
  /** The next version of the piece, once there is one. */
  revisedBy: z.nullable(id('submission')),
  /** Rounds of changes the brand may still ask for; null for content older than the count. */
  roundsLeft: z.nullable(z.int()),
  status: ContentStatus,
  /** What the brand said when it decided. */
  note: z.nullable(z.string()),
  liveUrl: z.nullable(HttpsUrl),
  submissionDate: Instant,
  decidedAt: z.nullable(Instant),
  liveAt: z.nullable(Instant),
  /** What the platform said of the newest reported address; null until it was asked. Denied addresses no longer count as live. */
  liveCheck: z.nullable(z.strictObject({ state: z.enum(LIVE_CHECKS), url: HttpsUrl, checkedAt: Instant })),
  /** What screening and moderators have said of it; null for content older than the screening. */
  moderation: z.nullable(ContentModeration),
  /** When somebody of the brand first looked at its pictures and films; null as long as nobody has. */
  seenAt: z.nullable(Instant),
  version: z.int(),
  updatedAt: Instant,
});
z.globalRegistry.add(Content, { id: 'Content' });

export const submitContent = defineEndpoint({
  id: 'content.submit-content',
  method: 'POST',
  path: '/campaigns/{campaignId}/content',
  allow: ['content:submit'],
  idempotent: true,
  params: campaignParams,
  body: z
    .strictObject({
      contractId: id('contract'),
      deliverableId,
      /** Files I uploaded; each must be ready. */
      uploadIds: z._default(z.array(id('upload')).check(z.maxLength(10)), []),
      mediaUrls: z._default(z.array(HttpsUrl).check(z.maxLength(10)), []),
      caption: z._default(z.string().check(z.trim(), z.maxLength(5000)), ''),
      /** The content for which changes were asked, when this is its next version. */
      revises: z.optional(id('submission')),
    })
    .check(
      z.refine(({ uploadIds, mediaUrls }) => uploadIds.length + mediaUrls.length > 0, {
        error: 'must hold an address, unless uploadIds names a file',
        path: ['mediaUrls'],
      }),
      z.refine(({ uploadIds }) => new Set(uploadIds).size === uploadIds.length, {
        error: 'must name each file once',
        path: ['uploadIds'],
      }),
    ),
  responses: { 201: Content },
  errors: [
    'not_found',
    'contract_not_funded',
    'deliverable_complete',
    'validation_failed',
    'upload_not_ready',
    'content_not_revisable',
  ],
  summary: 'Submit one piece of content for a deliverable of my contract, or the next version of one.',
});

export const listContent = defineEndpoint({
  id: 'content.list-content',
  method: 'GET',
  path: '/campaigns/{campaignId}/content',
  allow: ['content:read'],
  params: campaignParams,
  query: pageQuery({ status: z.optional(ContentStatus) }),
  responses: { 200: page(Content) },
  errors: ['not_found', 'bad_cursor'],
  summary: 'The content of a campaign, newest first; an influencer sees their own.',
});

const contentParams = z.strictObject({ campaignId: id('campaign'), contentId: id('submission') });

export const getContent = defineEndpoint({
  id: 'content.get-content',
  method: 'GET',
  path: '/campaigns/{campaignId}/content/{contentId}',
  allow: ['content:read'],
  params: contentParams,
  responses: { 200: Content },
  errors: ['not_found'],
  summary: 'One piece of content.',
});

export const reviewContent = defineEndpoint({
  id: 'content.review-content',
  method: 'PUT',
  path: '/campaigns/{campaignId}/content/{contentId}/status',
  allow: ['content:review'],
  byGrant: 'path',
  idempotent: true,
  params: contentParams,
  body: z.strictObject({
    status: z.enum(['approved', 'changes_requested', 'rejected']),
    note: z.optional(text(1, 2000)),
  }),
  responses: { 200: Content },
  errors: ['not_found', 'content_not_pending', 'revision_rounds_used', 'content_in_moderation'],
  summary: 'Approve, reject or ask for changes; what is not approved may be submitted anew.',
});

export const markSeen = defineEndpoint({
  id: 'content.mark-seen',
  method: 'POST',
  path: '/campaigns/{campaignId}/content/{contentId}/seen',
  allow: ['content:review'],
  byGrant: 'path',
  idempotent: true,
  params: contentParams,
  responses: { 200: Content },
  errors: ['not_found'],
  summary:
    'Note that somebody of the brand has looked at all pictures and films of a piece: without it, silence approves none that could not be screened. The first one counts.',
});

export const reportLive = defineEndpoint({
  id: 'content.report-live',
  method: 'POST',
  path: '/campaigns/{campaignId}/content/{contentId}/live',
  allow: ['content:submit'],
  idempotent: true,
  params: contentParams,
  body: z.strictObject({ url: HttpsUrl }),
  responses: { 200: Content },
  errors: ['not_found', 'content_not_approved', 'validation_failed'],
  summary: "Say where approved content is published: an address of the deliverable's platform.",
});

const permille = z.int().check(z.gte(0), z.lte(1000));

/** Where in a file of the piece a comment points. */
export const CommentPlace = z.strictObject({
  uploadId: id('upload'),
  /** The moment of a film, ms since it began; needed for one, not for a picture. */
  atMs: z.optional(z.int().check(z.gte(0), z.lte(86_400_000))),
  /** From the left and from the top, thousandths of its width and height; needed for a picture. */
  xPermille: z.optional(permille),
  yPermille: z.optional(permille),
});
z.globalRegistry.add(CommentPlace, { id: 'CommentPlace' });

export const ContentComment = z.strictObject({
  commentId: id('comment'),
  contentId: id('submission'),
  by: z.enum(['brand', 'influencer']),
  authorName: z.string(),
  text: z.string(),
  place: z.nullable(CommentPlace),
  /** The comment that began the thread it answers in. */
  replyTo: z.nullable(id('comment')),
  createdAt: Instant,
});
z.globalRegistry.add(ContentComment, { id: 'ContentComment' });

export const addComment = defineEndpoint({
  id: 'content.add-comment',
  method: 'POST',
  path: '/campaigns/{campaignId}/content/{contentId}/comments',
  allow: ['content:comment'],
  byGrant: 'path',
  idempotent: true,
  params: contentParams,
  body: z.strictObject({
    text: text(1, 2000),
    /** What it is about; the piece as a whole without one. */
    place: z.optional(CommentPlace),
    /** The comment it answers, which has a place already where it needs one. */
    replyTo: z.optional(id('comment')),
  }),
  responses: { 201: ContentComment },
  errors: ['not_found', 'validation_failed'],
  summary:
    'Say something about a piece of content, a point of a picture or a moment of a film, or answer what was said; both sides see it.',
});

export const listComments = defineEndpoint({
  id: 'content.list-comments',
  method: 'GET',
  path: '/campaigns/{campaignId}/content/{contentId}/comments',
  allow: ['content:read'],
  params: contentParams,
  query: pageQuery({}),
  responses: { 200: page(ContentComment) },
  errors: ['not_found', 'bad_cursor'],
  summary: 'What both sides said about a piece of content, oldest first.',
});

export const contentEndpoints = [
  submitContent,
  listContent,
  getContent,
  reviewContent,
  markSeen,
  reportLive,
  addComment,
  listComments,
] as const;
