import { listOwnApplications } from '#contract/areas/applications.ts';
import { Applications } from '#data/application.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { applicationView } from '#runtime/views/application.ts';

export const handler = endpoint(listOwnApplications, async (call) => {
  const { influencerId } = call.influencer();
  const { limit, cursor, status } = call.query;
  const scope = `applications|${influencerId}|${status ?? ''}`;
  const page = await listPage({
    entity: Applications.copy,
    partition: partitions.influencer(influencerId),
    prefix: 'APP#',
    limit,
    newestFirst: true,
    after: await openCursor(cursor, scope, call.nowMs),
    where: { status },
  });
  return {
    status: 200,
    body: { items: page.items.map(applicationView), nextCursor: await sealCursor(page.next, scope, call.nowMs) },
  };
});
