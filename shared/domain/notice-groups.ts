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
