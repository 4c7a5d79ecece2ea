import { verifyAudit } from '#contract/areas/audit.ts';
import { updateWorkspace } from '#contract/areas/workspaces.ts';
import { auditRecordOf, ChainLinks, recordKeyOf } from '#data/audit-chain.ts';
import { type ChainHead, chainStart, verifyLinks } from '#domain/audit-chain.ts';
import { handler as publishHeads } from '#functions/schedules/publish-audit-heads.ts';
import { handler as updating } from '#functions/workspaces/update-workspace.ts';
import { handler as verifying } from '#functions/workspaces/verify-audit.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { OWNER } from './deal.ts';
import { Broken } from './invariants.ts';
import type { MemoryTable, Written } from './table.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

/** Follows the chains of the audit log link by link as they are written. */
export class ChainWatch {
  private readonly heads = new Map<string, ChainHead>();

  /** Looks at what one commit has written; throws Broken. */
  check(written: readonly Written[], table: MemoryTable): void {
    for (const { before, after } of written) {
      if (after?._et === 'chain_link' && !before) {
        const link = ChainLinks.parse(after);
        const item = table.item(recordKeyOf(link));
        const from = this.heads.get(link.workspaceId) ?? chainStart(sha256Hex, link.workspaceId);
        const { upTo, fault } = verifyLinks(sha256Hex, from, [{ link, record: item && auditRecordOf(item) }]);
        if (fault) throw new Broken('I8', `The audit log is broken at ${fault.index}: ${fault.what}.`);
        this.heads.set(link.workspaceId, upTo);
      }
    }
    for (const { after } of written)
      if (
        after?._et === 'chain_head' &&
        Number(after.index) > 0 &&
        after.hash !== this.heads.get(String(after.workspaceId))?.hash
      )
        throw new Broken('I8', `The head of the audit log is ${String(after.index)}, which is not its last link.`);
  }
}

/** An owner changes the settings of the workspace now and then, among them above what a release takes two people. */
export async function playOwner(world: World, days: number): Promise<void> {
  for (let day = 0; day < days; day += 6) {
    await world.scheduler.sleep((1 + world.pick(10)) * DAY_MS);
    const policies = { secondReleaserAboveMinor: world.pick(2) === 0 ? null : world.pick(90_000) };
    await world.ask({
      ...{ who: OWNER, endpoint: updateWorkspace, handler: updating, params: { workspaceId: OWNER.workspaceId } },
      body: world.pick(3) === 0 ? { name: `Glow ${day}` } : { policies },
    });
    world.meet('rules-changed');
  }
}

/** The night of the audit log, which links what the stream has lost and publishes the heads. */
export function publishAudit(world: World): Promise<boolean> {
  return world.cloud.onSchedule('publish-audit-heads', publishHeads);
}

/** Every record is linked, the chain is whole from its start to its end, and the head that was published is on it; throws Broken. */
export async function checkAudit(world: World): Promise<void> {
  const { workspaceId } = OWNER;
  const records = world.items('event').filter(({ gsi1pk }) => gsi1pk === `WSP#${workspaceId}#AUDIT`);
  const [left] = records.filter(({ chain }) => chain === undefined);
  if (left) throw new Broken('I8', `${left.type} ${left.eventId} is not linked.`);
  let cursor: string | undefined;
  do {
    const { status, body } = await world.ask({
      ...{ who: OWNER, endpoint: verifyAudit, handler: verifying, params: { workspaceId }, isOutside: true },
      ...(cursor === undefined ? {} : { query: { cursor } }),
    });
    if (status !== 200 || body.fault || (records.length > 0 && !body.published))
      throw new Broken('I8', `The audit log is not whole, or not published: ${JSON.stringify(body)}`);
    cursor = body.nextCursor ?? undefined;
    if (!cursor && body.verifiedUpTo.index !== records.length)
      throw new Broken('I8', `${body.verifiedUpTo.index} of ${records.length} records are in the chain.`);
  } while (cursor);
}
