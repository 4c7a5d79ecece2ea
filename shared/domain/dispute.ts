import { canonicalJson } from './canonical.ts';
import { chargeStep, smallestCharge } from './charge-limits.ts';
import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import { issuesOfCut, splitOver } from './hold-parts.ts';
import { money } from './money.ts';
import { amountText } from './money-text.ts';
import type { Side } from './offer.ts';
import { type ReleaseStep, stepText } from './release.ts';
import type { Scan } from './scan.ts';
import type { UploadType } from './upload.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long the other side has to answer a dispute, and how long both may then show evidence and look for an agreement, days. */
export const ANSWER_DAYS = 5;
export const DISCUSSION_DAYS = 7;
/** How long each side may appeal against a decision of staff, no money moving before; and how long both may then show new evidence, days. */
export const APPEAL_DAYS = 7;
export const APPEAL_ANSWER_DAYS = 5;
/** How long before such a deadline those it concerns are reminded, hours. */
export const DISPUTE_REMINDER_HOURS = [48, 24] as const;
/** Entries one dispute takes at most: whoever has more to show puts it into one document. */
export const MOST_ENTRIES = 100;
/** Of them, what decisions, an appeal and what ends a dispute may still need. */
const LAST_ENTRIES = 8;

/** Why a dispute is opened, and which side can have that reason. */
export const DISPUTE_REASONS = {
  not_delivered: ['brand'],
  not_as_agreed: ['brand'],
  late: ['brand'],
  not_reviewed: ['influencer'],
  rejected_unfairly: ['influencer'],
  other: ['brand', 'influencer'],
} as const satisfies Record<string, readonly Side[]>;
export type DisputeReason = keyof typeof DISPUTE_REASONS;
export const DISPUTE_REASON_NAMES = Object.keys(DISPUTE_REASONS) as [DisputeReason, ...DisputeReason[]];

/** Waits for the other side · both show what they have, at first or after an appeal · staff decides · decided, and may be appealed against · over. */
export const DISPUTE_PHASES = ['awaiting_answer', 'discussion', 'with_staff', 'decided', 'closed'] as const;
export type DisputePhase = (typeof DISPUTE_PHASES)[number];

/** What became of the money: to the influencer, to the brand, to both · held as before · gone by another way, e.g. to the bank. */
export const DISPUTE_RESULTS = ['release', 'refund', 'split', 'withdrawn', 'overtaken'] as const;
export type DisputeResult = (typeof DISPUTE_RESULTS)[number];

export const DISPUTE_DECIDERS = ['agreement', 'staff', 'opener', 'provider'] as const;

export const ENTRY_SUBJECTS = [
  'claim',
  'answer',
  'evidence',
  'proposal',
  'acceptance',
  'withdrawal',
  'decision',
  'appeal',
  'waiver',
] as const;
export type EntrySubject = (typeof ENTRY_SUBJECTS)[number];
export const ENTRY_AUTHORS = ['brand', 'influencer', 'staff'] as const;
export type EntryAuthor = (typeof ENTRY_AUTHORS)[number];

/** What each side gets of the held price, before the platform's fee on the influencer's part; the two sum to it. Minor units. */
export interface Division {
  influencerMinor: number;
  brandMinor: number;
}

/** Money of one milestone with the platform's part of it, minor units. */
export interface Lot {
  milestone: number;
  priceMinor: number;
  feeMinor: number;
}

/** The platform's part of what the influencer gets: earlier milestones are paid first, and the fee of one that is divided is shared as its price is. */
export function feeOfPart(lots: readonly Lot[], currency: Currency, influencerMinor: number): number {
  let leftMinor = influencerMinor;
  let totalMinor = 0;
  for (const { priceMinor, feeMinor } of lots) {
    const paidMinor = Math.min(leftMinor, priceMinor);
    leftMinor -= paidMinor;
    if (paidMinor === priceMinor) totalMinor += feeMinor;
    else if (paidMinor > 0) totalMinor += splitOver(feeMinor, currency, [paidMinor, priceMinor - paidMinor])[0] ?? 0;
  }
  return totalMinor;
}

