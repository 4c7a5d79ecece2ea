import type { EventDraft } from '#contract/events.ts';
import type { DisputeItem } from '#data/dispute.ts';
import { partitions } from '#data/keys.ts';
import type { Division } from '#domain/dispute.ts';
import { money } from '#domain/money.ts';

type DisputeEvent = Extract<EventDraft, { data: { disputeId: string; title: string } }>['type'];

/** The event of a dispute; `version` is the dispute's after it. */
export function disputeEvent(
  type: DisputeEvent,
  dispute: Omit<DisputeItem, 'version'>,
  version: number,
  more: object = {},
): EventDraft {
  const { workspaceId, campaignId, influencerId, campaignTitle: title, disputeId, contractId } = dispute;
  return {
    type,
    aggregateId: disputeId,
    seq: version,
    partition: partitions.campaign(workspaceId, campaignId),
    data: {
      ...{ workspaceId, campaignId, influencerId, title, disputeId, contractId },
      amount: money(dispute.amountMinor, dispute.currency),
      ...more,
    },
  } as EventDraft;
}

/** The two parts of what is held, as events tell them. */
export function amountsOf({ currency }: Pick<DisputeItem, 'currency'>, { influencerMinor, brandMinor }: Division) {
  return { toInfluencer: money(influencerMinor, currency), toBrand: money(brandMinor, currency) };
}
