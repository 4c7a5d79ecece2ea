/** How long after the newest live address nothing is released, so that the brand can look and object, hours: what both sides may agree on, and what is usual. */
export const OBJECTION_HOURS = { least: 24, usual: 72, most: 336 } as const;

/** What the deals of a workspace begin with where it has chosen nothing. */
export const DEAL_DEFAULTS = { objectionHours: OBJECTION_HOURS.usual as number };

/** What says how long the brand may object; without it, as in deals from before it could be agreed on, for as long as is usual. */
export interface Objectionable {
  objectionHours?: number | undefined;
}

/** The agreed time to object, hours. */
export function objectionHoursOf({ objectionHours }: Objectionable): number {
  return objectionHours ?? OBJECTION_HOURS.usual;
}

/** `3 days`, or `36 hours` where they are not whole days. */
export function spanText(hours: number): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
