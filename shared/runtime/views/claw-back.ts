import type * as z from 'zod/mini';
import type { ClawBack, ClawBackOrder, PaidOut } from '#contract/areas/claw-backs.ts';
import type { DealNames } from '#contract/schemas.ts';
import type { ClawBackItem } from '#data/claw-back.ts';
import type { ContractItem } from '#data/contract.ts';
import { DISMISSAL_DAYS } from '#domain/claw-back.ts';
import { feesOf } from '#domain/fees.ts';
import { ONLY_PART } from '#domain/hold-parts.ts';
import { netOf } from '#domain/ledger.ts';
import { money } from '#domain/money.ts';
import { isoOf, msOf } from '../clock.ts';
import { shownAdmitted } from './adjustment.ts';
import { dealNames } from './deal-names.ts';

/** An order to take money back, as the influencer sees it. */
export function clawBackView(order: ClawBackItem): z.input<typeof ClawBack> {
  const { contractId, campaignId, partId, amountMinor, backMinor, currency, status, reason, createdAt, updatedAt } =
    order;
  return {
    ...{ contractId, campaignId, part: partId, status, reason, createdAt, updatedAt },
    amount: { amountMinor, currency },
    back: { amountMinor: backMinor, currency },
    owed: { amountMinor: status === 'dismissed' ? 0 : amountMinor - backMinor, currency },
    waived: order.waivedMinor === undefined ? null : { amountMinor: order.waivedMinor, currency },
  };
}

/** The same for people of the platform. */
export function clawBackOrderView(order: ClawBackItem, deal: z.input<typeof DealNames>): z.input<typeof ClawBackOrder> {
  const { workspaceId, influencerId, use, askedBy, dismissal } = order;
  return {
    ...{ ...clawBackView(order), workspaceId, influencerId, deal, use, askedBy },
    dismissal: dismissal
      ? {
          ...{ reason: dismissal.reason, askedAt: dismissal.askedAt },
          until: isoOf(msOf(dismissal.askedAt) + DISMISSAL_DAYS * 86_400_000),
          askedBy: shownAdmitted(dismissal.askedBy),
          agreedBy: dismissal.agreedBy ? shownAdmitted(dismissal.agreedBy) : null,
        }
      : null,
  };
}

/** The parts of a contract's money that its influencer was paid. */
export function paidOutViews(contract: ContractItem): z.input<typeof PaidOut>[] {
  const { contractId, campaignId, workspaceId, influencerId } = contract;
  const { parts, terms, feeBps, fundingStatus: status, takenBackMinor = 0 } = contract;
  const { currency } = terms.price;
  const feeMinor = feesOf(terms.price, feeBps).platformFee.amountMinor;
  const only = { [ONLY_PART]: { milestone: 1, priceMinor: terms.price.amountMinor, feeMinor, status } };
  const all = Object.entries(parts ?? only);
  const hasSeveral = new Set(all.map(([, { milestone }]) => milestone)).size > 1;
  return all
    .filter(([, part]) => part.status === 'released')
    .map(([part, { milestone, ...of }]) => ({
      ...{ contractId, campaignId, workspaceId, influencerId, part, ...dealNames(contract) },
      milestone: hasSeveral ? milestone : null,
      paid: money(netOf(of), currency),
      takenBack: money(takenBackMinor, currency),
    }));
}
