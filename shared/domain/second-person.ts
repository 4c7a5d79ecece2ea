import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import type { Money } from './money.ts';

/**
 * How long after the silence window a delivered contract waits for a second person, days. Then it is paid out without one: whom to ask inside the
 * workspace is not the influencer's affair, and they did what was agreed.
 */
export const SECOND_PERSON_DAYS = 7;

/** A person as far as they are known: their account, and what of their address says whose mailbox it is (see `mailboxOf`), or a hash of that. */
export interface KnownPerson {
  userId: string;
  mailbox?: string | undefined;
}

/** Whether two are the same person as far as that can be known: one account, or two whose mail reaches the same mailbox. */
export function isSamePerson(one: KnownPerson, other: KnownPerson): boolean {
  return one.userId === other.userId || (one.mailbox !== undefined && one.mailbox === other.mailbox);
}

/** The mailbox that an e-mail address reaches: without its tag after “+”, and where Google keeps it without the dots that Google ignores. */
export function mailboxOf(email: string): string {
  const [local = '', host = ''] = email.toLowerCase().split('@');
  const [name = ''] = local.split('+');
  const isGoogle = host === 'gmail.com' || host === 'googlemail.com';
  return isGoogle ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${host}`;
}

/** What the rule of a workspace says about releases. */
export interface ReleaseRule {
  /** In the currency of the workspace; null for no rule. */
  aboveMinor: number | null;
  currency: Currency;
}

/** Whether a release takes a second person. An amount in another currency cannot be compared, so with a rule it always does. */
export function needsSecondPerson({ aboveMinor, currency }: ReleaseRule, amount: Money): boolean {
  if (aboveMinor === null) return false;
  return amount.currency !== currency || amount.amountMinor > aboveMinor;
}

export const SECOND_PERSON_STATES = ['asked', 'approved', 'declined'] as const;

/** What a second person was asked and said about a release. */
export interface SecondPerson {
  state: (typeof SECOND_PERSON_STATES)[number];
  askedAt: string;
  decidedBy?: string | undefined;
  decidedAt?: string | undefined;
  reason?: string | undefined;
}

/** Who began a release: a person, or the one behind a key. */
export interface Beginner {
  userId: string;
  keyId?: string | undefined;
}

export interface ConfirmFacts {
  isNeeded: boolean;
  holdStatus: string;
  approvedCount: number;
  requiredCount: number;
  begunBy: Beginner | undefined;
  said: SecondPerson | undefined;
}

export type ConfirmRefusal =
  | 'release_approval_not_needed'
  | 'contract_not_funded'
  | 'already_released'
  | 'release_not_ready'
  | 'same_person';

/** What a member's word on a release comes to: who began it and what is said of it now; refuses the one who began it. */
export function decideSecondPerson(
  facts: ConfirmFacts,
  word: { state: 'approved' | 'declined'; userId: string; reason?: string | undefined; nowIso: string },
): { begunBy: Beginner; said: SecondPerson } | Refused<ConfirmRefusal> {
  const closed = closedBecause(facts);
  if (closed) return closed;
  const { begunBy, said } = facts;
  const { state, userId, reason, nowIso } = word;
  const askedAt = said?.askedAt ?? nowIso;
  // Content that was approved before it was noted by whom: the first to speak is the first of the two.
  if (!begunBy) return { begunBy: { userId }, said: { state: 'asked', askedAt } };
  if (isSamePerson(begunBy, { userId }))
    return refuse(
      'same_person',
      'You approved the content, so another owner or somebody of finance has to answer. If nobody else may, invite somebody, or let an owner change the rule under Settings.',
    );
  if (said?.state === 'approved') return { begunBy, said };
  return { begunBy, said: { state, askedAt, decidedBy: userId, decidedAt: nowIso, ...(reason ? { reason } : {}) } };
}

function closedBecause(facts: ConfirmFacts): Refused<Exclude<ConfirmRefusal, 'same_person'>> | undefined {
  const { holdStatus } = facts;
  if (holdStatus === 'unfunded' || holdStatus === 'pending') return refuse('contract_not_funded');
  if (holdStatus === 'disputed')
    return refuse('release_not_ready', undefined, [{ path: 'contractId', message: 'dispute_open' }]);
  if (holdStatus !== 'funded') return refuse('already_released', `The money is ${holdStatus}.`);
  if (!facts.isNeeded) return refuse('release_approval_not_needed');
  if (facts.approvedCount < facts.requiredCount)
    return refuse('release_not_ready', 'Approve all content first; then somebody else approves the release.', [
      { path: 'contractId', message: 'content_not_approved' },
    ]);
  return undefined;
}
