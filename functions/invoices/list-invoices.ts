import { listInvoices } from '#contract/areas/invoices.ts';
import { Invoices } from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { invoiceView } from '#runtime/views/invoice.ts';

export const handler = endpoint(listInvoices, async (call) => {
  const party = partyOf(call.actor());
  const { limit, cursor, campaignId } = call.query;
  call.onCampaign(campaignId);
  const partition =
    party.kind !== 'influencer'
      ? partitions.invoices(party.workspaceId)
      : partitions.influencerInvoices(party.influencerId);
  const page = await listPage({
    entity: Invoices,
    partition,
    limit,
    newestFirst: true,
    where: { campaignId },
    after: await openCursor(cursor, partition, call.nowMs),
  });
  return {
    status: 200,
    body: { items: page.items.map(invoiceView), nextCursor: await sealCursor(page.next, partition, call.nowMs) },
  };
});
