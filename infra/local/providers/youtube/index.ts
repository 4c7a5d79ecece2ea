/** Google's OAuth and the YouTube Data API v3, as far as the product speaks to them. */
import { redeem } from '../social/consent.ts';
import { countsOf, followersOf, shortcodeOf } from '../social/growth.ts';
import {
  type SocialAnswer,
  type SocialPlatform,
  type SocialRequest,
  socialProvider,
  turnNumbers,
} from '../social/server.ts';
import type { Given, Holder, Post, SocialState } from '../social/state.ts';

const ACCESS_SECONDS = 3599;
/** A refresh token lives until it is revoked; the stand-in gives it ten years. */
const REFRESH_MS = 10 * 365 * 86_400_000;
/** Units per project and day; the day begins at midnight Pacific time. */
export const DAILY_UNITS = 10_000;
const MOST_IDS = 50;

function refusal(status: number, reason: string, message: string): SocialAnswer {
  const error = { code: status, message, errors: [{ message, domain: 'youtube', reason }] };
  return { status, body: { error } };
}

function oauthRefusal(error: string, description: string): SocialAnswer {
  return { status: 400, body: { error, error_description: description } };
}

const giveAccess = (state: SocialState, of: Given) =>
  state.give({
    kind: 'access',
    handle: of.handle,
    scopes: of.scopes,
    expiresAtMs: state.nowMs + ACCESS_SECONDS * 1000,
  });

/** POST /token of oauth2.googleapis.com. */
async function token(request: SocialRequest, state: SocialState): Promise<SocialAnswer> {
  const { form } = request;
  const shape = (access: Given) => ({
    access_token: access.value,
    expires_in: ACCESS_SECONDS,
    scope: access.scopes.join(' '),
    token_type: 'Bearer',
  });
  if (form.get('grant_type') === 'refresh_token') {
    const refresh = state.find('refresh', form.get('refresh_token') ?? undefined);
    if (!refresh) return oauthRefusal('invalid_grant', 'Token has been expired or revoked.');
    return { status: 200, body: shape(await giveAccess(state, refresh)) };
  }
  if (form.get('grant_type') !== 'authorization_code') return oauthRefusal('unsupported_grant_type', 'Not supported.');
  const code = await redeem(state, form);
  if (typeof code === 'string') return oauthRefusal('invalid_grant', code);
  const refresh = await state.give({
    kind: 'refresh',
    handle: code.handle,
    scopes: code.scopes,
    expiresAtMs: state.nowMs + REFRESH_MS,
  });
  return { status: 200, body: { ...shape(await giveAccess(state, code)), refresh_token: refresh.value } };
}

/** The day in Los Angeles that a quota counts for. */
function pacificDay(ms: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(new Date(ms));
}

function bearer({ headers }: SocialRequest): string | undefined {
  return headers.authorization?.replace(/^Bearer /i, '');
}

export const channelIdOf = (handle: string): string => `UC${shortcodeOf(`channel/${handle}`, 22)}`;

function channel(holder: Holder, state: SocialState): Record<string, unknown> {
  const exact = followersOf(holder.handle, holder.firstSeenAtMs, state.nowMs);
  const step = 10 ** Math.max(0, String(exact).length - 3);
  return {
    kind: 'youtube#channel',
    etag: 'stand-in',
    id: channelIdOf(holder.handle),
    snippet: { title: holder.handle, customUrl: `@${holder.handle}` },
    statistics: {
      viewCount: String(exact * 40),
      subscriberCount: String(Math.floor(exact / step) * step),
      hiddenSubscriberCount: false,
      videoCount: String(state.postsOf(holder.handle).length),
    },
  };
}

function video(post: Post, state: SocialState): Record<string, unknown> {
  const { views, likes, comments } = countsOf(post.mediaId, post.publishedAtMs, state.nowMs);
  return {
    kind: 'youtube#video',
    etag: 'stand-in',
    id: post.shortcode,
    snippet: {
      channelId: channelIdOf(post.handle),
      publishedAt: new Date(post.publishedAtMs).toISOString(),
      title: `A video of ${post.handle}`,
    },
    statistics: {
      viewCount: String(views),
      likeCount: String(likes),
      favoriteCount: '0',
      commentCount: String(comments),
    },
  };
}

