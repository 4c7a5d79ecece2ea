import { listCampaignApplications } from '#contract/areas/applications.ts';
import { Failure } from '#contract/failure.ts';
import { Applications } from '#data/application.ts';
import { campaignRef } from '#data/campaign.ts';
import { indexes } from '#data/keys.ts';
import { findOne, listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { applicationView } from '#runtime/views/application.ts';

export const handler = endpoint(listCampaignApplications, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const { limit, cursor, status } = call.query;
  const scope = `applications|${workspaceId}|${campaignId}|${status ?? ''}`;
  const page = await listPage({
    entity: Applications.main,
    partition: indexes.applicationsOf(workspaceId),
    prefix: `${campaignId}#`,
    index: 'gsi1',
    limit,
    newestFirst: true,
    after: await openCursor(cursor, scope, call.nowMs),
    where: { status },
  });
  // Applications prove the campaign; only without any is it worth a read to tell an empty list from a missing campaign.
  if (page.items.length === 0 && !(await findOne(campaignRef(workspaceId, campaignId)))) throw new Failure('not_found');
  return {
    status: 200,
    body: { items: page.items.map(applicationView), nextCursor: await sealCursor(page.next, scope, call.nowMs) },
  };
});
