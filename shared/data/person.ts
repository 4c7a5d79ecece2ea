import * as z from 'zod/mini';
import { MEMBER_ROLES, OWN_ROLES, STAFF_ROLES } from '#domain/roles.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys, partitions } from './keys.ts';
import { listAll, listRaw } from './read.ts';
import { campaignGrants } from './shapes.ts';

/** Which version of a document was accepted, and when. */
const acceptance = z.optional(z.object({ version: z.string(), at: z.string() }));

/** A person: what the account screens show. As whom they act is on the actor item alone. */
export const Users = defineEntity({
  name: 'user',
  schema: z.object({
    userId: z.string(),
    email: z.string(),
    name: z.string(),
    country: z.string(),
    timezone: z.string(),
    consents: z.object({
      /** When terms and privacy policy were accepted, of accounts from before versions were kept. */
      termsAt: z.optional(z.string()),
      /** By document. */
      accepted: z.optional(z.object({ terms: acceptance, privacy: acceptance })),
      marketing: z.boolean(),
      analytics: z.optional(z.boolean()),
      personalisation: z.optional(z.boolean()),
    }),
    version: z.int(),
    createdAt: z.string(),
  }),
  key: (user) => keys.user(user.userId),
});
export type User = ValueOf<typeof Users>;

/** A session as the authorizer sees it. */
const LiveSession = z.object({
  expiresAtMs: z.int(),
  /** The workspace it works in. */
  workspaceId: z.nullable(z.string()),
  /** When a request last came with it. */
  usedAtMs: z.optional(z.int()),
  /** When it last proved who uses it. */
  steppedUpAtMs: z.optional(z.int()),
});

/**
 * What the authorizer reads and counts on each request: live sessions, the part in each workspace, request counters. No personal data. Whoever changes a
 * member item changes this one in the same commit, so that it holds from the next request on.
 */
export const Actors = defineEntity({
  name: 'actor',
  // Loose: the request counters stay visible, so that past ones can be removed.
  schema: z.looseObject({
    userId: z.string(),
    /** What they are outside of any workspace. */
    role: z.enum(OWN_ROLES),
    influencerId: z.nullable(z.string()),
    /** By workspace id. */
    memberships: z.record(
      z.string(),
      z.object({
        role: z.enum(MEMBER_ROLES),
        brandId: z.string(),
        joinedAt: z.string(),
        needsSecondFactor: z.optional(z.boolean()),
        grants: campaignGrants,
      }),
    ),
    /** By session id. */
    sessions: z.record(z.string(), LiveSession),
    hasSecondFactor: z.optional(z.boolean()),
    /** They log in by a provider alone: nobody knows the password the user pool keeps for them. */
    passwordless: z.optional(z.literal(true)),
    /** The workspace last switched to. */
    lastWorkspaceId: z.nullable(z.string()),
  }),
  key: (actor) => keys.actor(actor.userId),
  index: ({ role, userId }) =>
    (STAFF_ROLES as readonly string[]).includes(role) ? { gsi1pk: indexes.staff(), gsi1sk: userId } : {},
});
export type ActorItem = ValueOf<typeof Actors>;

/** Everybody of the platform with their role; as the index has them, which may lag behind by seconds. */
export function listStaff(): Promise<ActorItem[]> {
  return listAll({ entity: Actors, index: 'gsi1', partition: indexes.staff() });
}

/** One log-in: the hash of its refresh secret, its family's absolute end, and the wrapped token of the user pool. */
export const Sessions = defineEntity({
  name: 'session',
  schema: z.object({
    userId: z.string(),
    sessionId: z.string(),
    secretHash: z.string(),
    previousHash: z.nullable(z.string()),
    rotatedAtMs: z.int(),
    expiresAtMs: z.int(),
    wrappedToken: z.string(),
    userAgent: z.string(),
    /** The network address that it was started from. */
    address: z.optional(z.string()),
    version: z.int(),
    createdAt: z.string(),
  }),
  key: (session) => keys.session(session.userId, session.sessionId),
  index: (session) => ({ ttl: Math.ceil(session.expiresAtMs / 1000) }),
});
export type Session = ValueOf<typeof Sessions>;

/** Who owns an e-mail address; the address itself is stored hashed here. */
export const EmailOwners = defineEntity({
  name: 'email_owner',
  schema: z.object({ emailHash: z.string(), userId: z.string() }),
  key: (owner) => keys.emailOwner(owner.emailHash),
});

/** A sign-up that waits for its mailed code. */
export const PendingSignUps = defineEntity({
  name: 'pending_sign_up',
  schema: z.object({
    emailHash: z.string(),
    userId: z.string(),
    /** Of the secret that the browser holds which signed up. */
    secretHash: z.string(),
    as: z.enum(['brand', 'influencer']),
    email: z.string(),
    name: z.string(),
    organisation: z.nullable(z.string()),
    country: z.string(),
    timezone: z.string(),
    marketing: z.boolean(),
    /** Ids of what confirming makes, minted now so that a repeated confirmation makes the same. */
    ids: z.object({ workspaceId: z.string(), brandId: z.string(), influencerId: z.string() }),
    termsAt: z.string(),
    /** The versions that were accepted. */
    accepted: z.optional(z.object({ terms: acceptance, privacy: acceptance })),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (pending) => keys.pendingSignUp(pending.emailHash, pending.userId),
  index: (pending) => ({ ttl: Math.ceil(pending.expiresAtMs / 1000) }),
});
export type PendingSignUp = ValueOf<typeof PendingSignUps>;

export const userRef = (userId: string) => ref(Users, keys.user(userId));
export const actorRef = (userId: string) => ref(Actors, keys.actor(userId));
export const sessionRef = (userId: string, sessionId: string) => ref(Sessions, keys.session(userId, sessionId));
export const emailOwnerRef = (emailHash: string) => ref(EmailOwners, keys.emailOwner(emailHash));
export const pendingSignUpRef = (emailHash: string, userId: string) =>
  ref(PendingSignUps, keys.pendingSignUp(emailHash, userId));

/** More than a person's own partition ever holds: the account, its sessions, its second factor. */
const WHOLE_PARTITION = 100;

/** A person's sessions with what the authorizer knows of them, in one read; of ended ones items may be left. */
export async function findSessionsOf(userId: string): Promise<{ actor: ActorItem | undefined; sessions: Session[] }> {
  const items = await listRaw(partitions.user(userId), WHOLE_PARTITION);
  const actor = items.find((item) => item._et === Actors.name);
  return {
    actor: actor && Actors.parse(actor),
    sessions: items.filter((item) => item._et === Sessions.name).map((item) => Sessions.parse(item)),
  };
}
