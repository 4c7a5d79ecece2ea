import * as z from 'zod/mini';
import { type Change, createOrReplace, unchanged, update } from './change.ts';
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
export type TallyOf = 'api_keys' | 'webhooks' | 'templates' | 'rules' | `documents:${string}`;

/** The documents of a workspace in the folder of a campaign. */
export const folderTally = (campaignId: string): TallyOf => `documents:${campaignId}`;

export const tallyRef = (workspaceId: string, of: TallyOf) => ref(Tallies, keys.tally(workspaceId, of));

/** One more, or one less, than the tally that was read says. */
export function countBy(tally: Tally | undefined, workspaceId: string, of: TallyOf, by: 1 | -1): Change {
  return createOrReplace(Tallies, tally, { workspaceId, of, count: Math.max(0, (tally?.count ?? 0) + by) });
}

/** One less, without having read the tally. */
export function countDown(workspaceId: string, of: TallyOf): Change {
  return update(keys.tally(workspaceId, of), { add: { count: -1, version: 1 } }, [
    { path: 'count', is: '>', value: 0 },
  ]);
}

/** There must be as many when the commit is written as the tally says that was read. */
export function stillAsMany(tally: Tally | undefined, workspaceId: string, of: TallyOf): Change {
  return tally
    ? unchanged(Tallies, tally)
    : { kind: 'check', key: keys.tally(workspaceId, of), when: [{ path: 'pk', is: 'absent' }] };
}
