import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { decideReleases, type ReleaseStep } from '#domain/release.ts';
import { partFactsOf, type ReleaseName, readReleaseState } from './release-facts.ts';

/** What every step of the release machine is given: ids only. */
export const ReleaseInput = z.object({
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  contractId: id('contract'),
  influencerId: id('influencer'),
});

/** Looks at the table and decides what the release of a contract does next; a contract without a hold has nothing to release. */
export async function lookAtRelease(name: ReleaseName, nowMs: number): Promise<ReleaseStep> {
  const state = await readReleaseState(name);
  return state ? decideReleases(partFactsOf(state, nowMs)) : { do: 'stop' };
}
