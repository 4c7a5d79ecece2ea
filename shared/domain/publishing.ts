import type { Campaign } from './campaign.ts';
import { type Refused, refuse } from './decision.ts';
import { isSamePerson } from './second-person.ts';

/** A member asked for a draft to be published where the workspace has somebody else do it, and perhaps another one said no. */
export interface Publishing {
  state: 'asked' | 'declined';
  /** Who asked; for an API key, who made the key. */
  askedBy: string;
  /** With which key. */
  keyId?: string | undefined;
  askedAt: string;
  decline?: { by: string; at: string; reason: string } | undefined;
}

/** Who asks: a person, or the one behind a key. */
export interface Asker {
  userId: string;
  keyId?: string | undefined;
}

/** The draft with what was said about publishing it; its version rises. */
function withPublishing(campaign: Campaign, publishing: Publishing | undefined, nowIso: string): Campaign {
  const { publishing: _before, ...rest } = campaign;
  return { ...rest, ...(publishing ? { publishing } : {}), version: campaign.version + 1, updatedAt: nowIso };
}

/**
 * A complete draft that waits for another member, or undefined when the same one has asked already; refuses while somebody else asks, and when
 * nobody else of `mayPublish` (ids of members) could ever answer.
 */
export function decideAsking(
  campaign: Campaign,
  { userId, keyId }: Asker,
  given: { mayPublish: readonly string[]; nowIso: string },
): Campaign | undefined | Refused<'publishing_asked_already' | 'no_second_member'> {
  const { publishing } = campaign;
  if (publishing?.state === 'asked') {
    if (publishing.askedBy === userId) return undefined;
    return refuse('publishing_asked_already', 'Another member asks for it: approve that, or decline it.');
  }
  if (!given.mayPublish.some((other) => other !== userId))
    return refuse(
      'no_second_member',
      'Your workspace has somebody else publish what you ask for, and nobody else here may: invite an owner or a manager, or let an owner switch that rule off under Settings.',
    );
  const asked = { state: 'asked' as const, askedBy: userId, ...(keyId ? { keyId } : {}), askedAt: given.nowIso };
  return withPublishing(campaign, asked, given.nowIso);
}

export type AnswerRefusal = 'publishing_not_asked' | 'same_person' | 'version_conflict';

/** What a member may answer: a request of somebody else for the version they have seen. */
export function openRequest(
  campaign: Campaign,
  userId: string,
  seenVersion: number,
): { request: Publishing } | Refused<AnswerRefusal> {
  const { publishing, version } = campaign;
  if (publishing?.state !== 'asked') return refuse('publishing_not_asked');
  if (isSamePerson({ userId: publishing.askedBy }, { userId }))
    return refuse('same_person', 'You asked for this yourself, so another owner or manager has to answer.');
  if (version !== seenVersion)
    return refuse('version_conflict', `You read version ${seenVersion}; the draft is at ${version}. Read it again.`);
  return { request: publishing };
}

/** The draft after another member said no. */
export function decideDecline(
  campaign: Campaign,
  answer: { userId: string; seenVersion: number; reason: string; nowIso: string },
): Campaign | Refused<AnswerRefusal> {
  const open = openRequest(campaign, answer.userId, answer.seenVersion);
  if ('refused' in open) return open;
  const decline = { by: answer.userId, at: answer.nowIso, reason: answer.reason };
  return withPublishing(campaign, { ...open.request, state: 'declined', decline }, answer.nowIso);
}

/** The draft after whoever asked no longer wants it published. */
export function decideWithdrawal(
  campaign: Campaign,
  userId: string,
  nowIso: string,
): Campaign | Refused<'publishing_not_asked' | 'not_your_request'> {
  const { publishing } = campaign;
  if (publishing?.state !== 'asked') return refuse('publishing_not_asked');
  if (publishing.askedBy !== userId)
    return refuse('not_your_request', 'Another member asks for this; you can decline it.');
  return withPublishing(campaign, undefined, nowIso);
}
