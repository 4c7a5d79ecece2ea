import { nextPacificMidnightMs } from './pacific-day.ts';

/** What is known of a post; null where the platform does not say. */
export interface Counts {
  views: number | null;
  reach: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  saves: number | null;
}

export const METRIC_NAMES = ['views', 'reach', 'likes', 'comments', 'shares', 'saves'] as const;

export const SOCIAL_PLATFORMS = ['instagram', 'youtube', 'tiktok'] as const;
export type SocialPlatform = (typeof SOCIAL_PLATFORMS)[number];

/** What people call them. */
export const PLATFORM_NAMES = { instagram: 'Instagram', youtube: 'YouTube', tiktok: 'TikTok' } as const;

/** How the last pull of an account went. */
export const SOCIAL_STATES = ['ok', 'throttled', 'reconnect_needed', 'permission_needed', 'unavailable'] as const;
export type SocialAccountState = (typeof SOCIAL_STATES)[number];

/** How the account stands that content is measured with. */
export const MEASURED_ACCOUNT_STATES = [...SOCIAL_STATES, 'not_connected'] as const;
export type MeasuredAccountState = (typeof MEASURED_ACCOUNT_STATES)[number];

/** What came of asking for a post's numbers: none yet · numbers · gone from the platform · another account's · an address that names no post. */
export const MEASURE_STATES = ['waiting', 'measured', 'not_found', 'not_theirs', 'unreadable'] as const;

/** What an outside call came to. A count below zero or with a fraction is nonsense: it is kept as raw answer and never shown. */
export type SocialOutcome<T> =
  | { kind: 'ok'; value: T }
  | {
      kind: 'throttled';
      retryAfterSeconds: number | null;
      /** Whether only this account has to wait; otherwise all of the platform's do. */
      isOfAccount?: boolean;
    }
  /** The project may make no more calls before its next day, which begins at midnight Pacific time. */
  | { kind: 'quota_spent' }
  | { kind: 'token_invalid' }
  | { kind: 'permission' }
  | { kind: 'unavailable'; reason: string }
  | { kind: 'nonsense'; reason: string };

export type SocialTrouble = Exclude<SocialOutcome<never>, { kind: 'ok' }>;

/** A post as its address names it. Instagram's addresses carry a short code instead of the id its API takes. */
export interface PostAddress {
  platform: SocialPlatform;
  name: string;
}

