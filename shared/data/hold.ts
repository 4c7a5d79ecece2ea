import * as z from 'zod/mini';
import { HOLD_STATUSES } from '#domain/contract.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { isHeld } from '#domain/hold-clock.ts';
import { foldPart, type PartOf, partsOf } from '#domain/hold-parts.ts';
import { VERDICTS } from '#domain/release.ts';
import { SECOND_PERSON_STATES } from '#domain/second-person.ts';
import { type Change, replace } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { HELD_SHARDS, indexes, keys, shardOf } from './keys.ts';
import { listAll, listPage, listShards } from './read.ts';
import { askedKey, chainHead } from './shapes.ts';

/** The provider's code for a movement that its balance was too low for. */
export const BALANCE_TOO_LOW = 'balance_insufficient';

/** What a hold says of its money, and each part of it that has its own way. */
const moneyFields = {
  priceMinor: z.int(),
  feeMinor: z.int(),
  /** What the brand is charged for it, where that is in another currency; and what of the contract's money its refund took at the provider. */
  charged: z.optional(z.object({ amountMinor: z.int(), currency: z.enum(CURRENCIES) })),
  refundSettledMinor: z.optional(z.int()),
  status: z.enum(HOLD_STATUSES),
  paymentId: z.nullable(z.string()),
  /** When the money arrived at the provider. */
  fundedAt: z.optional(z.string()),
  /** The charge that holds the money, once it is held. */
  chargeId: z.optional(z.string()),
  /** A transfer under way or made: the reserving entry, whose id is the provider's idempotency key, and since when. */
  transferEntryId: z.optional(z.string()),
  transferReservedAt: z.optional(z.string()),
  transferId: z.optional(z.string()),
  transferConfirmedAt: z.optional(z.string()),
  /** A refund under way or made, likewise. */
  refundEntryId: z.optional(z.string()),
  refundId: z.optional(z.string()),
  /** How often the provider refused it, or sent it back; and since when it is given up, until people decide. */
  refundTries: z.optional(z.int()),
  refundStuckAt: z.optional(z.string()),
  /** The key under which what is under way is asked for, where that is not its first one. */
  asked: z.optional(askedKey),
  /** What is owed to the brand instead, as it could not be paid back: the entry that says so. */
  creditEntryId: z.optional(z.string()),
  /** A dispute about the payment that froze the hold. */
  disputeId: z.optional(z.string()),
  /** A dispute of the two sides that froze it. */
  partyDisputeId: z.optional(z.string()),
  /** Why the provider refused the last transfer or refund, when, and when it is tried again at the latest. */
  refusal: z.optional(z.object({ code: z.string(), at: z.string(), until: z.optional(z.string()) })),
  /** Nothing is released before, as the payment may be fraud. */
  reviewUntil: z.optional(z.string()),
  /** How the payout is changed into the currency of the account: what is sent of the contract's money, at which kept rate, and what came of it. */
  exchange: z.optional(
    z.object({
      currency: z.enum(CURRENCIES),
      rate: z.string(),
      on: z.string(),
      quoteId: z.optional(z.string()),
      keptUntilMs: z.optional(z.int()),
      givenMinor: z.int(),
      payoutMinor: z.int(),
    }),
  ),
  /** What of the fee is owed to a tax office, and what of the influencer that was decided by, where the platform has a tax number. */
  feeTax: z.optional(z.object({ taxMinor: z.int(), country: z.nullable(z.string()), hasNumber: z.boolean() })),
  /** Taken back from the influencer after the payout: in all, and what of it is still in reserve. */
  clawedBackMinor: z.optional(z.int()),
  reserveMinor: z.optional(z.int()),
  /** Of it, what is being paid back to the brand: under which id, and the provider's refund once it is made. */
  lateRefund: z.optional(
    z.object({
      entryId: z.string(),
      amountMinor: z.int(),
      refundId: z.optional(z.string()),
      /** Where the brand was charged in another currency: what it gets of that, and what of the contract's money that took. */
      chargedMinor: z.optional(z.int()),
      settledMinor: z.optional(z.int()),
      asked: z.optional(askedKey),
    }),
  ),
  /** When it was paid out, as its entry in the ledger says. */
  paidOutAt: z.optional(z.string()),
  /** What people decided about it after a dispute between the parties: it is released or refunded whatever was delivered. */
  verdict: z.optional(z.enum(VERDICTS)),
  /** A person of the workspace asked for the release. */
  releaseRequestedAt: z.optional(z.string()),
  /** Who approved the last content, and with which key: whoever approves the release as well is somebody else. */
  begunBy: z.optional(z.object({ userId: z.string(), keyId: z.optional(z.string()) })),
  secondPerson: z.optional(
    z.object({
      state: z.enum(SECOND_PERSON_STATES),
      askedAt: z.string(),
      decidedBy: z.optional(z.string()),
      decidedAt: z.optional(z.string()),
      reason: z.optional(z.string()),
    }),
  ),
  /** The day the last piece is to be live; until when the money may be held, once it is; the last reminder of that, days before. */
  dueOn: z.optional(z.string()),
  heldUntil: z.optional(z.string()),
  remindedDays: z.optional(z.int()),
};

