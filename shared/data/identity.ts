import * as z from 'zod/mini';
import { LOG_IN_PROVIDERS, type LogInProvider } from '#domain/identity.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

const provider = z.enum(LOG_IN_PROVIDERS);

/** A provider that a person may log in with: at most one identity of each. */
export const Identities = defineEntity({
  name: 'identity',
  schema: z.object({
    userId: z.string(),
    provider,
    /** Of the provider's own name for the person. */
    subjectHash: z.string(),
    /** The user that the pool keeps for this identity. */
    poolUsername: z.string(),
    /** The address the provider gave when it was linked; shown, and never gone by. */
    email: z.string(),
    linkedAt: z.string(),
    version: z.int(),
  }),
  key: (identity) => keys.identity(identity.userId, identity.provider),
});
export type IdentityItem = ValueOf<typeof Identities>;

/** Whom an identity logs in: one person, found by provider and subject and by nothing else. */
export const IdentityOwners = defineEntity({
  name: 'identity_owner',
  schema: z.object({ provider, subjectHash: z.string(), userId: z.string() }),
  key: (owner) => keys.identityOwner(owner.provider, owner.subjectHash),
});

/** A visit at a provider: begun in a browser, by the hash of a cookie, and then proved once. */
export const SocialLogIns = defineEntity({
  name: 'social_log_in',
  schema: z.object({
    cookieHash: z.string(),
    stateHash: z.string(),
    provider,
    /** Who links, in which session; null for a log-in. */
    linking: z.nullable(z.object({ userId: z.string(), sessionId: z.string() })),
    /** Where on the site it goes on when it is done. */
    next: z.optional(z.string()),
    /** Null until the provider has answered. */
    proved: z.nullable(
      z.object({
        subjectHash: z.string(),
        poolUsername: z.string(),
        email: z.string(),
        emailVerified: z.boolean(),
        name: z.string(),
        /** Whom the identity was linked with when it was proved. */
        ownerId: z.nullable(z.string()),
        /** Whether an account had the address then; looked up for verified addresses only. */
        emailHasAccount: z.boolean(),
        /** Ids of what signing up makes, so that a second try makes the same. */
        ids: z.object({
          userId: z.string(),
          workspaceId: z.string(),
          brandId: z.string(),
          influencerId: z.string(),
        }),
      }),
    ),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (begun) => keys.socialLogIn(begun.cookieHash),
  index: (begun) => ({ ttl: Math.ceil(begun.expiresAtMs / 1000) }),
});
export type SocialLogInItem = ValueOf<typeof SocialLogIns>;

/** The newest code that somebody without a password was mailed to confirm that it is they. */
export const StepUpCodes = defineEntity({
  name: 'step_up_code',
  schema: z.object({
    userId: z.string(),
    /** Of the code with a salt. */
    codeHash: z.string(),
    salt: z.string(),
    wrongCodes: z.int(),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (code) => keys.stepUpCode(code.userId),
  index: (code) => ({ ttl: Math.ceil(code.expiresAtMs / 1000) }),
});

export const identityRef = (userId: string, of: LogInProvider) => ref(Identities, keys.identity(userId, of));
export const identityOwnerRef = (of: LogInProvider, subjectHash: string) =>
  ref(IdentityOwners, keys.identityOwner(of, subjectHash));
export const socialLogInRef = (cookieHash: string) => ref(SocialLogIns, keys.socialLogIn(cookieHash));
export const stepUpCodeRef = (userId: string) => ref(StepUpCodes, keys.stepUpCode(userId));

/** Every identity of a person, to be read together. */
export function allIdentityRefs(userId: string) {
  return { google: identityRef(userId, 'google'), linkedin: identityRef(userId, 'linkedin') };
}
