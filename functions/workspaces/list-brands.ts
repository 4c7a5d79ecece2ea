import { listBrands } from '#contract/areas/workspaces.ts';
import { listBrandsOf } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { brandView } from '#runtime/views/person.ts';

export const handler = endpoint(listBrands, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const brands = await listBrandsOf(workspaceId);
  return { status: 200, body: { items: brands.map(brandView) } };
});
