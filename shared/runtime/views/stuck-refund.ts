import type * as z from 'zod/mini';
import type { StuckRefund } from '#contract/areas/stuck-refunds.ts';
import type { DealNames } from '#contract/schemas.ts';
import type { HeldPart } from '#data/hold.ts';
import { partIdOf } from '#domain/hold-parts.ts';

/** A refund that was given up, as people of the platform see it. */
export function stuckRefundView(part: HeldPart, deal: z.input<typeof DealNames>): z.input<typeof StuckRefund> {
  const { workspaceId, campaignId, contractId, influencerId, priceMinor, currency } = part;
  return {
    ...{ workspaceId, campaignId, contractId, influencerId, deal, part: partIdOf(part) },
    amount: { amountMinor: priceMinor, currency },
    code: part.refusal?.code ?? 'refund_failed',
    tries: part.refundTries ?? 0,
    stuckSince: part.refundStuckAt ?? '',
  };
}
