import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { startExecution } from '#platform/machines.ts';
import { machineArn } from '#runtime/config.ts';
import { step } from '#runtime/step.ts';

const Input = z.object({ workspaceId: id('workspace'), campaignId: id('campaign'), generation: z.int() });

/** Starts the successor of a long life, so that no history grows to its limit. */
export const handler = step(Input, async ({ workspaceId, campaignId, generation }) => {
  await startExecution(machineArn('campaign-lifecycle'), `${campaignId}-${generation}`, {
    workspaceId,
    campaignId,
    generation,
  });
  return {};
});