/** How a dispute ended. */
export interface DisputeOutcome extends Division {
  result: DisputeResult;
  by: (typeof DISPUTE_DECIDERS)[number];
  reason: string;
  at: string;
}

/** What staff decided first: nothing moves by it before it is final. */
export interface Decision extends Division {
  reason: string;
  userId: string;
  at: string;
}

/** What two sides of a contract are at odds about: its held money stays where it is until that is settled. */
export interface Dispute {
  disputeId: string;
  workspaceId: string;
  campaignId: string;
  campaignTitle: string;
  contractId: string;
  influencerId: string;
  influencerName: string;
  brandName: string;
  openedBy: Side;
  reason: DisputeReason;
  /** The one it is about; null for all that is held. */
  milestone: number | null;
  /** What is held. */
  amountMinor: number;
  currency: Currency;
  /** What it is made of, in the order of the milestones it is paid for. */
  lots: Lot[];
  claim: Division;
  phase: DisputePhase;
  /** When the phase ends by itself; null when it does not. */
  dueAt: string | null;
  /** Since when staff has to decide. */
  staffSince: string | null;
  /** The last reminder of that, hours before; null for none. */
  remindedHours: number | null;
  /** What the last proposal on the table says: the entry it is in, whose it is. */
  proposal: ({ entryNumber: number; by: Side } & Division) | null;
  /** Whether nothing else of its contract's money goes on, so that its campaign shows it as well; absent in disputes from before it was noted, which all did. */
  isOfCampaign?: boolean | undefined;
  /** The first decision of staff, the appeal against it, and who will not appeal. */
  decision?: Decision | undefined;
  appeal?: { by: Side; at: string } | undefined;
  waivedBy?: Side[] | undefined;
  outcome: DisputeOutcome | null;
  /** How many entries there are, and the hash of the last one. */
  entryCount: number;
  lastHash: string;
  openedAt: string;
  closedAt: string | null;
  version: number;
  updatedAt: string;
}

/** A file that an entry names, as it was stored: its content is known by its hash. */
export interface EntryFile {
  uploadId: string;
  fileName: string;
  contentType: UploadType;
  sizeBytes: number;
  /** sha-256 of its bytes, base64. */
  sha256: string;
  scan?: Scan | undefined;
}

/** One thing said or shown in a dispute; never changed, and each holds the hash of the one before it. */
export interface DisputeEntry {
  disputeId: string;
  workspaceId: string;
  influencerId: string;
  /** From 1. */
  number: number;
  subject: EntrySubject;
  by: EntryAuthor;
  userId: string;
  at: string;
  text: string;
  links: string[];
  files: EntryFile[];
  division: Division | null;
  previousHash: string;
  hash: string;
}

/** Under whose name the files of an entry are kept: the side's that showed them. */
export function fileOwnerOf(entry: Pick<DisputeEntry, 'by' | 'workspaceId' | 'influencerId'>): string {
  return entry.by === 'influencer' ? entry.influencerId : entry.workspaceId;
}

/** What somebody says or shows. */
export interface Said {
  by: EntryAuthor;
  userId: string;
  text: string;
  links?: readonly string[] | undefined;
  files?: readonly EntryFile[] | undefined;
  division?: Division | undefined;
}

/** When and with what hash a decision is made. */
export interface At {
  nowMs: number;
  nowIso: string;
  isoOf: (ms: number) => string;
  hash: (text: string) => string;
}

/** A dispute after a decision and the entry that tells of it. */
export interface Entered {
  dispute: Omit<Dispute, 'version'>;
  entry: DisputeEntry;
}

/** What the hash of an entry covers: all that it says, and the hash before it. */
export function entryText({ hash: _hash, ...said }: DisputeEntry): string {
  return canonicalJson(said);
}

/** The first entry whose hash, or whose link to the one before, is not what its content makes it; undefined when all are as they were written. */
export function firstBrokenEntry(entries: readonly DisputeEntry[], hash: (text: string) => string): number | undefined {
  let previousHash = '';
  for (const [index, entry] of entries.entries()) {
    if (entry.number !== index + 1 || entry.previousHash !== previousHash || hash(entryText(entry)) !== entry.hash)
      return index + 1;
    previousHash = entry.hash;
  }
  return undefined;
}

