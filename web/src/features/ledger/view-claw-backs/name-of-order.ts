import type * as z from 'zod/mini';
import type { ClawBackOrder } from '#contract/areas/claw-backs.ts';

export type Order = z.output<typeof ClawBackOrder>;

/** What tells orders apart: the part of a contract's money that is taken back. */
export function nameOfOrder({ contractId, part }: Order): string {
  return `${contractId} ${part}`;
}
