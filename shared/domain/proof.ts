import type { Contract, HoldStatus } from './contract.ts';
import { statusOfParts } from './hold-parts.ts';
import type { Money } from './money.ts';
import type { Side } from './offer.ts';

/** What a proof of funds says: what was held for one contract when it was made. Whom it is for is known by the contract's hash alone. */
export interface ProofOfFunds {
  proofId: string;
  amount: Money;
  brandName: string;
  campaignTitle: string;
  /** sha-256 (hex) of what was agreed; both sides have the text it is made from. */
  contractHash: string;
  fundedAt: string;
  /** Until when the payment provider lets the money be held; null where nobody knows. */
  heldUntil: string | null;
  issuedAt: string;
  /** What a reader might take it for, and what it is not. */
  notPromised: string[];
}

export const NOT_PROMISED: readonly string[] = [
  'It does not promise that the money will be paid: it is released when the agreed content is approved and live, and may be given back, frozen or charged back before.',
  'It does not promise that the money is still held at a later time: only the link says what holds now.',
  'The amount is the price of the contract, before the platform’s fee and any tax.',
  'It is no guarantee, loan, insurance or escrow in the sense of the law: the money lies in a protected payment at the payment provider.',
];

/** Where the money of a proof is now. */
export const PROOF_STATES = ['held', 'on_its_way', 'frozen', 'going_back', 'paid', 'given_back', 'unknown'] as const;
export type ProofState = (typeof PROOF_STATES)[number];

const STATES: Partial<Record<HoldStatus, ProofState>> = {
  funded: 'held',
  releasing: 'on_its_way',
  disputed: 'frozen',
  refunding: 'going_back',
  released: 'paid',
  refunded: 'given_back',
};

/** Whether what a proof says still holds: the money is there for the contract and nobody disputes it. */
export function proofNow(status: HoldStatus): { holds: boolean; state: ProofState } {
  const state = STATES[status] ?? 'unknown';
  return { holds: state === 'held' || state === 'on_its_way', state };
}

/** Where the money of a proof of so much is, of a contract that may be in parts: held as long as parts that are held come to it, else wherever the others went. */
export function statusOfProof(
  { fundingStatus, parts }: Pick<Contract, 'fundingStatus' | 'parts'>,
  amountMinor: number,
): HoldStatus {
  if (!parts) return fundingStatus;
  const all = Object.values(parts);
  const there = all.filter(({ status }) => status === 'funded' || status === 'releasing');
  const isThere = there.reduce((total, { priceMinor }) => total + priceMinor, 0) >= amountMinor;
  const left = all.filter((part) => part.fundedAt !== undefined && !there.includes(part));
  return statusOfParts((isThere ? there : left).map(({ status }) => status));
}

/** Where a contract notes that a side has made a proof that stands. */
export function proofMark(side: Side): 'influencerProofAt' | 'brandProofAt' {
  return side === 'influencer' ? 'influencerProofAt' : 'brandProofAt';
}

/** How long a key signs proofs before a new one takes over; proofs of earlier keys stay verifiable, days. */
export const SIGNING_KEY_DAYS = 365;
