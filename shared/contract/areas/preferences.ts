import * as z from 'zod/mini';
import { NOTICE_GROUP_NAMES } from '#domain/notice-groups.ts';
import { MAIL_TIMINGS } from '#domain/notice-plan.ts';
import { defineEndpoint } from '../endpoint.ts';
import { NOTICE_LINES } from '../notice-channels.ts';

const Hour = z.int().check(z.gte(0), z.lte(23));
const QuietHours = z.strictObject({
  fromHour: Hour,
  /** They end when it begins; it may lie after midnight. */
  untilHour: Hour,
});
const Digest = z.strictObject({
  hour: Hour,
  /** For what comes once a week: 1 is Monday, 7 is Sunday. */
  weekday: z.int().check(z.gte(1), z.lte(7)),
});

export const NoticePreference = z.strictObject({
  kind: z.string(),
  /** What happens, in a few words. */
  says: z.string(),
  app: z.boolean(),
  mail: z.enum(MAIL_TIMINGS),
  /** Null for a kind that is never sent by SMS. */
  sms: z.nullable(z.boolean()),
  /** Why it comes in the app and by mail whatever you would rather have; null for what you choose. */
  locked: z.nullable(z.string()),
  /** It comes in quiet hours as well. */
  urgent: z.boolean(),
});
z.globalRegistry.add(NoticePreference, { id: 'NoticePreference' });

export const NotificationPreferences = z.strictObject({
  groups: z.array(
    z.strictObject({ group: z.enum(NOTICE_GROUP_NAMES), title: z.string(), kinds: z.array(NoticePreference) }),
  ),
  quietHours: z.nullable(QuietHours),
  digest: Digest,
  /** Whose clock the hours are told by: that of your account. */
  timezone: z.string(),
  sms: z.strictObject({
    /** Whether anything is sent by SMS here at all. */
    isOffered: z.boolean(),
    /** The last digits of the number it goes to; null while none is set up under Account, Security. */
    endsIn: z.nullable(z.string()),
  }),
  version: z.int(),
});
z.globalRegistry.add(NotificationPreferences, { id: 'NotificationPreferences' });

export const getPreferences = defineEndpoint({
  id: 'preferences.get-preferences',
  method: 'GET',
  path: '/notifications/preferences',
  allow: ['notification:self'],
  responses: { 200: NotificationPreferences },
  errors: ['not_found'],
  summary: 'How you want to be told what: by kind of notification and channel, when not, and when together.',
});

export const putPreferences = defineEndpoint({
  id: 'preferences.put-preferences',
  method: 'PUT',
  path: '/notifications/preferences',
  allow: ['notification:self'],
  idempotent: true,
  body: z.strictObject({
    version: z.int(),
    /** What is otherwise than by itself; a kind that is left out is as it is by itself. */
    kinds: z
      .array(
        z.strictObject({
          kind: z.string(),
          app: z.optional(z.boolean()),
          mail: z.optional(z.enum(MAIL_TIMINGS)),
          sms: z.optional(z.boolean()),
        }),
      )
      .check(z.maxLength(NOTICE_LINES.size)),
    quietHours: z.nullable(QuietHours),
    digest: Digest,
  }),
  responses: { 200: NotificationPreferences },
  errors: ['not_found', 'version_conflict', 'validation_failed', 'sms_not_offered', 'phone_not_set'],
  summary: 'Say how you want to be told what. Some kinds cannot be switched off; a request to do so says why.',
});

/** What names a link: a person and 256 random bits. Anything else switches nothing off, so it is no invalid input either. */
const linkOnly = z.strictObject({ link: z.string().check(z.maxLength(200)) });

export const Unsubscribing = z.strictObject({
  /** The kinds of mail that the link is about, in words. */
  says: z.array(z.string()),
  /** Whether none of them is mailed any more. */
  isOff: z.boolean(),
});
z.globalRegistry.add(Unsubscribing, { id: 'Unsubscribing' });

export const lookUpUnsubscribing = defineEndpoint({
  id: 'preferences.look-up-unsubscribing',
  method: 'POST',
  path: '/unsubscribe/look-up',
  allow: 'anyone',
  body: linkOnly,
  responses: { 200: Unsubscribing },
  errors: ['unsubscribe_link_not_found'],
  summary: 'What the link of a mail would switch off; it changes nothing.',
});

/** The address in a mail's List-Unsubscribe header: mail programs post to it as RFC 8058 says, with a form that says nothing else. */
export const stopMails = defineEndpoint({
  id: 'preferences.stop-mails',
  method: 'POST',
  path: '/unsubscribe/{link}',
  allow: 'anyone',
  params: linkOnly,
  rawBody: true,
  responses: { 200: Unsubscribing },
  errors: ['unsubscribe_link_not_found'],
  summary: 'Switch off what the link of a mail is about, without a session; also a second time.',
});

export const preferenceEndpoints = [getPreferences, putPreferences, lookUpUnsubscribing, stopMails] as const;
