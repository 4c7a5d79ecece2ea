import { listThreads } from '#contract/areas/messages.ts';
import { Failure } from '#contract/failure.ts';
import { indexes } from '#data/keys.ts';
import { lookThrough } from '#data/message.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { isReadable, NOTHING, type ReadableTalks, readableTalks } from '#runtime/talks.ts';
import { threadView } from '#runtime/views/message.ts';

export const handler = endpoint(listThreads, async (call) => {
  const talks = readableTalks(call.actor());
  const { limit, cursor, campaignId } = call.query;
  if (campaignId !== undefined && !(talks && isReadable(talks, { campaignId }))) throw new Failure('not_allowed');
  if (!talks) return { status: 200, body: NOTHING };
  const scope = JSON.stringify([talks.threads.partition, campaignId, talks.campaigns]);
  const page = await read(talks, campaignId, { limit, after: await openCursor(cursor, scope, call.nowMs) });
  return {
    status: 200,
    body: {
      items: page.items.map((thread) => threadView(thread, talks.party)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});

function read(
  talks: ReadableTalks,
  campaignId: string | undefined,
  page: { limit: number; after: Record<string, unknown> | undefined },
) {
  const { party, threads, campaigns } = talks;
  const ofCampaign = campaignId !== undefined && party.kind !== 'influencer';
  if (ofCampaign) {
    const partition = indexes.threadsAbout(party.workspaceId, campaignId);
    return listPage({ entity: threads.entity, index: 'gsi2', partition, newestFirst: true, ...page });
  }
  if (campaigns === 'all' && campaignId === undefined)
    return listPage({ ...threads, index: 'gsi1', newestFirst: true, ...page });
  return lookThrough(
    threads,
    (thread) => isReadable(talks, thread) && (campaignId === undefined || thread.campaignId === campaignId),
    page,
  );
}
