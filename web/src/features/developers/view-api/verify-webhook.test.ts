import { describe, expect, it } from 'vitest';
import { newSigningSecret, signedHeaders } from '#runtime/webhook-signature.ts';
// @ts-expect-error: the sample is plain JavaScript, as readers get it
import { verifyWebhook } from './verify-webhook.mjs';

const NOW = 1_795_176_000_000;
const body = '{"type":"offer.accepted"}';
const secret = newSigningSecret();
const sent = (secrets: string[] = [secret], nowMs = NOW) => signedHeaders(secrets, { id: 'dlv_1', nowMs, body });

describe('the sample for receivers', () => {
  it('takes what we send, also while a secret is rotated', () => {
    expect(verifyWebhook(sent(), body, secret, NOW)).toEqual({ type: 'offer.accepted' });
    expect(verifyWebhook(sent([newSigningSecret(), secret]), body, secret, NOW + 299_000)).toBeTruthy();
  });

  it.each([
    ['another body', () => verifyWebhook(sent(), `${body} `, secret, NOW)],
    ['another secret', () => verifyWebhook(sent([newSigningSecret()]), body, secret, NOW)],
    ['another id', () => verifyWebhook({ ...sent(), 'webhook-id': 'dlv_2' }, body, secret, NOW)],
    ['no signature', () => verifyWebhook({ ...sent(), 'webhook-signature': undefined }, body, secret, NOW)],
    ['an old delivery', () => verifyWebhook(sent(), body, secret, NOW + 301_000)],
    ['one from the future', () => verifyWebhook(sent([secret], NOW + 301_000), body, secret, NOW)],
    ['no timestamp', () => verifyWebhook({ ...sent(), 'webhook-timestamp': undefined }, body, secret, NOW)],
  ])('refuses %s', (_what, verify) => {
    expect(verify).toThrow();
  });
});
