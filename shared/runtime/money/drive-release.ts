import { type Change, unchanged } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { type HoldItem, Holds, holdRef } from '#data/hold.ts';
import { partitions } from '#data/keys.ts';
import { type MachineToken, machineTokenRef, putMachineToken } from '#data/machine-token.ts';
import { findOne } from '#data/read.ts';
import { isRefused } from '#domain/decision.ts';
import { disputesOf } from '#domain/dispute-parts.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { hasLeft } from '#domain/release.ts';
import { startExecution, wakeExecution } from '#platform/machines.ts';
import { machineArn } from '../config.ts';
import { systemCommitContext } from '../system-commit.ts';
import type { ReleaseName } from './release-facts.ts';
import { RELEASE_MACHINE } from './wake-release.ts';

/** Starts an execution for the release of a contract; `chain` names a later one after the first has ended, `generation` a successor within its chain. */
export async function startRelease(name: ReleaseName, { chain = '', generation = 1 } = {}): Promise<void> {
  const { workspaceId, campaignId, contractId, influencerId } = name;
  const input = { workspaceId, campaignId, contractId, influencerId, chain, generation };
  const executionName = `${contractId}${chain}${generation === 1 ? '' : `-${generation}`}`;
  await startExecution(machineArn(RELEASE_MACHINE), executionName, input);
}

/**
 * Sees to it that exactly one machine drives the release of a contract: the one that does is woken, and only where none does, as all money had left, another
 * one is started. It is on record before it starts, so that two who find none start the same one, under a name that none had before: what is told again of
 * long ago must not ask for one that has ended. `again` says that an earlier one has ended.
 */
export async function driveRelease(
  name: ReleaseName,
  { correlationId }: { correlationId: string },
  { again = false } = {},
): Promise<void> {
  const context = systemCommitContext({ correlationId });
  const { start, taskToken } = await commitOwn(name, context, (token, hold) => {
    // A dispute about money that has left meanwhile is still to be ended.
    const isDisputed = hold !== undefined && disputesOf(hold).length > 0;
    if (isAllGone(hold) && !isDisputed) return { changes: [], body: { start: undefined, taskToken: undefined } };
    // One that has waited already was started for sure; by now its name may be free for another one.
    if (token?.chain !== undefined && !token.over)
      return { changes: [], body: { start: token.taskToken ? undefined : token.chain, taskToken: token.taskToken } };
    const chain = again || token?.over ? `-${context.eventId}` : '';
    const changes = [putMachineToken(token, ownItem(name, { chain }))];
    return { changes, body: { start: chain, taskToken: token?.taskToken } };
  });
  if (start !== undefined) await startRelease(name, { chain: start });
  if (taskToken !== undefined) await wakeExecution(taskToken);
}

/** Whether another machine than the one of `chain` drives the release of a contract. */
export async function isDrivenByOther(name: ReleaseName, chain: string | undefined): Promise<boolean> {
  return isOther(await findOne(ownRef(name)), chain);
}

/** Keeps the token that wakes the release; false where another machine drives it. */
export function keepReleaseToken(
  name: ReleaseName,
  { chain, taskToken }: { chain: string | undefined; taskToken: string },
  context: CommitContext,
): Promise<boolean> {
  return commitOwn(name, context, (token) => {
    if (isOther(token, chain)) return { changes: [], body: false };
    const after = ownItem(name, { taskToken, parkedAt: context.nowIso, chain: chain ?? token?.chain });
    return { changes: [putMachineToken(token, after)], body: true };
  });
}

/**
 * Writes down that the machine which drives a release ends, as all money has left; false where some has not, or is back. It is written only with the money as
 * it was read: whoever brings some back afterwards finds that no machine is there.
 */
export function endRelease(name: ReleaseName, chain: string | undefined, context: CommitContext): Promise<boolean> {
  return commitOwn(name, context, (token, hold) => {
    if (!hold || token?.over || isOther(token, chain)) return { changes: [], body: true };
    if (!isAllGone(hold)) return { changes: [], body: false };
    const after = ownItem(name, { chain: chain ?? token?.chain ?? '', over: true });
    return { changes: [putMachineToken(token, after), unchanged(Holds, hold)], body: true };
  });
}

function isAllGone(hold: HoldItem | undefined): boolean {
  return !hold || partsOf(hold).every(({ status }) => hasLeft(status));
}

/** A machine that was started before they were told apart does not say which one it is. */
function isOther(token: MachineToken | undefined, chain: string | undefined): boolean {
  return token?.chain !== undefined && chain !== undefined && token.chain !== chain;
}

/** The item that says which machine drives the release of a contract. */
function ownRef({ workspaceId, campaignId, contractId }: ReleaseName) {
  return machineTokenRef(partitions.campaign(workspaceId, campaignId), RELEASE_MACHINE, contractId);
}

function ownItem({ workspaceId, campaignId, contractId }: ReleaseName, more: Partial<MachineToken>): MachineToken {
  const partition = partitions.campaign(workspaceId, campaignId);
  return { partition, machine: RELEASE_MACHINE, key: contractId, ...more };
}

/** One commit on that item, which sees the money too. */
async function commitOwn<T>(
  name: ReleaseName,
  context: CommitContext,
  decide: (token: MachineToken | undefined, hold: HoldItem | undefined) => { changes: Change[]; body: T },
): Promise<T> {
  const { workspaceId, campaignId, contractId } = name;
  const outcome = await commit(context, {
    reads: { token: ownRef(name), hold: holdRef(workspaceId, campaignId, contractId) },
    decide: ({ token, hold }) => {
      const { changes, body } = decide(token, hold);
      return { changes, answer: { status: 200, body } };
    },
  });
  if (isRefused(outcome)) throw new Error(`Keeping which machine drives a release was refused: ${outcome.refused}.`);
  return outcome.body;
}
