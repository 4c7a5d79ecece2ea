import { type Change, create, replace, update } from '#data/change.ts';
import { commit, type Decision } from '#data/commit.ts';
import type { Ref } from '#data/entity.ts';
import { type Influencer, Influencers, influencerRef } from '#data/influencer.ts';
import { keys, partitions } from '#data/keys.ts';
import { type SnapshotItem, Snapshots } from '#data/snapshot.ts';
import {
  MeasureDays,
  type MeasureItem,
  measureRef,
  overwrite,
  type SocialAccountItem,
  SocialAccounts,
  socialAccountRef,
} from '#data/social.ts';
import { type Counts, healthAfter, METRIC_NAMES } from '#domain/social.ts';
import { isoOf } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { log } from '#runtime/log.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { groupsOf, type Part, partsOf } from './parts.ts';
import type { Pulled, PulledPost } from './pulled.ts';

/**
 * Writes what the pulls of accounts of one platform brought: the numbers that changed, each with its snapshot, and how each account
 * stands; many accounts in one transaction. A pull that began before the last one is dropped. Answers how many accounts failed.
 */
export async function recordAll(
  pulls: readonly { account: SocialAccountItem; pulled: Pulled }[],
  nowMs: number,
): Promise<number> {
  const failed = new Set<string>();
  const parts = pulls.flatMap(({ account, pulled }) => partsOf(account, pulled, () => newId('receipt')));
  for (const group of groupsOf(parts)) {
    try {
      await recordGroup(group, nowMs);
    } catch (error) {
      if (group.length > 1) log.warn('a group is recorded one by one', { count: group.length, reason: String(error) });
      // One that cannot be recorded must not keep the others from it.
      for (const part of group) {
        if (failed.has(part.account.influencerId)) continue;
        await (group.length > 1 ? recordGroup([part], nowMs) : Promise.reject(error)).catch((reason: unknown) => {
          failed.add(part.account.influencerId);
          log.failure('a pull could not be recorded', reason, { aggregateId: part.account.influencerId });
        });
      }
    }
  }
  return failed.size;
}

/** A commit says one thing: what has an event of its own (state or followers of an account) is recorded by itself, the rest together. */
async function recordGroup(group: readonly Part[], nowMs: number): Promise<void> {
  let aside: Part[] = [];
  await commit(systemCommitContext(), {
    reads: readsOf(group),
    decide: (state) => {
      const decided = group.map((part) => decidePart(part, state, nowMs));
      const [only] = decided;
      if (only && decided.length === 1 && only.campaigns.length === 0) {
        aside = [];
        return answerOf(only.changes, only.event);
      }
      aside = decided.flatMap(({ part, event }) => (event ? [part] : []));
      const together = decided.filter(({ event }) => !event);
      const campaigns = together.flatMap((one) => one.campaigns);
      const changes = together.flatMap((one) => one.changes);
      return answerOf(changes, pulledEvent(group, campaigns, nowMs));
    },
  });
  for (const part of aside) {
    const { posts } = part;
    if (posts.length > 0) await recordGroup([{ ...part, isLast: false }], nowMs);
    await recordGroup([{ ...part, posts: [] }], nowMs);
  }
}

type Event = NonNullable<Decision<{ status: number; body: unknown }>['event']>;
type State = Record<string, object | undefined>;

function answerOf(changes: Change[], event: Event | undefined) {
  return { changes, answer: { status: 200, body: {} }, ...(event ? { event } : {}) };
}

const nameOf = {
  account: ({ account }: Part) => `account ${account.influencerId}`,
  influencer: ({ account }: Part) => `influencer ${account.influencerId}`,
  measure: ({ post }: PulledPost) => `measure ${post.contentId}`,
} as const;

function readsOf(group: readonly Part[]): Record<string, Ref<object>> {
  return Object.fromEntries(
    group.flatMap((part): [string, Ref<object>][] => {
      const { influencerId, platform } = part.account;
      return [
        [nameOf.account(part), socialAccountRef(influencerId, platform)],
        ...part.posts.map((read): [string, Ref<object>] => {
          const { workspaceId, campaignId, contentId } = read.post;
          return [nameOf.measure(read), measureRef(workspaceId, campaignId, contentId)];
        }),
        ...(part.isLast && part.pulled.profile
          ? [[nameOf.influencer(part), influencerRef(influencerId)] as [string, Ref<object>]]
          : []),
      ];
    }),
  );
}

