import { createHmac, randomBytes } from 'node:crypto';
import { unwrap, wrap } from '#platform/envelope.ts';
import { setting } from './config.ts';

/** Signed as Standard Webhooks says (https://github.com/standard-webhooks/standard-webhooks, spec 1.0.0), so that its libraries verify what we send. */
const SECRET_PREFIX = 'whsec_';

/** A new signing secret: 256 random bits. */
export function newSigningSecret(): string {
  return `${SECRET_PREFIX}${randomBytes(32).toString('base64')}`;
}

/** The headers that prove a body: its id, when it was sent, and one signature for every secret that is valid now. */
export function signedHeaders(
  secrets: readonly string[],
  { id, nowMs, body }: { id: string; nowMs: number; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** A signing secret under the platform's key, bound to its webhook. */
export function wrapSigningSecret(webhookId: string, secret: string): Promise<string> {
  return wrap(setting('KEY_ID'), secret, contextOf(webhookId));
}

/** Secrets that this container has unwrapped, by what they are wrapped as: a busy webhook is no call of the key service for each event. */
const unwrapped = new Map<string, Promise<string>>();
const MOST_KEPT = 200;

/** The secret of `wrapSigningSecret`. */
export function unwrapSigningSecret(webhookId: string, wrapped: string): Promise<string> {
  const known = unwrapped.get(wrapped);
  if (known !== undefined) return known;
  if (unwrapped.size >= MOST_KEPT) unwrapped.clear();
  const secret = unwrap(setting('KEY_ID'), wrapped, contextOf(webhookId));
  unwrapped.set(wrapped, secret);
  secret.catch(() => unwrapped.delete(wrapped));
  return secret;
}

const contextOf = (webhookId: string) => ({ webhookId, for: 'webhook-signature' });
