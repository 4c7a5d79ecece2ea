import { canonicalJson } from './canonical.ts';
import { agreementText, type Contract, isSettled } from './contract.ts';
import { dayOfMs } from './day.ts';
import { type Issue, type Refused, refuse } from './decision.ts';
import { isHeld, neededUntilMs } from './hold-clock.ts';
import { editParts, milestoneOf, type PartedHold } from './hold-parts.ts';
import { severalOf } from './milestones.ts';
import type { Money } from './money.ts';
import { issuesOfTerms, type OfferTerms, type SideAct } from './offer.ts';
import type { Exclusivity, UsageRights } from './usage-rights.ts';

export const AMENDMENT_STATUSES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number];
export const AMENDMENT_ANSWERS = ['accept', 'decline', 'withdraw'] as const;
export type AmendmentAnswer = (typeof AMENDMENT_ANSWERS)[number];

/** What one side proposes to change in a running contract; the newest one there is about it. */
export interface Amendment {
  contractId: string;
  workspaceId: string;
  influencerId: string;
  campaignId: string;
  /** The version of the contract that it would make. */
  number: number;
  status: AmendmentStatus;
  proposedBy: SideAct;
  /** All terms as they would be. */
  terms: OfferTerms;
  message: string;
  answeredBy: SideAct | null;
  reason: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What of the terms is to be otherwise; what is not named stays. Null takes away. */
export interface TermsEdit {
  dueOn?: string | undefined;
  milestones?: { number: number; dueOn: string }[] | undefined;
  usageRights?: string | undefined;
  rights?: UsageRights | undefined;
  exclusivity?: Exclusivity | null | undefined;
  revisionRounds?: number | undefined;
  reviewDays?: number | null | undefined;
  /** Never changes; named only to be refused in so many words. */
  price?: Money | undefined;
}

/** Terms after an edit. */
export function amendedTerms(terms: OfferTerms, edit: TermsEdit): OfferTerms {
  const { milestones, exclusivity, reviewDays, price: _price, ...plain } = edit;
  const { exclusivity: hadExclusivity, reviewDays: hadDays, milestones: had, ...kept } = terms;
  const exclusive = exclusivity === undefined ? hadExclusivity : exclusivity;
  const days = reviewDays === undefined ? hadDays : reviewDays;
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return {
    ...kept,
    ...named,
    ...(exclusive ? { exclusivity: exclusive } : {}),
    ...(days === undefined || days === null ? {} : { reviewDays: days }),
    ...(had && {
      milestones: had.map((one, index) => ({
        ...one,
        dueOn: milestones?.find(({ number }) => number === index + 1)?.dueOn ?? one.dueOn,
      })),
    }),
  };
}

/** A proposal to change a running contract, whose newest version is `number` - 1. */
export function decideAmendment(
  state: { contract: Contract; open: Pick<Amendment, 'status' | 'number'> | undefined },
  proposal: { number: number; act: SideAct; edit: TermsEdit; message: string },
): Omit<Amendment, 'version'> | Refused<'contract_over' | 'amendment_open' | 'price_is_fixed' | 'validation_failed'> {
  const { contract, open } = state;
  const { number, act, edit, message } = proposal;
  const over = refuseOver(contract);
  if (over) return over;
  if (open?.status === 'open') return refuse('amendment_open', `Version ${open.number} is proposed already.`);
  const { price } = contract.terms;
  if (edit.price && canonicalJson(edit.price) !== canonicalJson(price))
    return refuse(
      'price_is_fixed',
      isHeld(contract.fundingStatus)
        ? 'The price is paid in and held as it was agreed. What costs more is another offer; what costs less is divided in a dispute.'
        : 'The price was agreed. While it is not paid in, cancel the contract and agree anew.',
    );
  const terms = amendedTerms(contract.terms, edit);
  const issues = issuesOfAmendment(contract, terms, edit, act.at.slice(0, 10));
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  const { contractId, workspaceId, influencerId, campaignId } = contract;
  return {
    ...{ contractId, workspaceId, influencerId, campaignId, number, status: 'open', proposedBy: act, terms, message },
    ...{ answeredBy: null, reason: null, createdAt: act.at, updatedAt: act.at },
  };
}

function refuseOver({ fundingStatus }: Contract): Refused<'contract_over'> | undefined {
  return isSettled(fundingStatus) ? refuse('contract_over', `Its money is ${fundingStatus}.`) : undefined;
}

/** What is wrong with changed terms that was not wrong before: a day that has passed already may stay. */
function issuesOfAmendment(contract: Contract, terms: OfferTerms, edit: TermsEdit, today: string): Issue[] {
  const { currency } = contract.terms.price;
  const before = issuesOfTerms(contract.terms, currency, today).map((issue) => JSON.stringify(issue));
  const issues = issuesOfTerms(terms, currency, today).filter((issue) => !before.includes(JSON.stringify(issue)));
  const count = severalOf(contract.terms)?.length ?? 0;
  for (const [index, { number }] of (edit.milestones ?? []).entries())
    if (number > count)
      issues.push({ path: `milestones.${index}.number`, message: 'is no milestone of this contract' });
  if (canonicalJson(terms) === canonicalJson(contract.terms))
    issues.push({ path: '', message: 'Change at least one term; this is what holds already.' });
  return [...issues, ...issuesOfHeld(contract, terms)];
}

/** What is held may not be held for longer because the two agree on it. */
function issuesOfHeld(contract: Contract, terms: OfferTerms): Issue[] {
  const several = severalOf(terms);
  const { objectionHours } = terms;
  const whole = [{ dueOn: terms.dueOn, heldUntil: heldUntilOf(contract), path: 'dueOn' }];
  const parts = several?.map(({ dueOn }, index) => {
    const own = Object.values(contract.parts ?? {}).find(({ milestone }) => milestone === index + 1);
    return {
      dueOn,
      heldUntil: own && heldUntilOf({ ...own, fundingStatus: own.status }),
      path: `milestones.${index}.dueOn`,
    };
  });
  return (parts ?? whole).flatMap(({ dueOn, heldUntil, path }) => {
    if (!heldUntil || dayOfMs(neededUntilMs({ dueOn, objectionHours })) <= heldUntil.slice(0, 10)) return [];
    return [{ path, message: `must be earlier: the money for it may be held until ${heldUntil.slice(0, 10)}` }];
  });
}

function heldUntilOf({ fundingStatus, heldUntil }: Pick<Contract, 'fundingStatus' | 'heldUntil'>): string | undefined {
  return isHeld(fundingStatus) ? heldUntil : undefined;
}

/** A proposal that was answered: accepted or declined by the other side, or withdrawn by the one that made it. */
export function decideAmendmentAnswer(
  state: { contract: Contract; amendment: Amendment },
  given: { act: SideAct; answer: AmendmentAnswer; number: number; reason: string | null },
): Amendment | Refused<'amendment_not_open' | 'amendment_not_yours' | 'contract_over'> {
  const { contract, amendment } = state;
  const { act, answer, number, reason } = given;
  if (amendment.status !== 'open' || amendment.number !== number)
    return refuse(
      'amendment_not_open',
      `The newest proposal is for version ${amendment.number} and ${amendment.status}.`,
    );
  if ((answer === 'withdraw') !== (act.side === amendment.proposedBy.side))
    return refuse(
      'amendment_not_yours',
      answer === 'withdraw' ? 'The other side proposed this; decline it.' : 'Your side proposed this; withdraw it.',
    );
  const over = answer === 'accept' ? refuseOver(contract) : undefined;
  if (over) return over;
  const status = ({ accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const)[answer];
  return { ...amendment, status, answeredBy: act, reason, updatedAt: act.at };
}

/** The contract under the terms both sides have agreed to now. */
export function amendedContract<C extends Contract>(
  contract: C,
  { terms, proposedBy, answeredBy, updatedAt }: Amendment,
  hash: (text: string) => string,
): C {
  return {
    ...contract,
    terms,
    termsHash: hash(agreementText({ ...contract, terms })),
    acceptances: [proposedBy, ...(answeredBy ? [answeredBy] : [])],
    updatedAt,
  };
}

/** The money of a contract with the days of changed terms. */
export function amendedHold<H extends PartedHold>(hold: H, terms: OfferTerms): H {
  const several = severalOf(terms);
  return editParts(hold, (part) => ({ dueOn: several?.[milestoneOf(part) - 1]?.dueOn ?? terms.dueOn }) as never);
}