function enter(
  dispute: Omit<Dispute, 'version'>,
  subject: EntrySubject,
  { by, userId, text, links = [], files = [], division }: Said,
  at: At,
): Entered {
  const unsealed = {
    disputeId: dispute.disputeId,
    workspaceId: dispute.workspaceId,
    influencerId: dispute.influencerId,
    number: dispute.entryCount + 1,
    subject,
    by,
    userId,
    at: at.nowIso,
    text,
    links: [...links],
    files: [...files],
    division: division ?? null,
    previousHash: dispute.lastHash,
  };
  const entry = { ...unsealed, hash: at.hash(canonicalJson(unsealed)) };
  const { number: entryCount, hash: lastHash } = entry;
  return { dispute: { ...dispute, entryCount, lastHash, updatedAt: at.nowIso }, entry };
}

/** The money of a contract as far as it can be frozen: `lots` is what is held and not on its way; the rest says why there is none. */
export interface Freezable {
  status: HoldStatus;
  currency: Currency;
  lots: Lot[];
  /** Milestones that the two sides are at odds about already. */
  inDispute: number[];
}

/** What is held for a contract, as far as a dispute about it needs to know. */
export interface Disputable {
  workspaceId: string;
  campaignId: string;
  campaignTitle: string;
  contractId: string;
  influencerId: string;
  influencerName: string;
  brandName: string;
  money: Freezable;
}

export type OpenRefusal =
  | 'contract_not_funded'
  | 'already_released'
  | 'money_is_moving'
  | 'contract_cancelled'
  | 'dispute_open_already'
  | 'milestone_not_held'
  | 'reason_not_of_this_side'
  | WrongDivision;

/** Opens a dispute about all that is held for a contract, or for one milestone of it; refuses when nothing is held, when it is on its way, and when it is frozen already. */
export function decideOpen(
  deal: Disputable,
  asked: {
    disputeId: string;
    side: Side;
    reason: DisputeReason;
    milestone?: number | undefined;
    claim: Division;
    said: Said;
  },
  at: At,
): Entered | Refused<OpenRefusal> {
  const { money, ...named } = deal;
  const { side, reason, claim, milestone = null } = asked;
  const lots = money.lots.filter((lot) => milestone === null || lot.milestone === milestone);
  if (lots.length === 0) return whyNothingToFreeze(money, milestone);
  if (!(DISPUTE_REASONS[reason] as readonly Side[]).includes(side))
    return refuse('reason_not_of_this_side', `“${reason}” is not for the ${side}; choose one that is, or “other”.`);
  const { currency } = money;
  const amountMinor = lots.reduce((total, { priceMinor }) => total + priceMinor, 0);
  const wrong = whyNotDivided(claim, { amountMinor, currency, lots });
  if (wrong) return wrong;
  const dispute: Omit<Dispute, 'version'> = {
    ...{ ...named, disputeId: asked.disputeId, openedBy: side, reason, milestone, claim },
    ...{ amountMinor, currency, lots, phase: 'awaiting_answer' as const },
    dueAt: at.isoOf(at.nowMs + ANSWER_DAYS * DAY_MS),
    ...{ staffSince: null, remindedHours: null, proposal: null, outcome: null, entryCount: 0, lastHash: '' },
    ...{ openedAt: at.nowIso, closedAt: null, updatedAt: at.nowIso },
  };
  return enter(dispute, 'claim', { ...asked.said, division: claim }, at);
}

