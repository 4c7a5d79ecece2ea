import { archiveBrand } from '#contract/areas/workspaces.ts';
import { type Change, replace } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { Brands, brandRef, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { brandView } from '#runtime/views/person.ts';

export const handler = endpoint(archiveBrand, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { brandId } = call.params;
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId), brand: brandRef(workspaceId, brandId) },
    decide: ({ workspace, brand }) => {
      if (!workspace || !brand) return refuse('not_found');
      if (workspace.defaultBrandId === brandId) return refuse('brand_is_default');
      if (brand.archivedAt) return { changes: [], answer: { status: 200, body: brandView(brand) } };
      const next = { ...brand, archivedAt: call.nowIso, version: brand.version + 1, updatedAt: call.nowIso };
      const notDefault: Change = {
        kind: 'check',
        key: keys.workspace(workspaceId),
        when: [{ path: 'defaultBrandId', is: '<>', value: brandId }],
        otherwise: 'brand_is_default',
      };
      return {
        changes: [replace(Brands, brand, next), notDefault],
        event: {
          type: 'BrandArchived',
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
