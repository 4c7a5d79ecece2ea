import * as z from 'zod/mini';
import { CURRENCIES, type Currency } from '#domain/currencies.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import type { HoldItem } from './hold.ts';
import { keys } from './keys.ts';

/** What a workspace has released in one currency: prices, minor units, in an attribute per month. */
const Turnovers = defineEntity({
  name: 'turnover',
  schema: z.looseObject({ workspaceId: z.string(), currency: z.enum(CURRENCIES) }),
  key: (turnover) => keys.turnover(turnover.workspaceId, turnover.currency),
});
export type TurnoverItem = ValueOf<typeof Turnovers>;

export const turnoverRef = (workspaceId: string, currency: Currency) =>
  ref(Turnovers, keys.turnover(workspaceId, currency));

/** The price of a hold counts as released in the month of an instant, ISO 8601; the same commit moves the hold, whose version lets it happen once. */
export function addToTurnover(
  { workspaceId, currency, priceMinor }: Pick<HoldItem, 'workspaceId' | 'currency' | 'priceMinor'>,
  atIso: string,
): Change {
  return update(
    keys.turnover(workspaceId, currency),
    { set: { workspaceId, currency, _et: Turnovers.name }, add: { [attributeOf(atIso)]: priceMinor } },
    [],
  );
}

/** What was released in these months together, minor units. */
export function releasedIn(turnover: TurnoverItem | undefined, months: readonly string[]): number {
  return months.reduce((total, month) => total + Number(turnover?.[attributeOf(month)] ?? 0), 0);
}

/** `in-2026-11` */
function attributeOf(iso: string): string {
  return `in-${iso.slice(0, '2026-11'.length)}`;
}
