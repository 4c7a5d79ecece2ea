import type * as z from 'zod/mini';
import { updateWorkspace } from '#contract/areas/workspaces.ts';
import { Failure } from '#contract/failure.ts';
import { may } from '#contract/permissions.ts';
import { replace, unchanged } from '#data/change.ts';
import {
  Brands,
  brandRef,
  findWorkspaceWithMembers,
  type Member,
  type Workspace,
  Workspaces,
  workspaceRef,
} from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { fieldChangesOf } from '#domain/field-change.ts';
import { isHigher } from '#domain/spending-limits.ts';
import { type Abilities, beginsToNeedTwo, isLaxer, refuseUnfollowable, type TeamRules } from '#domain/team-rules.ts';
import { keptTaxData, taxIssuesOf } from '#domain/workspace-settings.ts';
import { checkVat } from '#providers/vies.ts';
import { setting } from '#runtime/config.ts';
import { endpoint, hasSteppedUp } from '#runtime/endpoint.ts';
import { given } from '#runtime/given.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { workspaceSettingsView } from '#runtime/views/workspace.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(updateWorkspace, async (call) => {
  const member = demandWorkspace(call.member(), call.params.workspaceId);
  const { workspaceId, role } = member;
  const { branding, policies, limits, dealDefaults, tax, ...plain } = call.body;
  const { defaultBrandId } = plain;
  const kept = tax ? keptTaxData(tax) : tax;
  const issues = kept ? taxIssuesOf(kept) : [];
  if (issues.length > 0) throw new Failure('validation_failed', undefined, { issues });
  const vatCheck = await checkVat(setting('VIES_API_URL'), kept, call.nowIso);
  return call.commit({
    reads: {
      workspace: workspaceRef(workspaceId),
      brand: defaultBrandId ? brandRef(workspaceId, defaultBrandId) : undefined,
    },
    // Only a rule that begins to take two people asks who there is.
    more: async ({ workspace }) =>
      workspace && beginsToNeedTwo(workspace.policies, rulesAfter(workspace, policies))
        ? ((await findWorkspaceWithMembers(workspaceId))?.members ?? []).map(abilitiesOf)
        : undefined,
    decide: ({ workspace, brand }, team) => {
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
        policies: rulesAfter(workspace, policies),
        limits: { ...workspace.limits, ...given(limits ?? {}) },
        dealDefaults: { ...workspace.dealDefaults, ...given(dealDefaults ?? {}) },
        ...(kept === undefined ? {} : { tax: kept, vatCheck }),
        version: workspace.version + 1,
      };
      const letsMoreOut = isLaxer(workspace.policies, next.policies) || isHigher(workspace.limits, next.limits);
      if (letsMoreOut && !hasSteppedUp(member)) return refuse('step_up_required');
      const unfollowable = team && refuseUnfollowable(workspace.policies, next.policies, team);
      if (unfollowable) return unfollowable;
      const { version: _version, vatCheck: _asked, ...before } = workspace;
      const { version: _next, vatCheck: _asks, ...after } = next;
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

function rulesAfter(
  { policies }: Workspace,
  said: z.output<typeof updateWorkspace.body>['policies'],
): Workspace['policies'] & TeamRules {
  return { ...policies, ...given(said ?? {}) };
}

function abilitiesOf({ role }: Member): Abilities {
  return {
    publish: may(role, 'campaign:approve'),
    review: may(role, 'content:review'),
    release: may(role, 'payment:release'),
  };
}
