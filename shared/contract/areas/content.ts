import * as z from 'zod/mini';
import { SUBMISSION_STATUSES } from '#domain/content.ts';
import { defineEndpoint } from '../endpoint.ts';
import { HttpsUrl, Instant, id, page, pageQuery, text } from '../schemas.ts';
import { campaignParams } from './campaigns.ts';

const deliverableId = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be a short name of a-z, 0-9 and -'));
export const ContentStatus = z.enum(SUBMISSION_STATUSES);

export const Content = z.strictObject({
  contentId: id('submission'),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  contractId: id('contract'),
  deliverableId,
  influencerId: id('influencer'),
  influencerName: z.string(),
  mediaUrls: z.array(HttpsUrl),
  caption: z.string(),
  status: ContentStatus,
  /** What the brand said when it decided. */
  note: z.nullable(z.string()),
  liveUrl: z.nullable(HttpsUrl),
  submissionDate: Instant,
  decidedAt: z.nullable(Instant),
  liveAt: z.nullable(Instant),
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
  body: z.strictObject({
    contractId: id('contract'),
    deliverableId,
    mediaUrls: z.array(HttpsUrl).check(z.minLength(1), z.maxLength(10)),
    caption: z._default(z.string().check(z.trim(), z.maxLength(5000)), ''),
  }),
  responses: { 201: Content },
  errors: ['not_found', 'contract_not_funded', 'deliverable_complete', 'validation_failed'],
  summary: 'Submit one piece of content for a deliverable of my contract.',
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
  idempotent: true,
  params: contentParams,
  body: z.strictObject({
    status: z.enum(['approved', 'changes_requested', 'rejected']),
    note: z.optional(text(1, 2000)),
  }),
  responses: { 200: Content },
  errors: ['not_found', 'content_not_pending'],
  summary: 'Approve, reject or ask for changes; what is not approved may be submitted anew.',
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
  errors: ['not_found', 'content_not_approved'],
  summary: 'Say where approved content is published.',
});

export const contentEndpoints = [submitContent, listContent, getContent, reviewContent, reportLive] as const;
