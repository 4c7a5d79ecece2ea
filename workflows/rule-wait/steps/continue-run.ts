import * as z from 'zod/mini';
import { continueRun } from '#runtime/rules/run-rule.ts';
import { step } from '#runtime/step.ts';

const Input = z.object({ workspaceId: z.string(), ruleId: z.string(), runId: z.string(), next: z.int() });

/** Goes on with a run of a rule whose wait is over. */
export const handler = step(Input, async (waiting) => {
  await continueRun(waiting);
  return {};
});
