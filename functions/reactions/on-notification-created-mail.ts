import { stoppable } from '#contract/notice-channels.ts';
import { update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { type NotificationItem, notificationRef } from '#data/notification.ts';
import { type User, userRef } from '#data/person.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { notificationMail } from '#domain/notification-mail.ts';
import { sendMail } from '#platform/mail.ts';
import { setting } from '#runtime/config.ts';
import { NotYet, reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { type WayOut, wayOutOf } from '#runtime/unsubscribe.ts';

/** After this long a delivery that claimed the sending counts as lost, ms: longer than a function may run, shorter than Lambda waits before it tries again. */
const CLAIM_MS = 45_000;

/** Mails a notification that is meant to be mailed. One delivery claims the sending, so that a repeat does not mail again. */
export const handler = reaction(['NotificationCreated'], async ({ data, correlationId }, context) => {
  if (!data.mail) return;
  const claim = await claimMail(context, data.userId, data.notificationId);
  if (!claim) return;
  const { notification, user, wayOut } = claim;
  const siteOrigin = setting('SITE_ORIGIN');
  const { title, text, path } = notification;
  const url = `${siteOrigin}${path ?? '/'}`;
  try {
    await sendMail({
      from: setting('MAIL_FROM'),
      to: user.email,
      ...notificationMail({ name: user.name, title, text, url, siteOrigin, stopUrl: wayOut?.stopUrl ?? null }),
      unsubscribeUrl: wayOut?.unsubscribeUrl,
    });
  } catch (error) {
    await settle(correlationId, notification, { unset: ['mailClaimedAtMs'] });
    throw error;
  }
  await settle(correlationId, notification, { set: { mailedAt: context.nowIso }, unset: ['mailClaimedAtMs'] });
});

interface Claim {
  notification: NotificationItem;
  user: User;
  wayOut: WayOut | undefined;
}

/** Claims the sending; undefined when it is mailed already or cannot be; throws while another delivery is at it, so that this one is repeated later. */
async function claimMail(context: CommitContext, userId: string, notificationId: string): Promise<Claim | undefined> {
  const { key } = notificationRef(userId, notificationId);
  const outcome = await commit(context, {
    reads: { notification: notificationRef(userId, notificationId), user: userRef(userId) },
    decide: ({ notification, user }) => {
      if (!notification || !user || notification.mailedAt) return refuse('nothing_to_mail');
      const { mailAfter } = notification;
      if (mailAfter !== undefined && notification.readAt) return refuse('nothing_to_mail');
      if (mailAfter !== undefined && context.nowIso < mailAfter) return refuse('too_soon');
      const claimedAtMs = notification.mailClaimedAtMs;
      if (claimedAtMs !== undefined && context.nowMs - claimedAtMs < CLAIM_MS) return refuse('being_mailed');
      const before =
        claimedAtMs === undefined
          ? { path: 'mailClaimedAtMs', is: 'absent' as const }
          : { path: 'mailClaimedAtMs', is: '=' as const, value: claimedAtMs };
      const wayOut = wayOutOf(userId, stoppable(notification.kind), context.nowMs);
      return {
        changes: [
          ...(wayOut ? [wayOut.change] : []),
          update(key, { set: { mailClaimedAtMs: context.nowMs } }, [
            { path: 'pk', is: 'present' },
            { path: 'mailedAt', is: '=', value: null },
            before,
          ]),
        ],
        answer: { status: 200, body: { notification, user, wayOut } },
      };
    },
  });
  if (!isRefused(outcome)) return outcome.body;
  if (outcome.refused === 'being_mailed')
    throw new NotYet('Another delivery is sending this mail; this one looks again later.');
  if (outcome.refused === 'too_soon')
    throw new NotYet('The person may read the notification first; this delivery looks again later.');
  return undefined;
}

async function settle(
  correlationId: string,
  notification: NotificationItem,
  edit: { set?: Record<string, unknown>; unset: readonly string[] },
): Promise<void> {
  const { key } = notificationRef(notification.userId, notification.notificationId);
  await commit(systemCommitContext({ correlationId }), {
    reads: {},
    decide: () => ({
      changes: [update(key, edit, [{ path: 'pk', is: 'present' }], 'gone')],
      answer: { status: 200, body: null },
    }),
  });
}
