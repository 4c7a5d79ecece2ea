import { describe, expect, it, vi } from 'vitest';
import type { SocialOutcome, SocialPlatform } from '#domain/social.ts';
import { prepareLoopback, type Reply } from '#testing/loopback.ts';
import type { ClientAccess } from './client.ts';
import { socialClient } from './index.ts';
import { fetchInstagramInsights, fetchInstagramPosts, readInstagramInsights, readInstagramPosts } from './instagram.ts';
import { REVOCATIONS, revokeGrant } from './revoke.ts';
import { fetchTiktokVideos, readTiktokVideos } from './tiktok.ts';
import { fetchYoutubeChannels, fetchYoutubeVideos, readYoutubeChannels, readYoutubeVideos } from './youtube.ts';

const { url, reply, heard } = prepareLoopback();
const access = (): ClientAccess => ({
  consentUrl: url(),
  tokenUrl: url(),
  apiUrl: url(),
  clientId: 'our-client',
  clientSecret: 'our-secret',
});
const NOTHING = { views: null, reach: null, likes: null, comments: null, shares: null, saves: null };
const PLATFORMS = ['instagram', 'youtube', 'tiktok'] as const;
const FINE = { code: 'ok', message: '', log_id: '1' };

/** What asking each platform for the numbers of one post comes to. */
const askForPost: Record<SocialPlatform, () => Promise<SocialOutcome<unknown>>> = {
  instagram: async () => readInstagramInsights(await fetchInstagramInsights(access(), 'a-token', '17900')),
  youtube: async () => readYoutubeVideos(await fetchYoutubeVideos(url(), 'a-key', ['M4bWXtb_1PX'])),
  tiktok: async () => readTiktokVideos(await fetchTiktokVideos(access(), 'a-token', ['7400'])),
};

/** Says this once, and asks. */
function outcomeOf(platform: SocialPlatform, said: Reply) {
  reply(said);
  return askForPost[platform]();
}

describe.each(PLATFORMS)('%s', (platform) => {
  const html = '<!doctype html><title>Sorry</title>';
  it.each([
    ['HTML with 200', { body: html }, { kind: 'unavailable', reason: 'it did not answer JSON' }],
    ['HTML with 502', { status: 502, body: html }, { kind: 'unavailable', reason: 'it answered 502' }],
    ['half a JSON', { body: '{"data": [{"na' }, { kind: 'unavailable', reason: 'it did not answer JSON' }],
    ['an empty body', { body: '' }, { kind: 'unavailable' }],
    ['a redirect', { status: 302, headers: { location: '/log-in' }, body: '' }, { kind: 'unavailable' }],
    [
      'a 429 that says how long',
      { status: 429, headers: { 'retry-after': '120' }, body: {} },
      { kind: 'throttled', retryAfterSeconds: 120 },
    ],
    ['a 429 that does not', { status: 429, body: {} }, { kind: 'throttled', retryAfterSeconds: null }],
    [
      'a 429 with a date',
      { status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2026 12:00:00 GMT' }, body: {} },
      { kind: 'throttled', retryAfterSeconds: null },
    ],
    ['a list instead of an object', { body: [] }, { kind: 'nonsense' }],
    [
      'more than half a megabyte',
      { body: { data: 'x'.repeat(600_000) } },
      { kind: 'unavailable', reason: expect.stringContaining('half a megabyte') },
    ],
  ] as const)('takes %s for what it is', async (_what, said, outcome) => {
    expect(await outcomeOf(platform, said)).toMatchObject(outcome);
  });

  it('takes a connection that breaks for no answer', async () => {
    expect(await outcomeOf(platform, (request) => request.socket.destroy())).toEqual({
      kind: 'unavailable',
      reason: 'the connection failed',
    });
  });

  it('waits for an answer no longer than its time', async () => {
    const signal = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      expect(ms).toBe(5000);
      return AbortSignal.abort(new DOMException('It is late.', 'TimeoutError'));
    });
    expect(await outcomeOf(platform, () => undefined)).toEqual({
      kind: 'unavailable',
      reason: 'no answer within five seconds',
    });
    signal.mockRestore();
  });
});