/** One line for each campaign whose numbers are others now. */
function pulledEvent(
  group: readonly Part[],
  campaigns: readonly { workspaceId: string; campaignId: string }[],
  nowMs: number,
): Event | undefined {
  const platform = group[0]?.account.platform;
  if (!platform || campaigns.length === 0) return undefined;
  const each = new Map(campaigns.map(({ workspaceId, campaignId }) => [campaignId, { workspaceId, campaignId }]));
  return {
    type: 'MetricsPulled',
    aggregateId: `pulls-${platform}`,
    seq: nowMs,
    partition: partitions.pulls(platform, isoOf(nowMs).slice(0, 10)),
    data: { platform, campaigns: [...each.values()] },
  };
}

interface PartDecision {
  part: Part;
  changes: Change[];
  /** What happened to the account itself. */
  event?: Event;
  /** Campaigns with other numbers than before. */
  campaigns: { workspaceId: string; campaignId: string }[];
}

function decidePart(part: Part, state: State, nowMs: number): PartDecision {
  const nowIso = isoOf(nowMs);
  const { pulled, isLast } = part;
  const { influencerId, platform, platformUserId } = part.account;
  const current = state[nameOf.account(part)] as SocialAccountItem | undefined;
  const nothing = { part, changes: [], campaigns: [] };
  if (!current || current.platformUserId !== platformUserId) return nothing;
  if (current.lastPulledAt !== null && current.lastPulledAt >= nowIso) return nothing;
  const posts = part.posts
    .filter(({ post }) =>
      current.tracked.some(({ contentId, url }) => contentId === post.contentId && url === post.url),
    )
    .map((read) => decidePost(current, read, state[nameOf.measure(read)] as MeasureItem | undefined));
  const tracked = current.tracked
    .filter(({ untilMs }) => untilMs > nowMs)
    .map((post) => ({ ...post, mediaId: post.mediaId ?? pulled.mediaIds.get(post.name) ?? null }));
  const after = isLast ? accountAfter(current, part, nowMs) : { account: current, changes: [] };
  const next = { ...after.account, tracked };
  const influencer = state[nameOf.influencer(part)] as Influencer | undefined;
  // Once a day: profiles and the search need not follow every follower.
  const isMeasured = isLast && pulled.profile && influencer && isNewDay(current.profiledAtMs, nowMs);
  const measured = isMeasured ? withFollowers(influencer, next) : undefined;
  const changes: Change[] = [
    replace(SocialAccounts, current, next),
    ...posts.flatMap((post) => post.changes),
    ...after.changes,
    ...(influencer && measured ? [replace(Influencers, influencer, measured)] : []),
  ];
  const decided = { part, changes, campaigns: posts.flatMap((post) => (post.isChanged ? [post.campaign] : [])) };
  const about = { aggregateId: influencerId, seq: current.version + 1, partition: partitions.influencer(influencerId) };
  if (next.state !== current.state) {
    const data = { influencerId, platform, from: current.state, to: next.state };
    return { ...decided, event: { type: 'SocialAccountStateChanged', ...about, data } };
  }
  if (!measured) return decided;
  return { ...decided, event: { type: 'FollowersMeasured', ...about, data: { influencerId, platform } } };
}

function isNewDay(beforeMs: number | undefined, nowMs: number): boolean {
  return beforeMs === undefined || isoOf(beforeMs).slice(0, 10) !== isoOf(nowMs).slice(0, 10);
}

