import { putBrandProfile } from '#contract/areas/profiles.ts';
import { createOrReplace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Brands, brandRef } from '#data/workspace.ts';
import { budgetRangeIssuesOf } from '#domain/brand.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { brandView } from '#runtime/views/person.ts';

export const handler = endpoint(putBrandProfile, async (call) => {
  const { workspaceId, brandId } = call.member();
  return call.commit({
    reads: { brand: brandRef(workspaceId, brandId) },
    decide: ({ brand }) => {
      const issues = budgetRangeIssuesOf(call.body.budgetRange);
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
      const { clientName = null, archivedAt = null, version = 0 } = brand ?? {};
      const kept = { workspaceId, brandId, clientName, archivedAt };
      const next = { ...call.body, ...kept, version: version + 1, updatedAt: call.nowIso };
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
