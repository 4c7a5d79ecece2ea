import type { SocialPlatform } from '#domain/social.ts';
import { unwrap, wrap } from '#platform/envelope.ts';
import { readSecret } from '#platform/secrets.ts';
import { setting } from '../config.ts';

/** Addresses of a platform and how we are known there. */
export interface SocialAccess {
  consentUrl: string;
  tokenUrl: string;
  apiUrl: string;
  clientId: string;
  clientSecret: string;
}

/** What a function needs to send a person to a platform. */
export function publicAccess(platform: SocialPlatform): Omit<SocialAccess, 'clientSecret'> {
  const name = platform.toUpperCase();
  return {
    consentUrl: setting(`${name}_CONSENT_URL`),
    tokenUrl: setting(`${name}_AUTH_URL`),
    apiUrl: setting(`${name}_API_URL`),
    clientId: setting(`${name}_CLIENT_ID`),
  };
}

/** Everything a function needs to speak to a platform. */
export async function socialAccess(platform: SocialPlatform, nowMs: number): Promise<SocialAccess> {
  return { ...publicAccess(platform), clientSecret: await clientSecret(platform, nowMs) };
}

/** A client secret, or the key of the YouTube project. Until someone puts the real ones in, the generated value stands for each, and a platform refuses it. */
export async function clientSecret(name: SocialPlatform | 'youtubeApiKey', nowMs: number): Promise<string> {
  const text = await readSecret(setting('SOCIAL_CLIENTS_SECRET_NAME'), nowMs);
  if (!text.startsWith('{')) return text;
  const value = (JSON.parse(text) as Record<string, unknown>)[name];
  if (typeof value !== 'string' || !value) throw new Error(`The secret social-clients lacks "${name}"; add it.`);
  return value;
}

/** Where a platform sends people back to. */
export function callbackUrl(platform: SocialPlatform): string {
  return `${setting('SITE_ORIGIN')}/api/v1/influencers/social-accounts/${platform}/callback`;
}

export interface StoredTokens {
  accessToken: string;
  refreshToken: string | null;
}

/** Tokens are bound to whose they are and what for: they open for nobody else. */
const contextOf = (influencerId: string, platform: SocialPlatform) => ({ influencerId, platform, purpose: 'tokens' });

export function wrapTokens(influencerId: string, platform: SocialPlatform, tokens: StoredTokens): Promise<string> {
  const { accessToken, refreshToken } = tokens;
  return wrap(setting('KEY_ID'), JSON.stringify({ accessToken, refreshToken }), contextOf(influencerId, platform));
}

export async function unwrapTokens(
  influencerId: string,
  platform: SocialPlatform,
  wrapped: string,
): Promise<StoredTokens> {
  return JSON.parse(await unwrap(setting('KEY_ID'), wrapped, contextOf(influencerId, platform))) as StoredTokens;
}

export const verifierContext = (influencerId: string, platform: SocialPlatform) => ({
  influencerId,
  platform,
  purpose: 'verifier',
});
