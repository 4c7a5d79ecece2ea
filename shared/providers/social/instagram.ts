import * as z from 'zod/mini';
import type { SocialOutcome, SocialTrouble } from '#domain/social.ts';
import {
  type ClientAccess,
  countOf,
  countsFrom,
  type PostReading,
  type SocialClient,
  type Tokens,
  withParams,
} from './client.ts';
import { commonTrouble, type Exchange, exchange, formRequest, jsonOf } from './exchange.ts';

const VERSION = 'v22.0';
const SCOPES = ['instagram_business_basic', 'instagram_business_manage_insights'];
const METRICS = ['views', 'reach', 'saved', 'likes', 'comments', 'shares'];

const Refusal = z.object({ error: z.object({ code: z.number(), error_subcode: z.optional(z.number()) }) });
/** Codes of Graph errors that mean too many calls, and for whom (developers.facebook.com/docs/graph-api/overview/rate-limiting). */
const THROTTLES: ReadonlyMap<number | undefined, 'application' | 'account'> = new Map([
  [4, 'application'],
  [17, 'account'],
  [32, 'account'],
  [613, 'application'],
  [80002, 'account'],
]);

function troubleOf(given: Exchange): SocialTrouble | undefined {
  const refusal = z.safeParse(Refusal, jsonOf(given));
  const code = refusal.success ? refusal.data.error.code : undefined;
  const throttled = THROTTLES.get(code);
  if (throttled)
    return {
      kind: 'throttled',
      retryAfterSeconds: regainSeconds(given),
      ...(throttled === 'account' ? { isOfAccount: true } : {}),
    };
  const common = commonTrouble(given);
  if (common) return common;
  if (code === 190) return { kind: 'token_invalid' };
  if (code === 10 || code === 200) return { kind: 'permission' };
  if (given.status !== 200)
    return { kind: 'unavailable', reason: `it answered ${given.status}, code ${code ?? 'none'}` };
  return undefined;
}

/** Retry-After, else the minutes until access is regained that the usage header names. */
function regainSeconds({ headers }: Exchange): number | null {
  const after = headers['retry-after'];
  if (after && /^\d{1,7}$/.test(after)) return Number(after);
  const minutes = /"estimated_time_to_regain_access":\s*(\d{1,5})/.exec(
    headers['x-business-use-case-usage'] ?? '',
  )?.[1];
  return minutes ? Number(minutes) * 60 : null;
}

const CodeAnswer = z.union([
  z.object({
    data: z.array(z.object({ access_token: z.string(), permissions: z.optional(z.unknown()) })).check(z.minLength(1)),
  }),
  z.object({ access_token: z.string(), permissions: z.optional(z.unknown()) }),
]);
const LongToken = z.object({ access_token: z.string(), expires_in: z.int().check(z.gte(1)) });
const Me = z.object({
  user_id: z.union([z.string(), z.number()]),
  username: z.string().check(z.minLength(1), z.maxLength(100)),
  followers_count: z.optional(z.unknown()),
});
const MediaList = z.object({
  data: z.array(z.object({ id: z.string().check(z.regex(/^\d{1,30}$/)), permalink: z.optional(z.string()) })),
  paging: z.optional(
    z.object({ cursors: z.optional(z.object({ after: z.optional(z.string()) })), next: z.optional(z.string()) }),
  ),
});
const Insights = z.object({
  data: z.array(
    z.object({ name: z.string(), values: z.array(z.object({ value: z.unknown() })).check(z.minLength(1)) }),
  ),
});

const strange = (what: string): SocialTrouble => ({ kind: 'nonsense', reason: what });

async function longToken(url: string, scopes: string[]): Promise<SocialOutcome<Tokens>> {
  const given = await exchange({ method: 'GET', url });
  const trouble = troubleOf(given);
  if (trouble) return trouble;
  const parsed = z.safeParse(LongToken, jsonOf(given));
  if (!parsed.success) return strange('a token in a shape that is not known');
  const { access_token: accessToken, expires_in: accessSeconds } = parsed.data;
  return { kind: 'ok', value: { accessToken, refreshToken: null, accessSeconds, scopes } };
}