/** Why nothing of a contract's money, or of that for one milestone, can be frozen. */
function whyNothingToFreeze({ status, lots, inDispute }: Freezable, milestone: number | null): Refused<OpenRefusal> {
  if (milestone === null ? inDispute.length > 0 : inDispute.includes(milestone))
    return refuse('dispute_open_already', 'There is an open dispute about this money; add what you have to say there.');
  if (lots.length > 0)
    return refuse(
      'milestone_not_held',
      `Nothing that is held is for milestone ${milestone}; name one that is, or none.`,
    );
  if (status === 'disputed')
    return refuse('dispute_open_already', 'The bank disputes the payment; wait until that is settled.');
  if (status === 'unfunded' || status === 'pending')
    return refuse('contract_not_funded', `Nothing is held for this contract yet: its money is ${status}.`);
  if (status === 'cancelled') return refuse('contract_cancelled');
  if (status === 'released' || status === 'refunded')
    return refuse('already_released', `Nothing is held for this contract any more: its money is ${status}.`);
  return refuse('money_is_moving', 'What is on its way, or was decided on already, cannot be frozen.');
}

type WrongDivision = 'parts_do_not_add_up' | 'amount_too_small';

/** Why two parts are no division of what is held; nor are they when a milestone would be divided into more or less than can be moved. */
export function whyNotDivided(
  { influencerMinor, brandMinor }: Division,
  { amountMinor, currency, lots }: { amountMinor: number; currency: Currency; lots: readonly Lot[] },
): Refused<WrongDivision> | undefined {
  const sum = influencerMinor + brandMinor;
  if (sum !== amountMinor)
    return refuse('parts_do_not_add_up', `The parts sum to ${sum}; what is held is ${amountMinor} minor units.`);
  const step = chargeStep(currency);
  if ([influencerMinor, brandMinor].every((part) => part >= 0 && Number.isSafeInteger(part) && part % step === 0))
    return whyNotCut(influencerMinor, currency, lots);
  return refuse('parts_do_not_add_up', `Each part must be zero or more, in whole multiples of ${step} in ${currency}.`);
}

/** Earlier milestones are paid first: why the one that both sides get some of cannot be cut there. */
function whyNotCut(influencerMinor: number, currency: Currency, lots: readonly Lot[]) {
  let leftMinor = influencerMinor;
  for (const { priceMinor, milestone } of lots) {
    if (leftMinor > 0 && leftMinor < priceMinor) {
      if (issuesOfCut({ priceMinor, currency }, leftMinor, '').length === 0) return undefined;
      const [part, least] = [money(leftMinor, currency), money(smallestCharge(currency), currency)];
      return refuse(
        'amount_too_small',
        `${amountText(part)} of the ${amountText(money(priceMinor, currency))} of milestone ${milestone} would go to the influencer: give each side at least ${amountText(least)} of it, or all of it to one.`,
      );
    }
    leftMinor -= priceMinor;
  }
  return undefined;
}

/** Whose turn it is to answer; nobody's once it is answered. */
export function answerBy({ phase, openedBy }: Pick<Dispute, 'phase' | 'openedBy'>): Side | null {
  if (phase !== 'awaiting_answer') return null;
  return openedBy === 'brand' ? 'influencer' : 'brand';
}

/** Whether the time of the phase is over, whoever has noted it yet. */
function isPastDue({ dueAt }: Pick<Dispute, 'dueAt'>, { nowIso }: Pick<At, 'nowIso'>): boolean {
  return dueAt !== null && nowIso >= dueAt;
}

type Closed = 'dispute_closed' | 'dispute_decided' | 'dispute_deadline_passed' | 'too_many_entries';

function whyNoMoreSaid(dispute: Dispute, at: At): Refused<Closed> | undefined {
  if (dispute.phase === 'closed') return refuse('dispute_closed');
  if (dispute.phase === 'decided')
    return refuse('dispute_decided', 'Accord has decided; who has more to show appeals against it.');
  if (dispute.phase === 'with_staff' || isPastDue(dispute, at))
    return refuse('dispute_deadline_passed', 'The time for evidence is over; staff decides by what is there.');
  if (dispute.entryCount >= MOST_ENTRIES - LAST_ENTRIES)
    return refuse('too_many_entries', `A dispute takes ${MOST_ENTRIES} entries; put what is left into one of them.`);
  return undefined;
}

