import { describe, expect, it } from 'vitest';
import { editHold, type HoldItem, holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { aCampaign, anOffer, putContract, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { confirmTransfer } from './release-hold.ts';

prepareTestTable();

const holdOf = async ({
  workspaceId,
  campaignId,
  contractId,
}: Pick<HoldItem, 'workspaceId' | 'campaignId' | 'contractId'>) =>
  (await findOne(holdRef(workspaceId, campaignId, contractId))) as HoldItem;

describe('the provider’s word that a transfer exists', () => {
  it('is noted once on the hold that reserved it', async () => {
    const contract = await putContract(1, anOffer(1, await putOpenCampaign(aCampaign(1))));
    const entryId = countedId('entry', 1);
    await write(editHold(await holdOf(contract), { status: 'released', transferEntryId: entryId }));
    await confirmTransfer(contract, entryId);
    const noted = await holdOf(contract);
    expect(noted.transferConfirmedAt).toBeTypeOf('string');
    await confirmTransfer(contract, entryId);
    expect(await holdOf(contract)).toEqual(noted);
  });

  it('stops for a person when no hold stands for it', async () => {
    const contract = await putContract(2, anOffer(2, await putOpenCampaign(aCampaign(2))));
    await expect(confirmTransfer(contract, countedId('entry', 2))).rejects.toThrow(/a person must look/);
  });
});
