import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/**
 * What the budgets of the campaigns that a workspace published in a calendar year come to, in one currency; what an ended one did not use is given back.
 * Written when a budget is opened, changed or given back, and never by a payment.
 */
export const Allotments = defineEntity({
  name: 'allotment',
  schema: z.object({
    workspaceId: z.string(),
    year: z.string(),
    currency: z.enum(CURRENCIES),
    allottedMinor: z.int(),
  }),
  key: ({ workspaceId, year, currency }) => keys.allotment(workspaceId, year, currency),
});
export type AllotmentItem = ValueOf<typeof Allotments>;
export type AllotmentName = Omit<AllotmentItem, 'allottedMinor'>;

export const allotmentRef = ({ workspaceId, year, currency }: AllotmentName) =>
  ref(Allotments, keys.allotment(workspaceId, year, currency));

/** Allots more (or, below zero, less) in place; with a limit only while it still fits, `seen` being what was read of it. */
export function allot(
  { workspaceId, year, currency }: AllotmentName,
  byMinor: number,
  guard?: { limitMinor: number; seen: AllotmentItem | undefined },
): Change {
  const room = guard && guard.limitMinor - byMinor;
  return update(
    keys.allotment(workspaceId, year, currency),
    { set: { _et: Allotments.name, workspaceId, year, currency }, add: { allottedMinor: byMinor } },
    room === undefined
      ? []
      : [guard?.seen ? { path: 'allottedMinor', is: '<=', value: room } : { path: 'pk', is: 'absent' }],
  );
}
