import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 300;

/**
 * The event of a webhook request; throws when we did not send it, or not now.
 * `body` is the raw text of the request, before anything parsed it.
 */
export function verifyWebhook(headers, body, secret, nowMs = Date.now()) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (!(Math.abs(nowMs / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) {
    throw new Error('The webhook is too old, or has no timestamp.');
  }
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  // Several while a secret is rotated: one must fit.
  const signatures = (headers['webhook-signature'] ?? '').split(' ');
  const fits = signatures.some((signature) => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!fits) throw new Error('The signature does not fit.');
  return JSON.parse(body);
}
