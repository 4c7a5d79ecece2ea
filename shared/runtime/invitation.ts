import { type Invitation, invitationRef, type Workspace } from '#data/workspace.ts';
import type { Refused } from '#domain/decision.ts';
import { refusalOfLink } from '#domain/team.ts';
import { derivedId } from './derived-id.ts';
import { sameSecret, sha256 } from './hash.ts';

/** The one invitation to a workspace that an address may have. */
export function invitationIdOf(workspaceId: string, emailHash: string): string {
  return derivedId('invitation', `${workspaceId}\n${emailHash}`);
}

/** What a link carries after its #: enough to find the invitation and the address's account without looking anything up. */
export interface InvitationToken {
  workspaceId: string;
  emailHash: string;
  secret: string;
}

/** The parts of a token whose form the contract has checked. */
export function tokenOf(text: string): InvitationToken {
  const [workspaceId = '', emailHash = '', secret = ''] = text.split('.');
  return { workspaceId, emailHash, secret };
}

/** The invitation that a token is for. */
export function invitationOf({ workspaceId, emailHash }: InvitationToken) {
  return invitationRef(workspaceId, invitationIdOf(workspaceId, emailHash));
}

/** Why a token does not open what was found; undefined when it does. An invitation to a closed workspace is as none. */
export function refusalOf(
  { secret }: InvitationToken,
  invitation: Invitation | undefined,
  workspace: Workspace | undefined,
  nowMs: number,
): Refused<'invitation_invalid' | 'invitation_used' | 'invitation_expired'> | undefined {
  const found = workspace && workspace.closedAt === null ? invitation : undefined;
  return refusalOfLink(found, (hash) => sameSecret(hash, sha256(secret)), nowMs);
}
