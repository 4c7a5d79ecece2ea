import { type Change, create } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import type { Ref } from '#data/entity.ts';
import { MachineTokens, machineTokenRef } from '#data/machine-token.ts';
import { findOne } from '#data/read.ts';
import { wakeExecution } from '#platform/machines.ts';

interface Parking {
  /** Partition the token lives in. */
  partition: string;
  machine: string;
  /** Business key of what the machine drives. */
  key: string;
  taskToken: string;
  /** The item whose change must wake the machine, and the version its last turn saw. */
  watched: Ref<{ version: number }>;
  seenVersion: number;
}

/**
 * Keeps a task token where commands find it. A change that came between the machine's read and this write had no token to wake, so then the machine is
 * woken at once: no wake-up is lost.
 */
export async function parkToken(context: CommitContext, parking: Parking): Promise<void> {
  const { partition, machine, key, taskToken, watched, seenVersion } = parking;
  const token = { partition, machine, key, taskToken, parkedAt: context.nowIso };
  const put: Change = { ...create(MachineTokens, token), when: [] };
  const outcome = await commit(context, {
    reads: { current: watched },
    decide: ({ current }) => ({
      changes: [
        put,
        ...(current
          ? [
              {
                kind: 'check' as const,
                key: watched.key,
                when: [{ path: 'version', is: '=' as const, value: current.version }],
              },
            ]
          : []),
      ],
      answer: { status: 200, body: { stale: current?.version !== seenVersion } },
    }),
  });
  if ('body' in outcome && outcome.body.stale) await wakeExecution(taskToken);
}

/** Wakes the machine that drives `key`, if it waits; nothing is lost when it does not. */
export async function wakeMachine(partition: string, machine: string, key: string): Promise<boolean> {
  const token = await findOne(machineTokenRef(partition, machine, key));
  return token?.taskToken ? wakeExecution(token.taskToken) : false;
}
