import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { prepareLoopback } from '#testing/loopback.ts';
import { lookUpPublic, postToReceiver } from './webhook-receiver.ts';

const receiver = prepareLoopback();
const post = (path = '/hook', targets: 'public' | 'public-and-loopback' = 'public-and-loopback') =>
  postToReceiver(
    { url: `${receiver.url()}${path}`, targets },
    { headers: { 'webhook-id': 'dlv_1' }, body: '{"a":"é"}' },
  );

describe('a post to a receiver', () => {
  it('brings the body and its headers and says that it was taken', async () => {
    receiver.reply({ status: 204, body: '' });
    expect(await post()).toEqual({ outcome: 'delivered', responseStatus: 204, response: '' });
    expect(receiver.heard()).toMatchObject([
      {
        method: 'POST',
        url: '/hook',
        body: '{"a":"é"}',
        headers: { 'webhook-id': 'dlv_1', 'content-type': 'application/json', 'user-agent': 'Accord-Webhooks/1' },
      },
    ]);
  });

  it.each([
    [400, 'refused'],
    [404, 'refused'],
    [500, 'refused'],
    [429, 'refused'],
  ])('says that %i is a refusal, with what was answered', async (status, outcome) => {
    receiver.reply({ status, body: 'No, thank you.' });
    expect(await post()).toEqual({ outcome, responseStatus: status, response: 'No, thank you.' });
  });

  it('follows no redirect', async () => {
    receiver.reply({ status: 302, headers: { location: `${receiver.url()}/elsewhere` }, body: '' });
    expect(await post()).toMatchObject({ outcome: 'redirected', responseStatus: 302 });
    expect(receiver.heard()).toHaveLength(1);
  });

  it('reads only the beginning of a long answer', async () => {
    receiver.reply((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(4096)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const answer = await post();
    expect(answer).toMatchObject({ outcome: 'delivered', responseStatus: 200 });
    expect(answer.response).toHaveLength(1024);
  });

  it('says that nobody listens', async () => {
    const closed = { url: 'http://127.0.0.1:1/hook', targets: 'public-and-loopback' } as const;
    expect(await postToReceiver(closed, { headers: {}, body: '{}' })).toEqual({
      outcome: 'unreachable',
      responseStatus: null,
      response: 'The connection failed: ECONNREFUSED.',
    });
  });

  it('says that a connection was cut', async () => {
    receiver.reply((request) => request.socket.destroy());
    expect(await post()).toMatchObject({ outcome: 'unreachable', response: 'The connection failed: ECONNRESET.' });
  });

  it('sends nothing to an address that a stage does not allow', async () => {
    expect(await post('/hook', 'public')).toMatchObject({ outcome: 'address_refused', responseStatus: null });
    expect(receiver.heard()).toEqual([]);
  });
});

describe('the look-up of a name', () => {
  const found = (...addresses: string[]): LookupAddress[] =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const ask = (answers: LookupAddress[][], targets: 'public' | 'public-and-loopback' = 'public', all = true) => {
    let asked = 0;
    const look = lookUpPublic(targets, (_host, done) => done(null, answers[asked++] ?? []));
    return new Promise<{ error: string | undefined; address: unknown; asked: number }>((resolve) =>
      look('hooks.brand-one.com', { all }, (error, address) => resolve({ error: error?.name, address, asked })),
    );
  };

  it('gives the very addresses that were looked at, and asks once', async () => {
    const both = found('8.8.8.8', '2606:4700:4700::1111');
    // Whoever serves the name could answer otherwise the second time.
    expect(await ask([both, found('127.0.0.1')])).toEqual({ error: undefined, address: both, asked: 1 });
    expect(await ask([both], 'public', false)).toMatchObject({ error: undefined, address: '8.8.8.8' });
  });

  it.each([
    ['a private address', found('10.0.0.1')],
    ['the metadata of a cloud', found('169.254.169.254')],
    ['this machine', found('::1')],
    ['a public and a private address', found('8.8.8.8', '192.168.0.1')],
    ['an IPv4 address in an IPv6 one', found('::ffff:10.0.0.1')],
    ['nothing', []],
  ])('refuses a name that leads to %s', async (_what, addresses) => {
    expect(await ask([addresses])).toMatchObject({ error: 'AddressRefused', address: '' });
  });

  it('lets loopback pass only where everything runs on one machine, and never another private address', async () => {
    expect(await ask([found('127.0.0.1')], 'public-and-loopback')).toMatchObject({ error: undefined });
    expect(await ask([found('10.0.0.1')], 'public-and-loopback')).toMatchObject({ error: 'AddressRefused' });
  });
});