/** Evidence of a side; the first word of the side that has to answer is its answer, and begins the time for both to show what they have. */
export function decideEvidence(dispute: Dispute, said: Said & { by: Side }, at: At): Entered | Refused<Closed> {
  const refusal = whyNoMoreSaid(dispute, at);
  if (refusal) return refusal;
  if (said.by !== answerBy(dispute)) return enter(dispute, 'evidence', said, at);
  const dueAt = at.isoOf(at.nowMs + DISCUSSION_DAYS * DAY_MS);
  return enter({ ...dispute, phase: 'discussion', dueAt, remindedHours: null }, 'answer', said, at);
}

/** A side proposes how to divide what is held; it takes the place of an earlier proposal. It may do so until staff has decided. */
export function decideProposal(
  dispute: Dispute,
  said: Said & { by: Side; division: Division },
  at: At,
): Entered | Refused<'dispute_closed' | WrongDivision | 'too_many_entries'> {
  if (dispute.phase === 'closed') return refuse('dispute_closed');
  if (dispute.entryCount > MOST_ENTRIES - LAST_ENTRIES) return refuse('too_many_entries');
  const wrong = whyNotDivided(said.division, dispute);
  if (wrong) return wrong;
  const entered = enter(dispute, 'proposal', said, at);
  const proposal = { entryNumber: entered.entry.number, by: said.by, ...said.division };
  return { ...entered, dispute: { ...entered.dispute, proposal } };
}

/** The other side accepts the proposal on the table, which ends the dispute; refuses one that is no longer there, and one's own. */
export function decideAcceptance(
  dispute: Dispute,
  accepted: { entryNumber: number; by: Side; userId: string },
  at: At,
): Entered | Refused<'dispute_closed' | 'proposal_not_there' | 'proposal_is_own'> {
  const { proposal } = dispute;
  if (dispute.phase === 'closed') return refuse('dispute_closed');
  if (proposal?.entryNumber !== accepted.entryNumber)
    return refuse(
      'proposal_not_there',
      proposal
        ? `The newest proposal is entry ${proposal.entryNumber}; read it first.`
        : 'Nobody has proposed anything.',
    );
  if (proposal.by === accepted.by) return refuse('proposal_is_own');
  const { influencerMinor, brandMinor } = proposal;
  const said = { by: accepted.by, userId: accepted.userId, text: '', division: { influencerMinor, brandMinor } };
  return close(enter(dispute, 'acceptance', said, at), { influencerMinor, brandMinor }, 'agreement', '', at);
}

/** Who opened it takes it back, before staff has decided: the money is held as before, and what had been waited for goes on. */
export function decideWithdrawal(
  dispute: Dispute,
  said: Said & { by: Side },
  at: At,
): Entered | Refused<'dispute_closed' | 'dispute_decided' | 'not_your_request'> {
  if (dispute.phase === 'closed') return refuse('dispute_closed');
  if (said.by !== dispute.openedBy) return refuse('not_your_request');
  if (dispute.decision) return refuse('dispute_decided');
  const entered = enter(dispute, 'withdrawal', said, at);
  const outcome = { result: 'withdrawn' as const, by: 'opener' as const, reason: said.text, at: at.nowIso };
  return { ...entered, dispute: closed(entered.dispute, { ...outcome, influencerMinor: 0, brandMinor: 0 }, at) };
}

/** Staff decides, once both had their time; the parts must be all that is held. The first decision may be appealed against, which somebody else then decides for good. */
export function decideResolution(
  dispute: Dispute,
  decision: { division: Division; reason: string; userId: string },
  at: At,
): Entered | Refused<ResolveRefusal> {
  if (dispute.phase === 'closed') return refuse('dispute_closed');
  if (dispute.phase === 'decided')
    return refuse('dispute_decided', `It is final on ${dispute.dueAt}, unless a side appeals before.`);
  if (dispute.phase !== 'with_staff' && !isPastDue(dispute, at))
    return refuse('dispute_not_with_staff', `Both sides have time until ${dispute.dueAt}; decide after it.`);
  const { division, reason, userId } = decision;
  if (dispute.appeal && dispute.decision?.userId === userId) return refuse('appeal_needs_other_staff');
  const wrong = whyNotDivided(division, dispute);
  if (wrong) return wrong;
  const entered = enter(dispute, 'decision', { by: 'staff', userId, text: reason, division }, at);
  if (dispute.appeal) return close(entered, division, 'staff', reason, at);
  const dueAt = at.isoOf(at.nowMs + APPEAL_DAYS * DAY_MS);
  const first = { ...division, reason, userId, at: at.nowIso };
  return {
    ...entered,
    dispute: { ...entered.dispute, phase: 'decided', dueAt, staffSince: null, decision: first, waivedBy: [] },
  };
}

