import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

const ROLE = z.enum(['owner', 'manager', 'finance', 'viewer', 'influencer', 'admin', 'moderator', 'support']);

/** A person: what the account screens show. */
export const Users = defineEntity({
  name: 'user',
  schema: z.object({
    userId: z.string(),
    email: z.string(),
    name: z.string(),
    role: ROLE,
    country: z.string(),
    timezone: z.string(),
    workspaceId: z.nullable(z.string()),
    influencerId: z.nullable(z.string()),
    consents: z.object({ termsAt: z.string(), marketing: z.boolean() }),
    version: z.int(),
    createdAt: z.string(),
  }),
  key: (user) => keys.user(user.userId),
});
export type User = ValueOf<typeof Users>;

/** What the authorizer reads and counts on each request: live sessions, role, request counters. No personal data. */
export const Actors = defineEntity({
  name: 'actor',
  // Loose: the request counters stay visible, so that past ones can be removed.
  schema: z.looseObject({
    userId: z.string(),
    role: ROLE,
    workspaceId: z.nullable(z.string()),
    brandId: z.nullable(z.string()),
    influencerId: z.nullable(z.string()),
    sessions: z.record(z.string(), z.object({ expiresAtMs: z.int() })),
  }),
  key: (actor) => keys.actor(actor.userId),
});

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
    version: z.int(),
    createdAt: z.string(),
  }),
  key: (session) => keys.session(session.userId, session.sessionId),
  index: (session) => ({ ttl: Math.ceil(session.expiresAtMs / 1000) }),
});

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
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (pending) => keys.pendingSignUp(pending.emailHash),
  index: (pending) => ({ ttl: Math.ceil(pending.expiresAtMs / 1000) }),
});
export type PendingSignUp = ValueOf<typeof PendingSignUps>;

export const userRef = (userId: string) => ref(Users, keys.user(userId));
export const actorRef = (userId: string) => ref(Actors, keys.actor(userId));
export const sessionRef = (userId: string, sessionId: string) => ref(Sessions, keys.session(userId, sessionId));
export const emailOwnerRef = (emailHash: string) => ref(EmailOwners, keys.emailOwner(emailHash));
export const pendingSignUpRef = (emailHash: string) => ref(PendingSignUps, keys.pendingSignUp(emailHash));
