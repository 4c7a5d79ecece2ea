import { expect, it } from 'vitest';
import { isInNetworks } from './ip-allow-list.ts';

it.each([
  ['198.51.100.7', [], true],
  ['203.0.113.7', ['203.0.113.0/24'], true],
  ['203.0.114.7', ['203.0.113.0/24'], false],
  ['203.0.113.7', ['203.0.113.7'], true],
  ['203.0.113.8', ['203.0.113.7'], false],
  ['::ffff:203.0.113.7', ['203.0.113.0/24'], true],
  ['2001:db8::1', ['2001:db8::/32'], true],
  ['2001:db9::1', ['2001:db8::/32'], false],
  ['2001:db8::1', ['203.0.113.0/24'], false],
  ['203.0.113.7', ['2001:db8::/32', '203.0.113.0/24'], true],
  ['', ['0.0.0.0/0'], false],
  ['not an address', ['0.0.0.0/0', '::/0'], false],
])('%s and the networks %j: %s', (address, networks, expected) => {
  expect(isInNetworks(address, networks)).toBe(expected);
});
