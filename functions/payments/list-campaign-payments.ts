import { listCampaignPayments } from '#contract/areas/payments.ts';
import { indexes } from '#data/keys.ts';
import { Payments } from '#data/payment.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { paymentView } from '#runtime/views/payment.ts';

export const handler = endpoint(listCampaignPayments, async (call) => {
  const { workspaceId } = call.member();
  const { limit, cursor } = call.query;
  const partition = indexes.paymentsOf(workspaceId);
  const prefix = `${call.params.campaignId}#`;
  const scope = `${partition}|${prefix}`;
  const page = await listPage({
    entity: Payments,
    partition,
    prefix,
    index: 'gsi1',
    limit,
    newestFirst: true,
    after: await openCursor(cursor, scope, call.nowMs),
  });
  return {
    status: 200,
    body: {
      items: page.items.map((payment) => paymentView(payment, call.nowMs)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});
