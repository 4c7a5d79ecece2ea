import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApiKey, listApiKeys, revokeApiKey, updateApiKey } from '#contract/areas/api-keys.ts';
import { createCampaign, getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { createOffer } from '#contract/areas/offers.ts';
import { searchInfluencers } from '#contract/areas/search.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { type KeyScope, MAX_API_KEYS } from '#contract/key-scopes.ts';
import { RATE_LIMITS } from '#contract/limits.ts';
import { identifyKey } from '#functions/authorizer/key.ts';
import { handler as createCampaignHandler } from '#functions/campaigns/create-campaign.ts';
import { handler as getCampaignHandler } from '#functions/campaigns/get-campaign.ts';
import { handler as createOfferHandler } from '#functions/offers/create-offer.ts';
import type { Caller } from '#runtime/actor.ts';
import { sha256 } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer, testKey, testMember } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as create } from './create-api-key.ts';
import { handler as list } from './list-api-keys.ts';
import { handler as revoke } from './revoke-api-key.ts';
import { handler as change } from './update-api-key.ts';

const { items } = prepareTestTable();
const NOW = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => vi.useRealTimers());

const pathOf = (tenant: number) => ({ workspaceId: countedId('workspace', tenant) });
const made = async (
  tenant: number,
  body: { scopes?: KeyScope[]; ipAllowList?: string[]; expiresAt?: string } = {},
): Promise<{ keyId: string; secret: string }> => {
  const answer = await callEndpoint(create, createApiKey, {
    actor: testMember(tenant),
    params: pathOf(tenant),
    body: { name: 'Reporting', scopes: ['campaign:read'], ...body },
  });
  expect(answer.status).toBe(201);
  return { keyId: answer.body.apiKey.keyId, secret: answer.body.secret };
};
const use = (secret: string, address = '203.0.113.7', endpoint: Endpoint = listCampaigns) =>
  identifyKey(secret, endpoint, { address, nowMs: Date.now() });
const listed = async (tenant: number) =>
  (await callEndpoint(list, listApiKeys, { actor: testMember(tenant), params: pathOf(tenant) })).body.items;

