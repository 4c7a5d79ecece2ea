import { createHash } from 'node:crypto';

const DAY_MS = 86_400_000;

/** A number in [0, 1) that a text always gives. */
export function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** Digits that a text always gives, as platforms number their things. */
export function digitsOf(text: string, length: number): string {
  const bytes = createHash('sha256').update(text).digest();
  return [...bytes.subarray(0, length)].map((byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('');
}

/** Letters, digits, - and _ that a text always gives, as platforms shorten their ids. */
export function shortcodeOf(text: string, length = 11): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}

/** Followers of a handle: a base of its own and steady growth from the first sight on. */
export function followersOf(handle: string, sinceMs: number, nowMs: number): number {
  const base = 12_000 + Math.floor(fractionOf(`followers/${handle}`) * 180_000);
  const perDay = 5 + fractionOf(`growth/${handle}`) * 90;
  return base + Math.floor((Math.max(0, nowMs - sinceMs) / DAY_MS) * perDay);
}

export interface Counts {
  views: number;
  reach: number;
  likes: number;
  comments: number;
  shares: number;
  saved: number;
}

/** Numbers of one post: fast at first, then slower, and never less than before. */
export function countsOf(mediaId: string, publishedAtMs: number, nowMs: number): Counts {
  const part = (name: string, low: number, high: number) => low + fractionOf(`${name}/${mediaId}`) * (high - low);
  const most = part('most', 4_000, 160_000);
  const age = Math.max(0, nowMs - publishedAtMs) / DAY_MS;
  const views = Math.floor(most * (1 - Math.exp(-age / part('pace', 1.5, 5))));
  const of = (name: string, low: number, high: number) => Math.floor(views * part(name, low, high));
  return {
    views,
    reach: of('reach', 0.7, 0.92),
    likes: of('likes', 0.02, 0.09),
    comments: of('comments', 0.001, 0.006),
    shares: of('shares', 0.001, 0.012),
    saved: of('saved', 0.002, 0.02),
  };
}
