import type * as z from 'zod/mini';
import type { ClawBack, ClawBackOrder } from '#contract/areas/claw-backs.ts';
import type { ClawBackItem } from '#data/claw-back.ts';

/** An order to take money back, as the influencer sees it. */
export function clawBackView(order: ClawBackItem): z.input<typeof ClawBack> {
  const { contractId, campaignId, partId, amountMinor, backMinor, currency, status, reason, createdAt, updatedAt } =
    order;
  return {
    ...{ contractId, campaignId, part: partId, status, reason, createdAt, updatedAt },
    amount: { amountMinor, currency },
    back: { amountMinor: backMinor, currency },
    owed: { amountMinor: amountMinor - backMinor, currency },
  };
}

/** The same for people of the platform. */
export function clawBackOrderView(order: ClawBackItem): z.input<typeof ClawBackOrder> {
  const { workspaceId, influencerId, use, askedBy } = order;
  return { ...clawBackView(order), workspaceId, influencerId, use, askedBy };
}
