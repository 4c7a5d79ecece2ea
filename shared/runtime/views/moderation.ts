import type * as z from 'zod/mini';
import type { ContentModeration, ModerationEntry, ScreeningPolicy } from '#contract/areas/moderation.ts';
import type { ModerationItem } from '#data/moderation.ts';
import { isRefused } from '#domain/decision.ts';
import { decideModeration, MODERATION_APPEAL_DAYS, type Moderation } from '#domain/moderation.ts';
import { DEFAULT_POLICY, type ScreeningPolicy as Policy, SCREENING_CHECKS } from '#domain/screening.ts';
import { isoOf, msOf } from '../clock.ts';

/** What both sides read of the moderation of a piece of content. */
export function contentModerationView(moderation: Moderation): z.input<typeof ContentModeration> {
  const { state, score, findings, reason, decidedAt, hasAppealed } = moderation;
  const mayAppeal = state === 'refused' && !hasAppealed && decidedAt !== null;
  return {
    ...{ state, score, findings, reason, decidedAt },
    appealUntil: mayAppeal ? isoOf(msOf(decidedAt) + MODERATION_APPEAL_DAYS * 86_400_000) : null,
  };
}

/** What moderators see of a thing that waits for them, without addresses that show its files. */
export function moderationEntryView(item: ModerationItem, userId: string): z.input<typeof ModerationEntry> {
  const { itemId, workspaceId, campaignId, submissionId: contentId, campaignTitle, brandName, caption } = item;
  const { mediaUrls, media, findings, score, state, decisions, appeal, waitsSince } = item;
  return {
    ...{ itemId, workspaceId, campaignId, contentId, campaignTitle, brandName, caption, mediaUrls },
    media: media.map((medium) => ({ ...medium, url: null, urlExpiresAt: null })),
    ...{ findings, score, state, decisions, appeal, waitsSince },
    mayDecide: !isRefused(decideModeration(item, userId)),
  };
}

/** How content is screened for a workspace, also where it has said nothing. */
export function screeningPolicyView(policy: Policy | undefined): z.input<typeof ScreeningPolicy> {
  const { actions, competitors, bannedWords, unscreened } = policy ?? DEFAULT_POLICY;
  const all = SCREENING_CHECKS.map((check) => [check, actions[check]]);
  return { actions: Object.fromEntries(all), competitors, bannedWords, unscreened };
}
