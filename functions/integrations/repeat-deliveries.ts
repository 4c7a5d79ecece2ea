import { REPEATED_AT_ONCE, repeatDeliveries } from '#contract/areas/webhooks-out.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { Deliveries, type DeliveryItem, webhookRef } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { firstIdAt } from '#domain/live.ts';
import { msOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { repeated } from './repeated.ts';

export const handler = endpoint(repeatDeliveries, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { webhookId } = call.params;
  return call.commit({
    reads: { webhook: webhookRef(workspaceId, webhookId) },
    more: () => listFrom(workspaceId, webhookId, call.body),
    decide: ({ webhook }, { items, next }) => {
      if (!webhook) return refuse('not_found');
      if (webhook.status === 'disabled') return refuse('webhook_disabled');
      const again = items.filter(({ status, expiresAtMs }) => status !== 'pending' && expiresAtMs > call.nowMs);
      const [first, ...more] = again.map(({ deliveryId, attemptCount }) => ({ deliveryId, attempt: attemptCount + 1 }));
      const answer = { status: 202 as const, body: { queued: again.length, next } };
      if (!first) return { changes: [], answer };
      return {
        changes: again.map((delivery) => replace(Deliveries, delivery, repeated(delivery, call.nowMs))),
        event: {
          type: 'WebhookDeliveryRequested',
          aggregateId: first.deliveryId,
          seq: (again[0]?.version ?? 0) + 1,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, webhookId, kind: 'redelivery', ...first, more },
        },
        answer,
      };
    },
  });
});

interface Asked {
  from: string;
  until: string;
  status?: 'failed' | 'delivered' | undefined;
  after?: string | undefined;
}

/** The next deliveries of a time, the oldest first, and where to go on. */
async function listFrom(
  workspaceId: string,
  webhookId: string,
  { from, until, status, after }: Asked,
): Promise<{ items: DeliveryItem[]; next: string | null }> {
  const begin = firstIdAt('dlv', msOf(from));
  const { items, next } = await listPage({
    entity: Deliveries,
    partition: partitions.deliveries(workspaceId, webhookId),
    // The one after which it goes on sorts before everything that is longer by a letter.
    from: after !== undefined && after > begin ? `${after}#` : begin,
    until: firstIdAt('dlv', msOf(until)),
    limit: REPEATED_AT_ONCE,
    where: { status },
  });
  return { items, next: next ? (items.at(-1)?.deliveryId ?? null) : null };
}
