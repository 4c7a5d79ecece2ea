/** TikTok's Login Kit and Display API v2, as far as the product speaks to them. */
import { redeem } from '../social/consent.ts';
import { countsOf, followersOf } from '../social/growth.ts';
import {
  type SocialAnswer,
  type SocialPlatform,
  type SocialRequest,
  socialProvider,
  turnNumbers,
} from '../social/server.ts';
import type { Given, Holder, Post, SocialState } from '../social/state.ts';

const ACCESS_SECONDS = 86_400;
const REFRESH_SECONDS = 31_536_000;
/** Calls per endpoint in any minute. */
const CALLS_PER_MINUTE = 600;
const MOST_VIDEOS = 20;
const RIGHTS: Record<string, string> = {
  open_id: 'user.info.basic',
  username: 'user.info.profile',
  follower_count: 'user.info.stats',
  following_count: 'user.info.stats',
  likes_count: 'user.info.stats',
  video_count: 'user.info.stats',
};

const calls = new WeakMap<SocialState, Map<string, number[]>>();

const fine = { code: 'ok', message: '', log_id: '2026112000000000STANDIN' };

/** Success and failure have one envelope; many failures come inside a 200. */
function refusal(status: number, code: string, message: string): SocialAnswer {
  return { status, body: { data: {}, error: { ...fine, code, message } } };
}

async function tokens(state: SocialState, of: Given): Promise<SocialAnswer> {
  const common = { handle: of.handle, scopes: of.scopes };
  const access = await state.give({ ...common, kind: 'access', expiresAtMs: state.nowMs + ACCESS_SECONDS * 1000 });
  const refresh = await state.give({ ...common, kind: 'refresh', expiresAtMs: state.nowMs + REFRESH_SECONDS * 1000 });
  return {
    status: 200,
    body: {
      access_token: access.value,
      expires_in: ACCESS_SECONDS,
      open_id: openIdOf(await state.holder(of.handle)),
      refresh_expires_in: REFRESH_SECONDS,
      refresh_token: refresh.value,
      scope: of.scopes.join(','),
      token_type: 'Bearer',
    },
  };
}

const oauthRefusal = (error: string, description: string): SocialAnswer => ({
  status: 200,
  body: { error, error_description: description, log_id: fine.log_id },
});

async function token({ form }: SocialRequest, state: SocialState): Promise<SocialAnswer> {
  if (!form.get('client_key')) return oauthRefusal('invalid_client', 'Client key is missing.');
  if (form.get('grant_type') === 'refresh_token') {
    const refresh = state.find('refresh', form.get('refresh_token') ?? undefined);
    if (!refresh) return oauthRefusal('invalid_grant', 'Refresh token is invalid or expired.');
    await state.forget(refresh.value);
    return tokens(state, refresh);
  }
  const code = await redeem(state, form);
  return typeof code === 'string' ? oauthRefusal('invalid_grant', code) : tokens(state, code);
}

const openIdOf = ({ userId }: Holder): string => `-000${userId}`;

function bearer({ headers }: SocialRequest): string | undefined {
  return headers.authorization?.replace(/^Bearer /i, '');
}

/** Whether this call is one too many in the minute before it. */
function isTooMany(state: SocialState, path: string): boolean {
  const byPath = calls.get(state) ?? new Map<string, number[]>();
  calls.set(state, byPath);
  const recent = (byPath.get(path) ?? []).filter((atMs) => atMs > state.nowMs - 60_000);
  recent.push(state.nowMs);
  byPath.set(path, recent);
  return recent.length > CALLS_PER_MINUTE;
}

async function userInfo(access: Given, state: SocialState, fields: readonly string[]): Promise<SocialAnswer> {
  const missing = fields.find((field) => RIGHTS[field] && !access.scopes.includes(RIGHTS[field]));
  if (missing) return refusal(401, 'scope_not_authorized', `The user did not authorize the scope for ${missing}.`);
  const holder = await state.holder(access.handle);
  const all: Record<string, unknown> = {
    open_id: openIdOf(holder),
    username: holder.handle,
    display_name: holder.handle,
    follower_count: followersOf(holder.handle, holder.firstSeenAtMs, state.nowMs),
    following_count: 87,
    likes_count: followersOf(holder.handle, holder.firstSeenAtMs, state.nowMs) * 9,
    video_count: state.postsOf(holder.handle).length,
  };
  const user = Object.fromEntries(fields.filter((field) => field in all).map((field) => [field, all[field]]));
  return { status: 200, body: { data: { user }, error: fine } };
}

