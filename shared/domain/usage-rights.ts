import { issuesOfCountries } from './countries.ts';
import { dayOfMs, msOfDay } from './day.ts';
import type { Issue } from './decision.ts';

/** Where a brand may show content besides the creator's own posts. */
export const RIGHTS_CHANNELS = [
  'brand_social',
  'brand_website',
  'email',
  'retailers',
  'events',
  'print',
  'out_of_home',
  'tv_radio',
] as const;
export type RightsChannel = (typeof RIGHTS_CHANNELS)[number];

export const CHANNEL_NAMES: Record<RightsChannel, string> = {
  brand_social: 'the brand’s own social channels',
  brand_website: 'the brand’s websites and apps',
  email: 'e-mail and newsletters',
  retailers: 'pages of shops that sell the brand',
  events: 'events and presentations',
  print: 'print',
  out_of_home: 'posters and other outdoor surfaces',
  tv_radio: 'television, radio and streaming',
};

/** The longest a term may be, days; what is to hold for longer is perpetual. */
export const LONGEST_TERM_DAYS = 3650;
export const LONGEST_EXCLUSIVITY_DAYS = 730;
export const MOST_TERRITORIES = 50;

/** What a brand may do with content that it pays for. */
export interface UsageRights {
  channels: RightsChannel[];
  /** ISO 3166-1 alpha-2; none means the whole world. */
  territories: string[];
  /** Counted from the day by which everything is live; null for no end. */
  termDays: number | null;
  /** In advertising that the brand pays for, from its own accounts. */
  paidAds: boolean;
  /** In advertising that is shown under the creator's name (whitelisting, partnership ads). */
  whitelisting: boolean;
}

/** What the creator does not advertise besides: a kind of product, until so many days after everything is due. */
export interface Exclusivity {
  category: string;
  days: number;
}

/** What terms say of the use of content. */
export interface RightsTerms {
  dueOn: string;
  usageRights: string;
  rights?: UsageRights | undefined;
  exclusivity?: Exclusivity | undefined;
}

const DAY_MS = 86_400_000;

/** The last day on which rights hold; null for rights without end. */
export function rightsEndOn(dueOn: string, { termDays }: Pick<UsageRights, 'termDays'>): string | null {
  return termDays === null ? null : lastDayOf(dueOn, termDays);
}

/** The last day of an exclusivity. */
export function exclusiveUntil(dueOn: string, { days }: Pick<Exclusivity, 'days'>): string {
  return lastDayOf(dueOn, days);
}

function lastDayOf(dueOn: string, days: number): string {
  return dayOfMs(msOfDay(dueOn) + days * DAY_MS);
}

/** What is wrong with what proposed terms say of the use of content. */
export function issuesOfRights({ rights, usageRights }: RightsTerms): Issue[] {
  if (!rights) {
    const message = 'must say how the content may be used, unless usageRights says it in words';
    return usageRights === '' ? [{ path: 'rights', message }] : [];
  }
  const isNothing = rights.channels.length === 0 && !rights.paidAds && !rights.whitelisting;
  return [
    ...(isNothing ? [{ path: 'rights.channels', message: 'must name a channel, unless the content is for ads' }] : []),
    ...twice(rights.channels, 'rights.channels'),
    ...twice(rights.territories, 'rights.territories'),
    ...issuesOfCountries(rights.territories, 'rights.territories'),
  ];
}

function twice(values: readonly string[], path: string): Issue[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [{ path: `${path}.${index}`, message: 'is named twice' }],
  );
}

/** Words for use without any limit, in languages that offers are written in. */
const WITHOUT_END =
  /perpetu|in eternity|for ?ever\b|unlimited|without (any )?limit|no time limit|irrevocabl|buy-?out|all (known )?media|unbefristet|uneingeschränkt|zeitlich unbegrenzt|ilimitad|illimité/i;

/** What makes rights go further than most influencers mean to. */
export const RIGHTS_ALERTS = ['perpetual', 'unlimited', 'wide_words'] as const;
export type RightsAlert = (typeof RIGHTS_ALERTS)[number];

/** What should be known about the use of content before terms are agreed to. */
export function rightsAlerts({ rights, usageRights }: Pick<RightsTerms, 'rights' | 'usageRights'>): RightsAlert[] {
  const alerts: Record<RightsAlert, boolean> = {
    perpetual: rights?.termDays === null,
    unlimited: rights !== undefined && isUnlimited(rights),
    wide_words: WITHOUT_END.test(usageRights),
  };
  return RIGHTS_ALERTS.filter((alert) => alerts[alert]);
}

function isUnlimited({ channels, territories, paidAds }: UsageRights): boolean {
  return territories.length === 0 && paidAds && RIGHTS_CHANNELS.every((channel) => channels.includes(channel));
}

const WARNINGS: Record<RightsAlert, Issue> = {
  perpetual: {
    path: 'terms.rights.termDays',
    message:
      'These rights never end. The brand may use the content for as long as it likes, and the creator cannot license it anew for money. A term of 30 to 365 days is usual.',
  },
  unlimited: {
    path: 'terms.rights.channels',
    message:
      'These rights have no limit of place or kind: every channel, the whole world, and paid advertising. Rights as wide as these usually cost a multiple of the price for the content.',
  },
  wide_words: {
    path: 'terms.usageRights',
    message:
      'The words about the use of the content sound like rights without limit. Ask for the channels, countries and days that are meant.',
  },
};

/** The same as sentences; `path` says which term each is about. */
export function rightsWarnings(terms: Pick<RightsTerms, 'rights' | 'usageRights'>): Issue[] {
  return rightsAlerts(terms).map((alert) => WARNINGS[alert]);
}
