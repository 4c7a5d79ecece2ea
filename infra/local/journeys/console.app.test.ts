import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#local/journeys/launch-browser.ts';
import { eventRouter } from '#local/resources/event-bus.ts';
import { storeMail } from '#local/resources/mail.ts';
import type { SendInput } from '#local/resources/queue/local-queue.ts';
import { queues } from '#local/resources/queue.ts';
import type { ApiSession } from '#local/seed/api-session.ts';
import { openAccount } from '#local/seed/open-account.ts';
import { demoBrands } from '#local/seed/world.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';

const dayMs = 86_400_000;
const email = 'brand@console.example';
let local: TestPlatform;
let brand: ApiSession;
let campaignId: string;
/** What the brand is known by keeps its name. */
const organisation = 'Console Cosmetics';

beforeAll(async () => {
  local = await startForTests();
  brand = await openAccount(local.urls.api, local.platform, {
    as: 'brand',
    email,
    password: 'console journey 1',
    name: 'Bea Brand',
    organisation,
    country: 'DE',
    timezone: 'Europe/Berlin',
  });
  await brand.do('PUT /brands/profile', { ...demoBrands[0]?.profile, companyName: organisation });
  campaignId = await publishCampaign();
  await local.platform.activity.idle();
});
afterAll(() => local?.stop());

async function publishCampaign(): Promise<string> {
  const day = (offset: number): string => new Date(local.clock.now() + offset * dayMs).toISOString().slice(0, 10);
  const created = await brand.do('POST /brands/campaigns', {
    title: 'Refill launch',
    brief: 'Show the refill in your own bathroom.',
    budgetMin: 300_000,
    budgetMax: 1_200_000,
    currency: 'EUR',
    startDate: day(15),
    endDate: day(45),
    deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
    targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: ['PT'] },
  });
  await brand.do(`POST /campaigns/${created.campaignId}/publish`);
  return created.campaignId;
}

// biome-ignore lint/suspicious/noExplicitAny: JSON that the tests look into
async function get(path: string): Promise<any> {
  const response = await fetch(`${local.urls.console}${path}`);
  expect(response.status).toBe(200);
  return response.json();
}

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON that the tests look into
  body: any;
}

