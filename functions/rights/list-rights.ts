import type * as z from 'zod/mini';
import { listRights, type RightsEntry } from '#contract/areas/rights.ts';
import type { ContractItem } from '#data/contract.ts';
import { type DeedItem, Deeds } from '#data/deed.ts';
import { indexes } from '#data/keys.ts';
import { findAll, listPage } from '#data/read.ts';
import { heldRights } from '#domain/rights-ledger.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';

export const handler = endpoint(listRights, async (call) => {
  const party = partyOf(call.actor());
  const list =
    party.kind === 'influencer'
      ? { entity: Deeds.copy, partition: indexes.rightsBy(party.influencerId) }
      : { entity: Deeds.main, partition: indexes.rightsOf(party.workspaceId) };
  const scope = `rights|${list.partition}`;
  const page = await listPage({
    ...list,
    index: 'gsi1',
    limit: call.query.limit,
    after: await openCursor(call.query.cursor, scope, call.nowMs),
  });
  const [contracts] = await findAll(page.items.map(({ contractId }) => contractOf(party, contractId)));
  return {
    status: 200,
    body: {
      items: page.items.flatMap((deed, index) => {
        const contract = contracts[index];
        return contract ? [entryOf(deed, contract, call.nowMs)] : [];
      }),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});

function entryOf(deed: DeedItem, contract: ContractItem, nowMs: number): z.input<typeof RightsEntry> {
  const { contractId, number, campaignId, campaignTitle, brandName, influencerId, influencerName, terms } = deed;
  return {
    ...{ contractId, documentVersion: number, campaignId, campaignTitle, brandName, influencerId, influencerName },
    deliverables: terms.deliverables,
    rights: terms.rights ?? null,
    usageRights: terms.usageRights,
    exclusivity: terms.exclusivity ?? null,
    ...heldRights(terms, contract, nowMs),
  };
}
