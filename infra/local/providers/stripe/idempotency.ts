/** Stripe's idempotency keys (docs.stripe.com/api/idempotent_requests): first result kept 24 virtual hours and replayed, 500s included. */
import { createHash } from 'node:crypto';
import { StripeRefusal } from './errors.ts';
import type { Change, Reader, SavedResult } from './state.ts';

const KEPT_MS = 24 * 60 * 60_000;
const MAX_KEY_LENGTH = 255;
const PRUNED_AT_ONCE = 20;

export interface KeyedRequest {
  key: string;
  account: string | null;
  path: string;
  /** Canonical parameters. */
  params: string;
}

function idOf({ key, account }: KeyedRequest): string {
  return createHash('sha256')
    .update(`${account ?? ''}\n${key}`)
    .digest('hex');
}

/** Keys being served at this moment; a second request with one of them is refused with 409. */
export class KeysInUse {
  private readonly keys = new Set<string>();

  /** Runs the work while holding the key. */
  async hold<T>(request: KeyedRequest, work: () => Promise<T>): Promise<T> {
    const id = idOf(request);
    if (this.keys.has(id)) {
      throw new StripeRefusal(
        409,
        {
          type: 'idempotency_error',
          code: 'idempotency_key_in_use',
          message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${request.key}.`,
        },
        { validation: true },
      );
    }
    this.keys.add(id);
    try {
      return await work();
    } finally {
      this.keys.delete(id);
    }
  }
}

/** The kept result of an earlier request with that key; 400 when it was for another endpoint or other parameters. */
export function savedResult(reader: Reader, request: KeyedRequest, nowMs: number): SavedResult | undefined {
  const { key, path } = request;
  if (key.length > MAX_KEY_LENGTH) {
    throw mismatch(`Idempotency keys can be at most ${MAX_KEY_LENGTH} characters long; this one has ${key.length}.`);
  }
  const saved = reader.find('idempotency', idOf(request))?.object;
  if (!saved || nowMs - saved.createdAtMs >= KEPT_MS) return undefined;
  if (saved.path !== path) {
    throw mismatch(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${saved.path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  if (saved.params !== request.params) {
    throw mismatch(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  return saved;
}

function mismatch(message: string): StripeRefusal {
  return new StripeRefusal(400, { type: 'idempotency_error', message }, { validation: true });
}

/** Keeps a result and forgets a few that are older than 24 hours. */
export function keepResult(
  change: Change,
  request: KeyedRequest,
  result: { status: number; body: string; requestId: string },
): void {
  const old = change.all('idempotency').filter(({ object }) => change.nowMs - object.createdAtMs >= KEPT_MS);
  for (const { object } of old.slice(0, PRUNED_AT_ONCE)) change.remove('idempotency', object.id);
  change.add('idempotency', {
    id: idOf(request),
    path: request.path,
    params: request.params,
    createdAtMs: change.nowMs,
    ...result,
  });
}
