import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { disputeRef } from '#data/dispute.ts';
import type { HoldItem } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { type DisputeStep, firstDisputeStep, nextDisputeStep, type ReleaseTurn, turnOf } from '#domain/dispute.ts';
import { disputesOf, isAllFrozen } from '#domain/dispute-parts.ts';
import { decideReleases, type ReleaseStep } from '#domain/release.ts';
import { clockOf } from '../disputes/dispute-clock.ts';
import { partFactsOf, type ReleaseName, readReleaseState } from './release-facts.ts';

/** What every step of the release machine is given: ids only. */
export const ReleaseInput = z.object({
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  contractId: id('contract'),
  influencerId: id('influencer'),
});

/** The same, for the steps that tell one machine of a release from another. */
export const ChainedInput = z.extend(ReleaseInput, { chain: z.optional(z.string()) });

/** What the machine does next: what a dispute about the money is due, or else what the release is. */
export async function lookAtTurn(name: ReleaseName, nowMs: number): Promise<ReleaseTurn> {
  const state = await readReleaseState(name);
  if (!state) return { do: 'stop' };
  return turnOf(decideReleases(partFactsOf(state, nowMs)), await stepOfDisputes(state.hold, nowMs));
}

async function stepOfDisputes(hold: HoldItem, nowMs: number): Promise<DisputeStep | undefined> {
  const disputes = await Promise.all(disputesOf(hold).map((id) => findOne(disputeRef(hold.workspaceId, id))));
  return firstDisputeStep(
    disputes.flatMap((one) => (one ? nextDisputeStep(clockOf(one), isAllFrozen(hold, one.disputeId), nowMs) : [])),
  );
}

/** Looks at the table and decides what the release of a contract does next; a contract without a hold has nothing to release. */
export async function lookAtRelease(name: ReleaseName, nowMs: number): Promise<ReleaseStep> {
  const state = await readReleaseState(name);
  return state ? decideReleases(partFactsOf(state, nowMs)) : { do: 'stop' };
}
