import * as z from 'zod/mini';
import { HOLD_STATUSES } from '#domain/contract.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { isHeld } from '#domain/hold-clock.ts';
import { SECOND_PERSON_STATES } from '#domain/second-person.ts';
import { type Change, replace } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll } from './read.ts';
import { chainHead } from './shapes.ts';

/** The money of one contract: what is owed, whether it is held, and where it went. */
export const Holds = defineEntity({
  name: 'hold',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    contractId: z.string(),
    influencerId: z.string(),
    priceMinor: z.int(),
    feeMinor: z.int(),
    currency: z.enum(CURRENCIES),
    status: z.enum(HOLD_STATUSES),
    paymentId: z.nullable(z.string()),
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
    /** A dispute about the payment that froze the hold. */
    disputeId: z.optional(z.string()),
    /** Why the provider refused the last transfer or refund, and when. */
    refusal: z.optional(z.object({ code: z.string(), at: z.string() })),
    /** Taken back from the influencer after the payout: in all, and what of it is still in reserve. */
    clawedBackMinor: z.optional(z.int()),
    reserveMinor: z.optional(z.int()),
    /** The last entry of its chain in the ledger, once it has one. */
    ledger: z.optional(chainHead),
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
    version: z.int(),
  }),
  key: (hold) => keys.hold(hold.workspaceId, hold.campaignId, hold.contractId),
  index: (hold) =>
    isHeld(hold.status) ? { gsi3pk: indexes.held(), gsi3sk: `${hold.workspaceId}#${hold.contractId}` } : {},
});
export type HoldItem = ValueOf<typeof Holds>;

export const holdRef = (workspaceId: string, campaignId: string, contractId: string) =>
  ref(Holds, keys.hold(workspaceId, campaignId, contractId));

/** A hold with some attributes changed; `undefined` removes one. */
export function editHold(hold: HoldItem, edit: Partial<Record<keyof HoldItem, unknown>>): Change {
  return replace(Holds, hold, { ...hold, ...edit } as HoldItem);
}

/** Every hold with money in it, or those of one workspace; as the index has them, which may lag behind by seconds. */
export function listHeld(workspaceId?: string): Promise<HoldItem[]> {
  const prefix = workspaceId === undefined ? {} : { prefix: `${workspaceId}#` };
  return listAll({ entity: Holds, index: 'gsi3', partition: indexes.held(), ...prefix });
}
