import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiSession } from '../seed/api-session.ts';
import { openAccount } from '../seed/open-account.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

const PASSWORD = 'four plain words together';
const MINUTE = 60_000;

let running: TestPlatform;
let owner: ApiSession;
/** What the receiver answers, and what it got. */
let answerWith = 200;
const got: { id: string; body: string }[] = [];
let receiver: Server;

beforeAll(async () => {
  running = await startForTests();
  receiver = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    got.push({ id: String(request.headers['webhook-id']), body });
    response.writeHead(answerWith).end('noted');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  owner = await openAccount(running.urls.api, running.platform, {
    ...{ as: 'brand', email: 'owner@keys.example', name: 'Olga Owner', organisation: 'Keys' },
    ...{ password: PASSWORD, country: 'DE', timezone: 'Europe/Berlin' },
  });
  await owner.do('GET /users/me');
});
afterAll(async () => {
  receiver?.closeAllConnections();
  receiver?.close();
  await running?.stop();
});

const advance = (ms: number) => running.platform.clock.advanceTo(running.platform.clock.now() + ms);
const path = () => `/workspaces/${owner.me.workspaceId}`;
const draft = { title: 'Spring serum', brief: 'One reel.', budgetMin: 100_000, budgetMax: 500_000 };

describe('a program with a key', () => {
  it('acts for the workspace until the key is revoked, and the trail names the key', async () => {
    const { apiKey, secret } = await owner.do(`POST ${path()}/api-keys`, {
      ...{ name: 'Planner', scopes: ['campaign:read', 'campaign:write'], ipAllowList: ['127.0.0.1', '::1'] },
    });
    const program = new ApiSession(running.urls.api, undefined, secret);
    const { campaignId } = await program.do('POST /brands/campaigns', draft);
    const { items } = await owner.do(`GET /campaigns/${campaignId}/timeline`);
    expect(items).toMatchObject([{ type: 'CampaignCreated', actor: { kind: 'key', keyId: apiKey.keyId } }]);
    expect(await program.call('GET /users/me')).toMatchObject({ status: 403, body: { code: 'key_not_accepted' } });
    const { items: listed } = await owner.do(`GET ${path()}/api-keys`);
    expect(listed[0].lastUsedOn).toBe(new Date(running.platform.clock.now()).toISOString().slice(0, 10));
    await owner.do(`DELETE ${path()}/api-keys/${apiKey.keyId}`);
    expect(await program.call(`GET /campaigns/${campaignId}`)).toMatchObject({
      status: 401,
      body: { code: 'api_key_invalid' },
    });
  });

  it('cannot say where it calls from', async () => {
    const { secret } = await owner.do(`POST ${path()}/api-keys`, {
      ...{ name: 'Elsewhere', scopes: ['campaign:read'], ipAllowList: ['203.0.113.0/24'] },
    });
    const forged = { 'x-viewer-ip': '203.0.113.7', 'x-forwarded-for': '203.0.113.7' };
    const program = new ApiSession(running.urls.api, undefined, secret);
    expect(await program.call('GET /brands/campaigns', { headers: forged })).toMatchObject({
      status: 403,
      body: { code: 'ip_not_allowed' },
    });
  });
});

describe('a webhook', () => {
  it('is told what happened, again and again until it takes it, also after a restart in between', async () => {
    const { port } = receiver.address() as AddressInfo;
    // What the first test did is told to the webhooks that there are by then.
    await running.platform.activity.idle();
    const { webhook } = await owner.do(`POST ${path()}/webhooks`, {
      ...{ url: `http://127.0.0.1:${port}/accord`, events: ['campaign.created'] },
    });
    const deliveries = async () =>
      (await owner.do(`GET ${path()}/webhooks/${webhook.webhookId}/deliveries`)).items as {
        status: string;
        attempts: unknown[];
      }[];
    answerWith = 503;
    const { campaignId } = await owner.do('POST /brands/campaigns', draft);
    await running.platform.activity.idle();
    expect(JSON.parse(got[0]?.body ?? '{}')).toMatchObject({ type: 'campaign.created', data: { campaignId } });
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: [{ outcome: 'refused' }] }]);

    running = await running.restart();
    owner = new ApiSession(running.urls.api, { email: 'owner@keys.example', password: PASSWORD });
    await owner.do('GET /users/me');
    await advance(7 * MINUTE);
    expect((await deliveries())[0]?.attempts).toHaveLength(3);
    answerWith = 200;
    await advance(31 * MINUTE);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ status: 'delivered' });
    expect(delivery?.attempts).toHaveLength(4);
    // At least once: the bus may bring an event twice. Each time it is the same delivery with the same body.
    expect(new Set(got.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  });
});