type ResolveRefusal =
  | 'dispute_closed'
  | 'dispute_decided'
  | 'dispute_not_with_staff'
  | 'appeal_needs_other_staff'
  | WrongDivision;
type AppealRefusal = 'dispute_closed' | 'appeal_not_possible' | 'appeal_time_over';

/** Why a side cannot appeal against a decision, or waive it. */
function whyNoAppeal(dispute: Dispute, by: Side, at: At): Refused<AppealRefusal> | undefined {
  if (dispute.phase === 'closed') return refuse('dispute_closed');
  if (dispute.appeal) return refuse('appeal_not_possible', 'There is an appeal already; what it leads to is final.');
  if (dispute.phase !== 'decided') return refuse('appeal_not_possible', 'There is no decision to appeal against yet.');
  if (isPastDue(dispute, at)) return refuse('appeal_time_over');
  if (dispute.waivedBy?.includes(by)) return refuse('appeal_not_possible', 'You have accepted the decision.');
  return undefined;
}

/** A side appeals against the first decision, with what it has to say and show: both may add to it for a while, then somebody else of staff decides for good. */
export function decideAppeal(dispute: Dispute, said: Said & { by: Side }, at: At): Entered | Refused<AppealRefusal> {
  const refusal = whyNoAppeal(dispute, said.by, at);
  if (refusal) return refusal;
  const dueAt = at.isoOf(at.nowMs + APPEAL_ANSWER_DAYS * DAY_MS);
  const appeal = { by: said.by, at: at.nowIso };
  return enter({ ...dispute, phase: 'discussion', dueAt, remindedHours: null, appeal }, 'appeal', said, at);
}

/** A side will not appeal; when neither will, the decision is final at once. */
export function decideWaiver(
  dispute: Dispute,
  said: { by: Side; userId: string },
  at: At,
): Entered | Refused<AppealRefusal> {
  const refusal = whyNoAppeal(dispute, said.by, at);
  if (refusal) return refusal;
  const waivedBy = [...(dispute.waivedBy ?? []), said.by];
  const entered = enter({ ...dispute, waivedBy }, 'waiver', { ...said, text: '' }, at);
  return waivedBy.length < 2 ? entered : { ...entered, dispute: final(entered.dispute, at) };
}

/** The first decision is final: nobody appealed in time, or nobody will. */
export function final(dispute: Omit<Dispute, 'version'>, at: Pick<At, 'nowIso'>): Omit<Dispute, 'version'> {
  const { decision } = dispute;
  if (!decision) throw new Error(`The dispute ${dispute.disputeId} has no decision that could be final.`);
  const { influencerMinor, brandMinor, reason } = decision;
  const division = { influencerMinor, brandMinor };
  return closed(dispute, { ...division, result: resultOf(division), by: 'staff', reason, at: at.nowIso }, at);
}

/** What a division of what is held comes to. */
export function resultOf({ influencerMinor, brandMinor }: Division): 'release' | 'refund' | 'split' {
  if (brandMinor === 0) return 'release';
  return influencerMinor === 0 ? 'refund' : 'split';
}

function close(entered: Entered, division: Division, by: 'agreement' | 'staff', reason: string, at: At): Entered {
  const outcome = { ...division, result: resultOf(division), by, reason, at: at.nowIso };
  return { ...entered, dispute: closed(entered.dispute, outcome, at) };
}

function closed(dispute: Omit<Dispute, 'version'>, outcome: DisputeOutcome, { nowIso }: Pick<At, 'nowIso'>) {
  return { ...dispute, phase: 'closed' as const, dueAt: null, outcome, closedAt: nowIso, updatedAt: nowIso };
}

