import type * as z from 'zod/mini';
import type { Adjustment } from '#contract/areas/payments.ts';
import type { AdjustmentItem, Admitted } from '#data/adjustment.ts';
import { stateAt } from '#domain/adjustment.ts';
import { isoOf } from '../clock.ts';

/** An adjustment as an admin sees it. */
export function adjustmentView(
  item: AdjustmentItem,
  { userId, nowMs }: { userId: string; nowMs: number },
): z.input<typeof Adjustment> {
  const { proposedBy, decidedBy, lines, expiresAtMs, version: _version, ...told } = item;
  return {
    ...told,
    state: stateAt(item, nowMs),
    lines: lines.map(({ account, amountMinor, currency }) => ({ account, amount: { amountMinor, currency } })),
    reverses: told.reverses ?? null,
    reversedBy: told.reversedBy ?? null,
    proposedBy: shownAdmitted(proposedBy),
    isYours: proposedBy.userId === userId,
    expiresAt: isoOf(expiresAtMs),
    decidedBy: decidedBy ? shownAdmitted(decidedBy) : null,
    decidedAt: told.decidedAt ?? null,
    decisionReason: told.decisionReason ?? null,
  };
}

/** Somebody of the platform, as others of it see them. */
export function shownAdmitted({ userId, name }: Admitted) {
  return { userId, name };
}
