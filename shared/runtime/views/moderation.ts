import type * as z from 'zod/mini';
import type { BrandStanding, ContentModeration, ModerationEntry, ScreeningPolicy } from '#contract/areas/moderation.ts';
import type { BrandStandingItem } from '#data/brand-standing.ts';
import type { ModerationItem } from '#data/moderation.ts';
import type { Brand } from '#data/workspace.ts';
import { isVerified } from '#domain/brand-standing.ts';
import { isRefused } from '#domain/decision.ts';
import { decideModeration, MODERATION_APPEAL_DAYS, type Moderation } from '#domain/moderation.ts';
import { DEFAULT_POLICY, type ScreeningPolicy as Policy, SCREENING_CHECKS } from '#domain/screening.ts';
import { isoOf, msOf } from '../clock.ts';
import { mediumView } from './content.ts';
import { brandView } from './person.ts';

/** What both sides read of the moderation of a piece of content. */
export function contentModerationView(moderation: Moderation): z.input<typeof ContentModeration> {
  const { clearedAt = null, decideBy = null } = moderation;
  return { ...screenedView(moderation), clearedAt, decideBy };
}

/** What is read of the moderation of content and of campaigns alike. */
export function screenedView<S extends Moderation['state']>(moderation: Omit<Moderation, 'state'> & { state: S }) {
  const { state, score, findings, reason, decidedAt, hasAppealed } = moderation;
  const mayAppeal = state === 'refused' && !hasAppealed && decidedAt !== null;
  return {
    ...{ state, score, findings, reason, decidedAt },
    appealUntil: mayAppeal ? isoOf(msOf(decidedAt) + MODERATION_APPEAL_DAYS * 86_400_000) : null,
  };
}

/** What moderators see of a thing that waits for them, without addresses that show its files. */
export function moderationEntryView(item: ModerationItem, userId: string): z.input<typeof ModerationEntry> {
  const { itemId, workspaceId, campaignId, content, brand, campaignTitle, brandName, caption } = item;
  const { mediaUrls, media, findings, score, state, decisions, appeal, waitsSince, unanswered = null } = item;
  return {
    ...{ itemId, workspaceId, campaignId, kind: content ? 'content' : 'campaign' },
    ...{ contentId: content?.submissionId ?? null, brand: brand ?? null, campaignTitle, brandName, caption, mediaUrls },
    media: media.map(mediumView),
    ...{ findings, score, state, decisions, appeal, waitsSince, unanswered },
    mayDecide: !isRefused(decideModeration(item, userId)),
  };
}

/** A brand as people of the platform know it. */
export function brandStandingView(
  { workspaceId, brandId }: Pick<BrandStandingItem, 'workspaceId' | 'brandId'>,
  { brand, standing }: { brand: Brand | undefined; standing: BrandStandingItem | undefined },
): z.input<typeof BrandStanding> {
  return {
    ...{ brandId, workspaceId, profile: brand ? brandView(brand) : null },
    state: isVerified(standing, brand?.companyName) ? 'verified' : 'unverified',
    verifiedAs: standing?.state === 'verified' ? standing.companyName : null,
    clearedCampaignId: standing?.clearedCampaignId ?? null,
    decisions: standing?.decisions ?? [],
  };
}

/** How content is screened for a workspace, also where it has said nothing. */
export function screeningPolicyView(policy: Policy | undefined): z.input<typeof ScreeningPolicy> {
  const { actions, competitors, bannedWords, unscreened } = policy ?? DEFAULT_POLICY;
  const all = SCREENING_CHECKS.map((check) => [check, actions[check]]);
  return { actions: Object.fromEntries(all), competitors, bannedWords, unscreened };
}
