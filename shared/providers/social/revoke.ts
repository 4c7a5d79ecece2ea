import * as z from 'zod/mini';
import type { SocialOutcome, SocialPlatform } from '#domain/social.ts';
import { type ClientAccess, withParams } from './client.ts';
import { commonTrouble, type Exchange, exchange, formRequest, jsonOf, type OutgoingRequest } from './exchange.ts';

interface Tokens {
  accessToken: string;
  refreshToken: string | null;
}

interface Revocation {
  request(access: ClientAccess, tokens: Tokens): OutgoingRequest;
  /** Where it is described. */
  source: string;
  /** Whether the platform itself describes it. */
  isConfirmed: boolean;
}

/** How each platform takes back what a person allowed. */
export const REVOCATIONS: Record<SocialPlatform, Revocation> = {
  instagram: {
    request: ({ apiUrl }, { accessToken }) => ({
      method: 'DELETE',
      url: withParams(`${apiUrl}/v22.0/me/permissions`, { access_token: accessToken }),
    }),
    // Graph takes permissions back like this; whether this host does is said by others' code only.
    source: 'developers.facebook.com/docs/graph-api/reference/user/permissions',
    isConfirmed: false,
  },
  youtube: {
    // Either token ends the whole grant; the access token may have ended by itself.
    request: ({ tokenUrl }, { accessToken, refreshToken }) =>
      formRequest(`${tokenUrl}/revoke`, { token: refreshToken ?? accessToken }),
    source: 'developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke',
    isConfirmed: true,
  },
  tiktok: {
    request: ({ tokenUrl, clientId, clientSecret }, { accessToken }) =>
      formRequest(`${tokenUrl}/v2/oauth/revoke/`, {
        client_key: clientId,
        client_secret: clientSecret,
        token: accessToken,
      }),
    source: 'developers.tiktok.com/docs/en/oauth-revoke-a-user-access-token',
    isConfirmed: true,
  },
};

const Refusal = z.object({ error: z.string() });

/** Takes a grant back at its platform; `token_invalid` when the platform no longer knows it, which is as good. */
export async function revokeGrant(
  platform: SocialPlatform,
  access: ClientAccess,
  tokens: Tokens,
): Promise<SocialOutcome<null>> {
  const given = await exchange(REVOCATIONS[platform].request(access, tokens));
  if (isDone(given)) return { kind: 'ok', value: null };
  const trouble = commonTrouble(given);
  if (trouble && (given.status === null || given.status === 429 || given.status >= 500 || given.status < 400))
    return trouble;
  return { kind: 'token_invalid' };
}

/** Success is 200 with nothing, {} or { success: true }; TikTok says no inside a 200. */
function isDone(given: Exchange): boolean {
  if (given.status !== 200) return false;
  if (given.body.trim() === '') return true;
  const answer = jsonOf(given);
  return typeof answer === 'object' && answer !== null && !z.safeParse(Refusal, answer).success && !('error' in answer);
}
