import type { Budget } from './budget.ts';
import type { Campaign } from './campaign.ts';
import type { HoldStatus } from './contract.ts';
import { isRefused } from './decision.ts';
import { type PartedHold, partsOf } from './hold-parts.ts';
import { decideTransition } from './lifecycle.ts';
import { takes } from './lifecycle-table.ts';

/** What the money of a campaign's contracts is when somebody wants to cancel it, in the order of a deal; and what comes back to the limit of the year. */
export const CAMPAIGN_CANCEL_LINES = [
  'not_paid_in',
  'held',
  'moving',
  'in_dispute',
  'paid_out',
  'paid_back',
  'given_back_to_year',
] as const;
export type CampaignCancelLine = (typeof CAMPAIGN_CANCEL_LINES)[number];

/** What helps where a campaign cannot be cancelled: ending it early keeps what was delivered; contracts are got out of one by one; disputes are settled first. */
export const CAMPAIGN_CANCEL_INSTEADS = ['complete_campaign', 'end_contracts', 'settle_disputes', 'nothing'] as const;
export type CampaignCancelInstead = (typeof CAMPAIGN_CANCEL_INSTEADS)[number];

const LINE_OF: Record<HoldStatus, CampaignCancelLine | undefined> = {
  unfunded: 'not_paid_in',
  pending: 'not_paid_in',
  funded: 'held',
  releasing: 'moving',
  refunding: 'moving',
  disputed: 'in_dispute',
  released: 'paid_out',
  refunded: 'paid_back',
  cancelled: undefined,
};

/** What cancelling a campaign now would come to, before anybody does; amounts in minor units of its currency. */
export interface CampaignCancellation {
  may: boolean;
  /** Why not. */
  code: 'illegal_transition' | 'campaign_has_commitments' | null;
  instead: CampaignCancelInstead | null;
  lines: { line: CampaignCancelLine; amountMinor: number }[];
  /** The contracts whose money is neither settled nor cancelled, largest first. */
  contracts: { contractId: string; status: HoldStatus; priceMinor: number }[];
}

const SETTLED: readonly HoldStatus[] = ['released', 'refunded', 'cancelled'];

/** The money consequences of cancelling a campaign, from its budget and the money of its contracts as they stand; the command itself decides by the same rule. */
export function cancellationOf(
  campaign: Campaign,
  budget: Pick<Budget, 'committedMinor' | 'remainingMinor' | 'year'> | undefined,
  holds: readonly PartedHold[],
  given: { nowIso: string },
): CampaignCancellation {
  const hasCommitments = (budget?.committedMinor ?? 0) > 0;
  const facts = { ...given, todayOn: given.nowIso.slice(0, 10), hasCommitments };
  const decided = decideTransition(campaign, 'cancel', facts);
  const code = isRefused(decided) ? (decided.refused as 'illegal_transition' | 'campaign_has_commitments') : null;
  const sums = new Map<CampaignCancelLine, number>();
  for (const { status, priceMinor } of holds.flatMap((hold) => partsOf(hold))) {
    const line = LINE_OF[status];
    if (line) sums.set(line, (sums.get(line) ?? 0) + priceMinor);
  }
  if (code === null && budget?.year !== undefined) sums.set('given_back_to_year', budget.remainingMinor);
  return {
    ...{ may: code === null, code, instead: code && insteadOf(campaign, code) },
    lines: CAMPAIGN_CANCEL_LINES.flatMap((line) => {
      const amountMinor = sums.get(line) ?? 0;
      return amountMinor > 0 ? [{ line, amountMinor }] : [];
    }),
    contracts: holds
      .filter(({ status }) => !SETTLED.includes(status))
      .map(({ contractId, status, priceMinor }) => ({ contractId, status, priceMinor }))
      .sort((a, b) => b.priceMinor - a.priceMinor),
  };
}

function insteadOf({ status }: Campaign, code: NonNullable<CampaignCancellation['code']>): CampaignCancelInstead {
  if (status === 'disputed') return 'settle_disputes';
  if (code === 'illegal_transition') return 'nothing';
  return takes(status, 'complete') ? 'complete_campaign' : 'end_contracts';
}
