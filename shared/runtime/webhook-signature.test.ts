import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { newSigningSecret, signedHeaders } from './webhook-signature.ts';

it('signs as Standard Webhooks gives it in its example', () => {
  // The example of the specification's reference libraries.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const headers = signedHeaders([secret], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    nowMs: 1_614_265_330_999,
    body: '{"test": 2432232314}',
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('signs with every secret that is valid, the new one first', () => {
  const [fresh, old] = [newSigningSecret(), newSigningSecret()];
  const both = signedHeaders([fresh, old], { id: 'dlv_1', nowMs: 0, body: '{}' })['webhook-signature']?.split(' ');
  const by = (secret: string) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update('dlv_1.0.{}')
      .digest('base64')}`;
  expect(both).toEqual([by(fresh), by(old)]);
  expect(Buffer.from(fresh.slice(6), 'base64')).toHaveLength(32);
});
