import type { Counts, SocialOutcome, SocialPlatform } from '#domain/social.ts';
import type { Exchange } from './exchange.ts';

/** What a platform gave us when a person agreed, or when it was renewed. */
export interface Tokens {
  accessToken: string;
  /** Null where the access token itself is renewed. */
  refreshToken: string | null;
  accessSeconds: number;
  scopes: string[];
}

export interface Profile {
  platformUserId: string;
  handle: string;
  /** Null when the platform hides it. */
  followers: number | null;
}

/** Addresses of one platform and how we are known there. */
export interface ClientAccess {
  consentUrl: string;
  tokenUrl: string;
  apiUrl: string;
  clientId: string;
  clientSecret: string;
}

export interface Consent {
  state: string;
  /** SHA-256 of the PKCE verifier, base64url. */
  challenge: string;
  redirectUri: string;
}

/** What was read of one post: its counts, or that the account has no such post. */
export type PostReading = { kind: 'counts'; counts: Counts } | { kind: 'not_found' };

/** A platform as the product uses it: every call is made first and read afterwards, so that the raw answer can be kept in between. */
export interface SocialClient {
  platform: SocialPlatform;
  /** The address of the page where a person agrees. */
  consentUrl(access: ClientAccess, consent: Consent): string;
  exchangeCode(
    access: ClientAccess,
    given: { code: string; verifier: string; redirectUri: string },
  ): Promise<SocialOutcome<Tokens>>;
  /** New tokens for old ones. */
  renew(
    access: ClientAccess,
    tokens: { accessToken: string; refreshToken: string | null },
  ): Promise<SocialOutcome<Tokens>>;
  fetchProfile(access: ClientAccess, accessToken: string): Promise<Exchange>;
  readProfile(given: Exchange): SocialOutcome<Profile>;
}

/** A count as platforms give it; undefined for what cannot be one: negative, a fraction, or beyond what is exact. */
export function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Counts by our names from what a platform gave by its own; null for what it does not give; undefined when one is no count. */
export function countsFrom(
  given: Record<string, unknown>,
  names: Partial<Record<keyof Counts, string>>,
): Counts | undefined {
  const counts: Counts = { views: null, reach: null, likes: null, comments: null, shares: null, saves: null };
  for (const [ours, theirs] of Object.entries(names) as [keyof Counts, string][]) {
    const value = given[theirs];
    if (value === undefined || value === null) continue;
    const count = countOf(value);
    if (count === undefined) return undefined;
    counts[ours] = count;
  }
  return counts;
}

/** Consent parameters that all platforms take alike. */
export function withParams(url: string, params: Record<string, string>): string {
  return `${url}?${new URLSearchParams(params)}`;
}