export const instagram: SocialClient = {
  platform: 'instagram',
  consentUrl: ({ consentUrl, clientId }, { state, challenge, redirectUri }) =>
    withParams(`${consentUrl}/oauth/authorize`, {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: SCOPES.join(','),
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }),
  /** The code gives a token of an hour, that one a token of sixty days. */
  async exchangeCode({ tokenUrl, apiUrl, clientId, clientSecret }, { code, verifier, redirectUri }) {
    const given = await exchange(
      formRequest(`${tokenUrl}/oauth/access_token`, {
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code,
        code_verifier: verifier,
      }),
    );
    const trouble = commonTrouble(given);
    if (trouble) return trouble;
    if (given.status !== 200) return { kind: 'token_invalid' };
    const parsed = z.safeParse(CodeAnswer, jsonOf(given));
    if (!parsed.success) return strange('a token in a shape that is not known');
    const short = 'data' in parsed.data ? parsed.data.data[0] : parsed.data;
    return longToken(
      withParams(`${apiUrl}/access_token`, {
        grant_type: 'ig_exchange_token',
        client_secret: clientSecret,
        access_token: short?.access_token ?? '',
      }),
      SCOPES,
    );
  },
  renew: ({ apiUrl }, { accessToken }) =>
    longToken(
      withParams(`${apiUrl}/refresh_access_token`, { grant_type: 'ig_refresh_token', access_token: accessToken }),
      SCOPES,
    ),
  fetchProfile: ({ apiUrl }, accessToken) =>
    exchange({
      method: 'GET',
      url: withParams(`${apiUrl}/${VERSION}/me`, {
        fields: 'user_id,username,followers_count,media_count,account_type',
        access_token: accessToken,
      }),
    }),
  readProfile(given) {
    const trouble = troubleOf(given);
    if (trouble) return trouble;
    const parsed = z.safeParse(Me, jsonOf(given));
    if (!parsed.success) return strange('a profile in a shape that is not known');
    const { user_id, username, followers_count } = parsed.data;
    const followers = followers_count === undefined ? null : countOf(followers_count);
    if (followers === undefined) return strange('a number of followers that cannot be');
    return { kind: 'ok', value: { platformUserId: String(user_id), handle: username, followers } };
  },
};

/** One page of the account's posts, newest first. */
export function fetchInstagramPosts({ apiUrl }: ClientAccess, accessToken: string, after?: string): Promise<Exchange> {
  return exchange({
    method: 'GET',
    url: withParams(`${apiUrl}/${VERSION}/me/media`, {
      fields: 'id,permalink,timestamp,media_type',
      limit: '100',
      ...(after ? { after } : {}),
      access_token: accessToken,
    }),
  });
}

/** Ids of posts by the short code in their address, and where the next page starts. */
export function readInstagramPosts(
  given: Exchange,
): SocialOutcome<{ ids: Map<string, string>; after: string | undefined }> {
  const trouble = troubleOf(given);
  if (trouble) return trouble;
  const parsed = z.safeParse(MediaList, jsonOf(given));
  if (!parsed.success) return strange('posts in a shape that is not known');
  const ids = new Map<string, string>();
  for (const { id, permalink } of parsed.data.data) {
    const code = /\/(?:p|reel|reels|tv)\/([\w-]+)/.exec(permalink ?? '')?.[1];
    if (code) ids.set(code, id);
  }
  const { paging } = parsed.data;
  return { kind: 'ok', value: { ids, after: paging?.next ? paging.cursors?.after : undefined } };
}

export function fetchInstagramInsights(
  { apiUrl }: ClientAccess,
  accessToken: string,
  mediaId: string,
): Promise<Exchange> {
  return exchange({
    method: 'GET',
    url: withParams(`${apiUrl}/${VERSION}/${mediaId}/insights`, {
      metric: METRICS.join(','),
      access_token: accessToken,
    }),
  });
}

/** The counts of a post; what is missing from the answer is unknown, not zero. */
export function readInstagramInsights(given: Exchange): SocialOutcome<PostReading> {
  const refusal = z.safeParse(Refusal, jsonOf(given));
  if (refusal.success && refusal.data.error.code === 100 && refusal.data.error.error_subcode === 33)
    return { kind: 'ok', value: { kind: 'not_found' } };
  const trouble = troubleOf(given);
  if (trouble) return trouble;
  const parsed = z.safeParse(Insights, jsonOf(given));
  if (!parsed.success) return strange('insights in a shape that is not known');
  const byName = Object.fromEntries(parsed.data.data.map(({ name, values }) => [name, values[0]?.value]));
  const counts = countsFrom(byName, {
    views: 'views',
    reach: 'reach',
    likes: 'likes',
    comments: 'comments',
    shares: 'shares',
    saves: 'saved',
  });
  return counts ? { kind: 'ok', value: { kind: 'counts', counts } } : strange('a count that cannot be');
}
