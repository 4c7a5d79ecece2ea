import { channelsOf } from '#contract/notice-channels.ts';
import { NOTICED_EVENTS, type Notice, type NoticeRecipient, noticesOf, sideOf } from '#contract/notices.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { NOTIFICATION_KEPT_MS, Notifications } from '#data/notification.ts';
import { findOne } from '#data/read.ts';
import { findWorkspaceWithMembers, type Member } from '#data/workspace.ts';
import { isoOf } from '#runtime/clock.ts';
import { idFromEvent } from '#runtime/derived-id.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** Keeps what an event tells each person as a notification of theirs; a repeated delivery finds it there. */
export const handler = reaction(NOTICED_EVENTS, async (event) => {
  for (const [index, notice] of noticesOf(event).entries())
    for (const userId of await recipientsOf(notice.to, event.actor.userId)) await notify(event, notice, index, userId);
});

async function recipientsOf(to: NoticeRecipient, cause: string | undefined): Promise<string[]> {
  if ('userId' in to) return to.evenIfCause || to.userId !== cause ? [to.userId] : [];
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

async function notify(event: ReceivedEvent, notice: Notice, index: number, userId: string): Promise<void> {
  const notificationId = idFromEvent('notification', event.eventId, userId, index);
  const { title, text, path = null, inAppOnly, mailAfterSeconds } = notice;
  const { line } = channelsOf(event.type, sideOf(notice.to));
  const mail = !inAppOnly && line.mail !== 'never';
  const context = systemCommitContext(event);
  const notification = {
    ...{ notificationId, userId, type: event.type, title, text, path, mail },
    ...(mailAfterSeconds === undefined ? {} : { mailAfter: isoOf(context.nowMs + mailAfterSeconds * 1000) }),
    readAt: null,
    mailedAt: null,
    createdAt: event.occurredAt,
    expiresAtMs: context.nowMs + NOTIFICATION_KEPT_MS,
  };
  // Refused when it is there already, which is as good.
  await commit(context, {
    reads: {},
    decide: () => ({
      changes: [create(Notifications, notification, 'notified_already')],
      event: {
        type: 'NotificationCreated',
        aggregateId: notificationId,
        seq: 1,
        partition: partitions.user(userId),
        data: { userId, notificationId, mail },
      },
      answer: { status: 200, body: null },
    }),
  });
}
