import * as z from 'zod/mini';
import {
  MEASURE_STATES,
  MEASURED_ACCOUNT_STATES,
  SOCIAL_PLATFORMS,
  SOCIAL_STATES,
  type SocialPlatform,
} from '#domain/social.ts';
import type { Change } from './change.ts';
import { measuredOnDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll } from './read.ts';
import { counts } from './snapshot.ts';

const platform = z.enum(SOCIAL_PLATFORMS);
const count = z.nullable(z.int());
/** Live content whose numbers are pulled with an account. */
const tracked = z.object({
  contentId: z.string(),
  workspaceId: z.string(),
  campaignId: z.string(),
  contractId: z.string(),
  deliverableId: z.string(),
  influencerName: z.string(),
  url: z.string(),
  /** What the address names; the id the platform's API takes is found later where it differs. */
  name: z.string(),
  mediaId: z.nullable(z.string()),
  untilMs: z.int(),
});
export type TrackedPost = z.output<typeof tracked>;

/** An influencer's account at a platform, with its wrapped tokens and how the last pull went. */
export const SocialAccounts = defineEntity({
  name: 'social_account',
  schema: z.object({
    influencerId: z.string(),
    platform,
    platformUserId: z.string(),
    handle: z.string(),
    followers: count,
    /** JSON { accessToken, refreshToken } under the platform's key, bound to the influencer and the platform. */
    wrappedTokens: z.string(),
    tokensIssuedAtMs: z.int(),
    accessExpiresAtMs: z.int(),
    scopes: z.array(z.string()),
    state: z.enum(SOCIAL_STATES),
    stateReason: z.nullable(z.string()),
    throttledUntilMs: z.nullable(z.int()),
    failures: z.int(),
    lastPulledAt: z.nullable(z.string()),
    lastReceiptId: z.nullable(z.string()),
    /** When followers and handle were last asked for; posts are asked for more often. */
    profiledAtMs: z.optional(z.int()),
    /** Null when only the influencer can mend it. */
    nextPullAtMs: z.nullable(z.int()),
    tracked: z.array(tracked),
    version: z.int(),
    connectedAt: z.string(),
    updatedAt: z.string(),
  }),
  key: (account) => keys.socialAccount(account.influencerId, account.platform),
  index: (account) =>
    account.nextPullAtMs === null
      ? {}
      : {
          gsi3pk: indexes.pullsDue(account.platform),
          gsi3sk: `${dueText(account.nextPullAtMs)}#${account.influencerId}`,
        },
});
export type SocialAccountItem = ValueOf<typeof SocialAccounts>;

/** A connection that was begun: stored by the hash of its state, bound to the browser by the hash of a cookie. */
export const SocialStates = defineEntity({
  name: 'social_state',
  schema: z.object({
    influencerId: z.string(),
    platform,
    stateHash: z.string(),
    cookieHash: z.string(),
    wrappedVerifier: z.string(),
    expiresAtMs: z.int(),
  }),
  key: (state) => keys.socialState(state.influencerId, state.stateHash),
  index: (state) => ({ ttl: Math.ceil(state.expiresAtMs / 1000) }),
});

/** Which influencer a platform account belongs to; one account cannot be connected twice. */
export const SocialOwners = defineEntity({
  name: 'social_owner',
  schema: z.object({ platform, platformUserId: z.string(), influencerId: z.string() }),
  key: (owner) => keys.providerRef(ownerName(owner.platform, owner.platformUserId)),
});

/** The tokens of an account that was disconnected, kept only until the platform has taken its grant back. */
export const EndedGrants = defineEntity({
  name: 'ended_grant',
  schema: z.object({
    influencerId: z.string(),
    platform,
    platformUserId: z.string(),
    wrappedTokens: z.string(),
    accessExpiresAtMs: z.int(),
    /** Of the account when it was disconnected. */
    version: z.int(),
    attempts: z.int(),
    /** From then on they are of no use, whatever became of the grant. */
    expiresAtMs: z.int(),
  }),
  key: (grant) => keys.endedGrant(grant.influencerId, grant.platform, grant.version),
  index: (grant) => ({ ttl: Math.ceil(grant.expiresAtMs / 1000) }),
});
export type EndedGrantItem = ValueOf<typeof EndedGrants>;

