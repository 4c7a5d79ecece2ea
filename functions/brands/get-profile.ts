import { getBrandProfile } from '#contract/areas/profiles.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { brandRef } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { brandView } from '#runtime/views/person.ts';

export const handler = endpoint(getBrandProfile, async (call) => {
  const { workspaceId, brandId } = call.member();
  const brand = await findOne(brandRef(workspaceId, brandId));
  if (!brand) throw new Failure('not_found');
  return { status: 200, body: brandView(brand) };
});
