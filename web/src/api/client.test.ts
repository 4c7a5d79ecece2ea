import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { logIn } from '#contract/areas/auth.ts';
import { createCampaign, deleteCampaign, getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { defineEndpoint } from '#contract/endpoint.ts';
import { type ClientDeps, createClient, type InputOf } from './client.ts';
import { ApiError } from './problem.ts';

const campaignId = 'cmp_01J00000000000000000000001';
const budget = { budgetMin: 100, budgetMax: 200 };

interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: unknown;
}

/** A server that gives the listed answers in turn, and a client on it with ids 1, 2, 3 … */
function bench(answers: (Response | Error)[], overrides: Partial<ClientDeps> = {}) {
  const sent: Sent[] = [];
  const heard = { dates: [] as string[], ended: 0, refreshed: 0, notAllowed: 0, asked: 0, proves: true };
  let ids = 0;
  let token: string | undefined = 'token-1';
  const client = createClient({
    baseUrl: '/api/v1',
    fetch: async (url, init) => {
      sent.push({
        url,
        method: init.method ?? '',
        headers: init.headers as Record<string, string>,
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      });
      const answer = answers.shift();
      if (!answer) throw new Error(`no answer was planned for ${url}`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    token: () => token,
    refresh: async () => {
      heard.refreshed += 1;
      token = 'token-2';
      return true;
    },
    stepUp: async () => {
      heard.asked += 1;
      return heard.proves;
    },
    onSessionEnded: () => {
      heard.ended += 1;
    },
    onNotAllowed: () => {
      heard.notAllowed += 1;
    },
    onServerDate: (date) => heard.dates.push(date),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    ...overrides,
  });
  return { client, sent, heard, setToken: (next: string | undefined) => (token = next) };
}

const ok = (body: unknown, headers: Record<string, string> = {}) => Response.json(body, { headers });
const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  Response.json(
    { type: 'about:blank', title: code, status, code, correlationId: 'cor-server', ...more },
    { status, headers },
  );

async function refusalOf(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiError)) throw new Error(`expected an ApiError, got ${String(error)}`);
  return error;
}

describe('what is sent', () => {
  it('fills path and query, leaves out what is absent, and carries token and correlation id', async () => {
    const { client, sent } = bench([ok({}), ok({ items: [], nextCursor: null })]);
    await client.call(getCampaign, { params: { campaignId } });
    await client.call(listCampaigns, { query: { status: 'draft', cursor: undefined, limit: 5 } });
    expect(sent.map((one) => one.url)).toEqual([
      `/api/v1/campaigns/${campaignId}`,
      '/api/v1/brands/campaigns?status=draft&limit=5',
    ]);
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', 'x-correlation-id': 'id-1' });
    expect(sent[0]?.headers['content-type']).toBeUndefined();
  });

  it('escapes path parameters and refuses an empty one', async () => {
    const { client, sent } = bench([ok({})]);
    await client.call(getCampaign, { params: { campaignId: 'a/../b' } });
    expect(sent[0]?.url).toBe('/api/v1/campaigns/a%2F..%2Fb');
    await expect(client.call(getCampaign, { params: { campaignId: '' } })).rejects.toThrow(
      'needs the path parameter campaignId',
    );
  });

  it('sends no token where none is needed', async () => {
    const { client, sent } = bench([ok({})]);
    await client.call(logIn, { body: { email: 'a@example.com', password: 'x' } });
    expect(sent[0]?.headers.authorization).toBeUndefined();
    expect(sent[0]?.body).toEqual({ email: 'a@example.com', password: 'x' });
  });

  it('gives idempotent mutations a key: the one it is told, else a fresh one; others none', async () => {
    const { client, sent } = bench([ok({}), ok({}), ok({})]);
    await client.call(createCampaign, { body: { title: 't', brief: 'b', ...budget } }, { idempotencyKey: 'attempt-1' });
    await client.call(deleteCampaign, { params: { campaignId } });
    await client.call(getCampaign, { params: { campaignId } });
    expect(sent.map((one) => one.headers['idempotency-key'])).toEqual(['attempt-1', 'id-2', undefined]);
  });

  it('knows from the contract what an endpoint needs', () => {
    type Get = InputOf<typeof getCampaign>;
    const input: Get = { params: { campaignId } };
    // @ts-expect-error the path parameter is missing
    const missing: Get = {};
    // @ts-expect-error there is no such status
    const wrong: InputOf<typeof listCampaigns> = { query: { status: 'nearly' } };
    const none: InputOf<typeof listCampaigns> = {};
    expect([input, missing, wrong, none]).toHaveLength(4);
  });
});

