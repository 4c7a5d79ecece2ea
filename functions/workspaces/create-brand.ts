import { createBrand } from '#contract/areas/workspaces.ts';
import { create } from '#data/change.ts';
import { Brands, changeWorkspace, workspaceRef } from '#data/workspace.ts';
import { budgetRangeIssuesOf } from '#domain/brand.ts';
import { refuse } from '#domain/decision.ts';
import { MAX_BRANDS } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { brandView } from '#runtime/views/person.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(createBrand, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const brandId = newId('brand');
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId) },
    decide: ({ workspace }) => {
      if (!workspace) return refuse('not_found');
      if (workspace.brandCount >= MAX_BRANDS) return refuse('too_many_brands');
      const issues = budgetRangeIssuesOf(call.body.budgetRange);
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
      const brand = { ...call.body, workspaceId, brandId, archivedAt: null, version: 1, updatedAt: call.nowIso };
      return {
        changes: [create(Brands, brand), changeWorkspace(workspace, { add: { brandCount: 1 } })],
        event: workspaceEvent(workspace, 'BrandAdded', { workspaceId, brandId }),
        answer: { status: 201, body: brandView(brand) },
      };
    },
  });
});
