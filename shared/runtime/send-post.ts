import { NOTICE_LINES, stoppable } from '#contract/notice-channels.ts';
import { campaignRef } from '#data/campaign.ts';
import { type Condition, update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { noticeWishesRef } from '#data/notice-wishes.ts';
import { type NotificationItem, Notifications } from '#data/notification.ts';
import { userRef } from '#data/person.ts';
import { type PostItem, postRef } from '#data/post.ts';
import { findAll, listAll } from '#data/read.ts';
import { type SecondFactorItem, type SmsSendsItem, secondFactorRef } from '#data/second-factor.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { firstIdAt } from '#domain/live.ts';
import { shortTimeAt } from '#domain/local-time.ts';
import { choiceFor, type PostOccasion } from '#domain/notice-plan.ts';
import { type ComposedMail, type DigestContent, digestMail, notificationMail } from '#domain/notification-mail.ts';
import { sendMail } from '#platform/mail.ts';
import { msOf } from './clock.ts';
import { setting } from './config.ts';
import { noticeSmsRef, planNoticeSms, sendNoticeSms } from './notice-sms.ts';
import { systemCommitContext } from './system-commit.ts';
import { type WayOut, wayOutOf } from './unsubscribe.ts';
import { type Wishes, wishesOf } from './wishes.ts';

/** After this long a run that claimed a post counts as lost, ms: longer than a run may take. */
const CLAIM_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** How far before it is due a post may begin, with a day to spare for events that come late, ms. */
const REACHES_BACK_MS: Record<PostOccasion, number> = { quiet: 3 * DAY_MS, daily: 3 * DAY_MS, weekly: 9 * DAY_MS };
/** What is about no campaign stands under this, at the end. */
const ELSEWHERE = 'Account and workspace';

interface Claimed extends Wishes {
  post: PostItem;
  email: string;
  name: string;
  phone: SecondFactorItem['phone'] | undefined;
  sends: SmsSendsItem | undefined;
}

/**
 * Sends what waited for a post, in one mail and one SMS: what was read meanwhile, or is no longer wanted, is left out, and where nothing is left nothing is
 * sent. One run claims the post, and it is closed for good once it went out. Answers whether anything was sent.
 */
export async function sendPost({ userId, postId }: PostItem): Promise<boolean> {
  const context = systemCommitContext();
  const claimed = await claimPost(context, userId, postId);
  if (!claimed) return false;
  try {
    const sent = await send(context, claimed);
    await settle(claimed.post, {
      set: { sentAt: context.nowIso },
      unset: ['claimedAtMs', 'gsi3pk', 'gsi3sk'],
    });
    return sent;
  } catch (error) {
    await settle(claimed.post, { unset: ['claimedAtMs'] });
    throw error;
  }
}

async function claimPost(context: CommitContext, userId: string, postId: string): Promise<Claimed | undefined> {
  const { key } = postRef(userId, postId);
  const outcome = await commit(context, {
    reads: {
      post: postRef(userId, postId),
      user: userRef(userId),
      wishes: noticeWishesRef(userId),
      factor: secondFactorRef(userId),
      sends: noticeSmsRef(userId),
    },
    decide: ({ post, user, wishes, factor, sends }) => {
      if (!post || !user || post.sentAt || post.dueAt > context.nowIso) return refuse('nothing_to_send');
      const { claimedAtMs } = post;
      if (claimedAtMs !== undefined && context.nowMs - claimedAtMs < CLAIM_MS) return refuse('being_sent');
      const before: Condition =
        claimedAtMs === undefined
          ? { path: 'claimedAtMs', is: 'absent' }
          : { path: 'claimedAtMs', is: '=', value: claimedAtMs };
      const claim = update(key, { set: { claimedAtMs: context.nowMs } }, [{ path: 'sentAt', is: 'absent' }, before]);
      const { email, name, timezone } = user;
      const claimed = { post, email, name, phone: factor?.phone, sends, ...wishesOf(wishes, timezone) };
      return { changes: [claim], answer: { status: 200, body: claimed } };
    },
  });
  return isRefused(outcome) ? undefined : outcome.body;
}

async function send(context: CommitContext, claimed: Claimed): Promise<boolean> {
  const { post, phone, sends } = claimed;
  const { userId, postId } = post;
  const waiting = await listWaiting(post);
  const mailed = waiting.filter(({ mailPost, kind }) => mailPost === postId && isMailed(claimed, kind));
  const texted = phone && !post.textedAt ? waiting.filter(({ textPost }) => textPost === postId) : [];
  const counted = texted.length > 0 ? planNoticeSms(userId, sends, context.nowMs) : undefined;
  const wayOut = mailed.length > 0 ? wayOutOf(userId, kindsToStop(claimed, mailed), context.nowMs) : undefined;
  const changes = [
    ...(wayOut ? [wayOut.change] : []),
    ...(counted
      ? [
          counted,
          update(postRef(userId, postId).key, { set: { textedAt: context.nowIso } }, [
            { path: 'textedAt', is: 'absent' },
          ]),
        ]
      : []),
  ];
  if (changes.length > 0)
    await commit(systemCommitContext(), {
      reads: {},
      decide: () => ({ changes, answer: { status: 200, body: null } }),
    });
  if (phone && counted) await sendNoticeSms(userId, phone, texted);
  if (mailed.length > 0) await mail(claimed, mailed, wayOut);
  return mailed.length > 0 || counted !== undefined;
}

/** What waits for a post and was not read meanwhile, the oldest first. */
async function listWaiting({ userId, postId, occasion, dueAt }: PostItem): Promise<NotificationItem[]> {
  const items = await listAll({
    entity: Notifications,
    partition: partitions.notifications(userId),
    from: firstIdAt('ntf', msOf(dueAt) - REACHES_BACK_MS[occasion]),
  });
  return items.filter(
    ({ mailPost, textPost, readAt, hidden }) => (mailPost === postId || textPost === postId) && (!readAt || hidden),
  );
}

/** Whether a kind is still wanted by mail. */
function isMailed({ chosen }: Wishes, kind: string | undefined): boolean {
  const line = kind === undefined ? undefined : NOTICE_LINES.get(kind);
  return line === undefined || choiceFor(line, kind === undefined ? undefined : chosen[kind]).mail !== 'never';
}

/** What the link of a mail stops: of one that comes every day or week all that comes so, else what is in it. */
function kindsToStop({ post: { occasion }, chosen }: Claimed, mailed: readonly NotificationItem[]): string[] {
  if (occasion === 'quiet') return stoppable(...new Set(mailed.map(({ kind }) => kind)));
  const all = [...NOTICE_LINES].filter(([kind, line]) => choiceFor(line, chosen[kind]).mail === occasion);
  return stoppable(...all.map(([kind]) => kind));
}

async function mail(claimed: Claimed, mailed: readonly NotificationItem[], wayOut: WayOut | undefined): Promise<void> {
  await sendMail({
    from: setting('MAIL_FROM'),
    to: claimed.email,
    unsubscribeUrl: wayOut?.unsubscribeUrl,
    ...(await compose(claimed, mailed, wayOut?.stopUrl ?? null)),
  });
}

async function compose(
  { name, post: { occasion }, wishes: { timezone } }: Claimed,
  mailed: readonly NotificationItem[],
  stopUrl: string | null,
): Promise<ComposedMail> {
  const siteOrigin = setting('SITE_ORIGIN');
  const urlOf = ({ path }: NotificationItem) => `${siteOrigin}${path ?? '/'}`;
  const [only, ...others] = mailed;
  if (only && others.length === 0 && occasion === 'quiet')
    return notificationMail({ name, title: only.title, text: only.text, url: urlOf(only), siteOrigin, stopUrl });
  const titles = await campaignTitlesOf(mailed);
  const sections = new Map<string, DigestContent['sections'][number]['items'][number][]>();
  for (const notification of mailed) {
    const heading = titles.get(notification.about?.campaignId ?? '') ?? ELSEWHERE;
    const { title, text, createdAt } = notification;
    const item = { title, text, url: urlOf(notification), when: shortTimeAt(msOf(createdAt), timezone) };
    sections.set(heading, [...(sections.get(heading) ?? []), item]);
  }
  const ordered = [...sections].map(([heading, items]) => ({ heading, items }));
  ordered.sort((a, b) => Number(a.heading === ELSEWHERE) - Number(b.heading === ELSEWHERE));
  return digestMail({ name, occasion, sections: ordered, url: `${siteOrigin}/notifications`, siteOrigin, stopUrl });
}

/** Keys of one read of the table. */
const MOST_CAMPAIGNS = 100;

async function campaignTitlesOf(mailed: readonly NotificationItem[]): Promise<Map<string, string>> {
  const about = new Map(mailed.flatMap(({ about }) => (about ? [[about.campaignId, about.workspaceId] as const] : [])));
  const refs = [...about]
    .slice(0, MOST_CAMPAIGNS)
    .map(([campaignId, workspaceId]) => campaignRef(workspaceId, campaignId));
  const [campaigns] = await findAll(refs);
  return new Map(campaigns.flatMap((campaign) => (campaign ? [[campaign.campaignId, campaign.title] as const] : [])));
}

async function settle(
  { userId, postId }: PostItem,
  edit: { set?: Record<string, unknown>; unset: readonly string[] },
): Promise<void> {
  const { key } = postRef(userId, postId);
  await commit(systemCommitContext(), {
    reads: {},
    decide: () => ({
      changes: [update(key, edit, [{ path: 'pk', is: 'present' }], 'gone')],
      answer: { status: 200, body: null },
    }),
  });
}
