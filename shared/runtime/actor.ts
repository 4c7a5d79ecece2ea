import { Failure } from '#contract/failure.ts';
import { MEMBER_ROLES, type MemberRole, type Role, STAFF_ROLES } from '#contract/permissions.ts';

interface Person {
  userId: string;
  sessionId: string;
}
export interface MemberActor extends Person {
  kind: 'member';
  role: MemberRole;
  workspaceId: string;
  brandId: string;
}
export interface InfluencerActor extends Person {
  kind: 'influencer';
  role: 'influencer';
  influencerId: string;
}
export interface StaffActor extends Person {
  kind: 'staff';
  role: (typeof STAFF_ROLES)[number];
}
export type Actor = MemberActor | InfluencerActor | StaffActor;

/** What the authorizer tells the function: who calls, or why nobody does. All values are strings, as the gateway passes them. */
export interface AuthorizerContext {
  outcome: 'signed_in' | 'anonymous' | 'refused';
  /** An error code, with `refused`. */
  reason?: string;
  retryAfterSeconds?: string;
  userId?: string;
  sessionId?: string;
  role?: string;
  workspaceId?: string;
  brandId?: string;
  influencerId?: string;
}

/** The actor of an authorizer's context; undefined for an anonymous caller; throws the Failure the authorizer names. */
export function actorOf(context: AuthorizerContext | undefined): Actor | undefined {
  if (!context) throw new Failure('not_signed_in');
  if (context.outcome === 'refused') {
    const retryAfterSeconds = context.retryAfterSeconds ? Number(context.retryAfterSeconds) : undefined;
    throw new Failure((context.reason ?? 'not_signed_in') as 'not_signed_in', undefined, { retryAfterSeconds });
  }
  if (context.outcome === 'anonymous' || !context.userId || !context.sessionId) return undefined;
  const person = { userId: context.userId, sessionId: context.sessionId };
  const role = context.role as Role;
  if (context.workspaceId && isIn(MEMBER_ROLES, role))
    return { ...person, kind: 'member', role, workspaceId: context.workspaceId, brandId: context.brandId ?? '' };
  if (context.influencerId && role === 'influencer')
    return { ...person, kind: 'influencer', role, influencerId: context.influencerId };
  if (isIn(STAFF_ROLES, role)) return { ...person, kind: 'staff', role };
  throw new Failure('not_allowed', 'This account has no role yet.');
}

function isIn<const T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}
