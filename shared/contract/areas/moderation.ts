import * as z from 'zod/mini';
import { MODERATION_DECISIONS, MODERATION_ITEM_STATES, MODERATION_STATES } from '#domain/moderation.ts';
import { CHECK_OUTCOMES, SCREENING_ACTIONS, SCREENING_CHECKS, UNSCREENED_FOR } from '#domain/screening.ts';
import { defineEndpoint } from '../endpoint.ts';
import { HttpsUrl, Instant, id, page, pageQuery, text } from '../schemas.ts';
import { Medium } from './uploads.ts';

/** What one check came to; `not_screened` could not be measured, so that nobody has looked yet. */
export const ScreeningFinding = z.strictObject({
  check: z.enum(SCREENING_CHECKS),
  outcome: z.enum(CHECK_OUTCOMES),
  says: z.array(z.string()),
});
z.globalRegistry.add(ScreeningFinding, { id: 'ScreeningFinding' });

/** What screening and moderators have said of a piece of content; checks that passed are left out. */
export const ContentModeration = z.strictObject({
  state: z.enum(MODERATION_STATES),
  /** From 0 to 100: how grave the gravest of what was found is. */
  score: z.int(),
  findings: z.array(ScreeningFinding),
  /** What the moderator who decided last said. */
  reason: z.nullable(z.string()),
  decidedAt: z.nullable(Instant),
  /** Until when the influencer may appeal; null where there is nothing to appeal against. */
  appealUntil: z.nullable(Instant),
});
z.globalRegistry.add(ContentModeration, { id: 'ContentModeration' });

export const ModerationEntry = z.strictObject({
  itemId: id('moderation'),
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  contentId: id('submission'),
  campaignTitle: z.string(),
  brandName: z.string(),
  caption: z.string(),
  mediaUrls: z.array(HttpsUrl),
  /** With addresses that show the files only where one item is read. */
  media: z.array(Medium),
  findings: z.array(ScreeningFinding),
  score: z.int(),
  state: z.enum(MODERATION_ITEM_STATES),
  decisions: z.array(
    z.strictObject({
      decision: z.enum(MODERATION_DECISIONS),
      reason: z.string(),
      by: z.strictObject({ userId: id('user'), name: z.string() }),
      at: Instant,
    }),
  ),
  appeal: z.nullable(z.strictObject({ text: z.string(), at: Instant })),
  waitsSince: Instant,
  /** Whether the reader may decide it: an appeal is for another moderator than the first. */
  mayDecide: z.boolean(),
});
z.globalRegistry.add(ModerationEntry, { id: 'ModerationEntry' });

export const ScreeningPolicy = z.strictObject({
  /** What is done about what a check flags: nothing, show it to both sides, or have a moderator look before the brand may approve. */
  actions: z.strictObject(
    Object.fromEntries(SCREENING_CHECKS.map((check) => [check, z.enum(SCREENING_ACTIONS)])) as {
      [K in (typeof SCREENING_CHECKS)[number]]: z.ZodMiniEnum<{ off: 'off'; show: 'show'; hold: 'hold' }>;
    },
  ),
  competitors: z.array(text(2, 60)).check(z.maxLength(100)),
  bannedWords: z.array(text(2, 60)).check(z.maxLength(200)),
  /** Who looks at what could not be screened: the brand in its review, or a moderator before. */
  unscreened: z.enum(UNSCREENED_FOR),
});
z.globalRegistry.add(ScreeningPolicy, { id: 'ScreeningPolicy' });

export const listModerationQueue = defineEndpoint({
  id: 'moderation.list-queue',
  method: 'GET',
  path: '/moderation/queue',
  allow: ['moderation:decide'],
  query: pageQuery({}),
  responses: { 200: page(ModerationEntry) },
  errors: ['bad_cursor'],
  summary: 'What waits for a moderator, the longest waiting first.',
});

const itemParams = z.strictObject({ itemId: id('moderation') });

export const getModerationItem = defineEndpoint({
  id: 'moderation.get-item',
  method: 'GET',
  path: '/moderation/{itemId}',
  allow: ['moderation:decide'],
  params: itemParams,
  query: z.strictObject({ workspaceId: id('workspace') }),
  responses: { 200: ModerationEntry },
  errors: ['not_found'],
  summary: 'One thing that a moderator looks at, with its files and what was decided about it.',
});

export const decideModerationItem = defineEndpoint({
  id: 'moderation.decide-item',
  method: 'POST',
  path: '/moderation/{itemId}/decide',
  allow: ['moderation:decide'],
  idempotent: true,
  params: itemParams,
  body: z.strictObject({
    workspaceId: id('workspace'),
    decision: z.enum(MODERATION_DECISIONS),
    /** Both sides read it. */
    reason: text(3, 1000),
  }),
  responses: { 200: ModerationEntry },
  errors: ['not_found', 'moderation_closed', 'same_person'],
  summary: 'Let content through to the brand or not, with a reason; an appeal is decided by another moderator.',
});

export const appealModeration = defineEndpoint({
  id: 'moderation.appeal-content',
  method: 'POST',
  path: '/campaigns/{campaignId}/content/{contentId}/appeal',
  allow: ['content:submit'],
  idempotent: true,
  params: z.strictObject({ campaignId: id('campaign'), contentId: id('submission') }),
  body: z.strictObject({ text: text(3, 2000) }),
  responses: { 200: ContentModeration },
  errors: ['not_found', 'moderation_not_refused', 'appeal_over', 'moderation_closed'],
  summary: 'Have another moderator look at content that was not let through; once.',
});

export const getScreeningPolicy = defineEndpoint({
  id: 'moderation.get-policy',
  method: 'GET',
  path: '/moderation/policy',
  allow: ['workspace:read'],
  responses: { 200: ScreeningPolicy },
  errors: [],
  summary: 'How the content for the campaigns of the workspace is screened.',
});

export const putScreeningPolicy = defineEndpoint({
  id: 'moderation.put-policy',
  method: 'PUT',
  path: '/moderation/policy',
  allow: ['workspace:manage'],
  idempotent: true,
  body: ScreeningPolicy,
  responses: { 200: ScreeningPolicy },
  errors: ['validation_failed'],
  summary: 'Say how content is screened, from the next submission on.',
});

export const moderationEndpoints = [
  listModerationQueue,
  getModerationItem,
  decideModerationItem,
  appealModeration,
  getScreeningPolicy,
  putScreeningPolicy,
] as const;
