import * as z from 'zod/mini';
import { startExecution } from '#platform/machines.ts';
import { machineArn } from '#runtime/config.ts';
import { ReleaseInput } from '#runtime/money/release-turn.ts';
import { RELEASE_MACHINE } from '#runtime/money/wake-release.ts';
import { step } from '#runtime/step.ts';

const Input = z.extend(ReleaseInput, { generation: z.int() });

/** Starts the successor of a long wait, so that no history grows to its limit. */
export const handler = step(Input, async ({ generation, ...name }) => {
  await startExecution(machineArn(RELEASE_MACHINE), `${name.contractId}-${generation}`, { ...name, generation });
  return {};
});
