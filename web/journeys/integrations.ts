import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccount } from '#local/seed/open-account.ts';
import { stageOfThisFile } from './browser.ts';
import { beginAt, letLogInsThrough, navigate, PASSWORD, proveIdentity } from './steps.ts';

const stage = stageOfThisFile();
const OWNER = 'owner@integrations.example';
let receiver: Server;
let answerWith = 200;

describe('an owner on a phone', () => {
  beforeAll(async () => {
    const { platform, urls } = stage().platform;
    await openAccount(urls.api, platform, {
      ...{ as: 'brand', email: OWNER, name: 'Olga Owner', organisation: 'Crumb' },
      ...{ password: PASSWORD, country: 'DE', timezone: 'Europe/Berlin' },
    });
    receiver = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(answerWith).end('noted'));
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    receiver?.closeAllConnections();
    receiver?.close();
  });

  it('connects a program by key and by webhook', async () => {
    await letLogInsThrough(stage());
    const visitor = await stage().visit('phone');
    const { page } = visitor;
    await beginAt(visitor, OWNER, '/overview');
    await navigate(visitor, /^Integrations/, 'Integrations');
    await page.getByRole('heading', { name: 'No API keys yet' }).waitFor();

    await page.getByRole('button', { name: 'New API key' }).click();
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByText('Must hold at least one scope').waitFor();
    await page.getByLabel('Name').fill('Reporting');
    await page.getByLabel(/^campaign:read/).check();
    await page.getByLabel('Only from these networks').fill('nowhere');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByText(/Must be an address or a network/).waitFor();
    await visitor.inspect('new api key with errors');
    await page.getByLabel('Only from these networks').fill('127.0.0.1 ::1');
    // What makes keys is asked for the password first.
    visitor.expectRefusal('403 *');
    await page.getByRole('button', { name: 'Create key' }).click();
    await proveIdentity(visitor);
    const secret = await page.getByRole('region', { name: 'API key' }).innerText();
    expect(secret).toMatch(/^accord_[\w-]{43}$/);
    await visitor.inspect('api key shown once');
    await page.getByRole('button', { name: 'I have stored it' }).click();
    expect(await page.getByText(secret).count()).toBe(0);
    const ask = () =>
      fetch(`${stage().platform.urls.api}/brands/campaigns`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await ask()).status).toBe(200);
    await visitor.inspect('api keys');
    await page.getByRole('button', { name: 'Revoke the key Reporting' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('Key revoked').waitFor();
    expect((await ask()).status).toBe(401);

    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByLabel('Address').fill('https://10.0.0.1/hook');
    await page.getByLabel(/^campaign\.created/).check();
    visitor.expectRefusal('400 *');
    await page.getByRole('button', { name: 'Create webhook' }).click();
    await page.getByText('Must name a host, not a network address').waitFor();
    await visitor.inspect('new webhook with errors');
    const { port } = receiver.address() as AddressInfo;
    await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
    await page.getByRole('button', { name: 'Create webhook' }).click();
    expect(await page.getByRole('region', { name: 'Signing secret' }).innerText()).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByRole('link', { name: /\/hook$/ }).waitFor();
    await visitor.inspect('webhooks');
    await page.getByRole('link', { name: /\/hook$/ }).click();
    await page.getByText('Nothing yet. Send a test').waitFor();

    answerWith = 500;
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('article', { name: 'webhook.test, Given up' }).waitFor();
    await page.getByRole('button', { name: /^webhook\.test/ }).click();
    await page.getByText('Refused with 500').waitFor();
    await visitor.inspect('webhook with a failed test');
    answerWith = 200;
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('article', { name: 'webhook.test, Delivered' }).waitFor();
    await page.getByLabel('Show').selectOption('Delivered');
    await page.getByRole('button', { name: 'Send all again' }).click();
    await page.getByText('1 delivery sent again').waitFor();
    await visitor.inspect('webhook sent again');
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Nothing is sent to this webhook').waitFor();
    await visitor.inspect('webhook disabled');
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Disable' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete webhook' }).click();
    await page.getByText('Webhook deleted').waitFor();
    await page.getByRole('heading', { name: 'Integrations', level: 1 }).waitFor();
    await page.getByRole('link', { name: /\/hook$/ }).waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'API reference' }).click();
    await page.getByRole('heading', { name: 'Receiving webhooks' }).waitFor();
    await visitor.inspect('developers');
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });
});
