import { updateBrand } from '#contract/areas/workspaces.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Brands, brandRef } from '#data/workspace.ts';
import { budgetRangeIssuesOf } from '#domain/brand.ts';
import { refuse } from '#domain/decision.ts';
import { fieldChangesOf } from '#domain/field-change.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { given } from '#runtime/given.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { brandView } from '#runtime/views/person.ts';

export const handler = endpoint(updateBrand, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { brandId } = call.params;
  const { archived, ...fields } = call.body;
  return call.commit({
    reads: { brand: brandRef(workspaceId, brandId) },
    decide: ({ brand }) => {
      if (!brand) return refuse('not_found');
      const next = {
        ...brand,
        ...given(fields),
        ...(archived === false ? { archivedAt: null } : {}),
        version: brand.version + 1,
        updatedAt: call.nowIso,
      };
      const issues = budgetRangeIssuesOf(call.body.budgetRange);
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
      const { version: _version, updatedAt: _updatedAt, ...before } = brand;
      const { version: _next, updatedAt: _now, ...after } = next;
      // Who is to be asked about a brand is a person.
      const changes = fieldChangesOf(before, after, (field) => field === 'contactInfo');
      return {
        changes: [replace(Brands, brand, next)],
        event: {
          type: 'BrandChanged',
          aggregateId: brandId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, brandId, changes },
        },
        answer: { status: 200, body: brandView(next) },
      };
    },
  });
});
