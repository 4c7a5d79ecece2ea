import { canonicalJson } from './canonical.ts';
import { feesOf, PLATFORM_FEE_BPS } from './fees.ts';
import { type Milestone, milestoneMoney, piecesOf, severalOf } from './milestones.ts';
import type { Offer, OfferTerms, SideAct } from './offer.ts';
import type { Quote } from './quote.ts';
import type { SecondPerson } from './second-person.ts';

/** States of the money of one contract, in the order of its life; cancelled is what was never paid in and never will be. */
export const HOLD_STATUSES = [
  'unfunded',
  'pending',
  'funded',
  'releasing',
  'released',
  'refunding',
  'refunded',
  'disputed',
  'cancelled',
] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

/** Whether money in this state has left for good, or never will come. */
export function isSettled(status: HoldStatus): boolean {
  return status === 'released' || status === 'refunded' || status === 'cancelled';
}

/** How far the content of a milestone is. */
export interface MilestoneProgress {
  requiredCount: number;
  approvedCount: number;
  liveCount: number;
  lastLiveAt?: string | undefined;
}

/** Where one part of a contract's money is. */
export interface ContractPart {
  milestone: number;
  priceMinor: number;
  feeMinor: number;
  status: HoldStatus;
  paymentId: string | null;
  fundedAt?: string | undefined;
  heldUntil?: string | undefined;
  paidOutAt?: string | undefined;
  secondPerson?: SecondPerson['state'] | undefined;
  /** The open dispute of the two sides that froze it. */
  partyDisputeId?: string | undefined;
}

/** What one influencer and one brand agreed on, with its money and delivery as they stand. */
export interface Contract {
  contractId: string;
  workspaceId: string;
  brandId: string;
  brandName: string;
  campaignId: string;
  campaignTitle: string;
  influencerId: string;
  influencerName: string;
  offerId: string;
  offerVersion: number;
  terms: OfferTerms;
  /** sha-256 (hex) of the agreement's canonical JSON. */
  termsHash: string;
  /** Both sides: the author of the version, then who accepted it. */
  acceptances: SideAct[];
  feeBps: number;
  /** What both sides were told of the price when they agreed; absent in contracts from before quotes. */
  quote?: Quote | undefined;
  fundingStatus: HoldStatus;
  /** Pieces the contract asks for, and how far they are. */
  requiredCount: number;
  approvedCount: number;
  liveCount: number;
  /** Of a contract with several milestones: how far the content of each is, by its number; it adds up to the counts above. */
  progress?: Record<string, MilestoneProgress> | undefined;
  /** Of money in parts: where each part is, by its id. */
  parts?: Record<string, ContractPart> | undefined;
  /** When the newest live address was reported. */
  lastLiveAt?: string | undefined;
  /** When the money arrived, and until when it may be held; absent before. */
  fundedAt?: string | undefined;
  heldUntil?: string | undefined;
  /** When each side last made a proof of funds that it has not taken back. */
  influencerProofAt?: string | undefined;
  brandProofAt?: string | undefined;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What the contract's hash covers: parties, offer version and terms, as canonical JSON. */
export function agreementText(
  deal: Pick<
    Contract,
    'workspaceId' | 'brandId' | 'campaignId' | 'influencerId' | 'offerId' | 'offerVersion' | 'terms'
  >,
): string {
  const { workspaceId, brandId, campaignId, influencerId, offerId, offerVersion, terms } = deal;
  return canonicalJson({ workspaceId, brandId, campaignId, influencerId, offerId, offerVersion, terms });
}

/** The contract that an accepted offer makes; `acceptedBy` answered the version its author had accepted by writing it. */
export function contractOf(
  offer: Offer,
  given: { contractId: string; acceptedBy: SideAct; hash: (text: string) => string },
): Contract {
  const { offerId, workspaceId, brandId, brandName, campaignId, campaignTitle, influencerId, influencerName, current } =
    offer;
  const parties = { workspaceId, brandId, brandName, campaignId, campaignTitle, influencerId, influencerName };
  const agreed = { ...parties, offerId, offerVersion: current.number, terms: current.terms };
  return {
    ...agreed,
    contractId: given.contractId,
    termsHash: given.hash(agreementText(agreed)),
    acceptances: [current.writtenBy, given.acceptedBy],
    feeBps: current.quote?.fee.feeBps ?? PLATFORM_FEE_BPS,
    ...(current.quote && { quote: current.quote }),
    fundingStatus: 'unfunded',
    requiredCount: current.terms.deliverables.reduce((total, { count }) => total + count, 0),
    approvedCount: 0,
    liveCount: 0,
    ...inMilestones(current.terms, current.quote?.fee.feeBps ?? PLATFORM_FEE_BPS),
    version: 1,
    createdAt: given.acceptedBy.at,
    updatedAt: given.acceptedBy.at,
  };
}

/** What a contract with several milestones says of each. */
function inMilestones(terms: OfferTerms, feeBps: number): Pick<Contract, 'progress' | 'parts'> {
  const several = severalOf(terms);
  if (!several) return {};
  const amounts = milestoneMoney(terms, feeBps);
  const counts = { approvedCount: 0, liveCount: 0 };
  const each = <T>(of: (milestone: Milestone, index: number) => T) =>
    Object.fromEntries(several.map((milestone, index) => [String(index + 1), of(milestone, index)]));
  return {
    progress: each((milestone) => ({ requiredCount: piecesOf(milestone, terms), ...counts })),
    parts: each((_milestone, index) => ({
      milestone: index + 1,
      ...(amounts[index] as { priceMinor: number; feeMinor: number }),
      status: 'unfunded' as const,
      paymentId: null,
    })),
  };
}

/** The hold a new contract starts with: its price is owed and nothing is held yet; in a part for each milestone where there are several. */
export function holdOf(contract: Contract) {
  const { price, milestones, objectionHours } = contract.terms;
  const parts = Object.entries(contract.parts ?? {}).map(([partId, { milestone, priceMinor, feeMinor, status }]) => [
    partId,
    { milestone, priceMinor, feeMinor, status, paymentId: null, dueOn: milestones?.[milestone - 1]?.dueOn },
  ]);
  return {
    workspaceId: contract.workspaceId,
    campaignId: contract.campaignId,
    contractId: contract.contractId,
    influencerId: contract.influencerId,
    priceMinor: price.amountMinor,
    feeMinor: feesOf(price, contract.feeBps).platformFee.amountMinor,
    currency: price.currency,
    dueOn: contract.terms.dueOn,
    ...(objectionHours === undefined ? {} : { objectionHours }),
    status: 'unfunded' as const,
    paymentId: null,
    ...(contract.parts ? { parts: Object.fromEntries(parts) } : {}),
    version: 1,
  };
}
