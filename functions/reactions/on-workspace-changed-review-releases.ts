import { listHeld } from '#data/hold.ts';
import { askSecondPerson } from '#runtime/money/second-person.ts';
import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** What decides whether a release takes a second person. */
const DECISIVE: ReadonlySet<string> = new Set(['policies.secondReleaserAboveMinor', 'currency']);

/**
 * Another rule about releases counts for the money that is held already: who has to answer now is asked, a question nobody has to answer is taken back,
 * and a release that waited for nothing else goes on. The gates read the rule themselves; the index here only names whom to look at again.
 */
export const handler = reaction(['WorkspaceChanged'], async ({ data, correlationId }) => {
  if (!data.changes?.some(({ field }) => DECISIVE.has(field))) return;
  for (const hold of await listHeld(data.workspaceId)) {
    await askSecondPerson(systemCommitContext({ correlationId }), hold);
    await wakeReleases(hold.workspaceId, hold.campaignId, [hold.contractId]);
  }
});