/** The money went another way while the dispute was open, e.g. to the bank: nothing is left to decide on. */
export function overtaken(dispute: Dispute, at: Pick<At, 'nowIso'>): Omit<Dispute, 'version'> {
  const reason = 'The money is no longer held: the payment provider or the bank took it back.';
  const outcome = { result: 'overtaken' as const, by: 'provider' as const, reason, at: at.nowIso };
  return closed(dispute, { ...outcome, influencerMinor: 0, brandMinor: 0 }, at);
}

/** The time of the parties is over: staff decides from now on. */
export function handedToStaff(dispute: Dispute, { nowIso }: Pick<At, 'nowIso'>): Omit<Dispute, 'version'> {
  return { ...dispute, phase: 'with_staff', dueAt: null, staffSince: nowIso, remindedHours: null, updatedAt: nowIso };
}

/** What the clock of an open dispute sees. */
export interface DisputeClock {
  phase: DisputePhase;
  dueAtMs: number | null;
  remindedHours: number | null;
}

/** What time does to an open dispute next; `untilMs` is null when only people can help. */
export type DisputeStep =
  | { do: 'overtake' | 'hand_over' | 'finish' }
  | { do: 'remind'; hours: number }
  | { do: 'wait'; untilMs: number | null };

/** What the machine of a release does next: what a dispute is due comes first, and what it waits for is waited for as well. */
export type ReleaseTurn = ReleaseStep | { do: 'dispute'; what: string };

/** What of several open disputes about a contract's money is due first; nothing without any. */
export function firstDisputeStep(steps: readonly DisputeStep[]): DisputeStep | undefined {
  const instants = steps.flatMap((step) => (step.do === 'wait' && step.untilMs !== null ? [step.untilMs] : []));
  const waits = steps.length === 0 ? undefined : ({ do: 'wait', untilMs: Math.min(...instants) } as const);
  const due = steps.find((step) => step.do !== 'wait');
  return due ?? (instants.length === 0 ? steps[0] : waits);
}

/** The turn that a step of the release comes to while a dispute about the money is open. */
export function turnOf(step: ReleaseStep, ofDispute: DisputeStep | undefined): ReleaseTurn {
  if (!ofDispute) return step;
  if (ofDispute.do === 'remind') return { do: 'dispute', what: `remind:${ofDispute.hours}` };
  if (ofDispute.do !== 'wait') return { do: 'dispute', what: ofDispute.do };
  if (step.do !== 'wait') return step;
  const instants = [step.untilMs, ofDispute.untilMs].filter((instant) => instant !== null);
  return { ...step, untilMs: instants.length === 0 ? null : Math.min(...instants) };
}

/** A turn in one text, to tell whether anything changed between two looks. */
export function turnText(turn: ReleaseTurn): string {
  return turn.do === 'dispute' ? `dispute:${turn.what}` : stepText(turn);
}

/** The next step of a dispute by its clock, and by whether all of the money is still frozen. */
export function nextDisputeStep(clock: DisputeClock, isFrozen: boolean, nowMs: number): DisputeStep {
  const { phase, dueAtMs, remindedHours } = clock;
  if (phase === 'closed') return { do: 'wait', untilMs: null };
  if (!isFrozen) return { do: 'overtake' };
  if (dueAtMs === null) return { do: 'wait', untilMs: null };
  if (phase === 'decided') return nowMs >= dueAtMs ? { do: 'finish' } : { do: 'wait', untilMs: dueAtMs };
  if (nowMs >= dueAtMs) return { do: 'hand_over' };
  const due = DISPUTE_REMINDER_HOURS.findLast((hours) => nowMs >= dueAtMs - hours * HOUR_MS);
  if (due !== undefined && (remindedHours === null || remindedHours > due)) return { do: 'remind', hours: due };
  const instants = [...DISPUTE_REMINDER_HOURS.map((hours) => dueAtMs - hours * HOUR_MS), dueAtMs];
  return { do: 'wait', untilMs: instants.find((instant) => instant > nowMs) ?? dueAtMs };
}
