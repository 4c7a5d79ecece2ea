import { endOfQuietMs, nextHourMs, nextWeekdayHourMs, type QuietHours } from './local-time.ts';
import type { NoticeGroup } from './notice-groups.ts';

/** When a mail of a kind of notice comes: by itself at once, with others once a day or a week, or not at all. */
export const MAIL_TIMINGS = ['now', 'daily', 'weekly', 'never'] as const;
export type MailTiming = (typeof MAIL_TIMINGS)[number];

/** As what a notice is for somebody: themselves, a member of a brand's team, an influencer, or one of the people of the platform. */
export const NOTICE_SIDES = ['person', 'brand', 'influencer', 'staff'] as const;
export type NoticeSide = (typeof NOTICE_SIDES)[number];

/** Why a kind of notice cannot be switched off. */
export const LOCK_REASONS = {
  security: 'It may be the first you hear of somebody else in your account.',
  money: 'Money depends on what you do about it.',
} as const;
export type LockReason = keyof typeof LOCK_REASONS;

/** By which channels a kind of notice comes, unless the person chose otherwise. In the app it always comes by itself. */
export interface ChannelLine {
  group: NoticeGroup;
  /** What happens, as the preferences say it. */
  says: string;
  mail: MailTiming;
  /** It may be sent by SMS as well, to who asks for that. */
  sms?: true;
  /** In the app and by mail at once, whatever the person would rather have. */
  locked?: LockReason;
  /** It does not wait for the end of quiet hours. */
  urgent?: true;
}

/** By which channels one kind comes to somebody. */
export interface Choice {
  app: boolean;
  mail: MailTiming;
  sms: boolean;
}

/** What somebody chose for one kind; what is not said is as the table has it. */
export type KindChoice = { [K in keyof Choice]?: Choice[K] | undefined };

/** How somebody wants to be told things, in the clock of their timezone. */
export interface NoticeWishes {
  timezone: string;
  quietHours: QuietHours | null;
  /** When what is not mailed at once is: every day at that hour, or on that day of the week, 1 for Monday. */
  digest: { hour: number; weekday: number };
}

/** When mails with several notices come, for whom has not said otherwise. */
export const USUAL_DIGEST = { hour: 8, weekday: 1 } as const;

/** Why notices wait and come together: the night, or that the person wants them once a day or a week. */
export const POST_OCCASIONS = ['quiet', 'daily', 'weekly'] as const;
export type PostOccasion = (typeof POST_OCCASIONS)[number];

/** What waits to be sent together, and until when. */
export interface Wait {
  occasion: PostOccasion;
  dueAtMs: number;
}

/** What becomes of one notice for one person. */
export interface NoticePlan {
  app: boolean;
  mail: 'now' | Wait | undefined;
  sms: 'now' | Wait | undefined;
}

/** The choice that holds: the person's where they have one, else the table's. */
export function choiceFor(line: ChannelLine, chosen: KindChoice | undefined): Choice {
  if (line.locked) return { app: true, mail: line.mail, sms: chosen?.sms ?? false };
  return { app: chosen?.app ?? true, mail: chosen?.mail ?? line.mail, sms: chosen?.sms ?? false };
}

/** By which channels a notice goes to a person, at once or later; undefined when by none at all. */
export function planNotice(
  line: ChannelLine,
  choice: Choice,
  { timezone, quietHours, digest }: NoticeWishes,
  { nowMs, inAppOnly = false }: { nowMs: number; inAppOnly?: boolean | undefined },
): NoticePlan | undefined {
  const { app, mail, sms } = choice;
  const quietUntilMs = quietHours && !line.urgent ? endOfQuietMs(nowMs, timezone, quietHours) : undefined;
  const soon: 'now' | Wait = quietUntilMs === undefined ? 'now' : { occasion: 'quiet', dueAtMs: quietUntilMs };
  const timings: Record<MailTiming, () => NoticePlan['mail']> = {
    now: () => soon,
    daily: () => ({ occasion: 'daily', dueAtMs: nextHourMs(nowMs, timezone, digest.hour) }),
    weekly: () => ({ occasion: 'weekly', dueAtMs: nextWeekdayHourMs(nowMs, timezone, digest) }),
    never: () => undefined,
  };
  const plan = {
    app,
    mail: inAppOnly ? undefined : timings[mail](),
    sms: inAppOnly || !line.sms || !sms ? undefined : soon,
  };
  return plan.app || plan.mail || plan.sms ? plan : undefined;
}