async function post(path: string, body: object, headers?: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${local.urls.console}${path}`, {
    method: 'POST',
    headers: headers ?? { 'x-accord-console': '1' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe('the origin of the console', () => {
  it('is another one than the site, and platform.json names it with the inbox', () => {
    const { urls } = JSON.parse(readFileSync(`${local.dataDir}/platform.json`, 'utf8'));
    expect(urls).toEqual(local.urls);
    expect(new URL(urls.console).hostname).toBe('127.0.0.1');
    expect(urls.mail).toBe(`${urls.console}/mail`);
    expect(new URL(urls.site).hostname).toBe('localhost');
  });

  it('answers its own names only', async () => {
    const { port } = new URL(local.urls.console);
    const status = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        httpRequest({ host: '127.0.0.1', port, path: '/api/clock', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status(`127.0.0.1:${port}`)).toBe(200);
    expect(await status(`localhost:${port}`)).toBe(200);
    expect(await status(`rebound.example:${port}`)).toBe(421);
    expect(await status('127.0.0.1:1')).toBe(421);
  });

  it('changes nothing for another page and lets it read nothing', async () => {
    const before = local.clock.offsetMs();
    const foreign = { origin: local.urls.site, 'x-accord-console': '1' };
    expect((await post('/api/clock/advance', { ms: dayMs }, foreign)).status).toBe(403);
    expect((await post('/api/clock/advance', { ms: dayMs }, {})).status).toBe(403);
    expect(local.clock.offsetMs()).toBe(before);
    const read = await fetch(`${local.urls.console}/api/overview`, { headers: { origin: local.urls.site } });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
    expect(read.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('allows its page no script but its own file and no markup from text', async () => {
    const page = await fetch(local.urls.console);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(await page.text()).not.toMatch(/<script(?! type="module" src=)|style=|\son\w+=/);
    expect((await fetch(`${local.urls.console}/../index.ts`)).status).toBe(404);
  });

  it.each<[string, object, number]>([
    ['/api/clock/advance', {}, 400],
    ['/api/chaos', { duplicate: 2 }, 400],
    ['/api/chaos', { shuffle: 'no' }, 400],
    ['/api/queues/none/redrive', {}, 404],
    ['/api/nothing', {}, 404],
  ])('answers POST %s %j with a sentence and %i', async (path, body, status) => {
    expect(await post(path, body)).toEqual({ status, body: { message: expect.stringMatching(/\.$/) } });
  });
});

describe('scripts', () => {
  it('advance the clock, which moves the Date header of the site', async () => {
    const siteMs = async (): Promise<number> =>
      Date.parse((await fetch(`${local.urls.api}/health`)).headers.get('date') ?? '');
    const before = await siteMs();
    const { status, body } = await post('/api/clock/advance', { ms: 2 * dayMs });
    expect(status).toBe(200);
    expect(body).toEqual({ fromMs: expect.any(Number), toMs: body.fromMs + 2 * dayMs, realMs: expect.any(Number) });
    expect(await siteMs()).toBeGreaterThanOrEqual(before + 2 * dayMs);
    expect(await get('/api/clock')).toMatchObject({ advance: { status: 'done', toMs: body.toMs } });
  });

  it('see the event of a campaign with its payload and where it went', async () => {
    const { events } = await get('/api/events?type=campaigncreated');
    const event = events.find((each: { detail: { aggregateId: string } }) => each.detail.aggregateId === campaignId);
    expect(event).toMatchObject({
      type: 'CampaignCreated',
      source: 'accord',
      detail: { seq: 1, actor: { kind: 'member' } },
    });
    const published = (await get('/api/events?type=CampaignStatusChanged')).events[0];
    expect(published.deliveries.map(({ outcome }: { outcome: string }) => outcome)).toContain('delivered');
    expect((await get('/api/events?type=NoSuchType')).events).toEqual([]);
  });

  it('follow one request through function, table, event and subscriber in order', async () => {
    const correlationId = 'console-journey-trace';
    // Signs in again first: the session has ended with the advance.
    await brand.do('GET /users/me');
    await brand.call('POST /brands/campaigns', {
      body: { title: 'Traced', brief: 'To be followed.', budgetMin: 1, budgetMax: 2 },
      headers: { 'x-correlation-id': correlationId },
    });
    await local.platform.activity.idle();
    const { records } = await get(`/api/trace?correlationId=${correlationId}`);
    const kinds: string[] = records.map(({ kind }: { kind: string }) => kind);
    const seqs: number[] = records.map(({ seq }: { seq: number }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    for (const kind of ['invoke.start', 'aws.call', 'http.request', 'event.published', 'event.delivered'])
      expect(kinds).toContain(kind);
    expect(kinds.indexOf('aws.call')).toBeLessThan(kinds.indexOf('http.request'));
    const requests = await get(`/api/trace?correlationId=${correlationId}&kind=http.request`);
    expect(requests.records).toMatchObject([{ data: { status: 201 } }]);
  });

  it('follow a request that named no correlation id by the one its answer names', async () => {
    const answer = await brand.call('GET /users/me');
    const correlationId = answer.headers.get('x-correlation-id') ?? '';
    const { records } = await get(`/api/trace?correlationId=${encodeURIComponent(correlationId)}&kind=http.request`);
    expect(records).toHaveLength(1);
  });

  it('see an execution, where it stands and its history', async () => {
    const { executions } = await get('/api/executions?status=RUNNING');
    const found = executions.find(({ name }: { name: string }) => name.includes(campaignId));
    expect(found.current[0]).toMatchObject({ awaitsToken: true, dueAtMs: expect.any(Number) });
    const one = await get(`/api/executions/${encodeURIComponent(found.arn)}`);
    expect(one.input).toMatchObject({ campaignId });
    expect(one.history[0]).toMatchObject({ type: 'ExecutionStarted' });
    expect((await fetch(`${local.urls.console}/api/executions/none`)).status).toBe(404);
  });

  it('read the mailed code', async () => {
    const { messages } = await get(`/mail/messages?to=${email}`);
    expect(messages[0].text).toMatch(/\b\d{6}\b/);
  });

  it('see the stand-ins with their state', async () => {
    const { providers } = await get('/api/providers');
    expect(providers.find(({ name }: { name: string }) => name === 'stripe')).toMatchObject({
      origin: `http://127.0.0.1:${local.providerPorts.stripe}`,
      state: { balance: { object: 'balance' } },
    });
  });

  it('set how unkind the bus is', async () => {
    const { body: before } = { body: await get('/api/chaos') };
    expect((await post('/api/chaos', { duplicate: 0.5, shuffle: false })).body).toEqual({
      duplicate: 0.5,
      shuffle: false,
    });
    expect((await post('/api/chaos', { duplicate: 0 })).body).toEqual({ duplicate: 0, shuffle: false });
    expect((await post('/api/chaos', before)).body).toEqual(before);
  });
});

