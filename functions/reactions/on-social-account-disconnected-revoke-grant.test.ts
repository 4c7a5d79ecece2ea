import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from '#data/change.ts';
import { findOne } from '#data/read.ts';
import { type EndedGrantItem, EndedGrants, endedGrantRef, SocialOwners } from '#data/social.ts';
import type { SocialPlatform } from '#domain/social.ts';
import { nowMs } from '#runtime/clock.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareLoopback } from '#testing/loopback.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './on-social-account-disconnected-revoke-grant.ts';

prepareTestTable();
prepareTestSecrets({ SOCIAL_CLIENTS_SECRET_NAME: 'a secret of ours' });
const { url, reply, heard } = prepareLoopback();
const kms = mockClient(KMSClient);
const GONE = { status: 400, body: { error: 'invalid_token' } };
const BROKEN = { status: 503, body: {} };

beforeEach(() => {
  vi.stubEnv('KEY_ID', 'the-key');
  for (const platform of ['INSTAGRAM', 'YOUTUBE', 'TIKTOK'])
    for (const name of ['CONSENT_URL', 'AUTH_URL', 'API_URL', 'CLIENT_ID'])
      vi.stubEnv(`${platform}_${name}`, name === 'CLIENT_ID' ? 'our-client' : url());
  const tokens = JSON.stringify({ accessToken: 'the-access', refreshToken: 'the-refresh' });
  kms.on(DecryptCommand).resolves({ Plaintext: Buffer.from(tokens) });
});

async function anEndedGrant(count: number, more: Partial<EndedGrantItem> = {}): Promise<EndedGrantItem> {
  const grant: EndedGrantItem = {
    influencerId: countedId('influencer', count),
    platform: 'youtube',
    platformUserId: `UC${count}`,
    wrappedTokens: 'd3JhcHBlZA==',
    accessExpiresAtMs: nowMs() + 3_600_000,
    version: 4,
    attempts: 0,
    expiresAtMs: nowMs() + 3_600_000,
    ...more,
  };
  await write(create(EndedGrants, grant));
  return grant;
}

const stored = ({ influencerId, platform, version }: EndedGrantItem) =>
  findOne(endedGrantRef(influencerId, platform, version));
const react = ({ influencerId, platform, version }: EndedGrantItem) =>
  deliver(handler, 'SocialAccountDisconnected', { influencerId, platform, version });

describe('a disconnected account', () => {
  it.each<[SocialPlatform, string]>([
    ['instagram', 'DELETE /v22.0/me/permissions?access_token=the-access'],
    ['youtube', 'POST /revoke'],
    ['tiktok', 'POST /v2/oauth/revoke/'],
  ])('of %s is given back at the platform, once, and its tokens are removed', async (platform, call) => {
    const grant = await anEndedGrant(platform.length, { platform });
    reply({ body: {} });
    await (await react(grant)).again();
    expect(heard().map(({ method, url: path }) => `${method} ${path}`)).toEqual([call]);
    expect(await stored(grant)).toBeUndefined();
  });

  it('is done when the platform no longer knows the grant', async () => {
    const grant = await anEndedGrant(20);
    reply(GONE);
    await react(grant);
    expect(await stored(grant)).toBeUndefined();
  });

  it('is tried again when the platform fails, and its tokens are removed after the last attempt', async () => {
    const grant = await anEndedGrant(21);
    reply(BROKEN);
    await expect(react(grant)).rejects.toThrow('did not take the grant back: it answered 503');
    await expect(react(grant)).rejects.toThrow('did not take the grant back');
    expect(await stored(grant)).toMatchObject({ attempts: 2 });
    await react(grant);
    expect(heard()).toHaveLength(3);
    expect(await stored(grant)).toBeUndefined();
  });

  it('that was connected anew keeps its new grant: only the old tokens go', async () => {
    const grant = await anEndedGrant(22);
    const { platform, platformUserId, influencerId } = grant;
    await write(create(SocialOwners, { platform, platformUserId, influencerId }));
    await react(grant);
    expect(heard()).toEqual([]);
    expect(await stored(grant)).toBeUndefined();
  });

  it('is not asked about when its tokens are past their time', async () => {
    const grant = await anEndedGrant(23, { expiresAtMs: nowMs() - 1 });
    await react(grant);
    expect(heard()).toEqual([]);
    expect(await stored(grant)).toBeUndefined();
  });

  it('of TikTok whose access token has ended is given back with a new one', async () => {
    const grant = await anEndedGrant(24, { platform: 'tiktok', accessExpiresAtMs: nowMs() - 1 });
    reply(
      { body: { access_token: 'the-new', refresh_token: 'r2', expires_in: 86_400, scope: 'video.list' } },
      { body: {} },
    );
    await react(grant);
    expect(heard().map(({ url: path }) => path)).toEqual(['/v2/oauth/token/', '/v2/oauth/revoke/']);
    expect(heard()[1]?.body).toContain('token=the-new');
    expect(await stored(grant)).toBeUndefined();
  });
});
