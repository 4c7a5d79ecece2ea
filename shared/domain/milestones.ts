import { chargeStep, smallestCharge } from './charge-limits.ts';
import type { Currency } from './currencies.ts';
import { dayOfMs, msOfDay } from './day.ts';
import type { Issue } from './decision.ts';
import { feesOf } from './fees.ts';
import { neededUntilMs, tooLongToHold } from './hold-clock.ts';
import { splitOver } from './hold-parts.ts';
import { type Money, money, split } from './money.ts';

/** The most milestones a contract may have. */
export const MOST_MILESTONES = 12;

/** A part of what is agreed that is paid in and released on its own. */
export interface Milestone {
  title: string;
  /** What it is for, as ids of the agreed deliverables; with none it is for its day, on which it falls due. */
  deliverableIds: string[];
  dueOn: string;
  price: Money;
}

/** What milestones are a part of. */
export interface MilestoneTerms {
  price: Money;
  deliverables: readonly { deliverableId: string; count: number }[];
  dueOn: string;
  milestones?: Milestone[] | undefined;
  objectionHours?: number | undefined;
}

/** What is wrong with the milestones of proposed terms; nothing without any. They sum to the price, and share the deliverables and the time among them. */
export function issuesOfMilestones(terms: MilestoneTerms, today: string): Issue[] {
  const { milestones } = terms;
  if (!milestones || milestones.length === 0) return [];
  const issues = milestones.flatMap((milestone, index) => [
    ...issuesOfAmount(milestone.price, terms.price.currency, `milestones.${index}.price`),
    ...issuesOfDay(milestones, index, { last: terms.dueOn, today }),
  ]);
  return issues.length > 0 ? issues : [...issuesOfSum(milestones, terms.price), ...issuesOfShares(milestones, terms)];
}

function issuesOfAmount({ amountMinor, currency }: Money, wanted: Currency, path: string): Issue[] {
  if (currency !== wanted)
    return [{ path: `${path}.currency`, message: `must be ${wanted}, the currency of the price` }];
  const [least, step] = [smallestCharge(wanted), chargeStep(wanted)];
  if (amountMinor < least)
    return [{ path: `${path}.amountMinor`, message: `must be at least ${least}, the smallest payment in ${wanted}` }];
  if (amountMinor % step !== 0)
    return [{ path: `${path}.amountMinor`, message: `must be a multiple of ${step} in ${wanted}` }];
  return [];
}

function issuesOfDay(
  milestones: readonly Milestone[],
  index: number,
  { last, today }: { last: string; today: string },
) {
  const path = `milestones.${index}.dueOn`;
  const [before, { dueOn }] = [milestones[index - 1], milestones[index] as Milestone];
  if (dueOn < today) return [{ path, message: 'must not be in the past' }];
  if (dueOn > last) return [{ path, message: `must not be after ${last}, when all is due` }];
  if (before && dueOn < before.dueOn)
    return [{ path, message: `must not be before ${before.dueOn}, the milestone above` }];
  return [];
}

function issuesOfSum(milestones: readonly Milestone[], price: Money): Issue[] {
  const total = milestones.reduce((sum, milestone) => sum + milestone.price.amountMinor, 0);
  if (total === price.amountMinor) return [];
  const [by, word] = [Math.abs(total - price.amountMinor), total > price.amountMinor ? 'more' : 'less'];
  return [
    {
      path: 'milestones',
      message: `must sum to the price: they are ${total}, ${by} ${word} than ${price.amountMinor}`,
    },
  ];
}

/** Every deliverable belongs to one milestone. */
function issuesOfShares(milestones: readonly Milestone[], { deliverables }: MilestoneTerms): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const [index, { deliverableIds }] of milestones.entries())
    for (const [place, deliverableId] of deliverableIds.entries()) {
      const path = `milestones.${index}.deliverableIds.${place}`;
      if (!deliverables.some((one) => one.deliverableId === deliverableId))
        issues.push({ path, message: 'is no deliverable of this offer' });
      else if (seen.has(deliverableId)) issues.push({ path, message: 'belongs to another milestone already' });
      seen.add(deliverableId);
    }
  for (const { deliverableId } of deliverables)
    if (!seen.has(deliverableId))
      issues.push({ path: 'milestones', message: `must say which one ${deliverableId} is for` });
  return issues;
}

