/** What notices are about, as people think of it; also how the preferences and the list are divided. */
export const NOTICE_GROUPS = {
  security: 'Account and log-in',
  team: 'Workspace and team',
  campaigns: 'Campaigns',
  applications: 'Applications',
  deals: 'Offers and contracts',
  content: 'Content',
  messages: 'Messages and documents',
  payments: 'Payments and held money',
  payouts: 'Payouts and earnings',
  disputes: 'Disputes',
  integrations: 'Integrations and social accounts',
} as const;
export type NoticeGroup = keyof typeof NOTICE_GROUPS;
export const NOTICE_GROUP_NAMES = Object.keys(NOTICE_GROUPS) as [NoticeGroup, ...NoticeGroup[]];

/** When a mail of a kind of notice comes: by itself at once, with others once a day or a week, or not at all. */
export const MAIL_TIMINGS = ['now', 'daily', 'weekly', 'never'] as const;
export type MailTiming = (typeof MAIL_TIMINGS)[number];

/** As what a notice is for somebody: themselves, a member of a brand's team, or an influencer. */
export const NOTICE_SIDES = ['person', 'brand', 'influencer'] as const;
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
