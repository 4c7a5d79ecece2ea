import type { Change } from '#data/change.ts';
import type { HeldPart, HoldEdit } from '#data/hold.ts';
import { refundLegs, refundSettledOf } from '#domain/charged-payment.ts';
import { planRefund } from '#domain/ledger.ts';
import type { RefundMade } from '#domain/payment.ts';
import { refundWaitHours } from '#domain/refund-tries.ts';
import { isoOf, msOf } from '../clock.ts';
import { newId } from '../ids.ts';
import { fallBack, withLoss } from './fall-back.ts';
import { adjustBudget, heldEvent, moveHold, recordHoldEntries, recordHoldEntry } from './move-hold.ts';
import { type Cause, commitHold, type HoldName } from './release-hold.ts';

/** Reserves a funded, undisputed hold for a refund; `only` are further conditions of the decision that asked for it. */
export function reserveRefund(name: HoldName, only: readonly Change[], partId?: string): Promise<boolean> {
  const entryId = newId('entry');
  return commitHold(name, partId, (hold, by) => {
    if (hold.status !== 'funded' || hold.disputeId) return undefined;
    const entry = planRefund(entryId, 'refund_reserved', hold);
    const reserved = recordHoldEntry(hold, entry, { ...by, action: 'RefundReserved' });
    return {
      changes: [
        ...moveHold(reserved.hold, 'refunding', { refundEntryId: entryId, refusal: undefined, asked: undefined }),
        ...reserved.changes,
        ...only,
      ],
      event: heldEvent('RefundReserved', hold, hold.priceMinor),
    };
  });
}

/** The refund of that entry is made: the money has left for the payer, and `settled` is what it took from the balance where the provider changed it. */
export function postRefund(
  name: HoldName,
  entryId: string,
  { refundId, settled }: Pick<RefundMade, 'refundId' | 'settled'>,
): Promise<boolean> {
  const [postedId, lossEntryId] = [newId('entry'), newId('entry')];
  const legIds = [newId('entry'), newId('entry')] as const;
  return commitHold(
    name,
    ({ refundEntryId }) => refundEntryId === entryId,
    (hold, by, payment) => {
      if (hold.status !== 'refunding' || hold.refundEntryId !== entryId) return undefined;
      const cause = { ...by, action: 'PaymentRefunded' as const, providerId: refundId };
      const refundSettledMinor = refundSettledOf(hold, settled);
      const legs = refundLegs(legIds, { ...hold, refundSettledMinor }, 1);
      const posted = recordHoldEntries(hold, [planRefund(postedId, 'refunded', hold), ...legs], cause);
      const recorded = withLoss(posted, payment, { lossEntryId, cause });
      return {
        changes: [
          ...moveHold(recorded.hold, 'refunded', { refundId, refundSettledMinor }, payment, {}, recorded.lossMinor),
          ...recorded.changes,
          adjustBudget(hold, { refundedMinor: hold.priceMinor }),
        ],
        event: heldEvent('PaymentRefunded', hold, hold.priceMinor),
      };
    },
    { readsPayment: true },
  );
}

const HOUR_MS = 3_600_000;

/** What a refund that was refused, or sent back, once more leaves behind: when it is tried again, or that it is given up. */
function refusedOnceMore({ refundTries = 0 }: HeldPart, code: string, nowIso: string): HoldEdit {
  const tries = refundTries + 1;
  const waitHours = refundWaitHours(tries);
  if (waitHours === undefined) return { refundTries: tries, refundStuckAt: nowIso, refusal: { code, at: nowIso } };
  const until = isoOf(msOf(nowIso) + waitHours * HOUR_MS);
  return { refundTries: tries, refusal: { code, at: nowIso, until } };
}

/** What is said of it: that people have to look at it, once it is given up. */
function saidOf({ refundStuckAt }: HoldEdit): { stuck?: true } {
  return refundStuckAt === undefined ? {} : { stuck: true };
}

/**
 * The provider refused the refund: what is set aside for it stays so, and it is tried again later under another key, or given up after the last try. What a bank
 * disputes, or has taken meanwhile, is not set aside any more.
 */
