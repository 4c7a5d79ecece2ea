import { listDocuments } from '#contract/areas/documents.ts';
import { Documents, folderOf } from '#data/document.ts';
import { indexes } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { seenBy } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { holderOf, partyOf } from '#runtime/party.ts';
import { documentView } from '#runtime/views/document.ts';

export const handler = endpoint(listDocuments, async (call) => {
  const party = partyOf(call.actor());
  const { limit, cursor, campaignId, kind } = call.query;
  const partition = indexes.documentsOf(holderOf(party));
  const scope = JSON.stringify([partition, campaignId, kind]);
  const page = await listPage({
    ...{ entity: Documents, index: 'gsi1' as const, partition, limit, newestFirst: true, where: { kind } },
    ...(campaignId === undefined ? {} : { prefix: `${folderOf(campaignId)}#` }),
    after: await openCursor(cursor, scope, call.nowMs),
  });
  const seen = page.items.filter((document) => seenBy(party, document));
  return {
    status: 200,
    body: {
      items: seen.map((document) => documentView(document, party)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});
