import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from './stripe-signature.ts';

const SECRET = 'whsec_test';
const NOW_MS = 1_900_000_000_000;
const NOW = NOW_MS / 1000;
const body = Buffer.from('{"id":"evt_1","amount":1000}');
const v1 = (time: number, payload: Buffer = body, secret = SECRET) =>
  createHmac('sha256', secret).update(`${time}.`).update(payload).digest('hex');
const signed = (time: number) => `t=${time},v1=${v1(time)}`;

describe('the signature of a webhook', () => {
  it.each([
    ['just signed', signed(NOW), true],
    ['300 s old', signed(NOW - 300), true],
    ['301 s old', signed(NOW - 301), false],
    ['300 s ahead', signed(NOW + 300), true],
    ['301 s ahead', signed(NOW + 301), false],
    ['a day ahead', signed(NOW + 86_400), false],
    ['two signatures while the secret rotates', `t=${NOW},v1=${v1(NOW, body, 'whsec_old')},v1=${v1(NOW)}`, true],
    ['another secret', `t=${NOW},v1=${v1(NOW, body, 'whsec_old')}`, false],
    ['another time than was signed', `t=${NOW - 1},v1=${v1(NOW)}`, false],
    ['only the older scheme', `t=${NOW},v0=${v1(NOW)}`, false],
    ['no time', `v1=${v1(NOW)}`, false],
    ['a short signature', `t=${NOW},v1=ab`, false],
    ['a time that is no number', `t=now,v1=${v1(NOW)}`, false],
    ['an empty header', '', false],
    ['no header', undefined, false],
  ])('%s', (_case, header, expected) => {
    expect(isSignedBy(SECRET, header, body, NOW_MS)).toBe(expected);
  });

  it('refuses a body that was changed by one byte or parsed and written again', () => {
    expect(isSignedBy(SECRET, signed(NOW), Buffer.from('{"id":"evt_1","amount":1001}'), NOW_MS)).toBe(false);
    expect(
      isSignedBy(SECRET, signed(NOW), Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)), NOW_MS),
    ).toBe(false);
  });
});
