import type { CampaignStatus } from './campaign.ts';
import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import type { Money } from './money.ts';
import { isLive, type OfferStatus } from './offer.ts';

/** What of a workspace's desk bears on closing it. */
export interface ClosingDesk {
  campaigns: readonly { campaignId: string; title: string; status: CampaignStatus }[];
  contracts: readonly {
    contractId: string;
    influencerName: string;
    fundingStatus: HoldStatus;
    terms: { price: Money };
  }[];
  offers: readonly { offerId: string; influencerName: string; status: OfferStatus; expiresAt: string }[];
  /** Sums by currency; held is what was paid in and neither released nor paid back. */
  money: readonly { currency: Currency; held: Money }[];
}

/** One thing that has to end before a workspace can be closed. */
export interface ClosingBlocker {
  kind: 'running_campaign' | 'held_money' | 'open_offer';
  id: string | null;
  title: string | null;
  amount: Money | null;
}

const RUNNING: readonly CampaignStatus[] = ['published', 'active', 'paused', 'disputed'];

/** Everything that stands in the way of closing a workspace, money first. */
export function closingBlockersOf(
  { campaigns, contracts, offers, money }: ClosingDesk,
  nowIso: string,
): ClosingBlocker[] {
  return [
    ...money
      .filter(({ held }) => held.amountMinor !== 0)
      .map(({ held }) => ({ kind: 'held_money' as const, id: null, title: null, amount: held })),
    // A payment on its way is not in any balance yet.
    ...contracts
      .filter(({ fundingStatus }) => fundingStatus === 'pending')
      .map(({ contractId, influencerName, terms }) => ({
        ...{ kind: 'held_money' as const, id: contractId, title: influencerName, amount: terms.price },
      })),
    ...campaigns
      .filter(({ status }) => RUNNING.includes(status))
      .map(({ campaignId, title }) => ({ kind: 'running_campaign' as const, id: campaignId, title, amount: null })),
    ...offers
      .filter((offer) => isLive(offer, nowIso))
      .map(({ offerId, influencerName }) => ({
        ...{ kind: 'open_offer' as const, id: offerId, title: influencerName, amount: null },
      })),
  ];
}
