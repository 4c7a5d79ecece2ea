import type { CampaignGrants, MemberRole, OwnRole, Role } from './roles.ts';

/** A person's part in one workspace. */
export interface Membership {
  role: MemberRole;
  /** The brand that what they do is for, when they name none. */
  brandId: string;
  joinedAt: string;
  /** The workspace lets in only who logs in with a second factor. */
  needsSecondFactor?: boolean | undefined;
  /** What they may do on single campaigns beside that; never there for none. */
  grants?: CampaignGrants | undefined;
}

/** What decides as whom a person acts. */
export interface PersonWithPlaces {
  role: OwnRole;
  influencerId: string | null;
  /** By workspace id. */
  memberships: Readonly<Record<string, Membership>>;
  /** By session id; the workspace is the one this session works in. */
  sessions: Readonly<Record<string, { expiresAtMs: number; workspaceId: string | null }>>;
  /** Their log-in asks for a second factor. */
  hasSecondFactor?: boolean | undefined;
  /** The workspace last switched to, by any session. */
  lastWorkspaceId: string | null;
}

/** As whom and for whom a session acts. */
export interface Place {
  role: Role;
  workspaceId: string | null;
  brandId: string | null;
  influencerId: string | null;
  /** What they may do on single campaigns of the workspace, beside what their role gives. */
  grants?: CampaignGrants | undefined;
}

/** As whom a person acts in a workspace; in one they do not belong to (any more), as what they are by themselves. */
export function placeIn(person: PersonWithPlaces, workspaceId: string | null): Place {
  const membership = workspaceId === null ? undefined : person.memberships[workspaceId];
  if (membership) {
    const { role, brandId, grants } = membership;
    return { role, workspaceId, brandId, influencerId: null, ...(grants ? { grants } : {}) };
  }
  return { role: person.role, workspaceId: null, brandId: null, influencerId: person.influencerId };
}

/** Whether a workspace asks a person for a second factor that they do not have. */
export function lacksSecondFactor(person: PersonWithPlaces, workspaceId: string | null): boolean {
  const membership = workspaceId === null ? undefined : person.memberships[workspaceId];
  return membership?.needsSecondFactor === true && person.hasSecondFactor !== true;
}

/** As whom a session acts at that instant; undefined when it is over. */
export function placeOfSession(person: PersonWithPlaces, sessionId: string, nowMs: number): Place | undefined {
  const session = person.sessions[sessionId];
  return session && session.expiresAtMs > nowMs ? placeIn(person, session.workspaceId) : undefined;
}

/** The workspace a session begins in: the one last switched to, else the one the person has belonged to longest. */
export function startingWorkspaceOf({ memberships, lastWorkspaceId }: PersonWithPlaces): string | null {
  if (lastWorkspaceId !== null && memberships[lastWorkspaceId]) return lastWorkspaceId;
  const byAge = Object.entries(memberships).sort(
    ([idA, a], [idB, b]) => a.joinedAt.localeCompare(b.joinedAt) || idA.localeCompare(idB),
  );
  return byAge[0]?.[0] ?? null;
}

/** The workspace a session goes on in when it is renewed: its own while the person belongs to it, else one it could begin in. */
export function continuingWorkspaceOf(person: PersonWithPlaces, sessionId: string): string | null {
  const workspaceId = person.sessions[sessionId]?.workspaceId ?? null;
  return workspaceId !== null && person.memberships[workspaceId] ? workspaceId : startingWorkspaceOf(person);
}
