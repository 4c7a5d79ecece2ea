import { listInvoices } from '#contract/areas/invoices.ts';
import { Failure } from '#contract/failure.ts';
import { Invoices } from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { invoiceRows } from '#domain/invoice-rows.ts';
import { firstIdAt } from '#domain/live.ts';
import { msOf } from '#runtime/clock.ts';
import { csvPage } from '#runtime/csv-page.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { invoiceView } from '#runtime/views/invoice.ts';

const DAY_MS = 86_400_000;

export const handler = endpoint(listInvoices, async (call) => {
  const party = partyOf(call.actor());
  const { limit, cursor, campaignId, kind, from, until } = call.query;
  demandPeriod(from, until);
  call.onCampaign(campaignId);
  const partition =
    party.kind !== 'influencer'
      ? partitions.invoices(party.workspaceId)
      : partitions.influencerInvoices(party.influencerId);
  // Another filter is another list: a cursor does not lead from one into another.
  const scope = JSON.stringify([partition, campaignId, kind, from, until]);
  const page = await listPage({
    entity: Invoices,
    partition,
    from: firstIdAt('inv', from ? msOf(from) : 0),
    // An id may be minted a moment after the instant of issue.
    until: until ? firstIdAt('inv', msOf(until) + DAY_MS + 60_000) : 'inv_~',
    limit,
    newestFirst: true,
    where: { campaignId, kind },
    after: await openCursor(cursor, scope, call.nowMs),
  });
  const items = page.items.filter(({ issuedOn }) => issuedOn >= (from ?? '') && issuedOn <= (until ?? '9999'));
  const body = { items: items.map(invoiceView), nextCursor: await sealCursor(page.next, scope, call.nowMs) };
  if (call.query.format === 'json') return { status: 200, body };
  return csvPage({ path: listInvoices.path, query: call.query }, body, {
    name: `invoices${from ? `-from-${from}` : ''}${until ? `-until-${until}` : ''}.csv`,
    rows: invoiceRows(body.items),
  });
});

function demandPeriod(from: string | undefined, until: string | undefined): void {
  if (from === undefined || until === undefined || from <= until) return;
  const issues = [{ path: 'until', message: 'must not be before the first day of the period' }];
  throw new Failure('validation_failed', undefined, { issues });
}
