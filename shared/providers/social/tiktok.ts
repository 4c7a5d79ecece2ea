import * as z from 'zod/mini';
import type { Counts, SocialOutcome, SocialTrouble } from '#domain/social.ts';
import { type ClientAccess, countOf, countsFrom, type SocialClient, type Tokens, withParams } from './client.ts';
import { commonTrouble, type Exchange, exchange, formRequest, jsonOf } from './exchange.ts';

/** Most ids one call takes. */
export const TIKTOK_BATCH = 20;
const SCOPES = ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.list'];

const Envelope = z.object({ error: z.object({ code: z.string() }) });
const Token = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.int().check(z.gte(1)),
  scope: z.string(),
});
const User = z.object({
  data: z.object({
    user: z.object({
      open_id: z.string(),
      username: z.string().check(z.minLength(1), z.maxLength(100)),
      follower_count: z.optional(z.unknown()),
    }),
  }),
});
const Videos = z.object({
  data: z.object({ videos: z.array(z.looseObject({ id: z.union([z.string(), z.number()]) })) }),
});

const strange = (reason: string): SocialTrouble => ({ kind: 'nonsense', reason });

/** Failures come with any status, 200 included; `error.code` decides. */
function troubleOf(given: Exchange): SocialTrouble | undefined {
  const envelope = z.safeParse(Envelope, jsonOf(given));
  const code = envelope.success ? envelope.data.error.code : undefined;
  if (code === 'access_token_invalid') return { kind: 'token_invalid' };
  if (code === 'scope_not_authorized' || code === 'scope_permission_missed') return { kind: 'permission' };
  const common = commonTrouble(given);
  if (common) return common;
  if (code === 'rate_limit_exceeded') return { kind: 'throttled', retryAfterSeconds: null };
  if (code === undefined) return strange('an answer without its envelope');
  if (code !== 'ok') return { kind: 'unavailable', reason: `it answered ${code.slice(0, 60)}` };
  return undefined;
}

async function token(url: string, fields: Record<string, string>): Promise<SocialOutcome<Tokens>> {
  const given = await exchange(formRequest(url, fields));
  const trouble = commonTrouble(given);
  if (trouble) return trouble;
  const answer = jsonOf(given);
  if (z.safeParse(z.object({ error: z.string() }), answer).success) return { kind: 'token_invalid' };
  const parsed = z.safeParse(Token, answer);
  if (!parsed.success) return strange('a token in a shape that is not known');
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: accessSeconds, scope } = parsed.data;
  return { kind: 'ok', value: { accessToken, refreshToken, accessSeconds, scopes: scope.split(',') } };
}

export const tiktok: SocialClient = {
  platform: 'tiktok',
  consentUrl: ({ consentUrl, clientId }, { state, challenge, redirectUri }) =>
    withParams(`${consentUrl}/v2/auth/authorize/`, {
      client_key: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: SCOPES.join(','),
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }),
  exchangeCode: ({ tokenUrl, clientId, clientSecret }, { code, verifier, redirectUri }) =>
    token(`${tokenUrl}/v2/oauth/token/`, {
      client_key: clientId,
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    }),
  renew: async ({ tokenUrl, clientId, clientSecret }, { refreshToken }) =>
    refreshToken
      ? token(`${tokenUrl}/v2/oauth/token/`, {
          client_key: clientId,
          client_secret: clientSecret,
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
        })
      : { kind: 'token_invalid' },
  fetchProfile: ({ apiUrl }, accessToken) =>
    exchange({
      method: 'GET',
      url: withParams(`${apiUrl}/v2/user/info/`, { fields: 'open_id,username,follower_count,video_count' }),
      headers: { authorization: `Bearer ${accessToken}` },
    }),
  readProfile(given) {
    const trouble = troubleOf(given);
    if (trouble) return trouble;
    const parsed = z.safeParse(User, jsonOf(given));
    if (!parsed.success) return strange('a profile in a shape that is not known');
    const { open_id, username, follower_count } = parsed.data.data.user;
    const followers = follower_count === undefined ? null : countOf(follower_count);
    if (followers === undefined) return strange('a number of followers that cannot be');
    return { kind: 'ok', value: { platformUserId: open_id, handle: username, followers } };
  },
};

/** Up to twenty videos of the account in one call. */
export function fetchTiktokVideos(
  { apiUrl }: ClientAccess,
  accessToken: string,
  ids: readonly string[],
): Promise<Exchange> {
  return exchange({
    method: 'POST',
    url: withParams(`${apiUrl}/v2/video/query/`, {
      fields: 'id,create_time,view_count,like_count,comment_count,share_count',
    }),
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ filters: { video_ids: ids } }),
  });
}

/** Counts of videos by id; one that is gone or another's is missing, one whose counts cannot be is null. */
export function readTiktokVideos(given: Exchange): SocialOutcome<Map<string, Counts | null>> {
  const trouble = troubleOf(given);
  if (trouble) return trouble;
  const parsed = z.safeParse(Videos, jsonOf(given));
  if (!parsed.success) return strange('videos in a shape that is not known');
  const videos = new Map<string, Counts | null>();
  for (const video of parsed.data.data.videos) {
    const counts = countsFrom(video, {
      views: 'view_count',
      likes: 'like_count',
      comments: 'comment_count',
      shares: 'share_count',
    });
    videos.set(String(video.id), counts ?? null);
  }
  return { kind: 'ok', value: videos };
}
