import * as z from 'zod/mini';
import { CURRENCIES, type Currency } from '#domain/currencies.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/**
 * What the budgets of the campaigns that a workspace published in a calendar year come to, in each currency; what an ended one did not use is given back.
 * Written when a budget is opened, changed or given back, and never by a payment. All currencies are in one item, so that it is read together with the campaign
 * that says which one is asked for.
 */
export const Allotments = defineEntity({
  name: 'allotment',
  schema: z.object({
    workspaceId: z.string(),
    year: z.string(),
    allottedMinor: z.partialRecord(z.enum(CURRENCIES), z.int()),
  }),
  // Each currency is an attribute of its own: only those can be added to whether or not they are there.
  stored: {
    write: ({ allottedMinor, ...allotment }) => ({ ...allotment, ...(allottedMinor as object) }),
    read: ({ workspaceId, year, ...item }) => ({
      ...{ workspaceId, year },
      allottedMinor: Object.fromEntries(CURRENCIES.flatMap((one) => (one in item ? [[one, item[one]]] : []))),
    }),
  },
  key: ({ workspaceId, year }) => keys.allotment(workspaceId, year),
});
export type AllotmentItem = ValueOf<typeof Allotments>;
export type AllotmentName = Omit<AllotmentItem, 'allottedMinor'>;

export const allotmentRef = ({ workspaceId, year }: AllotmentName) =>
  ref(Allotments, keys.allotment(workspaceId, year));

/** Allots more (or, below zero, less) in place; with a limit only while it still fits, `seen` being what was read of it. */
export function allot(
  { workspaceId, year, currency }: AllotmentName & { currency: Currency },
  byMinor: number,
  guard?: { limitMinor: number; seen: AllotmentItem | undefined },
): Change {
  const room = guard && guard.limitMinor - byMinor;
  const isKnown = guard?.seen?.allottedMinor[currency] !== undefined;
  return update(
    keys.allotment(workspaceId, year),
    { set: { _et: Allotments.name, workspaceId, year }, add: { [currency]: byMinor } },
    room === undefined ? [] : [isKnown ? { path: currency, is: '<=', value: room } : { path: currency, is: 'absent' }],
  );
}
