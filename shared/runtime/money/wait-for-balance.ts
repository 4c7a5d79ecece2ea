import { BALANCE_TOO_LOW, editHold, listWaitingForBalance } from '#data/hold.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { isoOf } from '../clock.ts';
import { commitHold } from './release-hold.ts';
import { wakeReleases } from './wake-release.ts';

/** Money has become available in the provider's balance: what waits for it is tried again now, without having lost its place. */
export async function tryWaitingAgain(nowMs: number): Promise<void> {
  const nowIso = isoOf(nowMs);
  for (const hold of await listWaitingForBalance()) {
    const { workspaceId, campaignId, contractId } = hold;
    for (const { of } of partsOf(hold))
      await commitHold({ workspaceId, campaignId, contractId }, of?.partId, (part) => {
        const { refusal } = part;
        if (refusal?.code !== BALANCE_TOO_LOW || (refusal.until ?? '') <= nowIso) return undefined;
        return { changes: [editHold(part, { refusal: { ...refusal, until: nowIso } })] };
      });
    // Also when that was done before: the try that did it may have ended before it woke the release.
    await wakeReleases(workspaceId, campaignId, [contractId]);
  }
}
