import * as z from 'zod/mini';
import { HOLD_STATUSES } from '#domain/contract.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

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
    version: z.int(),
  }),
  key: (hold) => keys.hold(hold.workspaceId, hold.campaignId, hold.contractId),
});
export type HoldItem = ValueOf<typeof Holds>;

export const holdRef = (workspaceId: string, campaignId: string, contractId: string) =>
  ref(Holds, keys.hold(workspaceId, campaignId, contractId));
