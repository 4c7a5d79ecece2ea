import type * as z from 'zod/mini';
import type { CampaignBudget, Contract, ContractMilestone, FundingWindow } from '#contract/areas/contracts.ts';
import type { Offer, OfferWithVersions } from '#contract/areas/offers.ts';
import type { BudgetItem } from '#data/budget.ts';
import { type ContractItem, progressOf } from '#data/contract.ts';
import type { HoldItem } from '#data/hold.ts';
import type { OfferItem, OfferVersionItem } from '#data/offer.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { feesOf } from '#domain/fees.ts';
import { type Due, fundingWindow, isHeld, tooLongToHold } from '#domain/hold-clock.ts';
import { partsOf, statusOfParts } from '#domain/hold-parts.ts';
import { holdIssues, milestoneMoney, severalOf } from '#domain/milestones.ts';
import { money } from '#domain/money.ts';
import { heldAt, type Side, shownStatus } from '#domain/offer.ts';
import { proofMark } from '#domain/proof.ts';
import { type Settlement, settle } from '#domain/quote.ts';
import { rightsWarnings } from '#domain/usage-rights.ts';
import { isoOf, msOf } from '../clock.ts';
import { platformCountry } from '../config.ts';
import { holdClockView } from './payment.ts';

/** An offer as both sides see it at an instant. */
export function offerView(offer: OfferItem, nowIso: string): z.input<typeof Offer> {
  const {
    workspaceId: _workspaceId,
    brandId: _brandId,
    currency: _currency,
    brandCountry: _brandCountry,
    current,
    reminded: _reminded,
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
    warnings:
      status === 'open'
        ? [...rightsWarnings(current.terms), ...holdIssues(current.terms, msOf(nowIso), platformCountry())]
        : [],
  };
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

function fundingWindowView(due: Due, nowMs: number): z.input<typeof FundingWindow> {
  const country = platformCountry();
  const { heldUntilMs, neededUntilMs, opensOn } = fundingWindow(due, nowMs, country);
  return {
    heldUntil: isoOf(heldUntilMs),
    neededUntil: isoOf(neededUntilMs),
    opensOn,
    reason: tooLongToHold(due, nowMs, country) ?? null,
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
    disputable: disputableOf(contract),
    disputeId: contract.disputeId ?? null,
    refundStuck: contract.refundStuck === true && isHeld(contract.fundingStatus),
    fundingWindow: isPaidIn(contract.fundingStatus) ? null : fundingWindowView(unpaidDue(contract), nowMs),
    milestones: milestonesView(contract, nowMs),
    progress: { required: contract.requiredCount, approved: contract.approvedCount, live: contract.liveCount },
    waitsForSecondPerson:
      (contract.parts ? isHeld(contract.fundingStatus) : contract.fundingStatus === 'funded') &&
      contract.secondPerson !== undefined &&
      contract.secondPerson.state !== 'approved',
    version: contract.version,
    createdAt: contract.createdAt,
    updatedAt: contract.updatedAt,
  };
}

/** What is to be paid in next: the first milestone whose money is missing, or the whole contract. */
function unpaidDue({ terms, parts = {} }: ContractItem): Due {
  const several = severalOf(terms);
  const next = several?.find((_one, index) => !isPaidIn(parts[index + 1]?.status ?? 'unfunded'));
  return { ...terms, ...(next ? { dueOn: next.dueOn } : {}) };
}

/** Each milestone with its money and delivery; a contract without any is its own. */
function milestonesView(contract: ContractItem, nowMs: number): z.input<typeof ContractMilestone>[] {
  const { terms, parts } = contract;
  const { currency } = terms.price;
  const amounts = milestoneMoney(terms, contract.feeBps);
  const whole = { title: null, deliverableIds: terms.deliverables.map(({ deliverableId }) => deliverableId) };
  return (severalOf(terms) ?? [{ ...terms, ...whole }]).map(({ title, deliverableIds, dueOn, price }, index) => {
    const number = index + 1;
    const { requiredCount, approvedCount, liveCount } = progressOf(contract, number);
    const own = Object.values(parts ?? {}).filter(({ milestone }) => milestone === number);
    const status = own.length === 0 ? contract.fundingStatus : statusOfParts(own.map((part) => part.status));
    const sumOf = (wanted: HoldStatus) =>
      own.length === 0
        ? money(status === wanted ? price.amountMinor : 0, currency)
        : money(
            own.reduce((total, part) => total + (part.status === wanted ? part.priceMinor : 0), 0),
            currency,
          );
    const [first = contract] = own;
    return {
      ...{ number, title, deliverableIds, dueOn, price, status },
      platformFee: money(amounts[index]?.feeMinor ?? 0, currency),
      released: sumOf('released'),
      refunded: sumOf('refunded'),
      fundedAt: first.fundedAt ?? null,
      holdClock: isHeld(status) ? holdClockView(first.heldUntil, nowMs) : null,
      fundingWindow: isPaidIn(status) ? null : fundingWindowView({ ...terms, dueOn }, nowMs),
      disputeId: own.find(({ partyDisputeId }) => partyDisputeId)?.partyDisputeId ?? null,
      progress: { required: requiredCount, approved: approvedCount, live: liveCount },
    };
  });
}

/** What of the money of a contract is held and not on its way. */
function disputableOf({ parts, fundingStatus, terms, feeBps }: ContractItem): z.input<typeof Contract>['disputable'] {
  const { price } = terms;
  const only = { priceMinor: price.amountMinor, feeMinor: feesOf(price, feeBps).platformFee.amountMinor };
  const all = parts ? Object.values(parts) : [{ ...only, status: fundingStatus, milestone: 1 }];
  const held = all.filter(({ status }) => status === 'funded').sort((a, b) => a.milestone - b.milestone);
  if (held.length === 0) return null;
  const lots = held.map(({ milestone, priceMinor, feeMinor }) => ({ milestone, priceMinor, feeMinor }));
  const amountMinor = lots.reduce((total, { priceMinor }) => total + priceMinor, 0);
  return { amount: money(amountMinor, price.currency), lots };
}

/** What was quoted against what was paid; null before there is anything to compare. */
function settlementOf(contract: ContractItem): Settlement | null {
  const { quote, paidOut, takenBackMinor = 0, fundingStatus, parts = {} } = contract;
  if (!quote) return null;
  if (fundingStatus === 'refunded')
    return settle(quote, { outcome: 'refunded', priceMinor: 0, feeMinor: 0, takenBackMinor: 0, sentOn: null });
  if (fundingStatus !== 'released' || !paidOut) return null;
  const isPartlyRefunded = Object.values(parts).some(({ status }) => status === 'refunded');
  const sentOn = paidOut.at.slice(0, 10);
  return settle(quote, { ...paidOut, outcome: 'paid', takenBackMinor, sentOn, isPartlyRefunded });
}

/** The budget of a campaign with its holds as its workspace sees it. */
export function budgetView(
  budget: BudgetItem,
  holds: readonly HoldItem[],
  nowMs: number,
): z.input<typeof CampaignBudget> {
  const of = (amountMinor: number) => money(amountMinor, budget.currency);
  const ends = holds
    .flatMap(partsOf)
    .flatMap(({ status, heldUntil }) => (isHeld(status) && heldUntil ? [heldUntil] : []));
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
