import * as z from 'zod/mini';
import type { takeStripeWebhook } from '#contract/areas/payments.ts';
import { Failure } from '#contract/failure.ts';
import { create } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { ProviderEvents, providerEventRef } from '#data/payout.ts';
import { targetOf } from '#domain/provider-events.ts';
import { readSecret } from '#platform/secrets.ts';
import { isSignedBy } from '#providers/stripe-signature.ts';
import type { Call } from '#runtime/endpoint.ts';

/** A webhook endpoint's call: both have the same answer. */
export type WebhookCall = Pick<Call<typeof takeStripeWebhook>, 'rawBody' | 'headers' | 'nowMs' | 'commit'>;

/** All that is read of a webhook: which object changed. What it is now is asked at the provider. */
const Webhook = z.object({
  id: z.string().check(z.regex(/^evt_[A-Za-z0-9_]{1,100}$/)),
  type: z.string().check(z.maxLength(100)),
  livemode: z.boolean(),
  /** Seconds since the epoch. */
  created: z.optional(z.int()),
  account: z.optional(z.string().check(z.regex(/^acct_[A-Za-z0-9_]{1,100}$/))),
  data: z.object({ object: z.looseObject({ id: z.optional(z.string().check(z.maxLength(200))) }) }),
});

/**
 * Takes a signed webhook: its event id is kept in the same commit as the fact that it came, so that a repeat has no effect. One address gets test and live
 * events; `live` says which ones count here.
 */
export async function takeWebhook(call: WebhookCall, given: { secretName: string; live: boolean }) {
  const secret = await readSecret(given.secretName, call.nowMs);
  if (!isSignedBy(secret, call.headers['stripe-signature'], call.rawBody, call.nowMs))
    throw new Failure('signature_invalid');
  const { id, type: kind, livemode, created, account, data } = parsed(call.rawBody);
  const target = targetOf(kind);
  // A balance has no id of its own.
  const objectId = target === 'account' ? account : target === 'balance' ? (account ?? 'balance') : data.object.id;
  const done = { status: 200 as const, body: { done: true as const } };
  if (livemode !== given.live || !target || !objectId) return done;
  return call.commit({
    reads: { seen: providerEventRef(id) },
    decide: ({ seen }) => {
      if (seen) return { changes: [], answer: done };
      return {
        changes: [create(ProviderEvents, { providerEventId: id, kind, takenAtMs: call.nowMs })],
        event: {
          type: 'ProviderEventReceived',
          aggregateId: id,
          seq: 1,
          partition: partitions.provider(objectId),
          data: {
            providerEventId: id,
            kind,
            objectId,
            ...(account ? { account } : {}),
            ...(created === undefined ? {} : { createdAtMs: created * 1000 }),
          },
        },
        answer: done,
      };
    },
  });
}

function parsed(rawBody: Buffer): z.output<typeof Webhook> {
  let value: unknown;
  try {
    value = JSON.parse(rawBody.toString('utf8'));
  } catch {
    throw new Failure('bad_json');
  }
  const result = z.safeParse(Webhook, value);
  if (!result.success) throw new Failure('bad_json', 'This is not an event of the payment provider.');
  return result.data;
}
