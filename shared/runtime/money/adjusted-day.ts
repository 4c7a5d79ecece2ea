import type { DriftItem, ReconciliationItem } from '#data/reconciliation.ts';
import { outcomeWith } from '#domain/adjustment.ts';

/** What is said of an object with what stands for it and what waits; the comparison alone stays what it came to. */
export function withAdjustments(
  item: DriftItem,
  { adjustments, proposal }: Pick<DriftItem, 'adjustments'> & { proposal: DriftItem['proposal'] },
): DriftItem {
  const { proposal: _before, ...rest } = item;
  const found = item.found ?? item.outcome;
  const { outcome } = outcomeWith({ ...item, outcome: found }, adjustments);
  return {
    ...rest,
    ...{ found, adjustments, outcome },
    ...(proposal ? { proposal } : {}),
  };
}

/** A day with another state of one of its objects, and its counts. */
export function withItem(day: ReconciliationItem, item: DriftItem): ReconciliationItem {
  const before = day.items.find(({ objectId }) => objectId === item.objectId);
  const by = (outcome: DriftItem['outcome']) => Number(item.outcome === outcome) - Number(before?.outcome === outcome);
  return {
    ...day,
    explainedCount: day.explainedCount + by('explained'),
    unexplainedCount: day.unexplainedCount + by('unexplained'),
    items: day.items.map((one) => (one === before ? item : one)),
  };
}

/** The adjustment that waits for an answer, if its time is not over. */
export function openProposal({ proposal }: Pick<DriftItem, 'proposal'>, nowMs: number): DriftItem['proposal'] {
  return proposal && proposal.expiresAtMs > nowMs ? proposal : undefined;
}
