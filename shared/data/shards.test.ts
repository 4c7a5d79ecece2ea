import { expect, it } from 'vitest';
import { planPosted } from '#domain/ledger.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { aPendingDeal, openCampaign } from '#testing/open-contracts.ts';
import { prepareTestTable } from '#testing/table.ts';
import { create } from './change.ts';
import { Holds, listHeld } from './hold.ts';
import { HELD_SHARDS, LEDGER_DAY_SHARDS } from './keys.ts';
import { listEntriesOn, recordEntry } from './ledger.ts';

const { items } = prepareTestTable();
const DAY = '2026-11-12';
/** When the nth of them was written: the later ones first. */
const writtenAt = (count: number) => `${DAY}T00:00:${String(60 - count).padStart(2, '0')}.000Z`;
const { campaign } = openCampaign(1);
const holds = Array.from({ length: 24 }, (_, index) => ({
  ...aPendingDeal(1 + index, campaign).hold,
  ...{ status: 'funded' as const, workspaceId: countedId('workspace', 1 + (index % 2)) },
}));
const partitionsOf = async (name: string) =>
  new Set((await items()).filter(({ _et }) => _et === name).map(({ gsi3pk }) => gsi3pk));

it('money that is held lies in several partitions, and is found in all of them, of one workspace or of every one', async () => {
  await write(...holds.map((hold) => create(Holds, hold)));
  expect((await partitionsOf('hold')).size).toBe(HELD_SHARDS);
  const held = async (workspaceId?: string) => (await listHeld(workspaceId)).map(({ contractId }) => contractId).sort();
  expect(await held()).toEqual(holds.map(({ contractId }) => contractId).sort());
  expect(await held(countedId('workspace', 2))).toEqual(
    holds.flatMap(({ contractId, workspaceId }) => (workspaceId === countedId('workspace', 2) ? [contractId] : [])),
  );
});

it('the entries of a day lie in several partitions, and are read in the order in which they were written', async () => {
  for (const [index, { contractId, influencerId, currency, priceMinor, feeMinor, workspaceId }] of holds.entries()) {
    const party = { contractId, influencerId, priceMinor, feeMinor };
    const entry = planPosted(countedId('entry', 1 + index), { ...party, currency });
    const { changes } = recordEntry(entry, {
      ...{ workspaceId, campaignId: campaign.campaignId, paymentId: countedId('payment', 1) },
      ...{ occurredAt: writtenAt(1 + index), eventId: countedId('event', 1), action: 'PaymentReleased' },
      ...{ parties: [party], hash: sha256Hex, chains: { [contractId]: undefined } },
    });
    await write(...changes);
  }
  expect((await partitionsOf('ledger_entry')).size).toBe(LEDGER_DAY_SHARDS);
  const instants = holds.map((_, index) => writtenAt(1 + index)).sort();
  expect((await listEntriesOn(DAY)).map(({ occurredAt }) => occurredAt)).toEqual(instants);
  expect(await listEntriesOn(DAY, instants[20])).toHaveLength(4);
  expect(await listEntriesOn('2026-11-13')).toEqual([]);
});
