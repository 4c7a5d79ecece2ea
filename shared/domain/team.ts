import { type Refused, refuse } from './decision.ts';
import type { CampaignGrant, CampaignGrants, MemberRole } from './roles.ts';

export const WORKSPACE_KINDS = ['brand', 'agency'] as const;

/** Members of one workspace at most: closing one ends every membership in a single transaction. */
export const MAX_MEMBERS = 90;
/** Workspaces one person may belong to. */
export const MAX_WORKSPACES = 20;
/** Brands of one workspace, the archived ones among them. */
export const MAX_BRANDS = 100;

/** Campaigns on which one member may have grants: the authorizer reads and writes them with every request of theirs. */
export const MAX_GRANTED_CAMPAIGNS = 50;

const DAY_MS = 86_400_000;
/** How long the link of an invitation works, ms. */
export const INVITATION_LIFE_MS = 7 * DAY_MS;
/** How long an offer of ownership waits for its answer, ms. */
export const OWNERSHIP_OFFER_LIFE_MS = 7 * DAY_MS;
/** The least time between two mails of one invitation, ms. */
export const RESEND_AFTER_MS = 60_000;

/** How the number of owners changes when a member's role does; null stands for no member. Refuses last_owner when none would be left. */
export function ownersGained(
  ownerCount: number,
  from: MemberRole | null,
  to: MemberRole | null,
): { gained: number } | Refused<'last_owner'> {
  const gained = Number(to === 'owner') - Number(from === 'owner');
  if (ownerCount + gained < 1)
    return refuse('last_owner', 'A workspace needs an owner: make another member one first, or close the workspace.');
  return { gained };
}

/** What a member may do on single campaigns when that on one of them is changed; an empty list takes it away. Answers undefined where nothing is left. */
export function withGrantsOn(
  grants: CampaignGrants | undefined,
  campaignId: string,
  next: readonly CampaignGrant[],
): CampaignGrants | undefined {
  const { [campaignId]: _before, ...others } = grants ?? {};
  const all = next.length > 0 ? { ...others, [campaignId]: next } : others;
  return Object.keys(all).length > 0 ? all : undefined;
}

interface Invitation {
  secretHash: string;
  status: 'open' | 'accepted' | 'revoked';
  expiresAtMs: number;
}

/** Whether a link opens an invitation: the refusal says why not. `matches` compares the secret's hash in constant time. */
export function refusalOfLink(
  invitation: Invitation | undefined,
  matches: (secretHash: string) => boolean,
  nowMs: number,
): Refused<'invitation_invalid' | 'invitation_used' | 'invitation_expired'> | undefined {
  // Whoever does not hold the secret learns nothing about what became of the invitation.
  if (!invitation || !matches(invitation.secretHash) || invitation.status === 'revoked')
    return refuse(
      'invitation_invalid',
      'This link is not valid: it was replaced by a newer one, taken back, or cut short.',
    );
  if (invitation.status === 'accepted') return refuse('invitation_used');
  return invitation.expiresAtMs <= nowMs
    ? refuse('invitation_expired', 'This invitation has expired; ask for a new one.')
    : undefined;
}

interface OwnershipOffer {
  fromUserId: string;
  toUserId: string;
  expiresAtMs: number;
}

/** The offer of ownership that still waits for its answer; undefined when there is none. */
export function liveOwnershipOffer<T extends OwnershipOffer>(offer: T | null, nowMs: number): T | undefined {
  return offer && offer.expiresAtMs > nowMs ? offer : undefined;
}
