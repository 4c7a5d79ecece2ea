import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askVies } from './vies.ts';

let server: Server;
let origin = '';
let reply: { status: number; body: string } = { status: 200, body: '' };
const paths: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    paths.push(String(request.url));
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ask = () => askVies(origin, { state: 'EL', number: '123456789' });

describe('VIES', () => {
  it.each([
    ['knows the number', 200, { isValid: true, userError: 'VALID' }, 'valid'],
    ['does not know it', 200, { isValid: false, userError: 'INVALID' }, 'invalid'],
    ['does not reach the member state', 200, { isValid: false, userError: 'MS_UNAVAILABLE' }, 'not_checked'],
    ['is asked too much', 200, { isValid: false, userError: 'MS_MAX_CONCURRENT_REQ' }, 'not_checked'],
    ['contradicts itself', 200, { isValid: true, userError: 'INVALID' }, 'not_checked'],
    ['fails', 503, {}, 'not_checked'],
    ['says nothing that can be read', 200, undefined, 'not_checked'],
  ])('when it %s: %s %o is %s', async (_what, status, body, state) => {
    reply = { status, body: body === undefined ? '<html>' : JSON.stringify(body) };
    expect(await ask()).toBe(state);
    expect(paths.at(-1)).toBe('/taxation_customs/vies/rest-api/ms/EL/vat/123456789');
  });

  it('is not asked for long when nobody listens', async () => {
    expect(await askVies('http://127.0.0.1:1', { state: 'DE', number: '123456789' })).toBe('not_checked');
  });
});
