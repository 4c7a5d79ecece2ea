import type * as z from 'zod/mini';
import type { InvitationView } from '#contract/areas/members.ts';
import type { MemberView, OwnershipOffer, WorkspaceSettings, WorkspaceView } from '#contract/areas/workspaces.ts';
import { type MemberRole, may } from '#contract/permissions.ts';
import type { Invitation, Member, Workspace } from '#data/workspace.ts';
import { liveOwnershipOffer } from '#domain/team.ts';
import { isoOf } from '../clock.ts';
import { grantsView } from './grants.ts';

/** A workspace without its members, as a member with that role sees it. */
export function workspaceSettingsView(workspace: Workspace, role: MemberRole): z.input<typeof WorkspaceSettings> {
  const {
    ownerCount: _ownerCount,
    brandCount: _brandCount,
    ownershipOffer: _ownershipOffer,
    closedAt: _closedAt,
    tax,
    vatCheck = null,
    ...shown
  } = workspace;
  return { ...shown, ...(may(role, 'tax:read') ? { tax, vatCheck } : { tax: null, vatCheck: null }) };
}

/** A workspace with its members, as a member with that role sees it at that instant. */
export function workspaceView(
  workspace: Workspace,
  members: readonly Member[],
  role: MemberRole,
  nowMs: number,
): z.input<typeof WorkspaceView> {
  const offer = liveOwnershipOffer(workspace.ownershipOffer, nowMs);
  return {
    ...workspaceSettingsView(workspace, role),
    ownershipOffer: offer ? ownershipOfferView(offer) : null,
    members: members.map(memberView),
  };
}

/** An offer of ownership as the API shows it. */
export function ownershipOfferView({
  fromUserId,
  toUserId,
  expiresAtMs,
}: NonNullable<Workspace['ownershipOffer']>): z.input<typeof OwnershipOffer> {
  return { fromUserId, toUserId, expiresAt: isoOf(expiresAtMs) };
}

/** A member as other members see them. */
export function memberView({ workspaceId: _workspaceId, grants, ...member }: Member): z.input<typeof MemberView> {
  return { ...member, grants: grantsView(grants) };
}

/** An invitation as those who invite see it at that instant; never its link. */
export function invitationView(invitation: Invitation, nowMs: number): z.input<typeof InvitationView> {
  const { invitationId, email, role, sentAtMs, expiresAtMs } = invitation;
  const state = expiresAtMs > nowMs ? 'open' : 'expired';
  return { invitationId, email, role, state, sentAt: isoOf(sentAtMs), expiresAt: isoOf(expiresAtMs) };
}
