import { Failure } from '#contract/failure.ts';
import { isKeyScope, type KeyScope } from '#contract/key-scopes.ts';
import { MEMBER_ROLES, type MemberRole, type Role, STAFF_ROLES } from '#contract/permissions.ts';
import type { Place } from '#domain/place.ts';
import type { CampaignGrants } from '#domain/roles.ts';
import { unpackGrants } from './packed-grants.ts';

interface Person {
  userId: string;
  sessionId: string;
  /** When this session last proved who uses it (POST /auth/step-up), ms; absent when it never did. */
  steppedUpAtMs?: number;
}
interface HasWorkspaces {
  /** Other workspaces the person belongs to than the one their session works in. */
  otherWorkspaceIds?: readonly string[];
}
export interface MemberActor extends Person, HasWorkspaces {
  kind: 'member';
  role: MemberRole;
  workspaceId: string;
  brandId: string;
  /** On single campaigns: those that this endpoint may ask about (see packed-grants.ts), not always all of them. */
  grants?: CampaignGrants | undefined;
}
/** A person whose session works in no workspace and who is neither influencer nor staff. */
export interface GuestActor extends Person, HasWorkspaces {
  kind: 'guest';
  role: 'guest';
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
/** A person who asks. */
export type Actor = MemberActor | InfluencerActor | StaffActor | GuestActor;

/** A program that asks with a key of a workspace: for the workspace, as nobody in particular. */
export interface KeyActor {
  kind: 'key';
  keyId: string;
  workspaceId: string;
  brandId: string;
  scopes: readonly KeyScope[];
}
/** Whoever asks: a person, or a program with a key. */
export type Caller = Actor | KeyActor;

/** What the authorizer tells the function: who calls, or why nobody does. All values are strings, as the gateway passes them. */
export interface AuthorizerContext {
  outcome: 'signed_in' | 'key' | 'anonymous' | 'refused';
  /** An error code, with `refused`. */
  reason?: string;
  retryAfterSeconds?: string;
  userId?: string;
  sessionId?: string;
  steppedUpAtMs?: string;
  role?: string;
  workspaceId?: string;
  brandId?: string;
  influencerId?: string;
  /** What the person may do on single campaigns, as packed-grants.ts writes it. */
  grants?: string;
  /** Ids with commas between them. */
  otherWorkspaceIds?: string;
  keyId?: string;
  /** What a key may do, with commas between them. */
  scopes?: string;
}

/** The caller of an authorizer's context; undefined for an anonymous caller; throws the Failure the authorizer names. */
export function callerOf(context: AuthorizerContext | undefined): Caller | undefined {
  if (!context) throw new Failure('not_signed_in');
  if (context.outcome === 'refused') {
    const retryAfterSeconds = context.retryAfterSeconds ? Number(context.retryAfterSeconds) : undefined;
    throw new Failure((context.reason ?? 'not_signed_in') as 'not_signed_in', undefined, { retryAfterSeconds });
  }
  if (context.outcome === 'key') {
    const { keyId = '', workspaceId = '', brandId = '', scopes = '' } = context;
    return { kind: 'key', keyId, workspaceId, brandId, scopes: scopes.split(',').filter(isKeyScope) };
  }
  if (context.outcome === 'anonymous' || !context.userId || !context.sessionId) return undefined;
  const person = {
    userId: context.userId,
    sessionId: context.sessionId,
    ...(context.steppedUpAtMs ? { steppedUpAtMs: Number(context.steppedUpAtMs) } : {}),
  };
  const role = context.role as Role;
  const elsewhere = context.otherWorkspaceIds ? { otherWorkspaceIds: context.otherWorkspaceIds.split(',') } : {};
  if (context.workspaceId && isIn(MEMBER_ROLES, role)) {
    const { workspaceId, brandId = '' } = context;
    const grants = context.grants ? { grants: unpackGrants(context.grants) } : {};
    return { ...person, kind: 'member', role, workspaceId, brandId, ...grants, ...elsewhere };
  }
  if (role === 'guest') return { ...person, kind: 'guest', role, ...elsewhere };
  if (context.influencerId && role === 'influencer')
    return { ...person, kind: 'influencer', role, influencerId: context.influencerId };
  if (isIn(STAFF_ROLES, role)) return { ...person, kind: 'staff', role };
  throw new Failure('not_allowed', 'This account has no role yet.');
}

/** As whom and where somebody acts, as people and their screens are told. */
export function shownPlaceOf(actor: Actor): Pick<Place, 'role' | 'workspaceId' | 'influencerId' | 'grants'> {
  return {
    role: actor.role,
    workspaceId: actor.kind === 'member' ? actor.workspaceId : null,
    influencerId: actor.kind === 'influencer' ? actor.influencerId : null,
    ...(actor.kind === 'member' && actor.grants ? { grants: actor.grants } : {}),
  };
}

function isIn<const T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}
