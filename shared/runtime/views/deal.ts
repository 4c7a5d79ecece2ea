import type * as z from 'zod/mini';
import type { CampaignBudget, Contract, FundingWindow } from '#contract/areas/contracts.ts';
import type { Offer, OfferWithVersions } from '#contract/areas/offers.ts';
import type { BudgetItem } from '#data/budget.ts';
import type { ContractItem } from '#data/contract.ts';
import type { HoldItem } from '#data/hold.ts';
import type { OfferItem, OfferVersionItem } from '#data/offer.ts';
import type { HoldStatus } from '#domain/contract.ts';
import type { Issue } from '#domain/decision.ts';
import { feesOf } from '#domain/fees.ts';
import { fundingWindow, isHeld, tooLongToHold } from '#domain/hold-clock.ts';
import { money } from '#domain/money.ts';
import { heldAt, type Side, shownStatus } from '#domain/offer.ts';
import { proofMark } from '#domain/proof.ts';
import { type Settlement, settle } from '#domain/quote.ts';
import { isoOf, msOf } from '../clock.ts';
import { platformCountry } from '../config.ts';
import { holdClockView } from './payment.ts';

/** An offer as both sides see it at an instant. */
export function offerView(offer: OfferItem, nowIso: string): z.input<typeof Offer> {
  const {
    workspaceId: _workspaceId,
    brandId: _brandId,
    currency: _currency,
    current,
    version: _version,
    ...rest
  } = offer;
  const status = shownStatus(offer, nowIso);
  const writtenBy = current.writtenBy.side;
  return {
    ...rest,
    status,
    version: current.number,
    writtenBy,
    answerBy: status !== 'open' ? null : writtenBy === 'brand' ? 'influencer' : 'brand',
    terms: current.terms,
    fees: feesOf(current.terms.price, heldAt(offer).fee.feeBps),
    quote: current.quote ?? null,
    warnings: status === 'open' ? offerWarnings(current.terms.dueOn, msOf(nowIso)) : [],
  };
}

function offerWarnings(dueOn: string, nowMs: number): Issue[] {
  const message = tooLongToHold(dueOn, nowMs, platformCountry());
  return message ? [{ path: 'terms.dueOn', message }] : [];
}

/** An offer with all that was proposed. */
export function offerWithVersionsView(
  offer: OfferItem,
  versions: readonly OfferVersionItem[],
  nowIso: string,
): z.input<typeof OfferWithVersions> {
  return {
    ...offerView(offer, nowIso),
    versions: versions.map(({ number, writtenBy, terms, quote }) => ({
      version: number,
      writtenBy: writtenBy.side,
      writtenAt: writtenBy.at,
      terms,
      fees: feesOf(terms.price, quote?.fee.feeBps),
      quote: quote ?? null,
    })),
  };
}

function isPaidIn(status: HoldStatus): boolean {
  return status !== 'unfunded' && status !== 'pending';
}

function fundingWindowView(dueOn: string, nowMs: number): z.input<typeof FundingWindow> {
  const country = platformCountry();
  const { heldUntilMs, neededUntilMs, opensOn } = fundingWindow(dueOn, nowMs, country);
  return {
    heldUntil: isoOf(heldUntilMs),
    neededUntil: isoOf(neededUntilMs),
    opensOn,
    reason: tooLongToHold(dueOn, nowMs, country) ?? null,
  };
}

/** A contract as both sides see it. */
export function contractView(contract: ContractItem, nowMs: number, reader: Side): z.input<typeof Contract> {
  return {
    contractId: contract.contractId,
    campaignId: contract.campaignId,
    campaignTitle: contract.campaignTitle,
    brandId: contract.brandId,
    brandName: contract.brandName,
    influencerId: contract.influencerId,
    influencerName: contract.influencerName,
    offerId: contract.offerId,
    offerVersion: contract.offerVersion,
    terms: contract.terms,
    termsHash: contract.termsHash,
    acceptances: contract.acceptances.map(({ side, at }) => ({ side, at })),
    feeBps: contract.feeBps,
    fees: feesOf(contract.terms.price, contract.feeBps),
    quote: contract.quote ?? null,
    settlement: settlementOf(contract),
    fundingStatus: contract.fundingStatus,
    fundedAt: contract.fundedAt ?? null,
    holdClock: isHeld(contract.fundingStatus) ? holdClockView(contract.heldUntil, nowMs) : null,
    proofSharedAt: contract[proofMark(reader)] ?? null,
    fundingWindow: isPaidIn(contract.fundingStatus) ? null : fundingWindowView(contract.terms.dueOn, nowMs),
    progress: { required: contract.requiredCount, approved: contract.approvedCount, live: contract.liveCount },
    waitsForSecondPerson:
      contract.fundingStatus === 'funded' &&
      contract.secondPerson !== undefined &&
      contract.secondPerson.state !== 'approved',
    version: contract.version,
    createdAt: contract.createdAt,
    updatedAt: contract.updatedAt,
  };
}

/** What was quoted against what was paid; null before there is anything to compare. */
function settlementOf({ quote, paidOut, takenBackMinor = 0, fundingStatus }: ContractItem): Settlement | null {
  if (!quote) return null;
  if (fundingStatus === 'refunded')
    return settle(quote, { outcome: 'refunded', priceMinor: 0, feeMinor: 0, takenBackMinor: 0, sentOn: null });
  if (fundingStatus !== 'released' || !paidOut) return null;
  return settle(quote, { ...paidOut, outcome: 'paid', takenBackMinor, sentOn: paidOut.at.slice(0, 10) });
}

/** The budget of a campaign with its holds as its workspace sees it. */
export function budgetView(
  budget: BudgetItem,
  holds: readonly HoldItem[],
  nowMs: number,
): z.input<typeof CampaignBudget> {
  const of = (amountMinor: number) => money(amountMinor, budget.currency);
  const ends = holds.flatMap(({ status, heldUntil }) => (isHeld(status) && heldUntil ? [heldUntil] : []));
  const [firstEnd] = ends.sort();
  return {
    campaignId: budget.campaignId,
    total: of(budget.totalMinor),
    committed: of(budget.committedMinor),
    funded: of(budget.fundedMinor),
    released: of(budget.releasedMinor),
    refunded: of(budget.refundedMinor),
    fees: of(budget.feesMinor),
    remaining: of(budget.remainingMinor),
    holdClock: holdClockView(firstEnd, nowMs),
    version: budget.version,
  };
}
