import { setTableName } from '#data/client.ts';
import { nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { log, measure } from '#runtime/log.ts';
import { findLedgerProblems, tellProblem } from '#runtime/money/find-ledger-problems.ts';
import { findStuckReleases } from '#runtime/money/find-stuck-releases.ts';

setTableName(() => setting('TABLE_NAME'));

/** Measures what only the table can tell: money that should have left, and balances that differ from the ledger. Each is named in the log for a person. */
export async function handler(): Promise<{ stuck: number; residuals: number }> {
  const instant = nowMs();
  const stuck = await findStuckReleases(instant);
  measure('StuckReleases', stuck.length);
  for (const contractId of stuck) log.error('a release is stuck', { aggregateId: contractId });
  const problems = await findLedgerProblems(instant);
  measure('LedgerResidual', problems.length);
  for (const problem of problems) tellProblem(problem);
  return { stuck: stuck.length, residuals: problems.length };
}
