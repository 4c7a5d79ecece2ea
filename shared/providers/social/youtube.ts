import * as z from 'zod/mini';
import type { Counts, SocialOutcome, SocialTrouble } from '#domain/social.ts';
import { countOf, countsFrom, type Profile, type SocialClient, type Tokens, withParams } from './client.ts';
import { commonTrouble, type Exchange, exchange, formRequest, jsonOf } from './exchange.ts';

/** Most ids one call takes. */
export const YOUTUBE_BATCH = 50;
const SCOPES = ['https://www.googleapis.com/auth/youtube.readonly'];

const Refusal = z.object({
  error: z.object({ errors: z.optional(z.array(z.object({ reason: z.optional(z.string()) }))) }),
});
const Token = z.object({
  access_token: z.string(),
  refresh_token: z.optional(z.string()),
  expires_in: z.int().check(z.gte(1)),
  scope: z.optional(z.string()),
});
const Channels = z.object({
  items: z.optional(
    z.array(
      z.object({
        id: z.string(),
        snippet: z.object({ title: z.string(), customUrl: z.optional(z.string()) }),
        statistics: z.object({
          subscriberCount: z.optional(z.unknown()),
          hiddenSubscriberCount: z.optional(z.boolean()),
        }),
      }),
    ),
  ),
});
const Videos = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      snippet: z.object({ channelId: z.string() }),
      statistics: z.record(z.string(), z.unknown()),
    }),
  ),
});

const strange = (reason: string): SocialTrouble => ({ kind: 'nonsense', reason });

function troubleOf(given: Exchange): SocialTrouble | undefined {
  const refusal = z.safeParse(Refusal, jsonOf(given));
  const reason = refusal.success ? refusal.data.error.errors?.[0]?.reason : undefined;
  if (reason === 'quotaExceeded' || reason === 'dailyLimitExceeded') return { kind: 'quota_spent' };
  const common = commonTrouble(given);
  if (common) return common;
  if (reason === 'rateLimitExceeded' || reason === 'userRateLimitExceeded')
    return { kind: 'throttled', retryAfterSeconds: null };
  if (given.status === 401) return { kind: 'token_invalid' };
  if (given.status === 403) return { kind: 'permission' };
  if (given.status !== 200)
    return { kind: 'unavailable', reason: `it answered ${given.status}, ${reason ?? 'no reason'}` };
  return undefined;
}

async function token(url: string, fields: Record<string, string>): Promise<SocialOutcome<Tokens>> {
  const given = await exchange(formRequest(url, fields));
  const trouble = commonTrouble(given);
  if (trouble) return trouble;
  if (given.status !== 200) return { kind: 'token_invalid' };
  const parsed = z.safeParse(Token, jsonOf(given));
  if (!parsed.success) return strange('a token in a shape that is not known');
  const { access_token: accessToken, refresh_token, expires_in: accessSeconds, scope } = parsed.data;
  const scopes = scope?.split(' ') ?? SCOPES;
  return { kind: 'ok', value: { accessToken, refreshToken: refresh_token ?? null, accessSeconds, scopes } };
}

export const youtube: SocialClient = {
  platform: 'youtube',
  consentUrl: ({ consentUrl, clientId }, { state, challenge, redirectUri }) =>
    withParams(`${consentUrl}/o/oauth2/v2/auth`, {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: SCOPES.join(' '),
      // Without both, Google gives a refresh token at the first consent only.
      access_type: 'offline',
      prompt: 'consent',
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }),
  exchangeCode: ({ tokenUrl, clientId, clientSecret }, { code, verifier, redirectUri }) =>
    token(`${tokenUrl}/token`, {
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: clientSecret,
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    }),
  async renew({ tokenUrl, clientId, clientSecret }, { refreshToken }) {
    if (!refreshToken) return { kind: 'token_invalid' };
    const renewed = await token(`${tokenUrl}/token`, {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    return renewed.kind === 'ok' ? { kind: 'ok', value: { ...renewed.value, refreshToken } } : renewed;
  },
  fetchProfile: ({ apiUrl }, accessToken) =>
    exchange({
      method: 'GET',
      url: withParams(`${apiUrl}/youtube/v3/channels`, { part: 'snippet,statistics', mine: 'true' }),
      headers: { authorization: `Bearer ${accessToken}` },
    }),
  readProfile(given) {
    const channels = readYoutubeChannels(given);
    if (channels.kind !== 'ok') return channels;
    const [first] = channels.value.values();
    return first
      ? { kind: 'ok', value: first }
      : { kind: 'unavailable', reason: 'this Google account has no YouTube channel' };
  },
};

/** Up to fifty channels in one call, under the project's key. */
export function fetchYoutubeChannels(apiUrl: string, key: string, channelIds: readonly string[]): Promise<Exchange> {
  return exchange({
    method: 'GET',
    url: withParams(`${apiUrl}/youtube/v3/channels`, { part: 'snippet,statistics', id: channelIds.join(','), key }),
  });
}

/** Channels by id; one that is gone is missing. */
export function readYoutubeChannels(given: Exchange): SocialOutcome<Map<string, Profile>> {
  const trouble = troubleOf(given);
  if (trouble) return trouble;
  const parsed = z.safeParse(Channels, jsonOf(given));
  if (!parsed.success) return strange('channels in a shape that is not known');
  const profiles = new Map<string, Profile>();
  for (const { id, snippet, statistics } of parsed.data.items ?? []) {
    const hidden = statistics.hiddenSubscriberCount === true || statistics.subscriberCount === undefined;
    const followers = hidden ? null : countOf(statistics.subscriberCount);
    if (followers === undefined) return strange('a number of subscribers that cannot be');
    const handle = (snippet.customUrl ?? snippet.title).replace(/^@/, '').slice(0, 80);
    profiles.set(id, { platformUserId: id, handle, followers });
  }
  return { kind: 'ok', value: profiles };
}

/** Up to fifty videos in one call; `videos:batchGetStats` costs as much and does not say whose they are. */
export function fetchYoutubeVideos(apiUrl: string, key: string, videoIds: readonly string[]): Promise<Exchange> {
  return exchange({
    method: 'GET',
    url: withParams(`${apiUrl}/youtube/v3/videos`, { part: 'snippet,statistics', id: videoIds.join(','), key }),
  });
}

/** Counts and channel of videos by id; one that is gone is missing, one whose counts cannot be is null. */
export function readYoutubeVideos(
  given: Exchange,
): SocialOutcome<Map<string, { channelId: string; counts: Counts | null }>> {
  const trouble = troubleOf(given);
  if (trouble) return trouble;
  const parsed = z.safeParse(Videos, jsonOf(given));
  if (!parsed.success) return strange('videos in a shape that is not known');
  const videos = new Map<string, { channelId: string; counts: Counts | null }>();
  for (const { id, snippet, statistics } of parsed.data.items) {
    const counts = countsFrom(statistics, { views: 'viewCount', likes: 'likeCount', comments: 'commentCount' });
    videos.set(id, { channelId: snippet.channelId, counts: counts ?? null });
  }
  return { kind: 'ok', value: videos };
}
