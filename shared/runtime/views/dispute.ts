import type * as z from 'zod/mini';
import type { Dispute, DisputeEntry, DisputeWithEntries, Division } from '#contract/areas/disputes.ts';
import type { DisputeEntryItem, DisputeItem } from '#data/dispute.ts';
import { answerBy, feeOfPart, type Division as Parts } from '#domain/dispute.ts';
import { money } from '#domain/money.ts';
import type { Side } from '#domain/offer.ts';
import { scanOf } from '#domain/scan.ts';

/** Who reads a dispute: a side of it, or people of the platform. */
export type DisputeReader = Side | 'staff';

type Held = Pick<DisputeItem, 'currency' | 'lots'>;

function divisionView({ influencerMinor, brandMinor }: Parts, { currency, lots }: Held): z.input<typeof Division> {
  const feeMinor = feeOfPart(lots, currency, influencerMinor);
  const of = (amountMinor: number) => money(amountMinor, currency);
  return {
    ...{ toInfluencer: of(influencerMinor), toBrand: of(brandMinor) },
    ...{ platformFee: of(feeMinor), net: of(influencerMinor - feeMinor) },
  };
}

/** A dispute as one side of it, or staff, sees it. */
export function disputeView(dispute: DisputeItem, reader: DisputeReader): z.input<typeof Dispute> {
  const { proposal, outcome, decision } = dispute;
  return {
    disputeId: dispute.disputeId,
    workspaceId: reader === 'staff' ? dispute.workspaceId : null,
    campaignId: dispute.campaignId,
    campaignTitle: dispute.campaignTitle,
    contractId: dispute.contractId,
    influencerId: dispute.influencerId,
    influencerName: dispute.influencerName,
    brandName: dispute.brandName,
    openedBy: dispute.openedBy,
    reason: dispute.reason,
    milestone: dispute.milestone,
    amount: money(dispute.amountMinor, dispute.currency),
    lots: dispute.lots,
    claim: divisionView(dispute.claim, dispute),
    phase: dispute.phase,
    answerBy: answerBy(dispute),
    dueAt: dispute.dueAt,
    staffSince: dispute.staffSince,
    proposal: proposal && {
      entryNumber: proposal.entryNumber,
      by: proposal.by,
      division: divisionView(proposal, dispute),
    },
    decision: decision ? { division: divisionView(decision, dispute), reason: decision.reason, at: decision.at } : null,
    appeal: dispute.appeal ?? null,
    waivedBy: dispute.waivedBy ?? [],
    outcome: outcome && {
      result: outcome.result,
      decidedBy: outcome.by,
      division: outcome.influencerMinor + outcome.brandMinor > 0 ? divisionView(outcome, dispute) : null,
      reason: outcome.reason,
      at: outcome.at,
    },
    entryCount: dispute.entryCount,
    openedAt: dispute.openedAt,
    closedAt: dispute.closedAt,
    version: dispute.version,
  };
}

/** A dispute with all that was said in it. */
export function disputeWithEntriesView(
  dispute: DisputeItem,
  entries: readonly DisputeEntryItem[],
  reader: DisputeReader,
): z.input<typeof DisputeWithEntries> {
  return { ...disputeView(dispute, reader), entries: entries.map((entry) => entryView(entry, dispute, reader)) };
}

function entryView(entry: DisputeEntryItem, held: Held, reader: DisputeReader): z.input<typeof DisputeEntry> {
  const { number, subject, by, at, text, links, files, division, hash } = entry;
  const userId = reader === 'staff' || reader === by ? entry.userId : null;
  return {
    ...{ number, subject, by, userId, at, text, links, hash },
    files: files.map((file) => ({ ...file, scan: scanOf(file), url: null })),
    division: division && divisionView(division, held),
  };
}