describe('creating a key', () => {
  it('shows the key once and keeps only its hash', async () => {
    const { keyId, secret } = await made(1, { scopes: ['campaign:write', 'campaign:read'] });
    expect(secret).toMatch(/^accord_[A-Za-z0-9_-]{43}$/);
    const stored = await items();
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(stored.find(({ pk }) => pk === `APIKEY#${sha256(secret)}`)).toMatchObject({ keyId });
    expect(await listed(1)).toEqual([
      {
        ...{ keyId, name: 'Reporting', hint: secret.slice(0, 11), ipAllowList: [], expiresAt: null, lastUsedOn: null },
        // In the order of the table, not of the request.
        scopes: ['campaign:read', 'campaign:write'],
        ...{ createdBy: countedId('user', 1), createdAt: '2026-11-20T12:00:00.000Z', version: 1 },
      },
    ]);
  });

  it('is in the audit trail with who did it, and never with the key', async () => {
    const { keyId } = await made(2);
    const event = (await items()).find(({ _et, aggregateId }) => _et === 'event' && aggregateId === keyId);
    expect(event).toMatchObject({
      type: 'ApiKeyCreated',
      actor: { kind: 'member', userId: countedId('user', 2) },
      data: { name: 'Reporting', scopes: ['campaign:read'] },
    });
    expect(JSON.stringify(event)).not.toMatch(/accord_/);
  });

  it.each([
    ['no scope', { scopes: [] }, 'scopes'],
    ['a scope that only people hold', { scopes: ['payment:release'] }, 'scopes.0'],
    ['no name', { name: ' ' }, 'name'],
    ['a network that is none', { ipAllowList: ['203.0.113.0/33'] }, 'ipAllowList.0'],
    ['an end that is over', { expiresAt: '2026-11-20T11:59:59.000Z' }, 'expiresAt'],
  ])('refuses %s, naming the field', async (_what, body, path) => {
    const answer = await callEndpoint(create, createApiKey, {
      ...{ actor: testMember(1), params: pathOf(1) },
      body: { name: 'Reporting', scopes: ['campaign:read'], ...body },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  it('stops at as many keys as a workspace may have, and goes on when one is revoked', async () => {
    const keys: { keyId: string }[] = [];
    for (let count = 0; count < MAX_API_KEYS; count++) keys.push(await made(3));
    const request = { actor: testMember(3), params: pathOf(3), body: { name: 'More', scopes: ['campaign:read'] } };
    expect(await callEndpoint(create, createApiKey, request)).toMatchObject({
      status: 409,
      body: { code: 'limit_reached' },
    });
    const params = { ...pathOf(3), keyId: keys[0]?.keyId ?? '' };
    await callEndpoint(revoke, revokeApiKey, { actor: testMember(3), params });
    expect((await callEndpoint(create, createApiKey, request)).status).toBe(201);
  });

  it('is for owners of the workspace only, and no key makes keys', async () => {
    const body = { name: 'Reporting', scopes: ['campaign:read'] };
    const of = (actor: Caller) => callEndpoint(create, createApiKey, { actor, params: pathOf(1), body });
    expect(await of(testMember(1, 'manager'))).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await of(testInfluencer())).toMatchObject({ status: 403 });
    expect(await of(testMember(2))).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await of(testKey(1, 'campaign:write'))).toMatchObject({ status: 403, body: { code: 'key_not_accepted' } });
  });
});

describe('a request with a key', () => {
  it('acts for the key’s workspace with its scopes, and writes down the day', async () => {
    const { keyId, secret } = await made(4, { scopes: ['campaign:read', 'brand:read'] });
    expect(await use(secret)).toEqual({
      outcome: 'key',
      keyId,
      workspaceId: countedId('workspace', 4),
      brandId: countedId('brand', 4),
      scopes: 'brand:read,campaign:read',
    });
    expect((await listed(4))[0].lastUsedOn).toBe('2026-11-20');
  });

  it.each([
    ['a key that nobody made', `accord_${'A'.repeat(43)}`],
    ['a key that is cut', 'accord_short'],
    ['a key with something behind it', `accord_${'A'.repeat(44)}`],
  ])('is refused for %s', async (_what, key) => {
    expect(await use(key)).toEqual({ outcome: 'refused', reason: 'api_key_invalid' });
  });

  it('is refused from the instant at which the key ends', async () => {
    const { secret } = await made(5, { expiresAt: '2026-11-20T13:00:00.000Z' });
    vi.setSystemTime(NOW + HOUR - 1);
    expect(await use(secret)).toMatchObject({ outcome: 'key' });
    vi.setSystemTime(NOW + HOUR);
    expect(await use(secret)).toEqual({ outcome: 'refused', reason: 'api_key_expired' });
  });

  it('is refused from another network than the key allows', async () => {
    const { secret } = await made(5, { ipAllowList: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(await use(secret, '203.0.113.9')).toMatchObject({ outcome: 'key' });
    expect(await use(secret, '2001:db8::7')).toMatchObject({ outcome: 'key' });
    expect(await use(secret, '198.51.100.9')).toEqual({ outcome: 'refused', reason: 'ip_not_allowed' });
  });

  it('counts against the key’s own budget, whoever made it', async () => {
    const [one, other] = [await made(5), await made(5)];
    const search = (secret: string) => use(secret, '203.0.113.7', searchInfluencers);
    for (let count = 0; count < RATE_LIMITS.search.limit; count++) await search(one.secret);
    expect(await search(one.secret)).toEqual({
      outcome: 'refused',
      reason: 'rate_limited',
      retryAfterSeconds: String(RATE_LIMITS.search.windowSeconds),
    });
    expect(await search(other.secret)).toMatchObject({ outcome: 'key' });
    expect(await use(one.secret)).toMatchObject({ outcome: 'key' });
  });

  it('carries few counters of past windows along', async () => {
    const { secret } = await made(6);
    for (let hour = 0; hour < 60; hour++) {
      vi.setSystemTime(NOW + hour * HOUR);
      await use(secret);
    }
    const stored = (await items()).find(({ pk }) => pk === `APIKEY#${sha256(secret)}`) ?? {};
    expect(Object.keys(stored).filter((name) => name.startsWith('rate_')).length).toBeLessThan(24);
    expect((await listed(6))[0].lastUsedOn).toBe('2026-11-22');
  });
});

describe('changing a key', () => {
  it('takes effect with the next request and is in the audit trail, old and new', async () => {
    const { keyId, secret } = await made(7);
    const params = { ...pathOf(7), keyId };
    const body = { version: 1, ipAllowList: ['198.51.100.0/24'] };
    expect(await callEndpoint(change, updateApiKey, { actor: testMember(7), params, body })).toMatchObject({
      status: 200,
      body: { version: 2, ipAllowList: ['198.51.100.0/24'], name: 'Reporting' },
    });
    expect(await use(secret, '203.0.113.7')).toMatchObject({ reason: 'ip_not_allowed' });
    expect(await callEndpoint(change, updateApiKey, { actor: testMember(7), params, body })).toMatchObject({
      status: 409,
      body: { code: 'version_conflict' },
    });
    expect(
      (await items()).find(({ type, aggregateId }) => type === 'ApiKeyChanged' && aggregateId === keyId),
    ).toMatchObject({ data: { before: { ipAllowList: [] }, after: { ipAllowList: ['198.51.100.0/24'] } } });
  });
});

describe('revoking a key', () => {
  it('ends it with the next request, for good', async () => {
    const { keyId, secret } = await made(8);
    const request = { actor: testMember(8), params: { ...pathOf(8), keyId } };
    expect(await use(secret)).toMatchObject({ outcome: 'key' });
    expect(await callEndpoint(revoke, revokeApiKey, request)).toMatchObject({ status: 200 });
    expect(await use(secret)).toEqual({ outcome: 'refused', reason: 'api_key_invalid' });
    expect(await listed(8)).toEqual([]);
    expect(await callEndpoint(revoke, revokeApiKey, request)).toMatchObject({ status: 404 });
    const types = (await items()).filter(({ aggregateId }) => aggregateId === keyId).map(({ type }) => type);
    expect(types.sort()).toEqual(['ApiKeyCreated', 'ApiKeyRevoked']);
  });

  it('is not for another tenant', async () => {
    const { keyId, secret } = await made(8);
    const params = { workspaceId: countedId('workspace', 9), keyId };
    expect(await callEndpoint(revoke, revokeApiKey, { actor: testMember(9), params })).toMatchObject({ status: 404 });
    expect(await use(secret)).toMatchObject({ outcome: 'key' });
  });
});

describe('what a key may do', () => {
  const campaign = { title: 'Spring serum', brief: 'One reel.', budgetMin: 100_000, budgetMax: 500_000 };

  it('is what its scopes say, recorded as the key, repeatable as the key', async () => {
    const actor = testKey(10, 'campaign:write');
    const request = { actor, body: campaign, headers: { 'idempotency-key': 'once' } };
    const first = await callEndpoint(createCampaignHandler, createCampaign, request);
    expect(first.status).toBe(201);
    expect((await callEndpoint(createCampaignHandler, createCampaign, request)).body).toEqual(first.body);
    const { campaignId } = first.body;
    expect((await items()).find(({ _et, aggregateId }) => _et === 'event' && aggregateId === campaignId)).toMatchObject(
      {
        actor: { kind: 'key', keyId: actor.keyId },
      },
    );
    const read = (reader: ReturnType<typeof testKey>) =>
      callEndpoint(getCampaignHandler, getCampaign, { actor: reader, params: { campaignId } });
    expect(await read(testKey(10, 'campaign:read'))).toMatchObject({ status: 200 });
    expect(await read(testKey(11, 'campaign:read'))).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await read(testKey(10, 'campaign:write', 'brand:read'))).toMatchObject({
      status: 403,
      body: { code: 'scope_missing', detail: 'Give the key the scope campaign:read.' },
    });
  });

  it('is nothing that binds the workspace: that takes a person', async () => {
    const request = { actor: testKey(10, 'offer:read'), params: { campaignId: countedId('campaign', 1) }, body: {} };
    expect(await callEndpoint(createOfferHandler, createOffer, request)).toMatchObject({
      status: 403,
      body: { code: 'key_not_accepted' },
    });
  });
});
