import * as z from 'zod/mini';
import { turnText } from '#domain/dispute.ts';
import { wakeExecution } from '#platform/machines.ts';
import { keepReleaseToken } from '#runtime/money/drive-release.ts';
import { ChainedInput, lookAtTurn } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';

const Input = z.extend(ChainedInput, { seen: z.string(), taskToken: z.string() });

/**
 * Keeps the token that wakes the release, then looks once more: a gate depends on several items, and what changed before the token was there had nobody to
 * wake. A machine that does not drive the release any more does not wait: its next look ends it.
 */
export const handler = step(Input, async ({ seen, taskToken, chain, ...name }, context) => {
  const isKept = await keepReleaseToken(name, { chain, taskToken }, context);
  if (!isKept || turnText(await lookAtTurn(name, context.nowMs)) !== seen) await wakeExecution(taskToken);
  return {};
});
