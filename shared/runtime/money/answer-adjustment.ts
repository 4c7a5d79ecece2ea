import { type AdjustmentItem, Adjustments, type Admitted, adjustmentRef } from '#data/adjustment.ts';
import { type Change, replace, update } from '#data/change.ts';
import { recordEntry } from '#data/ledger.ts';
import { type PaymentItem, Payments } from '#data/payment.ts';
import { type DriftItem, putDay, type ReconciliationItem } from '#data/reconciliation.ts';
import { decideExplains, movesOf, planAdjustment } from '#domain/adjustment.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import { type ChainHead, headAfter } from '#domain/ledger-chain.ts';
import { sha256Hex } from '../hash.ts';
import { adjustmentView } from '../views/adjustment.ts';
import { withAdjustments, withItem } from './adjusted-day.ts';
import { adjustmentEvent } from './propose-adjustment.ts';

interface Asked {
  adjustment: AdjustmentItem;
  day: ReconciliationItem | undefined;
}
interface When {
  userId: string;
  nowMs: number;
  nowIso: string;
}

/** An adjustment that comes to nothing: declined by another admin, or taken back. */
export function closeAdjustment(
  { adjustment, day }: Asked,
  closed: { state: 'withdrawn' } | { state: 'declined'; decidedBy: Admitted; decisionReason: string | undefined },
  { userId, nowMs, nowIso }: When,
) {
  const after = { ...adjustment, ...closed, decidedAt: nowIso, version: adjustment.version + 1 };
  const item = itemOf({ adjustment, day });
  const freed =
    day && item?.proposal?.adjustmentId === adjustment.adjustmentId
      ? [putDay(day, withItem(day, withAdjustments(item, { adjustments: item.adjustments, proposal: undefined })))]
      : [];
  return {
    changes: [replace(Adjustments, adjustment, after), ...freed],
    event: adjustmentEvent('AdjustmentClosed', after, { state: closed.state }),
    answer: { status: 200 as const, body: adjustmentView(after, { userId, nowMs }) },
  };
}

interface Posting extends When {
  decidedBy: Admitted;
  decisionReason: string | undefined;
  eventId: string;
  /** Minted before the first attempt. */
  entryIds: readonly string[];
}

/** Posts the entries of an adjustment in the chain of its payment; refuses when they do not make up for what differs by now. */
export function postAdjustment(asked: Asked & { payment: PaymentItem | undefined }, posting: Posting) {
  const { adjustment, day, payment } = asked;
  const item = itemOf(asked);
  if (!day || !item || !payment) return refuse('not_found', 'What differed is not kept any more.');
  const entries = planAdjustment(adjustment.lines, adjustment.workspaceId, posting.entryIds);
  if (isRefused(entries)) return entries;
  const standing = standingAfter({ adjustment, item }, entries);
  if (isRefused(standing)) return standing;
  const { userId, nowMs, nowIso, decidedBy, decisionReason } = posting;
  const entryIds = entries.map(({ entryId }) => entryId);
  const after: AdjustmentItem = {
    ...{ ...adjustment, state: 'posted', entryIds, decidedBy, decidedAt: nowIso, version: adjustment.version + 1 },
    ...(decisionReason === undefined ? {} : { decisionReason }),
  };
  const recorded = recordInChain({ adjustment, payment, entries }, posting);
  return {
    changes: [
      replace(Adjustments, adjustment, after),
      ...undone(adjustment),
      ...recorded.changes,
      replace(Payments, payment, { ...payment, ledger: recorded.head, updatedAt: nowIso }),
      putDay(day, withItem(day, withAdjustments(item, { adjustments: standing, proposal: undefined }))),
    ],
    event: adjustmentEvent('AdjustmentPosted', after, { decidedBy: decidedBy.userId, entryIds }),
    answer: { status: 200 as const, body: adjustmentView(after, { userId, nowMs }) },
  };
}

function itemOf({ adjustment, day }: Asked): DriftItem | undefined {
  return day?.items.find(({ objectId }) => objectId === adjustment.objectId);
}

/** What stands for an object once the entries are posted: they as well, or no longer what they undo. */
function standingAfter(
  { adjustment, item }: { adjustment: AdjustmentItem; item: DriftItem },
  entries: readonly LedgerEntry[],
): DriftItem['adjustments'] | Refused<'adjustment_not_standing' | 'adjustment_does_not_explain'> {
  const { adjustmentId, reverses } = adjustment;
  const { adjustments } = item;
  if (reverses !== undefined)
    return adjustments.some((one) => one.adjustmentId === reverses)
      ? adjustments.filter((one) => one.adjustmentId !== reverses)
      : refuse('adjustment_not_standing');
  const moves = movesOf(entries);
  const explains = decideExplains(item, [...adjustments.flatMap((one) => one.moves), ...moves]);
  if (isRefused(explains)) return explains;
  return [...adjustments, { adjustmentId, entryIds: entries.map(({ entryId }) => entryId), moves }];
}

function undone({ adjustmentId, reverses }: AdjustmentItem): Change[] {
  if (reverses === undefined) return [];
  return [
    update(adjustmentRef(reverses).key, { set: { reversedBy: adjustmentId }, add: { version: 1 } }, [
      { path: 'reversedBy', is: 'absent' },
    ]),
  ];
}

/** One entry per currency, each after the other in the chain of the payment. */
function recordInChain(
  posted: { adjustment: AdjustmentItem; payment: PaymentItem; entries: readonly LedgerEntry[] },
  { nowIso, eventId }: Posting,
): { changes: Change[]; head: ChainHead | undefined } {
  const { adjustment, payment, entries } = posted;
  const { workspaceId, campaignId, paymentId, objectId } = adjustment;
  const changes: Change[] = [];
  let head = payment.ledger;
  for (const entry of entries) {
    const recorded = recordEntry(entry, {
      ...{ workspaceId, campaignId, paymentId, providerId: objectId, occurredAt: nowIso },
      ...{ eventId, action: 'AdjustmentPosted', parties: [], chains: { [paymentId]: head }, hash: sha256Hex },
    });
    changes.push(...recorded.changes);
    head = headAfter(recorded.sealed, paymentId);
  }
  return { changes, head };
}
