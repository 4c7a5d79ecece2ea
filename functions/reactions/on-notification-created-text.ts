import { update } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { notificationRef } from '#data/notification.ts';
import { secondFactorRef } from '#data/second-factor.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { noticeSmsRef, planNoticeSms, sendNoticeSms } from '#runtime/notice-sms.ts';
import { NotYet, reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/**
 * Sends a notification by SMS to who asked for that. It counts as sent before it is: a repeat sends nothing, and an SMS that nobody counted could be had again
 * and again. When the service cannot take it just now, that is taken back and the delivery repeated.
 */
export const handler = reaction(['NotificationCreated'], async ({ data, correlationId }, context) => {
  if (!data.sms) return;
  const { userId, notificationId } = data;
  const { key } = notificationRef(userId, notificationId);
  const outcome = await commit(context, {
    reads: {
      notification: notificationRef(userId, notificationId),
      factor: secondFactorRef(userId),
      sends: noticeSmsRef(userId),
    },
    decide: ({ notification, factor, sends }) => {
      const phone = factor?.phone;
      if (!notification || notification.textedAt || !phone) return refuse('nothing_to_text');
      const counted = planNoticeSms(userId, sends, context.nowMs);
      if (!counted) return refuse('texted_enough');
      const claim = update(key, { set: { textedAt: context.nowIso } }, [
        { path: 'pk', is: 'present' },
        { path: 'textedAt', is: 'absent' },
      ]);
      return { changes: [claim, counted], answer: { status: 200, body: { notification, phone } } };
    },
  });
  if (isRefused(outcome)) return;
  const { notification, phone } = outcome.body;
  if ((await sendNoticeSms(userId, phone, [notification])) !== 'unavailable') return;
  await commit(systemCommitContext({ correlationId }), {
    reads: {},
    decide: () => ({
      changes: [update(key, { unset: ['textedAt'] }, [{ path: 'pk', is: 'present' }], 'gone')],
      answer: { status: 200, body: null },
    }),
  });
  throw new NotYet('The SMS service takes nothing at the moment; this delivery tries again later.');
});
