import * as z from 'zod/mini';
import { CLAW_BACK_STATUSES, CLAW_BACK_USES } from '#domain/claw-back.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys, partitions } from './keys.ts';
import { listAll, listPage } from './read.ts';
import { admitted } from './shapes.ts';

/** An order to take back what an influencer was paid for a contract, or for a part of one; one for each. What came back is on the hold, which the ledger proves. */
export const ClawBacks = defineEntity({
  name: 'claw_back',
  schema: z.object({
    influencerId: z.string(),
    workspaceId: z.string(),
    campaignId: z.string(),
    contractId: z.string(),
    partId: z.string(),
    paymentId: z.string(),
    transferId: z.string(),
    /** The entry that reserved the transfer. */
    reservedBy: z.string(),
    currency: z.enum(CURRENCIES),
    /** To be taken back by this order, and what had come back before it. */
    amountMinor: z.int(),
    beforeMinor: z.int(),
    /** What of it has come back, as far as this item was told. */
    backMinor: z.int(),
    use: z.enum(CLAW_BACK_USES),
    reason: z.string(),
    /** Who ordered it; nobody has, while it is only proposed. */
    askedBy: z.nullable(z.string()),
    status: z.enum(CLAW_BACK_STATUSES),
    /** Who wants no more of it taken, why, and who else agreed; and what of the amount was let go by that. */
    dismissal: z.optional(
      z.object({ reason: z.string(), askedBy: admitted, askedAt: z.string(), agreedBy: z.optional(admitted) }),
    ),
    waivedMinor: z.optional(z.int()),
    /** The reversal that was asked for last: its key at the provider, how much, what was reversed before it, and when. */
    attempt: z.optional(z.object({ key: z.string(), amountMinor: z.int(), reversedMinor: z.int(), atMs: z.int() })),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  }),
  key: (order) => keys.clawBack(order.influencerId, order.contractId, order.partId),
  index: (order) => ({ gsi1pk: indexes.clawBacks(), gsi1sk: `${order.createdAt}#${order.contractId}#${order.partId}` }),
});
export type ClawBackItem = ValueOf<typeof ClawBacks>;

export const clawBackRef = ({
  influencerId,
  contractId,
  partId,
}: Pick<ClawBackItem, 'influencerId' | 'contractId' | 'partId'>) =>
  ref(ClawBacks, keys.clawBack(influencerId, contractId, partId));

const PREFIX = 'CLAW#';

/** The orders against one influencer. */
export function listClawBacksOf(influencerId: string): Promise<ClawBackItem[]> {
  return listAll({ entity: ClawBacks, partition: partitions.influencer(influencerId), prefix: PREFIX });
}

/** A page of all orders, newest first; as the index has them, which may lag behind by seconds. */
export function pageClawBacks(limit: number, after: Record<string, unknown> | undefined) {
  return listPage({
    entity: ClawBacks,
    index: 'gsi1',
    partition: indexes.clawBacks(),
    newestFirst: true,
    limit,
    after,
  });
}
