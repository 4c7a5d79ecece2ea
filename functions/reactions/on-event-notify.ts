import { channelsOf } from '#contract/notice-channels.ts';
import { NOTICED_EVENTS, type Notice, type NoticeRecipient, noticesOf, sideOf } from '#contract/notices.ts';
import { PERMISSIONS } from '#contract/permissions.ts';
import { type Change, create } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { NOTIFICATION_KEPT_MS, type NotificationItem, Notifications } from '#data/notification.ts';
import { listStaff } from '#data/person.ts';
import { joinPost, postIdOf } from '#data/post.ts';
import { findOne } from '#data/read.ts';
import { findWorkspaceWithMembers, type Member } from '#data/workspace.ts';
import { isRefused } from '#domain/decision.ts';
import { choiceFor, type NoticePlan, planNotice, type Wait } from '#domain/notice-plan.ts';
import { isoOf } from '#runtime/clock.ts';
import { idFromEvent } from '#runtime/derived-id.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { findWishes, type Wishes } from '#runtime/wishes.ts';

/** Keeps what an event tells each person as a notification of theirs, and by which channels they are told; a repeated delivery finds it there. */
export const handler = reaction(NOTICED_EVENTS, async (event) => {
  const notices = noticesOf(event);
  const recipients = await Promise.all(notices.map(({ to }) => recipientsOf(to, event.actor.userId)));
  const wishes = await findWishes([...new Set(recipients.flat())]);
  for (const [index, notice] of notices.entries())
    for (const userId of recipients[index] ?? []) await notify(event, { notice, index, userId }, wishes(userId));
});

async function recipientsOf(to: NoticeRecipient, cause: string | undefined): Promise<string[]> {
  if ('userId' in to) return to.evenIfCause || to.userId !== cause ? [to.userId] : [];
  if ('staff' in to) {
    const allowed: readonly string[] = PERMISSIONS[to.staff];
    return (await listStaff()).filter(({ role }) => allowed.includes(role)).map(({ userId }) => userId);
  }
  const found =
    'influencerId' in to
      ? [(await findOne(influencerRef(to.influencerId)))?.userId]
      : (await findWorkspaceWithMembers(to.workspaceId))?.members
          .filter((member) => isAmong(to, member))
          .map(({ userId }) => userId);
  return (found ?? []).filter((userId): userId is string => userId !== undefined && userId !== cause);
}

/** Whether a notice to roles, or to whom something was granted on its campaign, is for a member. */
function isAmong(
  { roles, on, except }: Extract<NoticeRecipient, { workspaceId: string }>,
  { userId, role, grants }: Pick<Member, 'userId' | 'role' | 'grants'>,
): boolean {
  if (userId === except) return false;
  return roles.includes(role) || Boolean(on && grants?.[on.campaignId]?.some((grant) => on.grants.includes(grant)));
}

interface Told {
  notice: Notice;
  index: number;
  userId: string;
}

async function notify(event: ReceivedEvent, told: Told, { chosen, wishes }: Wishes): Promise<void> {
  const { kind, line } = channelsOf(event.type, sideOf(told.notice.to));
  const choice = choiceFor(line, chosen[kind]);
  const { inAppOnly } = told.notice;
  const context = systemCommitContext(event);
  const plan = planNotice(line, choice, wishes, { nowMs: context.nowMs, inAppOnly });
  if (!plan || (await tell(event, told, plan, context)) !== 'post_left') return;
  // What it was to go with is being sent this moment: it goes with the next.
  const later = Math.max(...waitsOf(plan).map(({ dueAtMs }) => dueAtMs));
  const next = planNotice(line, choice, wishes, { nowMs: Math.max(later, context.nowMs), inAppOnly });
  if (next && (await tell(event, told, next, context)) === 'post_left')
    throw new Error('What a notification was to be sent with has left twice; the next delivery plans it again.');
}

const waitsOf = ({ mail, sms }: NoticePlan): Wait[] =>
  [mail, sms].filter((way): way is Wait => way !== undefined && way !== 'now');

/** Writes the notification; answers why not, when it is there already or what it was to go with has left. */
async function tell(
  event: ReceivedEvent,
  told: Told,
  plan: NoticePlan,
  context: CommitContext,
): Promise<string | undefined> {
  const { userId } = told;
  const notification = notificationOf(event, told, plan, context);
  const { notificationId, mail, sms = false } = notification;
  const posts = new Map(waitsOf(plan).map((wait) => [nameOf(wait), wait]));
  const joins = [...posts.values()].map((wait): Change => joinPost({ ...wait, userId, dueAt: isoOf(wait.dueAtMs) }));
  // Refused when it is there already, which is as good.
  const outcome = await commit(context, {
    reads: {},
    decide: () => ({
      changes: [create(Notifications, notification, 'notified_already'), ...joins],
      event: {
        type: 'NotificationCreated',
        aggregateId: notificationId,
        seq: 1,
        partition: partitions.user(userId),
        data: { userId, notificationId, mail, sms },
      },
      answer: { status: 200, body: null },
    }),
  });
  return isRefused(outcome) ? outcome.refused : undefined;
}

function notificationOf(
  event: ReceivedEvent,
  { notice, index, userId }: Told,
  plan: NoticePlan,
  { nowMs }: CommitContext,
): NotificationItem {
  const { title, text, path = null, mailAfterSeconds } = notice;
  const { kind, line } = channelsOf(event.type, sideOf(notice.to));
  return {
    notificationId: idFromEvent('notification', event.eventId, userId, index),
    ...{ userId, type: event.type, kind, group: line.group, title, text, path },
    ...aboutOf(event),
    ...(plan.app ? {} : { hidden: true as const }),
    mail: plan.mail === 'now',
    ...(plan.mail === 'now' && mailAfterSeconds !== undefined
      ? { mailAfter: isoOf(nowMs + mailAfterSeconds * 1000) }
      : {}),
    ...(plan.mail && plan.mail !== 'now' ? { mailPost: nameOf(plan.mail) } : {}),
    ...(plan.sms === 'now' ? { sms: true as const } : {}),
    ...(plan.sms && plan.sms !== 'now' ? { textPost: nameOf(plan.sms) } : {}),
    readAt: null,
    mailedAt: null,
    createdAt: event.occurredAt,
    expiresAtMs: nowMs + NOTIFICATION_KEPT_MS,
  };
}

const nameOf = ({ occasion, dueAtMs }: Wait): string => postIdOf(isoOf(dueAtMs), occasion);

/** The campaign that an event is about, where it says one. */
function aboutOf({ data }: ReceivedEvent): Pick<NotificationItem, 'about'> {
  const { workspaceId, campaignId } = data as { workspaceId?: unknown; campaignId?: unknown };
  return typeof workspaceId === 'string' && typeof campaignId === 'string'
    ? { about: { workspaceId, campaignId } }
    : {};
}