/** The milestones of terms that have several; undefined for what is paid in and released as one. */
export function severalOf({ milestones }: Pick<MilestoneTerms, 'milestones'>): Milestone[] | undefined {
  return milestones && milestones.length > 1 ? milestones : undefined;
}

/** How many pieces a milestone asks for. */
export function piecesOf(
  { deliverableIds }: Milestone,
  { deliverables }: Pick<MilestoneTerms, 'deliverables'>,
): number {
  return deliverables
    .filter(({ deliverableId }) => deliverableIds.includes(deliverableId))
    .reduce((total, { count }) => total + count, 0);
}

/** The milestone a deliverable belongs to, from 1 on; undefined where there is only one. */
export function milestoneWith(terms: Pick<MilestoneTerms, 'milestones'>, deliverableId: string): number | undefined {
  const index = severalOf(terms)?.findIndex(({ deliverableIds }) => deliverableIds.includes(deliverableId)) ?? -1;
  return index === -1 ? undefined : index + 1;
}

/** Price and fee of each milestone, minor units; the fees sum to the fee on the whole price. */
export function milestoneMoney(terms: MilestoneTerms, feeBps: number): { priceMinor: number; feeMinor: number }[] {
  const prices = (severalOf(terms) ?? [terms]).map(({ price }) => price.amountMinor);
  const { amountMinor } = feesOf(terms.price, feeBps).platformFee;
  const fees = splitOver(amountMinor, terms.price.currency, prices);
  return prices.map((priceMinor, index) => ({ priceMinor, feeMinor: fees[index] ?? 0 }));
}

/** Why some money of terms cannot be held until it is needed, if it were paid in at an instant: one reason for each milestone, or for the whole; `path` says which. */
export function holdIssues(terms: MilestoneTerms, paidAtMs: number, country: string): Issue[] {
  const several = severalOf(terms);
  return (several ?? [terms]).flatMap(({ dueOn }, index) => {
    const reason = tooLongToHold({ ...terms, dueOn }, paidAtMs, country);
    const message =
      reason && !several ? `${reason} Or split it into milestones, which are paid in one after the other.` : reason;
    return message ? [{ path: several ? `terms.milestones.${index}.dueOn` : 'terms.dueOn', message }] : [];
  });
}

const DAY_MS = 86_400_000;

/**
 * Milestones that fit where the money of the whole cannot be held for so long: the time is cut into stretches of what may be held, and each deliverable goes to
 * one of them in turn, with its share of the price by pieces. Each milestone is paid in when the one before it is due. Undefined when all fits as it is, and where
 * the price is too small to be shared.
 */
export function suggestMilestones(
  terms: MilestoneTerms,
  paidAtMs: number,
  holdableDays: number,
): Milestone[] | undefined {
  const { price, deliverables, dueOn } = terms;
  const spanMs = neededUntilMs(terms) - paidAtMs;
  const tailMs = neededUntilMs(terms) - msOfDay(dueOn);
  const stretchMs = holdableDays * DAY_MS - tailMs;
  if (spanMs <= holdableDays * DAY_MS || stretchMs < DAY_MS) return undefined;
  const count = Math.ceil((msOfDay(dueOn) - paidAtMs) / stretchMs);
  if (count > MOST_MILESTONES) return undefined;
  const groups = Array.from({ length: count }, (_, index) =>
    deliverables.filter(
      (_one, place) =>
        count - 1 - Math.floor(((deliverables.length - 1 - place) * count) / deliverables.length) === index,
    ),
  );
  const weights = groups.map((own) => own.reduce((total, one) => total + one.count, 0) || 1);
  const step = chargeStep(price.currency);
  if (price.amountMinor % step !== 0) return undefined;
  const amounts = split(money(price.amountMinor / step, price.currency), weights).map(
    (part) => part.amountMinor * step,
  );
  if (amounts.some((amountMinor) => amountMinor < smallestCharge(price.currency))) return undefined;
  return groups.map((own, index) => ({
    title: `Milestone ${index + 1}`,
    deliverableIds: own.map(({ deliverableId }) => deliverableId),
    dueOn:
      index === count - 1
        ? dueOn
        : dayOfMs(msOfDay(dueOn) - (count - 1 - index) * Math.floor(stretchMs / DAY_MS) * DAY_MS),
    price: money(amounts[index] as number, price.currency),
  }));
}
