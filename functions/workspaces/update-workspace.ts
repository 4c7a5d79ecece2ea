import { updateWorkspace } from '#contract/areas/workspaces.ts';
import { replace, unchanged } from '#data/change.ts';
import { Brands, brandRef, Workspaces, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { fieldChangesOf } from '#domain/field-change.ts';
import { keptTaxData, taxIssuesOf } from '#domain/workspace-settings.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { given } from '#runtime/given.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { workspaceSettingsView } from '#runtime/views/workspace.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(updateWorkspace, async (call) => {
  const { workspaceId, role } = demandWorkspace(call.member(), call.params.workspaceId);
  const { branding, policies, tax, ...plain } = call.body;
  const { defaultBrandId } = plain;
  return call.commit({
    reads: {
      workspace: workspaceRef(workspaceId),
      brand: defaultBrandId ? brandRef(workspaceId, defaultBrandId) : undefined,
    },
    decide: ({ workspace, brand }) => {
      if (!workspace) return refuse('not_found');
      if (defaultBrandId && !brand)
        return refuse('validation_failed', undefined, [
          { path: 'defaultBrandId', message: 'must be a brand of this workspace' },
        ]);
      if (brand?.archivedAt) return refuse('brand_archived');
      const next = {
        ...workspace,
        ...given(plain),
        branding: { ...workspace.branding, ...given(branding ?? {}) },
        policies: { ...workspace.policies, ...given(policies ?? {}) },
        tax: tax ? keptTaxData(tax) : tax === undefined ? workspace.tax : null,
        version: workspace.version + 1,
      };
      const issues = next.tax && tax ? taxIssuesOf(next.tax) : [];
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
      const { version: _version, ...before } = workspace;
      const { version: _next, ...after } = next;
      // The legal name and address of a sole trader are a person's.
      const changes = fieldChangesOf(before, after, (field) => field === 'tax');
      return {
        changes: [replace(Workspaces, workspace, next), ...(brand ? [unchanged(Brands, brand)] : [])],
        event: workspaceEvent(workspace, 'WorkspaceChanged', { workspaceId, changes }),
        answer: { status: 200, body: workspaceSettingsView(next, role) },
      };
    },
  });
});