/** The lists that a hold is on only while people, or the provider's balance, keep its money from moving. */
function indexedOf(
  { workspaceId, contractId }: { workspaceId: string; contractId: string },
  held: readonly { refundStuckAt?: string | undefined; refusal?: { code: string } | undefined }[],
): { gsi1pk?: string; gsi1sk?: string } {
  const gsi1sk = `${workspaceId}#${contractId}`;
  if (held.some(({ refundStuckAt }) => refundStuckAt !== undefined)) return { gsi1pk: indexes.stuckRefunds(), gsi1sk };
  const isWaiting = held.some(({ refusal }) => refusal?.code === BALANCE_TOO_LOW);
  return isWaiting ? { gsi1pk: indexes.waitingForBalance(), gsi1sk } : {};
}

/** The money of one contract: what is owed, whether it is held, and where it went; in parts where it has milestones or was cut by a decision. */
export const Holds = defineEntity({
  name: 'hold',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    contractId: z.string(),
    influencerId: z.string(),
    currency: z.enum(CURRENCIES),
    /** How long the brand may object once all is live, as the contract says. */
    objectionHours: z.optional(z.int()),
    ...moneyFields,
    /** Each part by its id: the number of its milestone, and what it was cut off as. */
    parts: z.optional(z.record(z.string(), z.object({ milestone: z.int(), ...moneyFields }))),
    /** The last entry of its chain in the ledger, once it has one. */
    ledger: z.optional(chainHead),
    version: z.int(),
  }),
  key: (hold) => keys.hold(hold.workspaceId, hold.campaignId, hold.contractId),
  index: (hold) => ({
    ...(isHeld(hold.status)
      ? {
          gsi3pk: indexes.held(shardOf(hold.contractId, HELD_SHARDS)),
          gsi3sk: `${hold.workspaceId}#${hold.contractId}`,
        }
      : {}),
    ...indexedOf(
      hold,
      partsOf(hold).filter(({ status }) => isHeld(status)),
    ),
  }),
});
export type HoldItem = ValueOf<typeof Holds>;

/** A hold, or one part of it as if it were one: what is written of it is written into its hold. */
export type HeldPart = PartOf<HoldItem>;

export const holdRef = (workspaceId: string, campaignId: string, contractId: string) =>
  ref(Holds, keys.hold(workspaceId, campaignId, contractId));

/** What an edit may change; `undefined` removes an attribute. */
export type HoldEdit = Partial<Record<keyof HoldItem, unknown>>;

/** The hold after an edit of it or of a part. */
export function editedHold(part: HeldPart, edit: HoldEdit): HoldItem {
  return foldPart({ ...part, ...edit } as HeldPart);
}

/** A hold, or a part of one, with some attributes changed. */
export function editHold(part: HeldPart, edit: HoldEdit): Change {
  return replace(Holds, wholeOf(part), editedHold(part, edit));
}

/** The hold that something is a part of. */
export function wholeOf(part: HeldPart): HoldItem {
  return part.of?.whole ?? (part as HoldItem);
}

/** Every hold with money in it, or those of one workspace; as the index has them, which may lag behind by seconds. */
export function listHeld(workspaceId?: string): Promise<HoldItem[]> {
  const prefix = workspaceId === undefined ? {} : { prefix: `${workspaceId}#` };
  return listShards(HELD_SHARDS, indexes.held, { entity: Holds, index: 'gsi3', ...prefix });
}

/** Holds whose money the provider's balance was too low for; as the index has them, which may lag behind by seconds. */
export function listWaitingForBalance(): Promise<HoldItem[]> {
  return listAll({ entity: Holds, index: 'gsi1', partition: indexes.waitingForBalance() });
}

/** A page of the holds with a refund that was given up; as the index has them, which may lag behind by seconds. */
export function pageStuckRefunds(limit: number, after: Record<string, unknown> | undefined) {
  return listPage({ entity: Holds, index: 'gsi1', partition: indexes.stuckRefunds(), limit, after });
}
