/** Instagram's API with Instagram Login, as far as the product speaks to it. */
import { redeem } from '../social/consent.ts';
import { countsOf, followersOf } from '../social/growth.ts';
import {
  type SocialAnswer,
  type SocialPlatform,
  type SocialRequest,
  socialProvider,
  turnNumbers,
} from '../social/server.ts';
import type { Given, SocialState } from '../social/state.ts';

const HOUR_MS = 3_600_000;
const SHORT_LIFE_SECONDS = 3600;
const LONG_LIFE_SECONDS = 5_183_944;
/** Calls per account and day. */
const DAILY_CALLS = 4800;
const METRICS = ['views', 'reach', 'saved', 'likes', 'comments', 'shares'] as const;
const RIGHT = 'instagram_business_basic';
const INSIGHTS_RIGHT = 'instagram_business_manage_insights';

function refusal(status: number, code: number, message: string, more: Record<string, unknown> = {}): SocialAnswer {
  const type = code === 100 ? 'IGApiException' : 'OAuthException';
  return { status, body: { error: { message, type, code, fbtrace_id: 'AStandIn', ...more } } };
}

const badToken = () => refusal(400, 190, 'Error validating access token: Session has expired.', { error_subcode: 463 });

function tokenIn({ query, headers }: SocialRequest): string | undefined {
  return query.get('access_token') ?? headers.authorization?.replace(/^Bearer /i, '');
}

const long = (state: SocialState, given: Given) =>
  state.give({
    kind: 'access',
    handle: given.handle,
    scopes: given.scopes,
    expiresAtMs: state.nowMs + LONG_LIFE_SECONDS * 1000,
  });

/** POST /oauth/access_token: a code for a token of an hour. */
async function exchange(request: SocialRequest, state: SocialState): Promise<SocialAnswer> {
  const code = await redeem(state, request.form);
  if (typeof code === 'string')
    return { status: 400, body: { error_type: 'OAuthException', code: 400, error_message: code } };
  const token = await state.give({
    kind: 'access',
    handle: code.handle,
    scopes: code.scopes,
    expiresAtMs: state.nowMs + SHORT_LIFE_SECONDS * 1000,
  });
  const { userId } = await state.holder(code.handle);
  return {
    status: 200,
    body: { data: [{ access_token: token.value, user_id: userId, permissions: code.scopes.join(',') }] },
  };
}

async function lengthen(request: SocialRequest, state: SocialState): Promise<SocialAnswer> {
  const token = state.find('access', tokenIn(request));
  if (request.query.get('grant_type') !== 'ig_exchange_token' || (request.query.get('client_secret') ?? '').length < 8)
    return refusal(400, 100, 'Missing or wrong grant_type or client_secret.');
  if (!token) return badToken();
  const made = await long(state, token);
  return { status: 200, body: { access_token: made.value, token_type: 'bearer', expires_in: LONG_LIFE_SECONDS } };
}

async function refresh(request: SocialRequest, state: SocialState): Promise<SocialAnswer> {
  const token = state.find('access', tokenIn(request));
  if (!token) return badToken();
  if (state.nowMs - token.issuedAtMs < 24 * HOUR_MS)
    return refusal(400, 100, 'The access token must be at least 24 hours old to be refreshed.');
  const made = await long(state, token);
  await state.forget(token.value);
  return { status: 200, body: { access_token: made.value, token_type: 'bearer', expires_in: LONG_LIFE_SECONDS } };
}

async function me(token: Given, state: SocialState, request: SocialRequest): Promise<SocialAnswer> {
  const holder = await state.holder(token.handle);
  const all: Record<string, unknown> = {
    id: holder.userId,
    user_id: holder.userId,
    username: holder.handle,
    account_type: 'MEDIA_CREATOR',
    followers_count: followersOf(holder.handle, holder.firstSeenAtMs, state.nowMs),
    follows_count: 321,
    media_count: state.postsOf(holder.handle).length,
  };
  const wanted = (request.query.get('fields') ?? 'id').split(',');
  const unknown = wanted.find((name) => !(name in all));
  if (unknown) return refusal(400, 100, `Tried accessing nonexisting field (${unknown}).`);
  return { status: 200, body: Object.fromEntries([...wanted, 'id'].map((name) => [name, all[name]])) };
}

function listMedia(token: Given, state: SocialState, { query }: SocialRequest): SocialAnswer {
  const limit = Math.min(100, Number(query.get('limit') ?? 25));
  const from = Number(query.get('after') ?? 0);
  const posts = state.postsOf(token.handle);
  const data = posts.slice(from, from + limit).map((post) => ({
    id: post.mediaId,
    shortcode: post.shortcode,
    permalink: urlOf(post),
    media_type: 'VIDEO',
    timestamp: new Date(post.publishedAtMs).toISOString().replace('.000Z', '+0000'),
  }));
  const more = from + limit < posts.length;
  return {
    status: 200,
    body: { data, paging: more ? { cursors: { after: String(from + limit) }, next: 'more' } : {} },
  };
}

