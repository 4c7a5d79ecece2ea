import { replace } from '#data/change.ts';
import { type ClawBackItem, ClawBacks, clawBackRef } from '#data/claw-back.ts';
import { commit } from '#data/commit.ts';
import { editHold, type HeldPart, holdRef } from '#data/hold.ts';
import { partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { chargedFor } from '#domain/charge.ts';
import { lateRefundLegs } from '#domain/charged-payment.ts';
import { isRefused } from '#domain/decision.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { planLateRefund } from '#domain/ledger.ts';
import { money } from '#domain/money.ts';
import type { RefundMade } from '#domain/payment.ts';
import { SURELY_SEEN_MS } from '#domain/provider-ask.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import { heldEvent, recordHoldEntries } from './move-hold.ts';
import { type Cause, commitHold } from './release-hold.ts';

type Attempt = NonNullable<ClawBackItem['attempt']>;

/**
 * Writes down the reversal that is asked for next, at most so much, before it is: whoever recovers the same order at the same time asks for the same one, with
 * the same key, and one whose answer was lost is looked for before another is asked for. `readReversed` comes after our own reading, every time. Undefined
 * when nothing is left to take back.
 */
export async function planReversal(
  order: ClawBackItem,
  given: { atMostMinor?: number | undefined; readReversed: () => Promise<number> },
  cause: Cause,
): Promise<Attempt | undefined> {
  const key = newId('entry');
  const { atMostMinor, readReversed } = given;
  const decide: Edit = (now, nowMs, reversedMinor) => {
    const { attempt, beforeMinor, amountMinor } = now;
    const leftMinor = beforeMinor + amountMinor - reversedMinor;
    if (leftMinor <= 0) return attempt ? { attempt: undefined } : undefined;
    if (attempt && reversedMinor <= attempt.reversedMinor && nowMs < attempt.atMs + SURELY_SEEN_MS) return undefined;
    const nextMinor = Math.min(leftMinor, atMostMinor ?? leftMinor);
    return { attempt: { key, amountMinor: nextMinor, reversedMinor, atMs: nowMs } };
  };
  return (await editOrder(order, cause, decide, readReversed))?.attempt;
}

/** The provider refused that reversal: the next one has another key. */
export async function dropReversal(order: ClawBackItem, key: string, cause: Cause): Promise<void> {
  await editOrder(order, cause, ({ attempt }) => (attempt?.key === key ? { attempt: undefined } : undefined));
}

type Edit = (
  now: ClawBackItem,
  nowMs: number,
  reversedMinor: number,
) => Partial<Record<keyof ClawBackItem, unknown>> | undefined;

/** One commit on an order that is open; answers it as it is afterwards. */
async function editOrder(
  order: ClawBackItem,
  cause: Cause,
  edit: Edit,
  readReversed: () => Promise<number> = async () => 0,
): Promise<ClawBackItem | undefined> {
  const context = systemCommitContext(cause);
  let after: ClawBackItem | undefined;
  const outcome = await commit(context, {
    reads: { now: clawBackRef(order) },
    more: readReversed,
    decide: ({ now }, reversedMinor) => {
      const edited = now?.status === 'open' ? edit(now, context.nowMs, reversedMinor) : undefined;
      after = now && edited ? ({ ...now, ...edited } as ClawBackItem) : now;
      const changes = now && edited && after ? [replace(ClawBacks, now, { ...after, updatedAt: context.nowIso })] : [];
      return { changes, answer: { status: 200, body: {} } };
    },
  });
  if (isRefused(outcome)) throw new Error(`Writing down a claw-back was refused: ${outcome.refused}.`);
  return after;
}

/** The part of the money that an order takes back. */
const isOf =
  ({ reservedBy }: Pick<ClawBackItem, 'reservedBy'>) =>
  ({ transferEntryId }: HeldPart): boolean =>
    transferEntryId === reservedBy;

/** The same, as it is stored now. */
export async function readClawedPart(order: ClawBackItem): Promise<HeldPart | undefined> {
  const hold = await findOne(holdRef(order.workspaceId, order.campaignId, order.contractId));
  return hold && partsOf(hold).find(isOf(order));
}

/** Says on the order what has come back; it is done once all of it has and, where the brand gets it, has been paid back. */
export async function noteBack(order: ClawBackItem, backMinor: number, cause: Cause): Promise<void> {
  const context = systemCommitContext(cause);
  const outcome = await commit(context, {
    reads: { now: clawBackRef(order) },
    more: () => readClawedPart(order),
    decide: ({ now }, part) => {
      const answer = { status: 200, body: {} };
      if (!now || now.status === 'settled' || !part) return { changes: [], answer };
      const { influencerId, workspaceId, campaignId, contractId, paymentId, partId, currency, amountMinor, use } = now;
      const isAllBack = backMinor >= amountMinor;
      const isDone = isAllBack && (use === 'reserve' || part.lateRefund?.refundId !== undefined);
      const status: ClawBackItem['status'] = isDone ? 'settled' : 'open';
      if (backMinor <= now.backMinor && status === now.status) return { changes: [], answer };
      const newMinor = Math.max(backMinor, now.backMinor);
      const after = { ...now, backMinor: newMinor, status, attempt: isAllBack ? undefined : now.attempt };
      const amounts = { amount: money(amountMinor, currency), back: money(newMinor, currency) };
      return {
        changes: [replace(ClawBacks, now, { ...after, updatedAt: context.nowIso })],
        event: {
          type: 'ClawBackChanged',
          aggregateId: `${contractId}-claw-back-${partId}`,
          seq: now.version + 1,
          partition: partitions.influencer(influencerId),
          data: { workspaceId, campaignId, paymentId, contractId, influencerId, use, status, ...amounts },
        },
        answer,
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Noting what came back was refused: ${outcome.refused}.`);
}

/** Sets aside what came back by an order, to be paid back to the brand under the id of it; what a lost dispute has taken is not there any more. */
export function reserveLateRefund(order: ClawBackItem, cause: Cause): Promise<boolean> {
  const entryId = newId('entry');
  return commitHold(
    order,
    isOf(order),
    (part) => {
      const amountMinor = Math.min(part.reserveMinor ?? 0, order.amountMinor);
      if (part.lateRefund || amountMinor <= 0) return undefined;
      const reserveMinor = (part.reserveMinor ?? 0) - amountMinor;
      const { charged, priceMinor } = part;
      const inCharge = charged ? { chargedMinor: chargedFor(charged, amountMinor, priceMinor) } : {};
      return { changes: [editHold(part, { reserveMinor, lateRefund: { entryId, amountMinor, ...inCharge } })] };
    },
    cause,
  );
}

/** That refund is made. */
export function postLateRefund(
  order: ClawBackItem,
  entryId: string,
  { refundId, settled }: Pick<RefundMade, 'refundId' | 'settled'>,
  cause: Cause,
): Promise<boolean> {
  const postedId = newId('entry');
  const legIds = [newId('entry'), newId('entry')] as const;
  return commitHold(
    order,
    isOf(order),
    (part, { nowIso, eventId }) => {
      const { lateRefund, paymentId } = part;
      if (lateRefund?.entryId !== entryId || lateRefund.refundId || !paymentId) return undefined;
      const entry = planLateRefund(postedId, part, { ...lateRefund, paymentId });
      const settledMinor = settled?.currency === part.currency ? settled.amountMinor : lateRefund.amountMinor;
      const made = { ...lateRefund, refundId, ...(part.charged ? { settledMinor } : {}) };
      const posted = recordHoldEntries(part, [entry, ...lateRefundLegs(legIds, { ...part, lateRefund: made }, 1)], {
        nowIso,
        eventId,
        action: 'ClawBackRefunded',
        providerId: refundId,
      });
      return {
        changes: [editHold(posted.hold, { lateRefund: made }), ...posted.changes],
        event: heldEvent('ClawBackRefunded', part, lateRefund.amountMinor),
      };
    },
    cause,
  );
}

/** The provider refused it: what was set aside is in reserve again. */
export function voidLateRefund(order: ClawBackItem, entryId: string, cause: Cause): Promise<boolean> {
  return commitHold(
    order,
    isOf(order),
    (part) => {
      const { lateRefund, reserveMinor = 0 } = part;
      if (lateRefund?.entryId !== entryId || lateRefund.refundId) return undefined;
      const edit = { lateRefund: undefined, reserveMinor: reserveMinor + lateRefund.amountMinor };
      return { changes: [editHold(part, edit)] };
    },
    cause,
  );
}

/** A payment to the brand did not arrive: what came back from the influencer is in reserve again, for a person. */
export function reopenLateRefund(of: HeldPart, entryId: string, cause: Cause): Promise<boolean> {
  const reopenedId = newId('entry');
  const legIds = [newId('entry'), newId('entry')] as const;
  return commitHold(
    of,
    ({ lateRefund }) => lateRefund?.entryId === entryId,
    (part, { nowIso, eventId }) => {
      const { lateRefund, paymentId, reserveMinor = 0 } = part;
      if (!lateRefund?.refundId || !paymentId) return undefined;
      const { amountMinor, refundId } = lateRefund;
      const entry = planLateRefund(reopenedId, part, { amountMinor: -amountMinor, paymentId });
      const told = { nowIso, eventId: cause.eventId ?? eventId, action: 'ProviderEventReceived' as const };
      const legs = lateRefundLegs(legIds, part, -1);
      const reopened = recordHoldEntries(part, [...legs, entry], { ...told, providerId: refundId });
      const edit = { lateRefund: undefined, reserveMinor: reserveMinor + amountMinor };
      return { changes: [editHold(reopened.hold, edit), ...reopened.changes] };
    },
    cause,
  );
}
