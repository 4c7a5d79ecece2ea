import * as z from 'zod/mini';
import { HOLD_STATUSES, isSettled } from '#domain/contract.ts';
import { SECOND_PERSON_STATES } from '#domain/second-person.ts';
import { type Change, type Condition, update } from './change.ts';
import { onDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { offerTerms, sideAct } from './offer.ts';
import { packed } from './packed.ts';
import { money, quote } from './shapes.ts';

const schema = z.object({
  contractId: z.string(),
  workspaceId: z.string(),
  brandId: z.string(),
  brandName: z.string(),
  campaignId: z.string(),
  campaignTitle: z.string(),
  influencerId: z.string(),
  influencerName: z.string(),
  offerId: z.string(),
  offerVersion: z.int(),
  terms: offerTerms,
  termsHash: z.string(),
  acceptances: z.array(sideAct),
  feeBps: z.int(),
  quote: z.optional(quote),
  /** What was paid out of the hold, as its ledger entry says, and what was taken back afterwards, minor units. */
  paidOut: z.optional(
    z.object({
      priceMinor: z.int(),
      feeMinor: z.int(),
      at: z.string(),
      /** Where it was changed into the currency of the payout account: the newest rate, and all that was given and arrived. */
      exchange: z.optional(
        z.object({
          rate: z.string(),
          on: z.string(),
          givenMinor: z.int(),
          payout: money,
          takenBackMinor: z.int(),
          transfers: z.int(),
        }),
      ),
    }),
  ),
  takenBackMinor: z.optional(z.int()),
  fundingStatus: z.enum(HOLD_STATUSES),
  requiredCount: z.int(),
  approvedCount: z.int(),
  liveCount: z.int(),
  /** Of a contract with several milestones: how far the content of each is, by its number. */
  progress: z.optional(
    z.record(
      z.string(),
      z.object({
        requiredCount: z.int(),
        approvedCount: z.int(),
        liveCount: z.int(),
        lastLiveAt: z.optional(z.string()),
      }),
    ),
  ),
  /** Of money in parts: where each part is, by its id, as its hold says. */
  parts: z.optional(
    z.record(
      z.string(),
      z.object({
        milestone: z.int(),
        priceMinor: z.int(),
        feeMinor: z.int(),
        status: z.enum(HOLD_STATUSES),
        paymentId: z.nullable(z.string()),
        fundedAt: z.optional(z.string()),
        heldUntil: z.optional(z.string()),
        paidOutAt: z.optional(z.string()),
        secondPerson: z.optional(z.enum(SECOND_PERSON_STATES)),
        /** The open dispute of the two sides that froze it. */
        partyDisputeId: z.optional(z.string()),
      }),
    ),
  ),
  /** When the newest live address was reported; the silence window before the release runs from it. */
  lastLiveAt: z.optional(z.string()),
  /** Whether a second person of the workspace was asked to approve the release, and what they said. */
  secondPerson: z.optional(z.object({ state: z.enum(SECOND_PERSON_STATES), askedAt: z.string() })),
  /** When the money arrived, and until when it may be held. */
  fundedAt: z.optional(z.string()),
  heldUntil: z.optional(z.string()),
  /** When each side made the proof of funds that stands. */
  influencerProofAt: z.optional(z.string()),
  brandProofAt: z.optional(z.string()),
  /** The newest dispute about its money, open or over. */
  disputeId: z.optional(z.string()),
  /** Some of its money could not be paid back; people of the platform look at it. */
  refundStuck: z.optional(z.boolean()),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** What was agreed and never changes: packed, since every movement of the money writes the contract anew. */
const stored = packed([
  'brandId',
  'brandName',
  'campaignTitle',
  'influencerName',
  'offerId',
  'offerVersion',
  'terms',
  'termsHash',
  'acceptances',
  'feeBps',
  'quote',
]);

/** A contract: the item in the workspace, and the influencer's full copy. */
export const Contracts = {
  main: defineEntity({
    name: 'contract',
    schema,
    stored,
    key: (contract) => keys.contract(contract.workspaceId, contract.contractId),
    index: (contract) => ({
      gsi1pk: indexes.contractsOf(contract.workspaceId),
      gsi1sk: `${contract.campaignId}#${contract.contractId}`,
      ...(isSettled(contract.fundingStatus) ? {} : onDesk(contract.workspaceId, 'CONTRACT', contract.contractId)),
    }),
  }),
  copy: defineEntity({
    name: 'contract_copy',
    schema,
    stored,
    key: (contract) => keys.contractCopy(contract.influencerId, contract.contractId),
  }),
} as const;
export type ContractItem = ValueOf<(typeof Contracts)['main']>;

export const contractRef = (workspaceId: string, contractId: string) =>
  ref(Contracts.main, keys.contract(workspaceId, contractId));
export const ownContractRef = (influencerId: string, contractId: string) =>
  ref(Contracts.copy, keys.contractCopy(influencerId, contractId));

/** The counts of one milestone; a contract without milestones is its own. */
export function progressOf(
  contract: ContractItem,
  milestone: number,
): Pick<ContractItem, 'requiredCount' | 'approvedCount' | 'liveCount' | 'lastLiveAt'> {
  return contract.progress?.[milestone] ?? contract;
}

/** Whose contract a change in place is for. */
export type ContractOwner = Pick<ContractItem, 'workspaceId' | 'influencerId' | 'contractId'>;

/** What one more (or fewer) piece adds to a contract: to its count, and to that of its milestone where it has several. */
export function addPiece(
  { milestone }: { milestone?: number | undefined },
  count: 'approvedCount' | 'liveCount',
  by: 1 | -1 = 1,
): Record<string, number> {
  return { [count]: by, ...(milestone === undefined ? {} : { [`progress.${milestone}.${count}`]: by }) };
}

/** Changes a contract and its copy in place, without having read them; both versions rise by one. */
export function updateContract(
  { workspaceId, influencerId, contractId }: ContractOwner,
  edit: {
    set?: Partial<
      Pick<
        ContractItem,
        | 'fundingStatus'
        | 'parts'
        | 'lastLiveAt'
        | 'secondPerson'
        | 'updatedAt'
        | 'fundedAt'
        | 'heldUntil'
        | 'influencerProofAt'
        | 'brandProofAt'
        | 'paidOut'
        | 'takenBackMinor'
        | 'disputeId'
        | 'refundStuck'
      >
    > &
      Partial<Record<`progress.${number}.lastLiveAt`, string>>;
    add?: Record<string, number>;
    unset?: readonly ('secondPerson' | 'influencerProofAt' | 'brandProofAt')[];
  },
  when: Condition[] = [],
): Change[] {
  const change = { ...edit, add: { ...edit.add, version: 1 } };
  const status = edit.set?.fundingStatus;
  // A settled contract leaves the desk of the workspace; money that comes back to be held puts it there again.
  const desk = onDesk(workspaceId, 'CONTRACT', contractId);
  const onMain =
    status === undefined
      ? change
      : isSettled(status)
        ? { ...change, unset: [...(edit.unset ?? []), ...Object.keys(desk)] }
        : { ...change, set: { ...edit.set, ...desk } };
  const same: Condition[] = [{ path: 'contractId', is: '=', value: contractId }, ...when];
  return [
    update(keys.contract(workspaceId, contractId), onMain, same),
    update(keys.contractCopy(influencerId, contractId), change, same),
  ];
}
