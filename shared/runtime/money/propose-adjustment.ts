import type { EventDraft } from '#contract/events.ts';
import { type AdjustmentItem, Adjustments, type Admitted } from '#data/adjustment.ts';
import { create } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import type { User } from '#data/person.ts';
import { type DriftItem, putDay, type ReconciliationItem } from '#data/reconciliation.ts';
import { ADJUSTMENT_DAYS } from '#domain/adjustment.ts';
import { refuse } from '#domain/decision.ts';
import { mailboxOf } from '#domain/second-person.ts';
import { sha256 } from '../hash.ts';
import { adjustmentView } from '../views/adjustment.ts';
import { openProposal, withAdjustments, withItem } from './adjusted-day.ts';

const DAY_MS = 86_400_000;

/** A person of the platform as an adjustment names them. */
export function admittedAs({ userId, name, email }: User): Admitted {
  return { userId, name, mailbox: sha256(mailboxOf(email)) };
}

/** What happened to an adjustment, which is at that version now. */
export function adjustmentEvent<T extends 'AdjustmentProposed' | 'AdjustmentClosed' | 'AdjustmentPosted'>(
  type: T,
  item: AdjustmentItem,
  more: object = {},
): EventDraft {
  const { adjustmentId, workspaceId, campaignId, paymentId, objectId, proposedBy, reverses, version } = item;
  const named = { adjustmentId, workspaceId, campaignId, paymentId, objectId, proposedBy: proposedBy.userId };
  return {
    ...{ type, aggregateId: adjustmentId, seq: version, partition: keys.adjustment(adjustmentId).pk },
    data: { ...named, ...(reverses ? { reverses } : {}), ...more },
  } as EventDraft;
}

type Proposed = Pick<
  AdjustmentItem,
  'adjustmentId' | 'workspaceId' | 'campaignId' | 'paymentId' | 'reason' | 'lines' | 'reverses'
>;

/** Writes down a proposal for an object of a day, where none waits yet; whoever decides has judged its lines. */
export function proposalFor(
  { day, item, user }: { day: ReconciliationItem; item: DriftItem; user: User },
  proposed: Proposed,
  { nowMs, nowIso }: { nowMs: number; nowIso: string },
) {
  if (openProposal(item, nowMs)) return refuse('adjustment_open');
  const expiresAtMs = nowMs + ADJUSTMENT_DAYS * DAY_MS;
  const adjustment: AdjustmentItem = {
    ...proposed,
    state: 'proposed',
    ...{ day: day.day, objectId: item.objectId, proposedBy: admittedAs(user), proposedAt: nowIso, expiresAtMs },
    ...{ entryIds: [], version: 1 },
  };
  const proposal = { adjustmentId: proposed.adjustmentId, expiresAtMs };
  return {
    changes: [
      create(Adjustments, adjustment),
      putDay(day, withItem(day, withAdjustments(item, { adjustments: item.adjustments, proposal }))),
    ],
    event: adjustmentEvent('AdjustmentProposed', adjustment),
    answer: { status: 201 as const, body: adjustmentView(adjustment, { userId: user.userId, nowMs }) },
  };
}
