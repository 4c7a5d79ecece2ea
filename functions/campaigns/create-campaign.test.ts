import { describe, expect, it } from 'vitest';
import { createCampaign } from '#contract/areas/campaigns.ts';
import { create as put } from '#data/change.ts';
import { Brands } from '#data/workspace.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, write } from '#testing/workspace.ts';
import { handler } from './create-campaign.ts';

const { items } = prepareTestTable();
const valid = { title: 'Spring serum', brief: 'Three reels about the serum.', budgetMin: 100_000, budgetMax: 500_000 };
const create = (request: Parameters<typeof callEndpoint>[2]) =>
  callEndpoint(handler, createCampaign, { actor: testMember(), ...request });

describe('POST /brands/campaigns', () => {
  it('creates a draft with one event and says what is missing for publishing', async () => {
    const answer = await create({ body: valid });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'draft',
      version: 1,
      budget: { max: { amountMinor: 500_000, currency: 'USD' } },
    });
    expect(answer.body.campaignId).toMatch(/^cmp_/);
    expect(answer.body.missing.map((issue: { path: string }) => issue.path)).toContain('startDate');
    const stored = await items();
    const event = stored.find((item) => item._et === 'event' && item.aggregateId === answer.body.campaignId);
    expect(event).toMatchObject({
      type: 'CampaignCreated',
      seq: 1,
      actor: { kind: 'member' },
      correlationId: 'test-correlation',
    });
    expect(event?.gsi3pk).toMatch(/^UNDELIVERED#/);
  });

  it('is for the default brand, or for the one it names', async () => {
    const { people, workspaceId, brandId } = await openWorkspace(['manager', 'owner']);
    const [{ actor }] = people;
    const other = countedId('brand', 77);
    const kept = { companyName: 'Two', industry: 'Food', contactInfo: { name: 'Bea', email: 'bea@two.example' } };
    const said = { workspaceId, brandId: other, clientName: null, archivedAt: null, version: 1, updatedAt: '' };
    await write(put(Brands, { ...kept, ...said }));
    expect((await create({ actor, body: valid })).body).toMatchObject({ brandId, brandName: 'One' });
    const named = await create({ actor, body: { ...valid, brandId: other } });
    expect(named.body).toMatchObject({ brandId: other, brandName: 'Two' });
  });

  it('is for no brand of another workspace, and for none that is archived', async () => {
    const { people, workspaceId } = await openWorkspace(['owner']);
    const foreign = await openWorkspace(['owner']);
    const [{ actor }] = people;
    for (const brandId of [foreign.brandId, countedId('brand', 999_999)])
      expect(await create({ actor, body: { ...valid, brandId } })).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', issues: [{ path: 'brandId' }] },
      });
    const archived = countedId('brand', 78);
    const kept = { companyName: 'Old', industry: 'Food', contactInfo: { name: 'Bea', email: 'bea@two.example' } };
    const said = {
      workspaceId,
      brandId: archived,
      clientName: null,
      archivedAt: '2026-11-01',
      version: 1,
      updatedAt: '',
    };
    await write(put(Brands, { ...kept, ...said }));
    expect(await create({ actor, body: { ...valid, brandId: archived } })).toMatchObject({
      status: 409,
      body: { code: 'brand_archived' },
    });
  });

  it('answers a repeat with the same Idempotency-Key with the first answer and writes nothing more', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await create({ body: valid, headers });
    const before = (await items()).length;
    const again = await create({ body: valid, headers });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect((await items()).length).toBe(before);
  });

  it('refuses the same Idempotency-Key for another request', async () => {
    const headers = { 'idempotency-key': 'key-2' };
    await create({ body: valid, headers });
    const other = await create({ body: { ...valid, title: 'Another' }, headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it.each([
    ['an unknown field', { ...valid, status: 'active' }, 'status'],
    ['a wrong type', { ...valid, budgetMax: '500' }, 'budgetMax'],
    ['a missing field', { ...valid, title: undefined }, 'title'],
    ['a fraction of a minor unit', { ...valid, budgetMax: 1.5 }, 'budgetMax'],
    ['a budget upside down', { ...valid, budgetMin: 600_000 }, 'budgetMax'],
    ['an end before the start', { ...valid, startDate: '2026-12-10', endDate: '2026-12-01' }, 'endDate'],
    ['a title of blanks', { ...valid, title: '   ' }, 'title'],
  ])('names the field of %s', async (_case, body, path) => {
    const answer = await create({ body });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('validation_failed');
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it.each([
    ['bad JSON', { body: '{"title":' }, 400, 'bad_json'],
    [
      'another content type',
      { body: 'title=x', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    ['a huge body', { body: JSON.stringify({ ...valid, brief: 'x'.repeat(300_000) }) }, 413, 'payload_too_large'],
    ['prototype pollution', { body: '{"__proto__":{"role":"owner"}}' }, 400, 'validation_failed'],
  ])('refuses %s', async (_case, request, status, code) => {
    expect(await create(request)).toMatchObject({ status, body: { code } });
  });

  it('is for owners and managers only', async () => {
    expect((await create({ body: valid, actor: testMember(1, 'manager') })).status).toBe(201);
    for (const actor of [testMember(1, 'viewer'), testMember(1, 'finance'), testInfluencer()])
      expect(await create({ body: valid, actor })).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await create({ body: valid, actor: undefined })).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    });
  });
});