describe('Instagram', () => {
  const graphError = (code: number, more: object = {}) => ({
    status: 400,
    body: { error: { code, message: 'x', ...more } },
  });
  const insights = (values: Record<string, unknown>) => ({
    body: { data: Object.entries(values).map(([name, value]) => ({ name, period: 'lifetime', values: [{ value }] })) },
  });

  it.each([
    ['an expired token', graphError(190, { error_subcode: 463 }), { kind: 'token_invalid' }],
    ['a token that was taken back', graphError(190, { error_subcode: 458 }), { kind: 'token_invalid' }],
    ['a missing permission', graphError(10), { kind: 'permission' }],
    ['too many calls of the application', graphError(4), { kind: 'throttled', retryAfterSeconds: null }],
    [
      'too many calls of the account',
      graphError(80002),
      { kind: 'throttled', retryAfterSeconds: null, isOfAccount: true },
    ],
    ['a post that is gone', graphError(100, { error_subcode: 33 }), { kind: 'ok', value: { kind: 'not_found' } }],
    ['another wrong parameter', graphError(100), { kind: 'unavailable', reason: 'it answered 400, code 100' }],
    ['an error inside a 200', { body: { error: { code: 190 } } }, { kind: 'token_invalid' }],
    ['a count below zero', insights({ views: -1 }), { kind: 'nonsense', reason: 'a count that cannot be' }],
    ['a fraction', insights({ views: 1.5 }), { kind: 'nonsense', reason: 'a count that cannot be' }],
    ['a word', insights({ views: 'many' }), { kind: 'nonsense', reason: 'a count that cannot be' }],
  ] as const)('takes %s for what it is', async (_what, said, outcome) => {
    expect(await outcomeOf('instagram', said)).toEqual(outcome);
  });

  it('takes an empty set for unknown, not for zero', async () => {
    const value = { kind: 'counts', counts: NOTHING };
    expect(await outcomeOf('instagram', { body: { data: [] } })).toEqual({ kind: 'ok', value });
  });

  it('reads what is there, zero included', async () => {
    const said = insights({ views: 120, reach: 90, saved: 0, likes: 7, comments: 1, shares: 2 });
    const counts = { views: 120, reach: 90, saves: 0, likes: 7, comments: 1, shares: 2 };
    expect(await outcomeOf('instagram', said)).toEqual({ kind: 'ok', value: { kind: 'counts', counts } });
    expect(heard()[0]?.url).toContain('/v22.0/17900/insights?metric=views%2Creach%2Csaved%2Clikes%2Ccomments%2Cshares');
  });

  it('waits the minutes until access is regained when no Retry-After says more', async () => {
    const usage = JSON.stringify({ '17841400000000000': [{ estimated_time_to_regain_access: 7 }] });
    const said = { ...graphError(80002), headers: { 'x-business-use-case-usage': usage } };
    expect(await outcomeOf('instagram', said)).toMatchObject({ kind: 'throttled', retryAfterSeconds: 420 });
  });

  it('finds posts by the short code of their address, page after page', async () => {
    reply({
      body: {
        data: [
          { id: '1', permalink: 'https://www.instagram.com/reel/Cx1yZ2abc/' },
          { id: '2', permalink: 'https://www.instagram.com/p/Pqh_9e-ogos/' },
          { id: '3' },
        ],
        paging: { cursors: { after: 'next' }, next: 'https://graph.instagram.com/…' },
      },
    });
    const read = readInstagramPosts(await fetchInstagramPosts(access(), 'a-token', 'before'));
    expect(read).toMatchObject({ kind: 'ok', value: { after: 'next' } });
    expect(read.kind === 'ok' && Object.fromEntries(read.value.ids)).toEqual({ Cx1yZ2abc: '1', 'Pqh_9e-ogos': '2' });
    expect(heard()[0]?.url).toContain('after=before');
  });

  it('changes a code for a token of an hour, and that one for sixty days', async () => {
    reply(
      { body: { data: [{ access_token: 'short', user_id: 1, permissions: 'x' }] } },
      { body: { access_token: 'long', token_type: 'bearer', expires_in: 5_183_944 } },
    );
    const given = { code: 'c', verifier: 'v', redirectUri: 'http://localhost/back' };
    expect(await socialClient('instagram').exchangeCode(access(), given)).toMatchObject({
      kind: 'ok',
      value: { accessToken: 'long', refreshToken: null, accessSeconds: 5_183_944 },
    });
    expect(heard()[1]?.url).toContain('grant_type=ig_exchange_token');
  });

  it('keeps tokens out of what is kept', async () => {
    reply({ body: { data: [] } });
    const given = await fetchInstagramInsights(access(), 'a-secret-token', '17900');
    expect(JSON.stringify(given)).not.toContain('a-secret-token');
    expect(given.request).toContain('access_token=[hidden]');
  });
});