const measureSchema = z.object({
  workspaceId: z.string(),
  campaignId: z.string(),
  contentId: z.string(),
  contractId: z.string(),
  deliverableId: z.string(),
  influencerId: z.string(),
  influencerName: z.string(),
  campaignTitle: z.optional(z.string()),
  platform: z.nullable(platform),
  url: z.string(),
  liveAt: z.optional(z.string()),
  /** Of the account the numbers come from; `not_connected` without one. */
  accountState: z.optional(z.enum(MEASURED_ACCOUNT_STATES)),
  state: z.enum(MEASURE_STATES),
  counts: z.nullable(counts),
  receiptId: z.nullable(z.string()),
  /** ISO 8601, of the pull the counts came from. */
  measuredAt: z.nullable(z.string()),
});

/** The newest numbers of one piece of live content. */
export const Measures = defineEntity({
  name: 'measure',
  schema: measureSchema,
  key: (measure) => keys.measure(measure.workspaceId, measure.campaignId, measure.contentId),
  index: ({ workspaceId, influencerId, contentId, liveAt }) => ({
    gsi1pk: indexes.performanceOf(influencerId),
    gsi1sk: `LATEST#${contentId}`,
    ...(liveAt === undefined ? {} : measuredOnDesk(workspaceId, liveAt, contentId)),
  }),
});
export type MeasureItem = ValueOf<typeof Measures>;

/** The last numbers of one piece of live content on one day (UTC). */
export const MeasureDays = defineEntity({
  name: 'measure_day',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    contentId: z.string(),
    influencerId: z.optional(z.string()),
    day: z.string(),
    counts,
    receiptId: z.string(),
  }),
  key: (day) => keys.measureDay(day.workspaceId, day.campaignId, day.day, day.contentId),
  index: ({ influencerId, day, contentId }) =>
    influencerId === undefined
      ? {}
      : { gsi1pk: indexes.performanceOf(influencerId), gsi1sk: `DAY#${day}#${contentId}` },
});
export type MeasureDayItem = ValueOf<typeof MeasureDays>;

export const socialAccountRef = (influencerId: string, of: SocialPlatform) =>
  ref(SocialAccounts, keys.socialAccount(influencerId, of));
export const socialStateRef = (influencerId: string, stateHash: string) =>
  ref(SocialStates, keys.socialState(influencerId, stateHash));
export const socialOwnerRef = (of: SocialPlatform, platformUserId: string) =>
  ref(SocialOwners, keys.providerRef(ownerName(of, platformUserId)));
export const endedGrantRef = (influencerId: string, of: SocialPlatform, version: number) =>
  ref(EndedGrants, keys.endedGrant(influencerId, of, version));
export const measureRef = (workspaceId: string, campaignId: string, contentId: string) =>
  ref(Measures, keys.measure(workspaceId, campaignId, contentId));

/** The accounts of an influencer on every platform, to be read together. */
export function allSocialRefs(influencerId: string) {
  return {
    instagram: socialAccountRef(influencerId, 'instagram'),
    youtube: socialAccountRef(influencerId, 'youtube'),
    tiktok: socialAccountRef(influencerId, 'tiktok'),
  };
}

/** A whole item whatever was there: only beside a write that restates the version of the account the pull began with, which orders the pulls. */
export function overwrite(item: Record<string, unknown>, key: { pk: string; sk: string }): Change {
  return { kind: 'put', key, item, when: [] };
}

/** Influencers whose account on a platform is due, longest due first, at least `atMost` of them where there are so many. */
export async function listDue(of: SocialPlatform, nowMs: number, atMost: number): Promise<string[]> {
  const due = await listAll(
    { entity: SocialAccounts, index: 'gsi3', partition: indexes.pullsDue(of), from: '0', until: `${dueText(nowMs)}$` },
    atMost,
  );
  return due.map(({ influencerId }) => influencerId);
}

/** Milliseconds as text that sorts as the number does. */
function dueText(ms: number): string {
  return String(ms).padStart(15, '0');
}

function ownerName(of: SocialPlatform, platformUserId: string): string {
  return `${of}:${platformUserId}`;
}