describe('dead letters', () => {
  const arnOf = (part: string): string => {
    const arn = [...queues(local.platform).keys()].find((each) => each.endsWith(part));
    if (!arn) throw new Error(`No queue ends in ${part}.`);
    return arn;
  };
  const send = (part: string, input: SendInput) => queues(local.platform).get(arnOf(part))?.send(input);
  const redrive = async (part: string) =>
    (await post(`/api/queues/${encodeURIComponent(arnOf(part))}/redrive`, {})).body;
  const counts = async (part: string) =>
    (await get('/api/queues')).queues.find(({ arn }: { arn: string }) => arn === arnOf(part)).counts;

  it('of a rule go to its target again', async () => {
    const [published] = (await get('/api/events?type=CampaignStatusChanged')).events;
    const rule = local.platform
      .resources('AWS::Events::Rule')
      .find(({ attributes }) => attributes.Arn?.endsWith(`/${published.deliveries[0].rule}`));
    const event = {
      version: '0',
      id: 'dead-1',
      'detail-type': published.type,
      source: published.source,
      detail: published.detail,
    };
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    await send('undelivered', {
      body: JSON.stringify(event),
      messageAttributes: { RULE_ARN: attribute(rule?.attributes.Arn ?? ''), ERROR_MESSAGE: attribute('It was away.') },
    });
    expect((await get('/api/errors')).deadLetters).toMatchObject([
      { arn: arnOf('undelivered'), counts: { visible: 1 } },
    ]);
    expect(await redrive('undelivered')).toEqual({ redriven: 1, kept: [] });
    await local.platform.activity.idle();
    expect(await counts('undelivered')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const { records } = await get('/api/trace?kind=event.delivered&limit=50');
    expect(records.map(({ data }: { data: { eventId: string } }) => data.eventId)).toContain('dead-1');
  });

  it('of a function are invoked again, and what does not say whence it came stays with a reason', async () => {
    const health = local.platform
      .resources('AWS::Lambda::Function')
      .find(({ properties }) => String(properties.Handler).startsWith('system/get-health'));
    const context = { functionArn: `${health?.attributes.Arn}:$LATEST`, condition: 'RetriesExhausted' };
    await send('failed', { body: JSON.stringify({ requestContext: context, requestPayload: { again: true } }) });
    await send('failed', { body: JSON.stringify({ requestContext: context, DDBStreamBatchInfo: {} }) });
    await send('failed', { body: 'not JSON' });
    const before = local.platform.trace.recent({ limit: 1 })[0]?.seq ?? 0;
    expect(await redrive('failed')).toMatchObject({
      redriven: 1,
      kept: [{ reason: /stream/ }, { reason: /where/ }].map(({ reason }) => ({
        reason: expect.stringMatching(reason),
      })),
    });
    await local.platform.trace.waitFor(
      ({ kind, data }) => kind === 'invoke.start' && data.functionName === health?.properties.FunctionName,
      { afterSeq: before },
    );
    expect(await counts('failed')).toEqual({ visible: 2, inFlight: 0, delayed: 0 });
    await queues(local.platform).get(arnOf('failed'))?.purge();
  });
});

describe('the page', () => {
  const hostile = '<img src="/x" onerror="window.pwned=1"><script>window.pwned=1</script>';
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    const detail = JSON.stringify({ correlationId: 'hostile-payload', text: hostile });
    await eventRouter(local.platform).put([{ Source: 'test', DetailType: hostile, Detail: detail }], undefined);
    await storeMail(local.platform, { from: 'a@console.example', to: [email], subject: hostile, text: hostile });
    local.platform.trace.emit('access.denied', { functionName: hostile, message: hostile }, 'hostile-payload');
    await queues(local.platform).values().next().value?.send({ body: hostile });
  });
  afterAll(() => browser?.close());

  async function open(width: number, colorScheme: 'light' | 'dark', hash: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    // A week goes by, on a machine that is busy with other files.
    page.setDefaultTimeout(120_000);
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${hash}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${hash}: ${error.message}`));
    await page.goto(`${local.urls.console}/${hash}`);
    await page.locator('#content > *').first().waitFor();
    return page;
  }

  const views = [
    '',
    '#/events',
    '#/trace',
    '#/trace/hostile-payload',
    '#/executions',
    '#/mail',
    '#/errors',
    '#/clock',
    '#/providers',
  ];
  it.each(
    views.flatMap(
      (hash) =>
        [
          [hash, 1280, 'light'],
          [hash, 390, 'dark'],
        ] as const,
    ),
  )(
    'shows /%s at %i pixels (%s) without a barrier, sideways scrolling, or markup of a payload',
    async (hash, width, scheme) => {
      const page = await open(width, scheme, hash);
      for (const summary of (await page.locator('#content summary').all()).slice(0, 4)) await summary.click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBeLessThanOrEqual(0);
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(await page.evaluate('window.pwned')).toBeUndefined();
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('shows payloads letter by letter', async () => {
    const page = await open(1280, 'light', '#/events?correlationId=hostile-payload');
    await page.locator('#content summary').first().click();
    expect(await page.locator('#content pre').first().textContent()).toContain(JSON.stringify(hostile));
    await page.goto(`${local.urls.console}/#/mail`);
    await page.getByRole('link', { name: hostile }).click();
    await page.getByRole('heading', { level: 1, name: hostile }).waitFor();
    expect(await page.locator('main pre').textContent()).toBe(hostile);
    await page.context().close();
  });

  it('advances the clock by a button and says how far it went', async () => {
    const page = await open(390, 'light', '#/clock');
    const before = local.clock.now();
    await page.getByRole('button', { name: 'Advance 7 days' }).click();
    await page.getByText('The last advance went 7 d on').waitFor();
    expect(local.clock.now()).toBeGreaterThanOrEqual(before + 7 * dayMs);
    await page.context().close();
  });

  it('sends dead letters back by a button and says what stays', async () => {
    const page = await open(1280, 'dark', '#/errors');
    await page
      .getByRole('button', { name: /^Redrive/ })
      .first()
      .click();
    await page.getByRole('status').getByText('1 stay: It does not say where it came from.').waitFor();
    await page.context().close();
  });

  it('sets text as text only', () => {
    const source = readFileSync(new URL('../console/page/console.js', import.meta.url), 'utf8');
    expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|srcdoc/);
  });
});
