import { isSettled } from './contract.ts';
import { isRefused, type Refused } from './decision.ts';
import type { Division, Freezable, Lot } from './dispute.ts';
import { cutPart, editParts, milestoneOf, type PartedHold, type PartOf, partIdOf, partsOf } from './hold-parts.ts';
import type { Verdict } from './release.ts';

/** A hold, and each part of it, with what may have frozen it and what was decided about it. */
export interface DisputedHold extends PartedHold {
  /** The bank's dispute about the payment. */
  disputeId?: string | undefined;
  /** The dispute of the two sides. */
  partyDisputeId?: string | undefined;
  verdict?: Verdict | undefined;
}

/** What of a hold a dispute would freeze: every part that is held, not on its way and not decided on. */
export function freezableOf(hold: DisputedHold): Freezable {
  const parts = partsOf(hold);
  return {
    ...{ status: hold.status, currency: hold.currency },
    lots: parts.filter(isFreezable).map(lotOf),
    inDispute: [...new Set(parts.filter(({ partyDisputeId }) => partyDisputeId !== undefined).map(milestoneOf))],
  };
}

function isFreezable({ status, verdict }: PartOf<DisputedHold>): boolean {
  return status === 'funded' && verdict === undefined;
}

function lotOf(part: PartOf<DisputedHold>): Lot {
  return { milestone: milestoneOf(part), priceMinor: part.priceMinor, feeMinor: part.feeMinor };
}

/** The hold with all that can be frozen frozen by a dispute, or what of it is for one milestone. */
export function frozenBy<H extends DisputedHold>(hold: H, disputeId: string, milestone: number | null = null): H {
  const isMeant = (part: PartOf<H>) => milestone === null || milestoneOf(part) === milestone;
  return editParts(hold, (part) => (isFreezable(part) && isMeant(part) ? frozen(disputeId) : undefined));
}

type Edit<H extends DisputedHold> = Partial<Record<keyof H, unknown>>;

function frozen<H extends DisputedHold>(partyDisputeId: string): Edit<H> {
  return { status: 'disputed', partyDisputeId } as unknown as Edit<H>;
}

/** The parts of a hold that a dispute froze. */
export function partsFrozenBy<H extends DisputedHold>(hold: H, disputeId: string): PartOf<H>[] {
  return partsOf(hold).filter(({ partyDisputeId }) => partyDisputeId === disputeId);
}

/** Whether all of a hold that is not settled is in dispute, so that nothing of its contract goes on. */
export function isAllInDispute(hold: DisputedHold): boolean {
  return partsOf(hold).every(({ status }) => status === 'disputed' || isSettled(status));
}

/** The disputes of the two sides that money of a hold is frozen for, in the order of its parts. */
export function disputesOf(hold: DisputedHold): string[] {
  return [...new Set(partsOf(hold).flatMap(({ partyDisputeId }) => partyDisputeId ?? []))];
}

/** Whether all that a dispute froze is still there for it to be about: nothing of it was taken by the bank or the provider. */
export function isAllFrozen(hold: DisputedHold, disputeId: string): boolean {
  const frozen = partsFrozenBy(hold, disputeId);
  return frozen.length > 0 && frozen.every(({ status }) => status === 'disputed');
}

/** The hold as it goes on after a dispute that decided nothing about its money: held as before, or still frozen by the bank. */
export function freedFrom<H extends DisputedHold>(hold: H, disputeId: string): H {
  return editParts(hold, (part) => (part.partyDisputeId === disputeId ? freed(part) : undefined));
}

function freed<H extends DisputedHold>({ status, disputeId }: PartOf<H>): Edit<H> {
  const edit = { partyDisputeId: undefined, ...(status === 'disputed' && !disputeId ? { status: 'funded' } : {}) };
  return edit as unknown as Edit<H>;
}

/**
 * The hold with what a dispute froze divided: the influencer's part is taken from earlier milestones first, one that is needed in part is cut in two, and the
 * rest goes back. Nothing moves by it; each part is released or refunded by itself afterwards. Throws when the division is not of what is frozen.
 */
export function divided<H extends DisputedHold>(
  hold: H,
  disputeId: string,
  { influencerMinor, brandMinor }: Division,
): H {
  const frozen = partsFrozenBy(hold, disputeId);
  if (influencerMinor + brandMinor !== frozen.reduce((total, { priceMinor }) => total + priceMinor, 0))
    throw new Error(`${influencerMinor} and ${brandMinor} are not what dispute ${disputeId} froze.`);
  let [after, leftMinor] = [hold, influencerMinor];
  const verdicts = new Map<string, Verdict>();
  for (const part of frozen) {
    const partId = partIdOf(part);
    const paidMinor = Math.min(leftMinor, part.priceMinor);
    leftMinor -= paidMinor;
    verdicts.set(partId, paidMinor > 0 ? 'release' : 'refund');
    if (paidMinor === 0 || paidMinor === part.priceMinor) continue;
    const cut = cutOrThrow(cutPart(after, partId, paidMinor));
    after = cut.hold;
    verdicts.set(cut.restId, 'refund');
  }
  return editParts(after, (part) => {
    const verdict = verdicts.get(partIdOf(part));
    return verdict && { ...freed(part), verdict, refusal: undefined };
  });
}

function cutOrThrow<C extends { hold: object }>(cut: C | Refused): C {
  if (isRefused(cut)) throw new Error(`A part of a dispute cannot be cut: ${cut.refused}.`);
  return cut;
}
