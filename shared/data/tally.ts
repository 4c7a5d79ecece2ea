import * as z from 'zod/mini';
import { type Change, createOrReplace } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** How many of some limited thing a workspace has, so that a limit costs no list. */
const Tallies = defineEntity({
  name: 'tally',
  schema: z.object({ workspaceId: z.string(), of: z.string(), count: z.int(), version: z.int() }),
  key: (tally) => keys.tally(tally.workspaceId, tally.of),
});
export type Tally = ValueOf<typeof Tallies>;

/** What is counted. */
export type TallyOf = 'api_keys' | 'webhooks';

export const tallyRef = (workspaceId: string, of: TallyOf) => ref(Tallies, keys.tally(workspaceId, of));

/** One more, or one less, than the tally that was read says. */
export function countBy(tally: Tally | undefined, workspaceId: string, of: TallyOf, by: 1 | -1): Change {
  return createOrReplace(Tallies, tally, { workspaceId, of, count: Math.max(0, (tally?.count ?? 0) + by) });
}