function video(post: Post, state: SocialState, fields: readonly string[]): Record<string, unknown> {
  const { views, likes, comments, shares } = countsOf(post.mediaId, post.publishedAtMs, state.nowMs);
  const all: Record<string, unknown> = {
    id: post.mediaId,
    create_time: Math.floor(post.publishedAtMs / 1000),
    view_count: views,
    like_count: likes,
    comment_count: comments,
    share_count: shares,
    share_url: `${urlOf(post)}?utm_campaign=tt4d_open_api`,
  };
  return Object.fromEntries(fields.filter((field) => field in all).map((field) => [field, all[field]]));
}

function listVideos(
  access: Given,
  state: SocialState,
  fields: readonly string[],
  input: Record<string, unknown>,
): SocialAnswer {
  const most = Math.min(MOST_VIDEOS, Number(input.max_count ?? 10));
  const before = Number(input.cursor ?? state.nowMs + 1);
  const posts = state.postsOf(access.handle).filter(({ publishedAtMs }) => publishedAtMs < before);
  const shown = posts.slice(0, most);
  const data = {
    videos: shown.map((post) => video(post, state, fields)),
    cursor: shown.at(-1)?.publishedAtMs ?? before,
    has_more: posts.length > shown.length,
  };
  return { status: 200, body: { data, error: fine } };
}

function queryVideos(
  access: Given,
  state: SocialState,
  fields: readonly string[],
  input: Record<string, unknown>,
): SocialAnswer {
  const ids = (input.filters as { video_ids?: unknown } | undefined)?.video_ids;
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MOST_VIDEOS)
    return refusal(400, 'invalid_params', `filters.video_ids takes 1 to ${MOST_VIDEOS} ids.`);
  const posts = ids.flatMap((id) => state.post(String(id)) ?? []).filter(({ handle }) => handle === access.handle);
  const data = { videos: posts.map((post) => video(post, state, fields)), cursor: 0, has_more: false };
  return { status: 200, body: { data, error: fine } };
}

async function display(request: SocialRequest, state: SocialState): Promise<SocialAnswer | undefined> {
  const access = state.find('access', bearer(request));
  if (!access) return refusal(401, 'access_token_invalid', 'The access token is invalid or not found in the request.');
  if (isTooMany(state, request.path)) return throttled(60);
  const fields = (request.query.get('fields') ?? '').split(',').filter(Boolean);
  if (fields.length === 0) return refusal(400, 'invalid_params', 'The parameter fields is missing.');
  const call = `${request.method} ${request.path}`;
  if (call === 'GET /v2/user/info/') return userInfo(access, state, fields);
  if (!call.startsWith('POST /v2/video/')) return undefined;
  if (!access.scopes.includes('video.list'))
    return refusal(401, 'scope_not_authorized', 'The scope video.list is missing.');
  let input: Record<string, unknown>;
  try {
    input = JSON.parse(request.body || '{}') as Record<string, unknown>;
  } catch {
    return refusal(400, 'invalid_params', 'The body is not JSON.');
  }
  if (call === 'POST /v2/video/list/') return listVideos(access, state, fields, input);
  if (call === 'POST /v2/video/query/') return queryVideos(access, state, fields, input);
  return undefined;
}

function throttled(retryAfterSeconds: number): SocialAnswer {
  return {
    ...refusal(429, 'rate_limit_exceeded', 'The API rate limit was exceeded.'),
    headers: { 'retry-after': String(retryAfterSeconds) },
  };
}

const urlOf = ({ handle, mediaId }: { handle: string; mediaId: string }) =>
  `https://www.tiktok.com/@${handle}/video/${mediaId}`;

const tiktok: SocialPlatform = {
  name: 'tiktok',
  title: 'TikTok',
  origins: ['https://open.tiktokapis.com', 'https://www.tiktok.com'],
  consent: { path: '/v2/auth/authorize', clientParam: 'client_key' },
  handleOf: (request, state) => state.find('access', bearer(request))?.handle,
  async serve(request, state) {
    const call = `${request.method} ${request.path}`;
    if (call === 'POST /v2/oauth/token/') return token(request, state);
    if (call === 'POST /v2/oauth/revoke/') {
      if (!request.form.get('client_key') || (request.form.get('client_secret') ?? '').length < 8)
        return oauthRefusal('invalid_client', 'Client key or client secret is not right.');
      const given = state.find('access', request.form.get('token') ?? undefined);
      if (!given) return oauthRefusal('invalid_request', 'The access token is invalid.');
      await state.revoke(given.handle);
      return { status: 200, body: {} };
    }
    return display(request, state);
  },
  urlOf,
  throttled,
  spoil: (answer) => ({
    ...answer,
    body: turnNumbers(
      answer.body,
      ['view_count', 'like_count', 'comment_count', 'share_count', 'follower_count'],
      (count) => -count - 1,
    ),
  }),
};

export const provider = socialProvider(tiktok);