describe('an expired token', () => {
  it('is exchanged once, and the call repeated with the same idempotency key', async () => {
    const { client, sent, heard } = bench([problem(401, 'token_expired'), ok({ campaignId })]);
    await client.call(createCampaign, { body: { title: 't', brief: 'b', ...budget } });
    expect(heard).toMatchObject({ refreshed: 1, ended: 0 });
    expect(sent.map((one) => one.headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(new Set(sent.map((one) => one.headers['idempotency-key'])).size).toBe(1);
  });

  it('ends the session when it cannot be exchanged', async () => {
    const { client, heard } = bench([problem(401, 'token_expired')], { refresh: async () => false });
    expect((await refusalOf(client.call(getCampaign, { params: { campaignId } }))).code).toBe('token_expired');
    expect(heard.ended).toBe(1);
  });

  it('that expires again before it is used does not end the session', async () => {
    const expired = Array.from({ length: 3 }, () => problem(401, 'token_expired'));
    const { client, heard } = bench([...expired, ok({ campaignId })]);
    await client.call(createCampaign, { body: { title: 't', brief: 'b', ...budget } });
    expect(heard).toMatchObject({ refreshed: 3, ended: 0 });
  });

  it('is not exchanged for ever; the session that gave new ones lasts', async () => {
    const { client, heard } = bench(Array.from({ length: 4 }, () => problem(401, 'token_expired')));
    await refusalOf(client.call(getCampaign, { params: { campaignId } }));
    expect(heard).toMatchObject({ refreshed: 3, ended: 0 });
  });

  it('that is called invalid is exchanged once', async () => {
    const { client, heard } = bench([problem(401, 'token_invalid'), problem(401, 'token_invalid')]);
    await refusalOf(client.call(getCampaign, { params: { campaignId } }));
    expect(heard).toMatchObject({ refreshed: 1, ended: 1 });
  });

  it('is left alone when another call has renewed it meanwhile', async () => {
    const { client, sent, heard } = bench([problem(401, 'token_expired'), ok({})], {
      token: (() => {
        const tokens = ['old', 'new', 'new', 'new'];
        return () => tokens.shift();
      })(),
    });
    await client.call(getCampaign, { params: { campaignId } });
    expect(heard.refreshed).toBe(0);
    expect(sent.map((one) => one.headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  });

  it('leaves the session alone when the exchange gets no answer', async () => {
    const offline = new ApiError({ code: 'offline', status: 0, message: 'no answer' });
    const { client, heard } = bench([problem(401, 'token_expired')], { refresh: () => Promise.reject(offline) });
    expect((await refusalOf(client.call(getCampaign, { params: { campaignId } }))).code).toBe('offline');
    expect(heard.ended).toBe(0);
  });

  it('does not touch the session when log-in is refused', async () => {
    const { client, heard } = bench([problem(401, 'wrong_credentials')]);
    expect((await refusalOf(client.call(logIn, { body: { email: 'a@example.com', password: 'x' } }))).code).toBe(
      'wrong_credentials',
    );
    expect(heard).toMatchObject({ refreshed: 0, ended: 0 });
  });

  it('ends the session at once when the server says it is over', async () => {
    const { client, heard } = bench([problem(401, 'session_ended')]);
    await refusalOf(client.call(getCampaign, { params: { campaignId } }));
    expect(heard).toMatchObject({ refreshed: 0, ended: 1 });
  });
});

describe('a step-up', () => {
  it('is asked for, and the call repeated with the same idempotency key', async () => {
    const { client, sent, heard } = bench([problem(403, 'step_up_required'), ok({})]);
    await client.call(deleteCampaign, { params: { campaignId } }, { idempotencyKey: 'attempt-1' });
    expect(heard.asked).toBe(1);
    expect(sent.map((one) => one.headers['idempotency-key'])).toEqual(['attempt-1', 'attempt-1']);
  });

  it('that the person does not want leaves the refusal as it is', async () => {
    const { client, sent, heard } = bench([problem(403, 'step_up_required')]);
    heard.proves = false;
    const error = await refusalOf(client.call(deleteCampaign, { params: { campaignId } }));
    expect(error.code).toBe('step_up_required');
    expect({ sent: sent.length, ended: heard.ended }).toEqual({ sent: 1, ended: 0 });
  });

  it('is not asked for a second time for the same call', async () => {
    const { client, heard } = bench([problem(403, 'step_up_required'), problem(403, 'step_up_required')]);
    await refusalOf(client.call(deleteCampaign, { params: { campaignId } }));
    expect(heard.asked).toBe(1);
  });
});

describe('what is refused', () => {
  it('carries code, field issues by dotted path, and the correlation id of the server', async () => {
    const issues = [
      { path: 'body.title', message: 'too long' },
      { path: '/deliverables/0/count', message: 'too many' },
      { path: 'deliverables[1].dueOn', message: 'in the past' },
    ];
    const { client } = bench([problem(400, 'validation_failed', { issues })]);
    const error = await refusalOf(client.call(createCampaign, { body: { title: 't', brief: 'b', ...budget } }));
    expect(error).toMatchObject({ code: 'validation_failed', status: 400, correlationId: 'cor-server' });
    expect(error.issues.map((issue) => issue.path)).toEqual(['title', 'deliverables.0.count', 'deliverables.1.dueOn']);
  });

  it.each([
    [413, 'payload_too_large'],
    [429, 'rate_limited'],
    [503, 'too_busy'],
    [504, 'too_busy'],
    [404, 'not_found'],
    [418, 'unexpected_answer'],
  ])('is understood by its status alone when the gateway answers %i itself', async (status, code) => {
    const { client } = bench([new Response('{"message":"no"}', { status, headers: { 'retry-after': '17' } })]);
    const error = await refusalOf(client.call(getCampaign, { params: { campaignId } }));
    expect(error).toMatchObject({ code, status, retryAfterSeconds: 17, correlationId: 'id-1' });
  });

  it('is an ordinary error when there is no answer at all', async () => {
    const { client } = bench([new TypeError('Failed to fetch')]);
    expect(await refusalOf(client.call(getCampaign, { params: { campaignId } }))).toMatchObject({
      code: 'offline',
      status: 0,
    });
  });

  it('for want of a permission lets the page ask as whom it acts now', async () => {
    const { client, heard } = bench([problem(403, 'not_allowed'), problem(403, 'csrf_refused')]);
    expect((await refusalOf(client.call(getCampaign, { params: { campaignId } }))).code).toBe('not_allowed');
    await refusalOf(client.call(getCampaign, { params: { campaignId } }));
    expect(heard.notAllowed).toBe(1);
  });

  it('passes an abort through as what it is', async () => {
    const abort = new DOMException('stopped', 'AbortError');
    const { client } = bench([abort as unknown as Error]);
    const call = client.call(getCampaign, { params: { campaignId } }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toBe(abort);
  });
});

it('hands on the Date header of every answer', async () => {
  const date = 'Fri, 20 Nov 2026 10:00:00 GMT';
  const { client, heard } = bench([ok({}, { date }), problem(404, 'not_found', {}, { date })]);
  await client.call(getCampaign, { params: { campaignId } });
  await refusalOf(client.call(getCampaign, { params: { campaignId } }));
  expect(heard.dates).toEqual([date, date]);
});

it('answers undefined for 204', async () => {
  const gone = defineEndpoint({
    id: 'things.drop-thing',
    method: 'DELETE',
    path: '/things',
    allow: 'anyone',
    responses: { 204: z.undefined() },
    errors: [],
    summary: 'Drops it.',
  });
  const { client } = bench([new Response(null, { status: 204 })]);
  expect(await client.call(gone, {})).toBeUndefined();
});

it('answers a download as it came', async () => {
  const file = new Response('views\r\n1\r\n', { headers: { 'content-type': 'text/csv; charset=utf-8' } });
  const { client } = bench([file]);
  const answer = (await client.call(getCampaign, { params: { campaignId } })) as unknown as Blob;
  expect(await answer.text()).toBe('views\r\n1\r\n');
});