describe('YouTube', () => {
  const refusal = (status: number, reason: string) => ({
    status,
    body: { error: { code: status, errors: [{ reason }] } },
  });
  const video = (statistics: object) => ({
    body: { items: [{ id: 'M4bWXtb_1PX', snippet: { channelId: 'UC1' }, statistics }] },
  });
  const countsFrom = async (said: Reply) => {
    const outcome = await outcomeOf('youtube', said);
    return outcome.kind === 'ok' ? (outcome.value as Map<string, unknown>).get('M4bWXtb_1PX') : outcome;
  };

  it.each([
    ['a spent quota', refusal(403, 'quotaExceeded'), { kind: 'quota_spent' }],
    ['a spent daily limit', refusal(403, 'dailyLimitExceeded'), { kind: 'quota_spent' }],
    ['too many calls a minute', refusal(403, 'rateLimitExceeded'), { kind: 'throttled', retryAfterSeconds: null }],
    ['too many calls of a user', refusal(403, 'userRateLimitExceeded'), { kind: 'throttled', retryAfterSeconds: null }],
    ['a token that ended', refusal(401, 'authError'), { kind: 'token_invalid' }],
    ['a missing permission', refusal(403, 'insufficientPermissions'), { kind: 'permission' }],
    [
      'a wrong filter',
      refusal(400, 'invalidFilters'),
      { kind: 'unavailable', reason: 'it answered 400, invalidFilters' },
    ],
  ] as const)('takes %s for what it is', async (_what, said, outcome) => {
    expect(await outcomeOf('youtube', said)).toEqual(outcome);
  });

  it('reads counts that are strings', async () => {
    const said = video({ viewCount: '9007199254740991', likeCount: '0', commentCount: '12' });
    expect(await countsFrom(said)).toEqual({
      channelId: 'UC1',
      counts: { ...NOTHING, views: Number.MAX_SAFE_INTEGER, likes: 0, comments: 12 },
    });
  });

  it('takes hidden counts for unknown', async () => {
    expect(await countsFrom(video({ viewCount: '5' }))).toEqual({ channelId: 'UC1', counts: { ...NOTHING, views: 5 } });
  });

  it.each(['-3', '1.5', '1e3', '9007199254740993', ' 7', ''])(
    'refuses the count %j and keeps the rest of the answer',
    async (viewCount) => {
      expect(await countsFrom(video({ viewCount }))).toEqual({ channelId: 'UC1', counts: null });
    },
  );

  it('misses videos that are gone', async () => {
    expect(await countsFrom({ body: { kind: 'youtube#videoListResponse', items: [] } })).toBeUndefined();
  });

  it.each([
    ['hidden subscribers', { hiddenSubscriberCount: true, subscriberCount: '0' }, { followers: null }],
    ['rounded ones', { hiddenSubscriberCount: false, subscriberCount: '123000' }, { followers: 123_000 }],
  ])('reads channels with %s', async (_what, statistics, profile) => {
    reply({ body: { items: [{ id: 'UC1', snippet: { title: 'Mara', customUrl: '@mara' }, statistics }] } });
    const read = readYoutubeChannels(await fetchYoutubeChannels(url(), 'a-key', ['UC1', 'UC2']));
    expect(read.kind === 'ok' && read.value.get('UC1')).toEqual({ platformUserId: 'UC1', handle: 'mara', ...profile });
    expect(read.kind === 'ok' && read.value.has('UC2')).toBe(false);
    expect(heard()[0]?.url).toContain('id=UC1%2CUC2');
  });

  it('refuses subscribers below zero', async () => {
    reply({ body: { items: [{ id: 'UC1', snippet: { title: 'Mara' }, statistics: { subscriberCount: '-1' } }] } });
    expect(readYoutubeChannels(await fetchYoutubeChannels(url(), 'a-key', ['UC1']))).toMatchObject({
      kind: 'nonsense',
    });
  });

  it('keeps the refresh token that a renewal does not repeat', async () => {
    reply({ body: { access_token: 'new', expires_in: 3599 } });
    const tokens = { accessToken: 'old', refreshToken: 'for good' };
    expect(await socialClient('youtube').renew(access(), tokens)).toMatchObject({
      kind: 'ok',
      value: { accessToken: 'new', refreshToken: 'for good', accessSeconds: 3599 },
    });
  });
});