/** The account after a pull, and a snapshot of its followers when they are others or none was taken today. */
function accountAfter(
  current: SocialAccountItem,
  { pulled, hasRead, profileReceiptId }: Part,
  nowMs: number,
): { account: SocialAccountItem; changes: Change[] } {
  const nowIso = isoOf(nowMs);
  const health = healthAfter(pulled.outcome, current.failures, nowMs);
  const lastPulledAt = hasRead ? nowIso : current.lastPulledAt;
  const account = { ...current, ...health, lastPulledAt, updatedAt: nowIso };
  if (!pulled.profile) return { account, changes: [] };
  const { handle, followers } = pulled.profile.profile;
  const isSame = followers === current.followers && handle === current.handle;
  const profiled = { ...account, handle, followers, profiledAtMs: nowMs };
  if (isSame && current.lastReceiptId !== null && !isNewDay(current.profiledAtMs, nowMs))
    return { account: profiled, changes: [] };
  return {
    account: { ...profiled, lastReceiptId: profileReceiptId },
    changes: [create(Snapshots.main, accountSnapshot(current, pulled.profile, profileReceiptId))],
  };
}

function accountSnapshot(
  account: SocialAccountItem,
  { profile, proof }: NonNullable<Pulled['profile']>,
  receiptId: string,
): SnapshotItem {
  return {
    receiptId,
    influencerId: account.influencerId,
    platform: account.platform,
    mediaId: null,
    contentId: null,
    workspaceId: null,
    campaignId: null,
    handle: profile.handle,
    counts: null,
    followers: profile.followers,
    ...proof,
  };
}

interface PostDecision {
  changes: Change[];
  isChanged: boolean;
  campaign: { workspaceId: string; campaignId: string };
}

/** Numbers are written when they are others than those that show, and once a day, so that each day has its own. */
function decidePost(
  account: SocialAccountItem,
  { post, reading, proof, receiptId }: Part['posts'][number],
  measure: MeasureItem | undefined,
): PostDecision {
  const { workspaceId, campaignId, contentId } = post;
  const campaign = { workspaceId, campaignId };
  if (!measure) return { changes: [], isChanged: false, campaign };
  const key = keys.measure(workspaceId, campaignId, contentId);
  const isThere = [{ path: 'pk', is: 'present' as const }];
  if (reading.kind !== 'counts') {
    const isChanged = measure.state !== reading.kind;
    // What is no longer found keeps its last numbers, with their receipt.
    return { changes: isChanged ? [update(key, { set: { state: reading.kind } }, isThere)] : [], isChanged, campaign };
  }
  const { counts } = reading;
  const isChanged = measure.state !== 'measured' || !measure.counts || !isSame(measure.counts, counts);
  const day = proof.pulledAt.slice(0, 10);
  if (!isChanged && measure.measuredAt?.slice(0, 10) === day) return { changes: [], isChanged, campaign };
  const snapshot: SnapshotItem = {
    receiptId,
    influencerId: account.influencerId,
    platform: account.platform,
    mediaId: post.mediaId ?? post.name,
    contentId,
    workspaceId,
    campaignId,
    handle: account.handle,
    counts,
    followers: null,
    ...proof,
  };
  const { influencerId } = account;
  const measuredDay = { workspaceId, campaignId, contentId, influencerId, day, counts, receiptId };
  const measured = { state: 'measured', counts, receiptId, measuredAt: proof.pulledAt };
  return {
    changes: [
      update(key, { set: measured }, isThere),
      overwrite(MeasureDays.toItem(measuredDay), MeasureDays.keyOf(measuredDay)),
      create(Snapshots.main, snapshot),
      create(Snapshots.copy, snapshot),
    ],
    isChanged,
    campaign,
  };
}

function isSame(one: Counts, other: Counts): boolean {
  return METRIC_NAMES.every((name) => one[name] === other[name]);
}

/** The influencer's profile with what the platform says of its own account; undefined when it says that already. */
function withFollowers<
  I extends { socialLinks: { platform: string; handle: string; followers: number; verified?: boolean | undefined }[] },
>(
  influencer: I,
  { platform, handle, followers }: Pick<SocialAccountItem, 'platform' | 'handle' | 'followers'>,
): I | undefined {
  const isOurs = (link: I['socialLinks'][number]) => link.verified === true && link.platform === platform;
  const isSaid = (link: I['socialLinks'][number]) =>
    link.handle === handle && link.followers === (followers ?? link.followers);
  if (influencer.socialLinks.every((link) => !isOurs(link) || isSaid(link))) return undefined;
  const socialLinks = influencer.socialLinks.map((link) =>
    isOurs(link) ? { ...link, handle, followers: followers ?? link.followers } : link,
  );
  return { ...influencer, socialLinks };
}
