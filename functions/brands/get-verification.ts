import { getBrandVerification } from '#contract/areas/moderation.ts';
import { Failure } from '#contract/failure.ts';
import { brandStandingRef } from '#data/brand-standing.ts';
import { findTogether } from '#data/read.ts';
import { brandRef } from '#data/workspace.ts';
import { isUnknown, isVerified } from '#domain/brand-standing.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(getBrandVerification, async (call) => {
  const { workspaceId } = call.member();
  const { brandId } = call.params;
  const { brand, standing } = await findTogether({
    brand: brandRef(workspaceId, brandId),
    standing: brandStandingRef(workspaceId, brandId),
  });
  if (!brand) throw new Failure('not_found');
  const last = standing?.decisions.at(-1);
  return {
    status: 200,
    body: {
      brandId,
      state: isVerified(standing, brand.companyName) ? 'verified' : 'unverified',
      nextCampaignWaits: isUnknown(standing, brand.companyName),
      reason: last?.reason ?? null,
      decidedAt: last?.at ?? null,
    },
  };
});
