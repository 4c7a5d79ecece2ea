import { type Refused, refuse } from './decision.ts';
import type { Finding } from './screening.ts';

/** What screening and moderators have said of something: nothing to see · shown to both sides · a moderator looks first · let through · not let through · that is appealed against. */
export const MODERATION_STATES = ['passed', 'flagged', 'waits', 'approved', 'refused', 'appealed'] as const;
export type ModerationState = (typeof MODERATION_STATES)[number];

/** And of content: a service looks at its pictures and films, and nobody can approve it yet · the brand's time to answer is over and nobody has seen its pictures, so that a moderator looks, and only then does silence approve it. */
export const CONTENT_MODERATION_STATES = [...MODERATION_STATES, 'screening', 'unanswered'] as const;
export type ContentModerationState = (typeof CONTENT_MODERATION_STATES)[number];

/** States of what moderators see; over is what the brand has answered before. */
export const MODERATION_ITEM_STATES = ['waits', 'approved', 'refused', 'appealed', 'over'] as const;
export type ModerationItemState = (typeof MODERATION_ITEM_STATES)[number];

export const MODERATION_DECISIONS = ['approved', 'refused'] as const;
export type ModerationDecision = (typeof MODERATION_DECISIONS)[number];

/** How long whoever is refused may appeal, days. */
export const MODERATION_APPEAL_DAYS = 14;

/** In how many days a moderator decides on content that nobody answered. */
export const UNANSWERED_DAYS = 2;

/** After how many hours of waiting moderators are told of it: a day before a decision on what nobody answered is due. */
export const TELLS_AFTER_HOURS = 24;

/** What a piece of content says of its moderation, for both sides. */
export interface Moderation {
  itemId: string | null;
  state: ContentModerationState;
  /** Of 100: how grave the gravest of what was found is. */
  score: number;
  findings: Finding[];
  /** What the moderator who decided last said, and when. */
  reason: string | null;
  decidedAt: string | null;
  /** Since when the brand may approve it, where a moderator looked first. */
  clearedAt?: string | undefined;
  /** Whether the one appeal there is was made. */
  hasAppealed?: boolean | undefined;
  /** Until when a moderator decides, of content that nobody answered. */
  decideBy?: string | undefined;
}

/** Whether content may not be approved yet, or not at all: it is still being screened, or moderators hold it back. */
export function isHeldBack(moderation: Pick<Moderation, 'state'> | undefined): boolean {
  const state = moderation?.state;
  return state === 'screening' || state === 'waits' || state === 'refused' || state === 'appealed';
}

/** Whether it is in the queue of moderators, or may come back there by an appeal. */
export function isWithModerators(moderation: Pick<Moderation, 'state'> | undefined): boolean {
  return isHeldBack(moderation) || moderation?.state === 'unanswered';
}

/** How long a service has to look at pictures and films, hours; after that they are not screened, and people look. */
export const SCREENING_HOURS = 3;

/** Content as it is once its pictures and films were looked at; what moderators have decided meanwhile stands. */
export function withMedia(
  before: Moderation,
  judged: { state: 'passed' | 'flagged' | 'waits'; score: number; findings: Finding[] },
  { itemId, nowIso }: { itemId: string; nowIso: string },
): Moderation {
  const { findings, score } = judged;
  if (before.state !== 'screening') return { ...before, findings, score };
  if (judged.state === 'waits') return { ...before, ...judged, itemId };
  // The brand could not answer before.
  return { ...before, ...judged, clearedAt: nowIso };
}

/** Who of the brand has looked at the pictures and films of content first, and when. */
export interface Seen {
  userId: string;
  at: string;
}

/**
 * Whether nobody knows what the pictures and films of content show: they could not be screened, nobody of the brand has looked at them, and no moderator has let them through.
 * Text is not asked about: it is read at a glance where it is listed, the word lists have measured it, and it can be corrected after it was published.
 */
export function isUnseen(
  moderation: Pick<Moderation, 'state' | 'findings'> | undefined,
  seenAt: string | null | undefined,
): boolean {
  if (!moderation || seenAt || moderation.state === 'approved') return false;
  return moderation.findings.some(({ check, outcome }) => check === 'media' && outcome === 'not_screened');
}

/** Whether something waits for a moderator of which they were not told since it does. */
export function isUntold({
  state,
  waitsSince,
  toldAt,
}: {
  state: ModerationItemState;
  waitsSince: string;
  toldAt?: string | undefined;
}): boolean {
  return (state === 'waits' || state === 'appealed') && (toldAt === undefined || toldAt < waitsSince);
}

/** One decision of a moderator. */
export interface Decided {
  decision: ModerationDecision;
  reason: string;
  by: { userId: string; name: string };
  at: string;
}

/** What a moderator's word comes to; refuses what is not open, and whoever decided it before the appeal. */
export function decideModeration(
  { state, decisions }: { state: ModerationItemState; decisions: readonly Decided[] },
  userId: string,
): { isAppeal: boolean } | Refused<'moderation_closed' | 'same_person'> {
  if (state !== 'waits' && state !== 'appealed')
    return refuse('moderation_closed', `It is ${state === 'over' ? 'no longer there to decide on' : state}.`);
  if (decisions.some(({ by }) => by.userId === userId))
    return refuse('same_person', 'You decided this before; the appeal is for another moderator.');
  return { isAppeal: state === 'appealed' };
}

/** Whether what was refused may be appealed against now; once, within the time there is. */
export function decideAppeal(
  moderation: Moderation | undefined,
  nowMs: number,
  decidedAtMs: (at: string) => number,
): { itemId: string } | Refused<'moderation_not_refused' | 'appeal_over'> {
  if (moderation?.state !== 'refused' || moderation.itemId === null || moderation.decidedAt === null)
    return refuse('moderation_not_refused');
  const { itemId, decidedAt, hasAppealed } = moderation;
  if (hasAppealed) return refuse('appeal_over', 'Another moderator has decided your appeal; that is final.');
  if (nowMs >= decidedAtMs(decidedAt) + MODERATION_APPEAL_DAYS * 86_400_000)
    return refuse('appeal_over', `An appeal was possible for ${MODERATION_APPEAL_DAYS} days.`);
  return { itemId };
}
