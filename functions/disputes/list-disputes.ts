import { listDisputes } from '#contract/areas/disputes.ts';
import { type DisputeItem, Disputes } from '#data/dispute.ts';
import { indexes } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import type { Caller } from '#runtime/actor.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { type DisputeReader, disputeView } from '#runtime/views/dispute.ts';

export const handler = endpoint(listDisputes, async (call) => {
  const { reader, ...list } = listOf(call.actor());
  const scope = `disputes|${list.partition}`;
  const after = await openCursor(call.query.cursor, scope, call.nowMs);
  const page = await listPage<DisputeItem>({ ...list, limit: call.query.limit, after });
  return {
    status: 200,
    body: {
      items: page.items.map((dispute) => disputeView(dispute, reader)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});

/** Where the caller's disputes are listed: their own, or the queue of staff. */
function listOf(caller: Caller) {
  if (caller.kind === 'staff')
    return {
      ...{ entity: Disputes.main, index: 'gsi3' as const, partition: indexes.disputesForStaff() },
      reader: 'staff' as DisputeReader,
    };
  const party = partyOf(caller);
  const own =
    party.kind === 'influencer'
      ? { entity: Disputes.copy, partition: indexes.disputesWith(party.influencerId) }
      : { entity: Disputes.main, partition: indexes.disputesOf(party.workspaceId) };
  return { ...own, index: 'gsi1' as const, newestFirst: true, reader: sideOf(party) as DisputeReader };
}
