import { getBrandStanding } from '#contract/areas/moderation.ts';
import { Failure } from '#contract/failure.ts';
import { brandStandingRef } from '#data/brand-standing.ts';
import { findTogether } from '#data/read.ts';
import { brandRef } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { brandStandingView } from '#runtime/views/moderation.ts';

export const handler = endpoint(getBrandStanding, async (call) => {
  const { workspaceId } = call.query;
  const { brandId } = call.params;
  const known = await findTogether({
    brand: brandRef(workspaceId, brandId),
    standing: brandStandingRef(workspaceId, brandId),
  });
  if (!known.brand && !known.standing) throw new Failure('not_found');
  return { status: 200, body: brandStandingView({ workspaceId, brandId }, known) };
});
