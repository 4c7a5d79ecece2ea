import { type Change, create, replace, update } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { keys, partitions } from '#data/keys.ts';
import {
  MeasureDays,
  overwrite,
  type SnapshotItem,
  Snapshots,
  type SocialAccountItem,
  SocialAccounts,
  socialAccountRef,
} from '#data/social.ts';
import { healthAfter } from '#domain/social.ts';
import { isoOf } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import type { Pulled, PulledPost } from './pulled.ts';

/** Posts per transaction: four items each, below DynamoDB's hundred. */
const PER_COMMIT = 20;

/** Writes what a pull brought: snapshots, the newest numbers of content, and the state of the account. A pull that began before the last one is dropped. */
export async function record(account: SocialAccountItem, pulled: Pulled, nowMs: number): Promise<void> {
  for (let start = 0; ; start += PER_COMMIT) {
    const isLast = start + PER_COMMIT >= pulled.posts.length;
    await recordPart(account, { ...pulled, posts: pulled.posts.slice(start, start + PER_COMMIT) }, { nowMs, isLast });
    if (isLast) return;
  }
}

async function recordPart(
  { influencerId, platform, platformUserId }: SocialAccountItem,
  pulled: Pulled,
  { nowMs, isLast }: { nowMs: number; isLast: boolean },
): Promise<void> {
  const nowIso = isoOf(nowMs);
  const profileReceipt = newId('receipt');
  const receipts = pulled.posts.map(() => newId('receipt'));
  await commit(systemCommitContext(), {
    reads: { current: socialAccountRef(influencerId, platform), influencer: influencerRef(influencerId) },
    decide: ({ current, influencer }) => {
      const done = { changes: [], answer: { status: 200, body: {} } };
      if (!current || current.platformUserId !== platformUserId) return done;
      if (current.lastPulledAt !== null && current.lastPulledAt >= nowIso) return done;
      const posts = pulled.posts.flatMap((post, index) =>
        current.tracked.some(({ contentId }) => contentId === post.post.contentId)
          ? postChanges(current, post, receipts[index] as string)
          : [],
      );
      const tracked = current.tracked
        .filter(({ untilMs }) => untilMs > nowMs)
        .map((post) => ({ ...post, mediaId: post.mediaId ?? pulled.mediaIds.get(post.name) ?? null }));
      const next = isLast
        ? { ...current, ...accountAfter(current, pulled, { nowMs, nowIso, profileReceipt }), tracked }
        : { ...current, tracked };
      const isNewDay = current.lastPulledAt?.slice(0, 10) !== nowIso.slice(0, 10);
      const profile = isLast ? pulled.profile : undefined;
      const measured = profile && influencer && isNewDay ? withFollowers(influencer, next) : undefined;
      const changes: Change[] = [
        replace(SocialAccounts, current, next),
        ...posts,
        ...(profile ? [create(Snapshots.main, accountSnapshot(current, profile, profileReceipt))] : []),
        ...(influencer && measured ? [replace(Influencers, influencer, measured)] : []),
      ];
      const about = {
        aggregateId: influencerId,
        seq: current.version + 1,
        partition: partitions.influencer(influencerId),
      };
      if (next.state !== current.state) {
        const data = { influencerId, platform, from: current.state, to: next.state };
        return { ...done, changes, event: { type: 'SocialAccountStateChanged', ...about, data } };
      }
      if (!measured) return { ...done, changes };
      return { ...done, changes, event: { type: 'FollowersMeasured', ...about, data: { influencerId, platform } } };
    },
  });
}

function accountAfter(
  current: SocialAccountItem,
  { outcome, profile }: Pulled,
  { nowMs, nowIso, profileReceipt }: { nowMs: number; nowIso: string; profileReceipt: string },
) {
  const health = healthAfter(outcome, current.failures, nowMs);
  if (!profile) return { ...health, updatedAt: nowIso };
  const { handle, followers } = profile.profile;
  return { ...health, handle, followers, lastPulledAt: nowIso, lastReceiptId: profileReceipt, updatedAt: nowIso };
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

function postChanges(account: SocialAccountItem, { post, reading, proof }: PulledPost, receiptId: string): Change[] {
  const { workspaceId, campaignId, contentId } = post;
  const measure = keys.measure(workspaceId, campaignId, contentId);
  const isThere = [{ path: 'pk', is: 'present' as const }];
  // What is no longer found keeps its last numbers, with their receipt.
  if (reading.kind !== 'counts') return [update(measure, { set: { state: reading.kind } }, isThere)];
  const { counts } = reading;
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
  const day = { workspaceId, campaignId, contentId, influencerId, day: proof.pulledAt.slice(0, 10), counts, receiptId };
  const measured = { state: 'measured', counts, receiptId, measuredAt: proof.pulledAt };
  return [
    update(measure, { set: measured }, isThere),
    overwrite(MeasureDays.toItem(day), MeasureDays.keyOf(day)),
    create(Snapshots.main, snapshot),
    create(Snapshots.copy, snapshot),
  ];
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
