import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutcomeUnknown, openProvider, ProviderRefused } from './stripe.ts';

const seen: { method: string; path: string; headers: IncomingHttpHeaders }[] = [];
let answer = { status: 200, body: '{}' };
const server = createServer((request, response) => {
  seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
  request.resume();
  if (answer.status === 0) return void request.socket.destroy();
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
});
let stripe: ReturnType<typeof openProvider>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  stripe = openProvider({ key: 'sk_test_1', url: `http://127.0.0.1:${port}` });
});
afterAll(() => void server.close());
beforeEach(() => void seen.splice(0));

const refusal = (type: string, code: string) => JSON.stringify({ error: { type, code, message: 'No.' } });
const reverse = () => stripe.reverseTransfer({ transferId: 'tr_1', amountMinor: 5, currency: 'USD', key: 'ent_1' });

it('names the version of the provider’s API with every call, and the key of what is asked for with every write', async () => {
  answer = { status: 200, body: '{"id":"trr_1","object":"transfer_reversal"}' };
  await reverse();
  answer = { status: 200, body: '{"id":"acct_1","object":"account"}' };
  await stripe.readAccount('acct_1');
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/transfers/tr_1/reversals',
    'GET /v1/accounts/acct_1',
  ]);
  expect(new Set(seen.map(({ headers }) => headers['stripe-version']))).toEqual(new Set(['2026-10-28.endive']));
  expect(seen[0]?.headers['idempotency-key']).toBe('ent_1');
});

describe('an answer', () => {
  it.each<[string, { status: number; body: string }, typeof ProviderRefused | typeof OutcomeUnknown]>([
    ['that refuses', { status: 400, body: refusal('invalid_request_error', 'balance_insufficient') }, ProviderRefused],
    ['that is a failure on the other side', { status: 500, body: refusal('api_error', 'oops') }, OutcomeUnknown],
    ['that nobody can read', { status: 200, body: '{"id": "trr_cut_o' }, OutcomeUnknown],
    [
      'that there are too many calls',
      { status: 429, body: refusal('invalid_request_error', 'rate_limit') },
      OutcomeUnknown,
    ],
    ['that the same call is under way', { status: 409, body: refusal('idempotency_error', 'lock') }, OutcomeUnknown],
    ['that never came', { status: 0, body: '' }, OutcomeUnknown],
  ])('%s is told apart from one that says what happened', async (_case, given, kind) => {
    answer = given;
    await expect(reverse()).rejects.toBeInstanceOf(kind);
  });
});