function insights(token: Given, state: SocialState, request: SocialRequest, mediaId: string): SocialAnswer {
  if (!token.scopes.includes(INSIGHTS_RIGHT))
    return refusal(403, 10, '(#10) Application does not have permission for this action');
  const wanted = (request.query.get('metric') ?? '').split(',').filter(Boolean);
  const wrong = wanted.find((name) => !(METRICS as readonly string[]).includes(name));
  if (wrong || wanted.length === 0)
    return refusal(400, 100, `(#100) metric[0] must be one of the following values: ${METRICS.join(', ')}`);
  const post = state.post(mediaId);
  if (post?.handle !== token.handle)
    return refusal(400, 100, `Unsupported get request. Object with ID '${mediaId}' does not exist.`, {
      error_subcode: 33,
    });
  // A post without views has no data yet: an empty set, never a zero.
  const counts = countsOf(mediaId, post.publishedAtMs, state.nowMs);
  if (counts.views === 0) return { status: 200, body: { data: [] } };
  const data = wanted.map((name) => ({
    name,
    period: 'lifetime',
    values: [{ value: counts[name as (typeof METRICS)[number]] }],
    title: name,
    description: `Stand-in: ${name}.`,
    id: `${mediaId}/insights/${name}/lifetime`,
  }));
  return { status: 200, body: { data } };
}

/** DELETE /me/permissions: the app loses what the person allowed. */
async function removePermissions(request: SocialRequest, state: SocialState): Promise<SocialAnswer> {
  const token = state.find('access', tokenIn(request));
  if (!token) return badToken();
  await state.revoke(token.handle);
  return { status: 200, body: { success: true } };
}

async function graph(request: SocialRequest, state: SocialState, path: string): Promise<SocialAnswer | undefined> {
  const token = state.find('access', tokenIn(request));
  if (!token) return badToken();
  if (!token.scopes.includes(RIGHT))
    return refusal(403, 10, '(#10) Application does not have permission for this action');
  const day = new Date(state.nowMs).toISOString().slice(0, 10);
  const calls = await state.spend(`calls/${token.handle}/${day}`, 1);
  if (calls > DAILY_CALLS) return throttled(HOUR_MS / 1000);
  const usage = JSON.stringify({
    call_count: Math.floor((calls / DAILY_CALLS) * 100),
    total_time: 1,
    total_cputime: 1,
  });
  const answer =
    path === '/me'
      ? await me(token, state, request)
      : path === '/me/media'
        ? listMedia(token, state, request)
        : insightsPath(path) && insights(token, state, request, insightsPath(path) as string);
  return answer ? { ...answer, headers: { ...answer.headers, 'x-app-usage': usage } } : undefined;
}

function insightsPath(path: string): string | undefined {
  return /^\/(\d+)\/insights$/.exec(path)?.[1];
}

function throttled(retryAfterSeconds: number): SocialAnswer {
  const regain = Math.ceil(retryAfterSeconds / 60);
  const use = [
    { type: 'instagram', call_count: 100, total_cputime: 25, total_time: 25, estimated_time_to_regain_access: regain },
  ];
  return {
    ...refusal(429, 4, '(#4) Application request limit reached', { is_transient: true }),
    headers: {
      'retry-after': String(retryAfterSeconds),
      'x-business-use-case-usage': JSON.stringify({ '17841400000000000': use }),
    },
  };
}

const urlOf = ({ shortcode }: { shortcode: string }) => `https://www.instagram.com/reel/${shortcode}/`;

const instagram: SocialPlatform = {
  name: 'instagram',
  title: 'Instagram',
  origins: ['https://graph.instagram.com', 'https://api.instagram.com', 'https://www.instagram.com'],
  consent: { path: '/oauth/authorize', clientParam: 'client_id' },
  handleOf: (request, state) => state.find('access', tokenIn(request))?.handle,
  async serve(request, state) {
    const path = request.path.replace(/^\/v\d+\.\d+/, '');
    const call = `${request.method} ${path}`;
    if (call === 'POST /oauth/access_token') return exchange(request, state);
    if (call === 'GET /access_token') return lengthen(request, state);
    if (call === 'GET /refresh_access_token') return refresh(request, state);
    if (call === 'DELETE /me/permissions') return removePermissions(request, state);
    return request.method === 'GET' ? graph(request, state, path) : undefined;
  },
  urlOf,
  throttled,
  spoil: (answer) => ({
    ...answer,
    body: turnNumbers(answer.body, ['value', 'followers_count'], (count) => -count - 1),
  }),
};

export const provider = socialProvider(instagram);