describe('TikTok', () => {
  const failure = (code: string, status = 200) => ({ status, body: { data: {}, error: { ...FINE, code } } });
  const videos = (...list: object[]) => ({ body: { data: { videos: list, cursor: 0, has_more: false }, error: FINE } });
  const countsFrom = async (said: Reply) => {
    const outcome = await outcomeOf('tiktok', said);
    return outcome.kind === 'ok' ? (outcome.value as Map<string, unknown>).get('7400') : outcome;
  };

  it.each([
    ['an invalid token', failure('access_token_invalid', 401), { kind: 'token_invalid' }],
    ['an invalid token inside a 200', failure('access_token_invalid'), { kind: 'token_invalid' }],
    ['a scope that was not given', failure('scope_not_authorized', 401), { kind: 'permission' }],
    ['a scope that was taken back', failure('scope_permission_missed'), { kind: 'permission' }],
    ['too many calls inside a 200', failure('rate_limit_exceeded'), { kind: 'throttled', retryAfterSeconds: null }],
    [
      'another error inside a 200',
      failure('internal_error'),
      { kind: 'unavailable', reason: 'it answered internal_error' },
    ],
    [
      'the business API’s way to fail',
      { body: { code: 40105, message: 'Access token is incorrect', data: {} } },
      { kind: 'nonsense', reason: 'an answer without its envelope' },
    ],
    [
      'an answer without videos',
      { body: { data: {}, error: FINE } },
      { kind: 'nonsense', reason: 'videos in a shape that is not known' },
    ],
  ] as const)('takes %s for what it is', async (_what, said, outcome) => {
    expect(await outcomeOf('tiktok', said)).toEqual(outcome);
  });

  it('reads the counts it gives and leaves unknown what it never says', async () => {
    const said = videos({ id: '7400', view_count: 10, like_count: 0, comment_count: 1, share_count: 2 });
    expect(await countsFrom(said)).toEqual({ ...NOTHING, views: 10, likes: 0, comments: 1, shares: 2 });
    expect(heard()[0]).toMatchObject({ method: 'POST', body: '{"filters":{"video_ids":["7400"]}}' });
    expect(heard()[0]?.headers.authorization).toBe('Bearer a-token');
  });

  it('refuses a count below zero and keeps the other videos', async () => {
    const outcome = await outcomeOf('tiktok', videos({ id: '7400', view_count: -1 }, { id: '7401', view_count: 4 }));
    expect(outcome.kind === 'ok' && Object.fromEntries(outcome.value as Map<string, unknown>)).toEqual({
      7400: null,
      7401: { ...NOTHING, views: 4 },
    });
  });

  it('misses videos that are gone or another’s', async () => {
    expect(await countsFrom(videos())).toBeUndefined();
  });

  it('takes the new refresh token of a renewal', async () => {
    reply({
      body: { access_token: 'a2', refresh_token: 'r2', expires_in: 86_400, scope: 'user.info.basic,video.list' },
    });
    expect(await socialClient('tiktok').renew(access(), { accessToken: 'a1', refreshToken: 'r1' })).toMatchObject({
      kind: 'ok',
      value: { accessToken: 'a2', refreshToken: 'r2', scopes: ['user.info.basic', 'video.list'] },
    });
    expect(heard()[0]?.body).toContain('refresh_token=r1');
  });

  it('needs the person when a renewal is refused inside a 200', async () => {
    reply({ body: { error: 'invalid_grant', error_description: 'Refresh token is invalid or expired.' } });
    const tokens = { accessToken: 'a1', refreshToken: 'r1' };
    expect(await socialClient('tiktok').renew(access(), tokens)).toEqual({ kind: 'token_invalid' });
  });
});

describe('a grant', () => {
  const tokens = { accessToken: 'the-access', refreshToken: 'the-refresh' };
  const revoke = (platform: SocialPlatform) => revokeGrant(platform, access(), tokens);

  it.each([
    ['instagram', { method: 'DELETE', url: '/v22.0/me/permissions?access_token=the-access' }],
    ['youtube', { method: 'POST', url: '/revoke', body: 'token=the-refresh' }],
    [
      'tiktok',
      {
        method: 'POST',
        url: '/v2/oauth/revoke/',
        body: 'client_key=our-client&client_secret=our-secret&token=the-access',
      },
    ],
  ] as const)('of %s is taken back by its call', async (platform, call) => {
    reply({ body: platform === 'instagram' ? { success: true } : {} });
    expect(await revoke(platform)).toEqual({ kind: 'ok', value: null });
    expect(heard()).toMatchObject([call]);
    expect(REVOCATIONS[platform].source).toMatch(/^developers\./);
  });

  it.each([
    ['an empty answer', 'tiktok', { body: '' }, { kind: 'ok' }],
    [
      'a token it does not know',
      'youtube',
      { status: 400, body: { error: 'invalid_token' } },
      { kind: 'token_invalid' },
    ],
    [
      'a refusal inside a 200',
      'tiktok',
      { body: { error: 'invalid_request', log_id: '1' } },
      { kind: 'token_invalid' },
    ],
    ['a token that ended', 'instagram', { status: 400, body: { error: { code: 190 } } }, { kind: 'token_invalid' }],
    ['a failure of its own', 'instagram', { status: 503, body: {} }, { kind: 'unavailable' }],
    ['too many calls', 'youtube', { status: 429, headers: { 'retry-after': '5' }, body: {} }, { kind: 'throttled' }],
    ['HTML with 200', 'youtube', { body: '<!doctype html>' }, { kind: 'unavailable' }],
  ] as const)('with %s', async (_what, platform, said, outcome) => {
    reply(said);
    expect(await revoke(platform)).toMatchObject(outcome);
  });
});