/** The post an address names; undefined for an address that is not one of a post on a known platform. */
export function postOf(url: string): PostAddress | undefined {
  const match = /^https:\/\/(?:www\.|m\.)?([a-z.]+)\/([^\s#]*)/i.exec(url);
  const host = match?.[1]?.toLowerCase();
  const path = match?.[2] ?? '';
  const named = (platform: SocialPlatform, pattern: RegExp): PostAddress | undefined => {
    const name = pattern.exec(path)?.[1];
    return name ? { platform, name } : undefined;
  };
  if (host === 'instagram.com') return named('instagram', /^(?:[\w.]+\/)?(?:p|reel|reels|tv)\/([\w-]{5,40})(?:[/?]|$)/);
  if (host === 'youtu.be') return named('youtube', /^([\w-]{11})(?:[/?]|$)/);
  if (host === 'youtube.com')
    return (
      named('youtube', /^(?:shorts|live|embed)\/([\w-]{11})(?:[/?]|$)/) ??
      named('youtube', /^watch\?(?:[^#]*&)?v=([\w-]{11})(?:&|$)/)
    );
  if (host === 'tiktok.com') return named('tiktok', /^@[\w.-]+\/(?:video|photo)\/(\d{5,25})(?:[/?]|$)/);
  return undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A little less than the hour of the schedule, so that no pull is missed by a few seconds. */
const PULL_EVERY_MS = 50 * MINUTE_MS;
/** Waits when a platform throttles without saying for how long. */
const THROTTLED_MS = HOUR_MS;
const LONGEST_WAIT_MS = 12 * HOUR_MS;
/** Failures in a row that are still tried again every hour. */
const PATIENT_FAILURES = 3;

export interface AccountHealth {
  state: SocialAccountState;
  /** One sentence for the influencer; null when all is well. */
  stateReason: string | null;
  /** Null when only the influencer can mend it. */
  nextPullAtMs: number | null;
  throttledUntilMs: number | null;
  /** Failed pulls in a row. */
  failures: number;
}

/** The state of an account after a pull, and when the next one is due. */
export function healthAfter(outcome: SocialOutcome<unknown>, failuresBefore: number, nowMs: number): AccountHealth {
  switch (outcome.kind) {
    case 'ok':
      return {
        state: 'ok',
        stateReason: null,
        nextPullAtMs: nowMs + PULL_EVERY_MS,
        throttledUntilMs: null,
        failures: 0,
      };
    case 'throttled': {
      const waitMs = outcome.retryAfterSeconds === null ? THROTTLED_MS : outcome.retryAfterSeconds * 1000;
      const untilMs = nowMs + Math.min(Math.max(waitMs, MINUTE_MS), 2 * LONGEST_WAIT_MS);
      return {
        state: 'throttled',
        stateReason: 'The platform asks us to wait; the numbers shown are from before.',
        nextPullAtMs: Math.max(untilMs, nowMs + PULL_EVERY_MS),
        throttledUntilMs: untilMs,
        failures: failuresBefore,
      };
    }
    case 'quota_spent': {
      const untilMs = nextPacificMidnightMs(nowMs);
      return {
        state: 'throttled',
        stateReason: `The platform's quota for today is used up: waiting for quota until ${minuteText(untilMs)}; the numbers shown are from before.`,
        nextPullAtMs: untilMs,
        throttledUntilMs: untilMs,
        failures: failuresBefore,
      };
    }
    case 'token_invalid':
      return needsPerson('reconnect_needed', 'The platform no longer accepts our access; connect the account again.');
    case 'permission':
      return needsPerson(
        'permission_needed',
        'A permission is missing; connect the account again and allow everything.',
      );
    default: {
      const failures = failuresBefore + 1;
      const waitMs = PULL_EVERY_MS * 2 ** Math.max(0, failures - PATIENT_FAILURES);
      return {
        state: 'unavailable',
        stateReason:
          outcome.kind === 'nonsense'
            ? 'The platform answered something that cannot be right; the numbers shown are from before.'
            : 'The platform does not answer at the moment; the numbers shown are from before.',
        nextPullAtMs: nowMs + Math.min(waitMs, LONGEST_WAIT_MS),
        throttledUntilMs: null,
        failures,
      };
    }
  }
}

function needsPerson(state: 'reconnect_needed' | 'permission_needed', stateReason: string): AccountHealth {
  return { state, stateReason, nextPullAtMs: null, throttledUntilMs: null, failures: 0 };
}

/** `21 November 2026 at 08:00 UTC`. */
function minuteText(ms: number): string {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${words.format(ms)} UTC`;
}

/** How often followers and handle are asked for beside the numbers of posts, which are what a campaign pays for. */
const PROFILE_EVERY_MS = 6 * HOUR_MS;

/** Whether a pull asks for the profile too: now and then, when nothing else is asked, and to learn whether a troubled account works again. */
export function isProfileDue(
  account: { state: SocialAccountState; tracked: readonly unknown[]; profiledAtMs?: number | undefined },
  nowMs: number,
): boolean {
  const { state, tracked, profiledAtMs } = account;
  if (state !== 'ok' || tracked.length === 0 || profiledAtMs === undefined) return true;
  return nowMs - profiledAtMs >= PROFILE_EVERY_MS;
}

/** A profile link of an influencer. */
export interface ProfileLink {
  platform: string;
  handle: string;
  followers: number;
  verified?: boolean | undefined;
}

/** The links of a profile with what connected accounts say in place of what people wrote; nothing else is verified. */
export function withVerifiedLinks(
  links: readonly ProfileLink[],
  accounts: readonly { platform: string; handle: string; followers: number | null }[],
): ProfileLink[] {
  const connected = new Map(accounts.map((account) => [account.platform, account]));
  const taken = new Set<string>();
  const kept = links.flatMap((link): ProfileLink[] => {
    const account = connected.get(link.platform);
    const { platform, handle, followers } = link;
    if (!account) return [{ platform, handle, followers }];
    const same = handle.replace(/^@/, '').toLowerCase() === account.handle.toLowerCase();
    // A second account of the same platform stays as the influencer's own word.
    if (taken.has(platform)) return same ? [] : [{ platform, handle, followers }];
    if (!same && links.some((other) => other !== link && isOf(other, account)))
      return [{ platform, handle, followers }];
    taken.add(platform);
    return [{ platform, handle: account.handle, followers: account.followers ?? followers, verified: true }];
  });
  const added = accounts
    .filter(({ platform }) => !taken.has(platform))
    .map(({ platform, handle, followers }) => ({ platform, handle, followers: followers ?? 0, verified: true }));
  return [...kept, ...added].slice(0, 10);
}

function isOf(link: ProfileLink, account: { platform: string; handle: string }): boolean {
  return (
    link.platform === account.platform && link.handle.replace(/^@/, '').toLowerCase() === account.handle.toLowerCase()
  );
}
