import type { MeasuredAccountState } from '#domain/social.ts';
import type { Tone } from '@/ui/feedback.tsx';
import type { Metric, Piece } from './series.ts';

/** What a number is called, and how it comes about. */
export const METRIC_WORDS: Record<Metric, { name: string; formula: string }> = {
  views: { name: 'Views', formula: 'Views as each platform counts them, added up over the pieces.' },
  reach: { name: 'Reach', formula: 'Accounts reached, added up over the pieces; one person may be in several.' },
  likes: { name: 'Likes', formula: 'Likes, added up over the pieces.' },
  comments: { name: 'Comments', formula: 'Comments, added up over the pieces.' },
  shares: { name: 'Shares', formula: 'Shares, added up over the pieces.' },
  saves: { name: 'Saves', formula: 'Saves, added up over the pieces.' },
  engagements: { name: 'Engagements', formula: 'Likes + comments + shares + saves, as far as the platform says them.' },
  engagementRate: {
    name: 'Engagement rate',
    formula: '(Likes + comments + shares + saves) ÷ views, over the pieces whose platform says both.',
  },
};

/** How the account stands that numbers come from. */
export const ACCOUNT_WORDS: Record<MeasuredAccountState, { name: string; text: string; tone: Tone }> = {
  ok: { name: 'Up to date', text: 'Read every hour.', tone: 'good' },
  throttled: {
    name: 'Waiting for quota',
    text: 'The platform asks us to wait; the numbers are from before.',
    tone: 'attention',
  },
  reconnect_needed: {
    name: 'Connect again',
    text: 'The platform no longer accepts our access; the creator has to connect the account again.',
    tone: 'bad',
  },
  permission_needed: {
    name: 'Permission missing',
    text: 'The creator has to connect the account again and allow everything.',
    tone: 'bad',
  },
  unavailable: {
    name: 'Platform not answering',
    text: 'We try again by ourselves; the numbers are from before.',
    tone: 'attention',
  },
  not_connected: {
    name: 'Not connected',
    text: 'Numbers come once the creator has connected the account.',
    tone: 'attention',
  },
};

/** What came of asking for a piece's numbers. */
export const PIECE_WORDS: Record<Piece['state'], { name: string; tone: Tone }> = {
  waiting: { name: 'Waiting for numbers', tone: 'info' },
  measured: { name: 'Measured', tone: 'good' },
  not_found: { name: 'Gone from the platform', tone: 'bad' },
  not_theirs: { name: 'Of another account', tone: 'bad' },
  unreadable: { name: 'Not a known post', tone: 'attention' },
};

const whole = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** A number of a metric in full, `1,204` or `3.40%`; a dash for what nobody said. */
export function metricText(value: number | null, metric: Metric): string {
  if (value === null) return '–';
  return metric === 'engagementRate' ? percent.format(value) : whole.format(value);
}
