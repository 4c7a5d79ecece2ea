import { describe, expect, it } from 'vitest';
import { prepareLoopback } from '#testing/loopback.ts';
import { isBreachedPassword } from './breached-passwords.ts';

const service = prepareLoopback();
/** SHA-1 of “password”, as the service's own documentation has it. */
const HASH = '5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8';
const ask = () => isBreachedPassword(service.url(), HASH);

describe('a password known from a breach', () => {
  it('is found in the range of its hash', async () => {
    service.reply({ body: '1D2DA4053E34E76F6576ED1DA63134B5E2A:2\r\n1E4C9B93F3F0682250B6CF8331B7EE68FD8:9545824' });
    expect(await ask()).toBe(true);
  });

  it('is not one that only pads the answer, nor one of the same range', async () => {
    service.reply({ body: '1E4C9B93F3F0682250B6CF8331B7EE68FD8:0\r\n1D2DA4053E34E76F6576ED1DA63134B5E2A:7' });
    expect(await ask()).toBe(false);
  });

  it('costs five digits of its hash and nothing else', async () => {
    service.reply({ body: '' });
    await ask();
    expect(service.heard()).toMatchObject([{ method: 'GET', url: '/range/5BAA6', body: '' }]);
    expect(service.heard()[0]?.headers).toMatchObject({ 'add-padding': 'true' });
    expect(JSON.stringify(service.heard())).not.toContain(HASH.slice(5));
  });
});

it.each([
  ['an error', { status: 503, body: 'later' }],
  ['another address', { status: 302, headers: { location: 'https://elsewhere.example/' }, body: '' }],
])('is not known from %s', async (_what, reply) => {
  service.reply(reply);
  expect(await ask()).toBeUndefined();
});

it('is not known from a service that is not there', async () => {
  expect(await isBreachedPassword('http://127.0.0.1:9', HASH)).toBeUndefined();
});
