import * as z from 'zod/mini';
import { ADJUSTABLE, NOTED_STATES } from '#domain/adjustment.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';
import { admitted } from './shapes.ts';

/** What an admin proposed to put right in the ledger, and what another one said of it; never removed. */
export const Adjustments = defineEntity({
  name: 'adjustment',
  schema: z.object({
    adjustmentId: z.string(),
    /** That its time is over is read from the clock. */
    state: z.enum(NOTED_STATES),
    day: z.string(),
    objectId: z.string(),
    workspaceId: z.string(),
    campaignId: z.string(),
    paymentId: z.string(),
    reason: z.string(),
    lines: z.array(z.object({ account: z.enum(ADJUSTABLE), amountMinor: z.int(), currency: z.enum(CURRENCIES) })),
    reverses: z.optional(z.string()),
    reversedBy: z.optional(z.string()),
    proposedBy: admitted,
    proposedAt: z.string(),
    expiresAtMs: z.int(),
    decidedBy: z.optional(admitted),
    decidedAt: z.optional(z.string()),
    decisionReason: z.optional(z.string()),
    entryIds: z.array(z.string()),
    version: z.int(),
  }),
  key: ({ adjustmentId }) => keys.adjustment(adjustmentId),
});
export type AdjustmentItem = ValueOf<typeof Adjustments>;
export type Admitted = AdjustmentItem['proposedBy'];

export const adjustmentRef = (adjustmentId: string) => ref(Adjustments, keys.adjustment(adjustmentId));
