import { chainHeadRef, listChainHeads, listUnlinked } from '#data/audit-chain.ts';
import { setTableName } from '#data/client.ts';
import { findOne } from '#data/read.ts';
import { firstIdAt } from '#domain/live.ts';
import { publishHead } from '#runtime/audit-head-file.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { linkRecords } from '#runtime/link-audit.ts';
import { log } from '#runtime/log.ts';

setTableName(() => setting('TABLE_NAME'));

/** The stream links within seconds; older records that are not linked it has lost, ms. */
const LOST_AFTER_MS = 10 * 60 * 1000;
/** Longer than from one run to the next, ms. */
const SINCE_MS = 3 * 24 * 3600 * 1000;

/** Links what the stream lost, then writes the head of every chain down outside the table: what comes before it cannot be written anew unseen. */
export async function handler(): Promise<{ published: number }> {
  const instant = nowMs();
  const heads = await listChainHeads();
  for (const { workspaceId } of heads) {
    const [fromId, untilId] = [firstIdAt('evt', instant - SINCE_MS), firstIdAt('evt', instant - LOST_AFTER_MS)];
    const lost = await listUnlinked(workspaceId, fromId, untilId);
    if (lost.length > 0) {
      const count = await linkRecords(workspaceId, lost);
      log.warn('linked audit records that the stream had lost', { workspaceId, count });
    }
    const head = await findOne(chainHeadRef(workspaceId));
    if (head) await publishHead({ workspaceId, day: isoOf(instant).slice(0, 10), index: head.index, hash: head.hash });
  }
  return { published: heads.length };
}
