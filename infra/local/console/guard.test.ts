import { describe, expect, it } from 'vitest';
import { refuseForeign } from './guard.ts';

const own = 4000;
const refused = (method: string, headers: Record<string, string>): number | undefined =>
  refuseForeign({ method, headers }, own)?.status;

describe('the console serves', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a read by address', 'GET', { host: '127.0.0.1:4000' }],
    ['a read by name', 'GET', { host: 'localhost:4000' }],
    ['a change by its own page', 'POST', { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' }],
    [
      'a change by its own page under the other name',
      'POST',
      { host: 'localhost:4000', origin: 'http://localhost:4000' },
    ],
    ['a change by a script that says so', 'POST', { host: '127.0.0.1:4000', 'x-accord-console': '1' }],
  ])('%s', (_what, method, headers) => {
    expect(refused(method, headers)).toBeUndefined();
  });
});

describe('the console refuses', () => {
  it.each<[string, string, Record<string, string>, number]>([
    ['a rebound name', 'GET', { host: 'accord.example:4000' }, 421],
    ['its address with the port of another', 'GET', { host: '127.0.0.1:4001' }, 421],
    ['an address without a port', 'GET', { host: '127.0.0.1' }, 421],
    ['a request without a host', 'GET', {}, 421],
    ['a change by the site', 'POST', { host: '127.0.0.1:4000', origin: 'http://localhost:3000' }, 403],
    [
      'a change by the site that knows the header',
      'POST',
      { host: '127.0.0.1:4000', origin: 'http://localhost:3000', 'x-accord-console': '1' },
      403,
    ],
    ['a change by a page without an origin', 'POST', { host: '127.0.0.1:4000', origin: 'null' }, 403],
    [
      'a change under one name by a page under the other',
      'POST',
      { host: '127.0.0.1:4000', origin: 'http://localhost:4000' },
      403,
    ],
    ['a change by nobody it knows', 'DELETE', { host: '127.0.0.1:4000' }, 403],
  ])('%s', (_what, method, headers, status) => {
    expect(refused(method, headers)).toBe(status);
  });
});
