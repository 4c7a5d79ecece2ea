import * as z from 'zod/mini';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { MachineTokens } from '#data/machine-token.ts';
import { turnText } from '#domain/dispute.ts';
import { wakeExecution } from '#platform/machines.ts';
import { lookAtTurn, ReleaseInput } from '#runtime/money/release-turn.ts';
import { RELEASE_MACHINE } from '#runtime/money/wake-release.ts';
import { step } from '#runtime/step.ts';

const Input = z.extend(ReleaseInput, { seen: z.string(), taskToken: z.string() });

/**
 * Keeps the token that wakes the release, then looks once more: a gate depends on several items, and what changed before the token was there had nobody to
 * wake.
 */
export const handler = step(Input, async ({ seen, taskToken, ...name }, context) => {
  const { workspaceId, campaignId, contractId } = name;
  const partition = partitions.campaign(workspaceId, campaignId);
  const token = { partition, machine: RELEASE_MACHINE, key: contractId, taskToken, parkedAt: context.nowIso };
  await commit(context, {
    reads: {},
    decide: () => ({ changes: [{ ...create(MachineTokens, token), when: [] }], answer: { status: 200, body: {} } }),
  });
  if (turnText(await lookAtTurn(name, context.nowMs)) !== seen) await wakeExecution(taskToken);
  return {};
});
