import { NOTICE_SMS_LIMITS } from '#contract/limits.ts';
import type { Change } from '#data/change.ts';
import type { SecondFactorItem, SmsSendsItem } from '#data/second-factor.ts';
import { smsSendsRef } from '#data/second-factor.ts';
import { noticeSms } from '#domain/notice-sms.ts';
import { SmsError, sendSms } from '#platform/sms.ts';
import { setting } from './config.ts';
import { log } from './log.ts';
import { unwrapSecret } from './second-factor.ts';
import { isSmsOffered } from './sms-offer.ts';
import { countSms, maySendSmsAt } from './texted-code.ts';

/** What a person was sent by SMS besides codes: a code is never refused for it. */
const nameOf = (userId: string) => `notices#${userId}`;

export const noticeSmsRef = (userId: string) => smsSendsRef(nameOf(userId));

/** Counts one more SMS for a person; undefined when they were sent enough, or when none are sent here at all. */
export function planNoticeSms(userId: string, before: SmsSendsItem | undefined, nowMs: number): Change | undefined {
  if (!isSmsOffered()) return undefined;
  if (maySendSmsAt(before, NOTICE_SMS_LIMITS.sends) > nowMs) {
    log.warn('somebody was sent enough by SMS', { userId });
    return undefined;
  }
  return countSms(nameOf(userId), before, nowMs, NOTICE_SMS_LIMITS.sends);
}

/** Sends one SMS about so many notifications; 'unavailable' when it may be tried again, anything else is for good. */
export async function sendNoticeSms(
  userId: string,
  { wrappedNumber }: NonNullable<SecondFactorItem['phone']>,
  notifications: readonly { title: string }[],
): Promise<'sent' | 'not_reached' | 'unavailable'> {
  const to = await unwrapSecret(userId, wrappedNumber);
  const text = noticeSms(
    notifications.map(({ title }) => title),
    setting('SITE_ORIGIN'),
  );
  const [sender, configurationSet] = [setting('SMS_SENDER'), setting('SMS_CONFIGURATION_SET')];
  try {
    await sendSms({ to, text, sender, configurationSet, goodForSeconds: NOTICE_SMS_LIMITS.goodForSeconds });
    return 'sent';
  } catch (error) {
    if (!(error instanceof SmsError)) throw error;
    log.warn('an SMS about a notification was not taken', { userId, reason: error.refusal });
    return error.refusal === 'number' ? 'not_reached' : 'unavailable';
  }
}