export async function refuseRefund(name: HoldName, entryId: string, code: string): Promise<void> {
  const isKept = await commitHold(
    name,
    ({ refundEntryId }) => refundEntryId === entryId,
    (hold, by, payment) => {
      if (hold.status !== 'refunding' || hold.refundEntryId !== entryId) return undefined;
      if (hold.disputeId || (payment?.dispute && payment.dispute.status !== 'won')) return undefined;
      const edit = refusedOnceMore(hold, code, by.nowIso);
      const asked = { count: (hold.asked?.count ?? 0) + 1, at: by.nowIso };
      const told = saidOf(edit).stuck ? { refundStuck: true } : {};
      return {
        changes: moveHold(hold, 'refunding', { ...edit, asked }, payment, told),
        event: heldEvent('RefundRefused', hold, hold.priceMinor, { code, ...saidOf(edit) }),
      };
    },
    { readsPayment: true },
  );
  if (!isKept) await voidRefund(name, entryId, code);
}

/** The refund was made and did not arrive, or a bank has the money: the reservation goes back to the hold, and shares the fate of a dispute that came meanwhile. */
export function voidRefund(name: HoldName, entryId: string, code: string): Promise<boolean> {
  const [voidedId, goneEntryId] = [newId('entry'), newId('entry')];
  return commitHold(
    name,
    ({ refundEntryId }) => refundEntryId === entryId,
    (hold, by, payment) => {
      if (hold.status !== 'refunding' || hold.refundEntryId !== entryId) return undefined;
      const refused = refusedOnceMore(hold, code, by.nowIso);
      const edit = { refundStuckAt: undefined, ...refused, refundEntryId: undefined, asked: undefined };
      const cause = { ...by, action: 'RefundRefused' as const };
      const voided = recordHoldEntry(hold, planRefund(voidedId, 'refund_voided', hold), cause);
      return {
        changes: [...voided.changes, ...fallBack(voided.hold, payment, { edit, goneEntryId, cause })],
        event: heldEvent('RefundRefused', hold, hold.priceMinor, { code, ...saidOf(refused) }),
      };
    },
    { readsPayment: true },
  );
}

/**
 * A refund that was made did not arrive: the money is back and held again, or frozen by an open dispute. One that was lost has taken it by another way: then
 * what came back makes that loss good.
 */
export function reopenRefund(name: HoldName, entryId: string, cause: Cause = {}): Promise<boolean> {
  const reopenedId = newId('entry');
  const legIds = [newId('entry'), newId('entry')] as const;
  return commitHold(
    name,
    ({ refundEntryId }) => refundEntryId === entryId,
    (hold, by, payment) => {
      if (hold.status !== 'refunded' || hold.refundEntryId !== entryId) return undefined;
      const edit = {
        ...{ refundEntryId: undefined, refundId: undefined, refundSettledMinor: undefined, asked: undefined },
      };
      const of = { nowIso: by.nowIso, providerId: hold.refundId };
      // What the payer did not get is on the account in the contract's currency before it leaves that.
      const legs = refundLegs(legIds, hold, -1);
      if (payment?.dispute?.status === 'lost') {
        const entry = planRefund(reopenedId, 'recovered', hold);
        const told = { ...of, eventId: cause.eventId ?? by.eventId, action: 'ProviderEventReceived' as const };
        const recovered = recordHoldEntries(hold, [...legs, entry], told);
        const goodMinor = Math.min(payment.lossMinor ?? 0, hold.priceMinor);
        const moved = moveHold(recovered.hold, 'refunded', edit, payment, {}, -goodMinor);
        return { changes: [...moved, ...recovered.changes] };
      }
      const entry = planRefund(reopenedId, 'refund_failed', hold);
      const failed = recordHoldEntries(hold, [...legs, entry], { ...of, eventId: by.eventId, action: 'RefundFailed' });
      const refused = refusedOnceMore(hold, 'refund_failed', by.nowIso);
      return {
        changes: [
          ...fallBack(failed.hold, payment, {
            edit: { ...edit, ...refused },
            goneEntryId: reopenedId,
            cause: { ...by, action: 'RefundFailed' },
          }),
          ...failed.changes,
          adjustBudget(hold, { refundedMinor: -hold.priceMinor }),
        ],
        event: heldEvent('RefundFailed', hold, hold.priceMinor, saidOf(refused)),
      };
    },
    { ...cause, readsPayment: true },
  );
}
