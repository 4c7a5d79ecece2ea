import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { disputeRef } from '#data/dispute.ts';
import type { HoldItem } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { type DisputeStep, nextDisputeStep, type ReleaseTurn, turnOf } from '#domain/dispute.ts';
import { partsOf } from '#domain/hold-parts.ts';
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
  return turnOf(decideReleases(partFactsOf(state, nowMs)), await stepOfDispute(state.hold, nowMs));
}

async function stepOfDispute(hold: HoldItem, nowMs: number): Promise<DisputeStep | undefined> {
  const frozen = partsOf(hold).filter(({ partyDisputeId }) => partyDisputeId !== undefined);
  const [first] = frozen;
  if (!first?.partyDisputeId) return undefined;
  const dispute = await findOne(disputeRef(hold.workspaceId, first.partyDisputeId));
  const isStill = frozen.every(({ status }) => status === 'disputed');
  return dispute && nextDisputeStep(clockOf(dispute), isStill, nowMs);
}

/** Looks at the table and decides what the release of a contract does next; a contract without a hold has nothing to release. */
export async function lookAtRelease(name: ReleaseName, nowMs: number): Promise<ReleaseStep> {
  const state = await readReleaseState(name);
  return state ? decideReleases(partFactsOf(state, nowMs)) : { do: 'stop' };
}
