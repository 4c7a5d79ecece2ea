import type { Change } from '#data/change.ts';
import type { HeldPart, HoldItem } from '#data/hold.ts';
import { partIdOf, partsOf } from '#domain/hold-parts.ts';
import { planRefund, planRefundCredited } from '#domain/ledger.ts';
import { adjustBudget, type EntryCause, moveHold, recordHoldEntry } from './move-hold.ts';

/** The parts of a hold whose refund was given up; what a bank disputes since then has its own way. */
export function stuckPartsOf(hold: HoldItem): HeldPart[] {
  return partsOf(hold).filter(
    ({ status, refundStuckAt }) => refundStuckAt !== undefined && (status === 'refunding' || status === 'funded'),
  );
}

interface Given {
  /** Of an entry that sets the money aside, where it is not, and of one that says that it is owed. */
  entryIds: readonly [string, string];
  cause: Omit<EntryCause, 'providerId'>;
}

const NOT_STUCK = { refundTries: undefined, refundStuckAt: undefined, refusal: undefined };

/** Tries a refund that was given up once more: at once, and under a key that was never used. */
export function planRetry(part: HeldPart, given: Given): Change[] {
  const { part: aside, entryId, changes } = setAside(part, given);
  const asked = { count: (part.asked?.count ?? 0) + 1, at: given.cause.nowIso };
  const key = entryId === part.refundEntryId ? asked : undefined;
  const edit = { ...NOT_STUCK, refundEntryId: entryId, asked: key };
  return [...moveHold(aside, 'refunding', edit, undefined, told(part)), ...changes];
}

/** Owes the brand the money of a refund that was given up. */
export function planCredit(part: HeldPart, given: Given): Change[] {
  const { part: aside, changes } = setAside(part, given);
  const entry = planRefundCredited(given.entryIds[1], aside, part.workspaceId);
  const credited = recordHoldEntry(aside, entry, given.cause);
  const edit = { ...NOT_STUCK, refundEntryId: undefined, asked: undefined, creditEntryId: entry.entryId };
  return [
    ...moveHold(credited.hold, 'refunded', edit, undefined, told(part)),
    ...changes,
    ...credited.changes,
    adjustBudget(part, { refundedMinor: part.priceMinor }),
  ];
}

/** Money that came back after its refund is held: it is set aside again first. */
function setAside(part: HeldPart, { entryIds, cause }: Given): { part: HeldPart; entryId: string; changes: Change[] } {
  if (part.refundEntryId) return { part, entryId: part.refundEntryId, changes: [] };
  const [entryId] = entryIds;
  const reserved = recordHoldEntry(part, planRefund(entryId, 'refund_reserved', part), cause);
  return { part: reserved.hold, entryId, changes: reserved.changes };
}

/** What the contract says once this part is decided about. */
function told(part: HeldPart): { refundStuck: boolean } {
  const { of } = part;
  return { refundStuck: of !== undefined && stuckPartsOf(of.whole).some((one) => partIdOf(one) !== of.partId) };
}
