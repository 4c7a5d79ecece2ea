import { putBrandProfile } from '#contract/areas/profiles.ts';
import { createOrReplace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Brands, brandRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { brandView } from '#runtime/views/person.ts';

export const handler = endpoint(putBrandProfile, async (call) => {
  const { workspaceId, brandId } = call.member();
  const { budgetRange } = call.body;
  return call.commit({
    reads: { brand: brandRef(workspaceId, brandId) },
    decide: ({ brand }) => {
      if (
        budgetRange &&
        (budgetRange.min.currency !== budgetRange.max.currency ||
          budgetRange.min.amountMinor > budgetRange.max.amountMinor)
      )
        return refuse('validation_failed', undefined, [
          { path: 'budgetRange.max', message: 'must be in the same currency as min and not below it' },
        ]);
      const next = { ...call.body, workspaceId, brandId, version: (brand?.version ?? 0) + 1, updatedAt: call.nowIso };
      return {
        changes: [createOrReplace(Brands, brand, next)],
        event: {
          type: 'BrandProfileSaved',
          aggregateId: brandId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, brandId },
        },
        answer: { status: 200, body: brandView(next) },
      };
    },
  });
});
