import type { HoldStatus } from './contract.ts';
import {
  type ClockedHold,
  dueReminder,
  mustGoBack,
  nextClockInstantMs,
  RELEASE_ALLOWANCE_HOURS,
} from './hold-clock.ts';
import { SECOND_PERSON_DAYS } from './second-person.ts';

/** How long a payment that the card networks warn of is looked at before anything of it is released, days. It is ours to choose: a warning says that a dispute may follow, not when. */
export const REVIEW_DAYS = 7;

/** How long a movement waits that the provider's balance was too low for, when the provider does not say until when, hours. */
export const BALANCE_PAUSE_HOURS = 12;

/** How long after a refusal by the provider the next try waits, hours. */
export const REFUSAL_PAUSE_HOURS = 1;

const HOUR_MS = 3_600_000;

/** Why money is not released yet, in the order a deal goes through them. */
export const RELEASE_REASONS = [
  'content_not_approved',
  'content_not_live',
  'dispute_open',
  'payment_under_review',
  'account_not_payable',
  'silence_window_open',
  'second_person_missing',
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** What people decided about held money after a dispute between the parties. */
export const VERDICTS = ['release', 'refund'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** All that a release depends on, as it stands now. */
export interface ReleaseFacts {
  nowMs: number;
  hold: {
    status: HoldStatus;
    disputed: boolean;
    refusedAtMs: number | null;
    /** What people decided about it; then nothing is asked but whether the money can go there. */
    verdict?: Verdict | undefined;
    /** Before that a refused movement is not tried again; without one it is after the usual pause. */
    refusedUntilMs?: number | null | undefined;
    /** Its refund was given up: it stays where it is until people decide. */
    refundStuck?: boolean | undefined;
    /** Before that nothing is released, as the payment may be fraud. */
    reviewUntilMs?: number | null | undefined;
  } & ClockedHold;
  /** Pieces of content: asked for, waiting for review, approved so far, and live. */
  content: {
    requiredCount: number;
    pendingCount: number;
    approvedCount: number;
    liveCount: number;
    /** When the newest of them went live; where none is asked for, the end of the day the money is for. */
    lastLiveAtMs: number | null;
    /** How long after that the brand may object, as was agreed. */
    objectionHours: number;
    /** When content that waits for its answer counts as approved by the contract; null for never, and where none waits. */
    answerEndsAtMs?: number | null | undefined;
  };
  accountPayable: boolean;
  /** The workspace wants a second person to approve this release, and none has. */
  secondPersonMissing: boolean;
  /** The campaign is completed or cancelled. */
  campaignOver: boolean;
}

/** What the time to object is counted by. */
interface SilenceFacts {
  content: Pick<ReleaseFacts['content'], 'lastLiveAtMs' | 'objectionHours'>;
}

/** When the silence window ends, ms; null before anything is live. */
export function silenceEndsAtMs({ content: { lastLiveAtMs, objectionHours } }: SilenceFacts): number | null {
  return lastLiveAtMs === null ? null : lastLiveAtMs + objectionHours * HOUR_MS;
}

/**
 * When a delivered contract waits no longer for a second person, ms; null before anything is live. Earlier where the provider would not hold the money for
 * so long, but never before the silence window ends.
 */
export function latestReleaseAtMs(facts: SilenceFacts & { hold: { heldUntilMs: number | null } }): number | null {
  const silenceMs = silenceEndsAtMs(facts);
  if (silenceMs === null) return null;
  const patienceMs = silenceMs + SECOND_PERSON_DAYS * 24 * HOUR_MS;
  const { heldUntilMs } = facts.hold;
  if (heldUntilMs === null) return patienceMs;
  return Math.max(silenceMs, Math.min(patienceMs, heldUntilMs - RELEASE_ALLOWANCE_HOURS * HOUR_MS));
}

/** Until when nothing of a payment that may be fraud is released, ms; never so long that the money could no longer leave in the time for which it may be held. */
export function reviewEndsAtMs(warnedAtMs: number, heldUntilMs: number | null): number {
  const untilMs = warnedAtMs + REVIEW_DAYS * 24 * HOUR_MS;
  if (heldUntilMs === null) return untilMs;
  return Math.max(warnedAtMs, Math.min(untilMs, heldUntilMs - RELEASE_ALLOWANCE_HOURS * HOUR_MS));
}

/** Each gate by its reason: whether it is closed. */
const GATES: Record<ReleaseReason, (facts: ReleaseFacts) => boolean> = {
  content_not_approved: ({ content }) => content.approvedCount < content.requiredCount,
  content_not_live: ({ content }) => content.liveCount < content.requiredCount,
  dispute_open: ({ hold }) => hold.disputed || hold.status === 'disputed',
  payment_under_review: ({ hold, nowMs }) => nowMs < (hold.reviewUntilMs ?? Number.NEGATIVE_INFINITY),
  account_not_payable: ({ accountPayable }) => !accountPayable,
  silence_window_open: (facts) => facts.nowMs < (silenceEndsAtMs(facts) ?? Number.NEGATIVE_INFINITY),
  second_person_missing: (facts) =>
    facts.secondPersonMissing && facts.nowMs < (latestReleaseAtMs(facts) ?? Number.POSITIVE_INFINITY),
};

/** What still counts once people have decided: only whether the money can go there. */
const AFTER_VERDICT: Record<Verdict, readonly ReleaseReason[]> = {
  release: ['dispute_open', 'payment_under_review', 'account_not_payable'],
  refund: ['dispute_open'],
};

/** Every reason that holds the money back now; none when it may be released, or given back where that was decided. */
export function closedGates(facts: ReleaseFacts): ReleaseReason[] {
  const { verdict } = facts.hold;
  return (verdict ? AFTER_VERDICT[verdict] : RELEASE_REASONS).filter((reason) => GATES[reason](facts));
}

/** What the release of one contract does next, with which part of its money where that has several; `untilMs` is null when only a change can help. */
export type ReleaseStep =
  | { do: 'release'; withoutSecondPerson?: true; partId?: string }
  | { do: 'refund'; partId?: string }
  | { do: 'remind'; days: number; partId?: string }
  | { do: 'approve'; partId?: string }
  | { do: 'wait'; reasons: ReleaseReason[]; untilMs: number | null; parts?: string }
  | { do: 'stop' };

/** The money of a contract, or one part of it, with all that its release depends on. */
export interface PartFacts {
  /** Absent where the money is in one part. */
  partId?: string | undefined;
  facts: ReleaseFacts;
}

/**
 * The next step for money in parts: what is under way is finished first, then what can be done at once, part by part. It waits for the first instant and for every
 * reason of any part, and stops when all of them have left.
 */
export function decideReleases(parts: readonly PartFacts[]): ReleaseStep {
  const steps = parts.map(({ partId, facts }) => ({ partId, facts, step: decideRelease(facts) }));
  const isUnderWay = ({ facts: { hold } }: PartFacts) => hold.status === 'releasing' || hold.status === 'refunding';
  const [first] = steps;
  if (first && first.partId === undefined) return first.step;
  const next =
    steps.find((one) => isUnderWay(one) && one.step.do !== 'wait') ??
    steps.find(({ step }) => step.do !== 'wait' && step.do !== 'stop');
  if (next && next.step.do !== 'wait' && next.step.do !== 'stop')
    return { ...next.step, ...(next.partId === undefined ? {} : { partId: next.partId }) };
  const waits = steps.flatMap(({ step }) => (step.do === 'wait' ? [step] : []));
  if (waits.length === 0) return { do: 'stop' };
  const instants = waits.flatMap(({ untilMs }) => (untilMs === null ? [] : [untilMs]));
  return {
    do: 'wait',
    reasons: RELEASE_REASONS.filter((reason) => waits.some(({ reasons }) => reasons.includes(reason))),
    untilMs: instants.length === 0 ? null : Math.min(...instants),
    parts: steps.map(({ partId, facts, step }) => `${partId}=${facts.hold.status}/${stepText(step)}`).join(' '),
  };
}

/** Money that is with one side or the other, or that will never be paid in. */
export function hasLeft(status: HoldStatus): boolean {
  return status === 'released' || status === 'refunded' || status === 'cancelled';
}

/** The next step of a hold: what is under way is finished first, then the gates decide; what a campaign leaves behind undelivered goes back. */
export function decideRelease(facts: ReleaseFacts): ReleaseStep {
  const { hold, nowMs } = facts;
  if (hasLeft(hold.status)) return { do: 'stop' };
  if (hold.status === 'releasing') return { do: 'release' };
  if (hold.status === 'refunding') return nextTry(facts);
  const reasons = closedGates(facts);
  if (hold.status !== 'funded' || hold.refundStuck) return { do: 'wait', reasons, untilMs: null };
  const pausedUntilMs = hold.refusedAtMs === null ? nowMs : hold.refusedAtMs + REFUSAL_PAUSE_HOURS * HOUR_MS;
  const triedAgainAtMs = hold.refusedUntilMs ?? pausedUntilMs;
  const { verdict } = hold;
  const step = reasons.length === 0 ? (verdict ?? 'release') : !verdict && isLeftOver(facts) ? 'refund' : 'wait';
  if (step !== 'wait' && triedAgainAtMs > nowMs) return { do: 'wait', reasons, untilMs: triedAgainAtMs };
  if (step === 'release')
    return facts.secondPersonMissing && !verdict ? { do: step, withoutSecondPerson: true } : { do: step };
  if (step === 'refund') return { do: step };
  if (isAnswerOverdue(facts)) return { do: 'approve' };
  const reminder = dueReminder(hold, nowMs);
  if (reminder !== undefined) return { do: 'remind', days: reminder };
  return { do: 'wait', reasons, untilMs: nextInstantMs(facts, reasons) };
}

/** A refund is made at once, or tried again when it is time; one whose money a bank disputes shares the fate of that at once. */
function nextTry({ hold, nowMs }: ReleaseFacts): ReleaseStep {
  if (hold.disputed) return { do: 'refund' };
  if (hold.refundStuck) return { do: 'wait', reasons: [], untilMs: null };
  const untilMs = hold.refusedUntilMs ?? nowMs;
  return untilMs > nowMs ? { do: 'wait', reasons: [], untilMs } : { do: 'refund' };
}

/** Content waits for an answer that did not come in the time that was agreed. */
function isAnswerOverdue({ content, nowMs }: ReleaseFacts): boolean {
  return typeof content.answerEndsAtMs === 'number' && nowMs >= content.answerEndsAtMs;
}

/** When the last of the gates opens by itself, ms; null when one of them waits for somebody and for no instant. */
function timeAloneHelpsAtMs(reasons: readonly ReleaseReason[], facts: ReleaseFacts): number | null {
  const instants = reasons.map((reason) => OPENS_AT[reason]?.(facts) ?? null);
  return instants.reduce<number | null>(
    (last, instant) => (last === null || instant === null ? null : Math.max(last, instant)),
    instants[0] ?? null,
  );
}

/** Money for a day and no content is earned once that day has come. */
function isDayCome({ content, nowMs }: ReleaseFacts): boolean {
  return content.requiredCount === 0 && content.lastLiveAtMs !== null && nowMs >= content.lastLiveAtMs;
}
/** When the gates that wait for an instant open by themselves, ms. */
const OPENS_AT: Partial<Record<ReleaseReason, (facts: ReleaseFacts) => number | null | undefined>> = {
  payment_under_review: ({ hold }) => hold.reviewUntilMs,
  silence_window_open: silenceEndsAtMs,
  second_person_missing: latestReleaseAtMs,
};

/** When there is something to do even if nothing changes: gates open by themselves, or the clock of the hold asks for something. */
function nextInstantMs(facts: ReleaseFacts, reasons: readonly ReleaseReason[]): number | null {
  const instants = [
    timeAloneHelpsAtMs(reasons, facts),
    nextClockInstantMs(facts.hold, facts.nowMs),
    facts.content.answerEndsAtMs ?? null,
  ];
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * The campaign is over, or the money may not be held any longer, and nothing was, or can still be, delivered for it; anything delivered in part is for people
 * to settle.
 */
function isLeftOver(facts: ReleaseFacts): boolean {
  const { campaignOver, content, hold, nowMs } = facts;
  return (
    (campaignOver || mustGoBack(hold, nowMs)) &&
    !hold.disputed &&
    !isDayCome(facts) &&
    content.pendingCount === 0 &&
    content.approvedCount === 0 &&
    content.liveCount === 0
  );
}

/** A step in one text, to tell whether anything changed between two looks. */
export function stepText(step: ReleaseStep): string {
  if (step.do === 'stop') return step.do;
  if (step.do === 'wait')
    return `wait:${step.reasons.join(',')}:${step.untilMs ?? ''}${step.parts === undefined ? '' : `:${step.parts}`}`;
  const of = step.partId === undefined ? '' : `:${step.partId}`;
  return step.do === 'remind' ? `remind:${step.days}${of}` : `${step.do}${of}`;
}
