import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { LedgerChecks } from '#data/ledger-check.ts';
import { measure } from '#runtime/log.ts';
import { LedgerCheckPosition, resultOf } from '#runtime/money/check-ledger-part.ts';
import { tellProblem } from '#runtime/money/find-ledger-problems.ts';
import { step } from '#runtime/step.ts';

/** Keeps what a check of the whole ledger found, and measures it; a repeat writes the same. */
export const handler = step(LedgerCheckPosition, async (position, context) => {
  const result = resultOf(position, context.nowIso);
  await commit(context, {
    reads: {},
    decide: () => ({ changes: [{ ...create(LedgerChecks, result), when: [] }], answer: { status: 200, body: {} } }),
  });
  measure('LedgerResidual', result.problemCount);
  for (const problem of result.problems) tellProblem(problem);
  return {};
});