/** What videos:batchGetStats knows of a video; it does not say whose it is. */
function videoStats(post: Post, state: SocialState): Record<string, unknown> {
  const { views, likes, comments } = countsOf(post.mediaId, post.publishedAtMs, state.nowMs);
  return {
    kind: 'youtube#videoStats',
    etag: 'stand-in',
    id: post.shortcode,
    snippet: { publishTime: new Date(post.publishedAtMs).toISOString() },
    statistics: { viewCount: String(views), likeCount: String(likes), commentCount: String(comments) },
  };
}

function partsOf(item: Record<string, unknown>, parts: readonly string[]): Record<string, unknown> {
  const { kind, etag, id } = item;
  return {
    kind,
    etag,
    id,
    ...Object.fromEntries(parts.filter((part) => part in item).map((part) => [part, item[part]])),
  };
}

const list = (kind: string, items: readonly unknown[]): SocialAnswer => ({
  status: 200,
  body: { kind, etag: 'stand-in', pageInfo: { totalResults: items.length, resultsPerPage: items.length }, items },
});

async function data(request: SocialRequest, state: SocialState, path: string): Promise<SocialAnswer | undefined> {
  const isKey = (request.query.get('key') ?? '').length >= 8;
  const access = state.find('access', bearer(request));
  if (bearer(request) && !access) return refusal(401, 'authError', 'Request had invalid authentication credentials.');
  if (!access && !isKey) return refusal(403, 'forbidden', 'Method doesn’t allow unregistered callers.');
  if ((await state.spend(`units/${pacificDay(state.nowMs)}`, 1)) > DAILY_UNITS) return overQuota();
  const parts = (request.query.get('part') ?? '').split(',').filter(Boolean);
  const ids = (request.query.get('id') ?? '').split(',').filter(Boolean);
  if (parts.length === 0) return refusal(400, 'missingRequiredParameter', 'Required parameter: part');
  if (ids.length > MOST_IDS) return refusal(400, 'invalidFilters', 'The request specifies too many ids.');
  if (path === '/channels') {
    if (request.query.get('mine') === 'true') {
      if (!access)
        return refusal(401, 'authorizationRequired', 'The request uses the mine parameter but is not authorized.');
      return list('youtube#channelListResponse', [partsOf(channel(await state.holder(access.handle), state), parts)]);
    }
    const holders = ids.flatMap((id) => state.holderBy((handle) => channelIdOf(handle) === id));
    return list(
      'youtube#channelListResponse',
      holders.map((holder) => partsOf(channel(holder, state), parts)),
    );
  }
  const posts = ids.flatMap((id) => state.postByShortcode(id) ?? []);
  if (path === '/videos')
    return list(
      'youtube#videoListResponse',
      posts.map((post) => partsOf(video(post, state), parts)),
    );
  if (path === '/videos:batchGetStats')
    return list(
      'youtube#batchGetStatsResponse',
      posts.map((post) => partsOf(videoStats(post, state), parts)),
    );
  return undefined;
}

const overQuota = () =>
  refusal(403, 'quotaExceeded', 'The request cannot be completed because you have exceeded your quota.');

const youtube: SocialPlatform = {
  name: 'youtube',
  title: 'YouTube',
  origins: ['https://www.googleapis.com', 'https://accounts.google.com', 'https://oauth2.googleapis.com'],
  consent: { path: '/o/oauth2/v2/auth', clientParam: 'client_id' },
  handleOf: (request, state) => state.find('access', bearer(request))?.handle,
  async serve(request, state) {
    const call = `${request.method} ${request.path}`;
    if (call === 'POST /token') return token(request, state);
    if (call === 'POST /revoke') {
      const shown = request.form.get('token') ?? undefined;
      const given = state.find('refresh', shown) ?? state.find('access', shown);
      if (!given) return oauthRefusal('invalid_token', 'Token expired or revoked');
      await state.revoke(given.handle);
      return { status: 200, body: {} };
    }
    if (request.method === 'GET' && request.path.startsWith('/youtube/v3/'))
      return data(request, state, request.path.slice('/youtube/v3'.length));
    return undefined;
  },
  urlOf: ({ shortcode }) => `https://www.youtube.com/watch?v=${shortcode}`,
  throttled: (retryAfterSeconds) => ({
    ...refusal(429, 'rateLimitExceeded', 'Quota exceeded for quota metric Queries and limit Queries per minute.'),
    headers: { 'retry-after': String(retryAfterSeconds) },
  }),
  spoil: (answer) => ({
    ...answer,
    body: turnNumbers(
      answer.body,
      ['viewCount', 'likeCount', 'commentCount', 'subscriberCount'],
      (count) => -count - 1,
    ),
  }),
};

export const provider = socialProvider(youtube);
