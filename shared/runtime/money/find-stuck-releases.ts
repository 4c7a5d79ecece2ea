import { type HeldPart, type HoldItem, listHeld } from '#data/hold.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { mintedAtMs } from '#domain/ids.ts';
import { decideReleases } from '#domain/release.ts';
import { msOf } from '../clock.ts';
import { partFactsOf, readReleaseStates } from './release-facts.ts';

/** Money that should have moved for this long is stuck, ms. */
const STUCK_AFTER_MS = 3_600_000;
/** A batch of a hundred keys holds the five items of so many contracts. */
const PER_READ = 20;

/**
 * Contracts whose refund was given up, whose transfer or refund was begun, or whose gates have all been open, for more than an hour without the money having left; and those whose money is
 * held for longer than the provider allows, as they were delivered in part.
 */
export async function findStuckReleases(nowMs: number): Promise<string[]> {
  const thenMs = nowMs - STUCK_AFTER_MS;
  const held = await listHeld();
  const parts = held.flatMap(partsOf);
  const begun = parts.filter((part) => beganAtMs(part) < thenMs).map(({ contractId }) => contractId);
  const waiting = held.filter((hold) => partsOf(hold).some(({ status }) => status === 'funded'));
  const overdue: string[] = [];
  for (let start = 0; start < waiting.length; start += PER_READ)
    overdue.push(...(await findOverdue(waiting.slice(start, start + PER_READ), thenMs)));
  const tooLong = parts.filter(({ status, heldUntil }) => status === 'funded' && heldUntil && msOf(heldUntil) < nowMs);
  return [...new Set([...begun, ...overdue, ...tooLong.map(({ contractId }) => contractId)])];
}

/** The entry that reserves the money is minted when the movement begins; what was given up waits for people at once. */
function beganAtMs({ status, transferEntryId, refundEntryId, refundStuckAt, refusal }: HeldPart): number {
  if (refundStuckAt !== undefined) return Number.NEGATIVE_INFINITY;
  // What the provider refused is tried again then; until it is given up nobody need look at it.
  if (status === 'refunding' && refusal?.until) return msOf(refusal.until);
  const entryId = status === 'releasing' ? transferEntryId : status === 'refunding' ? refundEntryId : undefined;
  return entryId === undefined ? Number.POSITIVE_INFINITY : mintedAtMs(entryId);
}

/** Whether people decided about some of its money: then it goes back without waiting for anything. */
function isDecided(hold: HoldItem): boolean {
  return partsOf(hold).some(({ status, verdict }) => status === 'funded' && verdict === 'refund');
}

/** Those that would have been released at that instant already, as far as the gates that stand open now stood open then. */
async function findOverdue(holds: readonly HoldItem[], thenMs: number): Promise<string[]> {
  const states = await readReleaseStates(holds);
  return states.flatMap((state) => {
    if (!state) return [];
    const changedMs = Math.max(msOf(state.contract.updatedAt), state.account ? msOf(state.account.updatedAt) : 0);
    const { do: next } = decideReleases(partFactsOf(state, thenMs));
    const isOverdue = changedMs < thenMs && (next === 'release' || (next === 'refund' && isDecided(state.hold)));
    return isOverdue ? [state.hold.contractId] : [];
  });
}
