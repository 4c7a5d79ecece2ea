import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyToCampaign, getOpenCampaign } from '#contract/areas/applications.ts';
import { cancelContract } from '#contract/areas/contracts.ts';
import { changePlaces, getPlaces } from '#contract/areas/lifecycle.ts';
import { acceptOffer, createOffer } from '#contract/areas/offers.ts';
import { campaignRef } from '#data/campaign.ts';
import { update } from '#data/change.ts';
import { type ContractItem, contractRef, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { takePiece } from '#data/piece.ts';
import { findOne } from '#data/read.ts';
import { handler as applying } from '#functions/applications/apply-to-campaign.ts';
import { handler as changing } from '#functions/campaigns/change-places.ts';
import { handler as reading } from '#functions/campaigns/get-places.ts';
import { handler as cancelling } from '#functions/contracts/cancel-contract.ts';
import { handler as gettingOpen } from '#functions/influencers/get-open-campaign.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { cancelOverlaps } from '#testing/conflicts.ts';
import { aCampaign, anOffer, aProfile, putOffer, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as accepting } from './accept-offer.ts';
import { handler as offering } from './create-offer.ts';

const { access } = prepareTestTable();
prepareTestSecrets();
prepareTestFees();

const brand = testMember();
const budget = {
  min: { amountMinor: 1, currency: 'USD' as const },
  max: { amountMinor: 90_000_000, currency: 'USD' as const },
};
/** Campaign `count`, which takes so many influencers. */
const open = (count: number, places: number | null) =>
  putOpenCampaign(aCampaign(count, { budget, applying: { until: null, questions: [], places } }));
const on = (count: number) => ({ actor: brand, params: { campaignId: countedId('campaign', count) } });
const placesOf = async (count: number) => (await callEndpoint(reading, getPlaces, on(count))).body;
const accept = (count: number) =>
  callEndpoint(accepting, acceptOffer, {
    ...{ actor: testInfluencer(count), params: { offerId: countedId('offer', count) }, body: { version: 1 } },
  });
const change = (count: number, places: number | null, version = 2) =>
  callEndpoint(changing, changePlaces, { ...on(count), body: { version, places } });
const cancel = (contractId: string, version = 1) =>
  callEndpoint(cancelling, cancelContract, { actor: brand, params: { contractId }, body: { version } });
const toldOf = (answers: { status: number; body: { code?: string } }[]) =>
  answers.map(({ status, body }) => body.code ?? status).sort();

/** Offers to so many influencers, from that one on. */
async function offerTo(campaign: Awaited<ReturnType<typeof open>>, from: number, count: number): Promise<number[]> {
  const counts = Array.from({ length: count }, (_, index) => from + index);
  await Promise.all(counts.map((one) => putOffer(anOffer(one, campaign))));
  return counts;
}

describe('a campaign that takes so many influencers', () => {
  it('makes no more contracts than it has places, however many accept at once, and says what helps', async () => {
    const counts = await offerTo(await open(1, 3), 100, 30);
    const answers = await Promise.all(counts.map(accept));
    expect(toldOf(answers)).toEqual([...Array(3).fill(200), ...Array(27).fill('campaign_full')]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.title).toMatch(/raise their number.*waiting list/);
    expect(await placesOf(1)).toEqual({ places: 3, takenCount: 3, isFull: true, version: 2 });
  });

  it('keeps that promise when the table cancels whatever overlaps', async () => {
    const counts = await offerTo(await open(2, 3), 200, 30);
    const { cancelled } = cancelOverlaps(access());
    const answers = await Promise.all(counts.map(accept));
    access().document.middlewareStack.remove('cancelOverlaps');
    expect(cancelled()).toBeGreaterThan(10);
    expect(toldOf(answers)).toEqual([...Array(3).fill(200), ...Array(27).fill('campaign_full')]);
  });

  it('never has more contracts than places, whatever is accepted, cancelled, raised and lowered at once', async () => {
    let [campaignCount, first] = [30, 3000];
    const acts = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant({ do: 'accept' as const, places: 0 }) },
        { weight: 2, arbitrary: fc.constant({ do: 'cancel' as const, places: 0 }) },
        {
          weight: 1,
          arbitrary: fc.record({ do: fc.constant('change' as const), places: fc.integer({ min: 1, max: 5 }) }),
        },
      ),
      { minLength: 4, maxLength: 16 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        [campaignCount, first] = [campaignCount + 1, first + 50];
        const offers = await offerTo(await open(campaignCount, 2), first, 20);
        const standing: string[] = [];
        // Four at a time, in whatever order the table takes them.
        for (let at = 0; at < all.length; at += 4) {
          const before = await placesOf(campaignCount);
          const version =
            (await findOne(campaignRef(brand.workspaceId, countedId('campaign', campaignCount))))?.version ?? 0;
          const toCancel = standing.splice(0, all.slice(at, at + 4).filter(({ do: what }) => what === 'cancel').length);
          const answers = await Promise.all(
            all.slice(at, at + 4).map(({ do: what, places }) => {
              if (what === 'change') return change(campaignCount, places, version);
              if (what === 'accept') return accept(offers.shift() ?? 0);
              const contractId = toCancel.pop();
              return contractId ? cancel(contractId) : undefined;
            }),
          );
          standing.push(
            ...answers.flatMap((answer) =>
              answer?.body.contractId && answer.status === 200 ? [answer.body.contractId] : [],
            ),
          );
          const after = await placesOf(campaignCount);
          expect(after.takenCount, JSON.stringify({ before, after })).toBe(standing.length);
          expect(after.takenCount).toBeLessThanOrEqual(after.places);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('has as many as its budget reaches for where it says none, and counts them all the same', async () => {
    const counts = await offerTo(await open(3, null), 300, 4);
    expect(toldOf(await Promise.all(counts.map(accept)))).toEqual([200, 200, 200, 200]);
    expect(await placesOf(3)).toEqual({ places: null, takenCount: 4, isFull: false, version: 2 });
    expect(await change(3, 3)).toMatchObject({ status: 409, body: { code: 'places_below_taken' } });
    expect(await change(3, 4)).toMatchObject({ status: 200, body: { applying: { places: 4 } } });
    await offerTo(aCampaign(3, { budget }), 310, 1);
    expect(await accept(310)).toMatchObject({ body: { code: 'campaign_full' } });
  });

  it('takes one more when its number is raised, which influencers see', async () => {
    const counts = await offerTo(await open(4, 1), 400, 2);
    expect(toldOf([await accept(counts[0] as number), await accept(counts[1] as number)])).toEqual([
      200,
      'campaign_full',
    ]);
    expect(await change(4, 2, 1)).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
    expect(await change(4, 2)).toMatchObject({ status: 200, body: { applying: { places: 2 }, version: 3 } });
    const seen = await callEndpoint(gettingOpen, getOpenCampaign, { ...on(4), actor: testInfluencer(401) });
    expect(seen.body).toMatchObject({ applying: { places: 2 }, takenCount: 1, isFull: false });
    expect(await accept(counts[1] as number)).toMatchObject({ status: 200 });
    expect(await change(4, null, 3)).toMatchObject({ status: 200, body: { applying: { places: null } } });
  });

  it('puts on the waiting list who applies while it is full, and offers to nobody', async () => {
    const [count = 0] = await offerTo(await open(5, 1), 500, 1);
    await accept(count);
    await putProfile(aProfile(501));
    await putPerson(countedId('user', 1501), 'mara501@example.com');
    const applied = await callEndpoint(applying, applyToCampaign, {
      ...{ ...on(5), actor: testInfluencer(501), body: { proposalDetails: 'One reel.' } },
    });
    expect(applied).toMatchObject({ status: 201, body: { status: 'waitlisted', decidedAt: null } });
    const seen = await callEndpoint(gettingOpen, getOpenCampaign, { ...on(5), actor: testInfluencer(501) });
    expect(seen.body).toMatchObject({ takenCount: 1, isFull: true, application: { status: 'waitlisted' } });
    const body = { ...samples['offers.create-offer'], influencerId: countedId('influencer', 501) };
    expect(await callEndpoint(offering, createOffer, { ...on(5), body })).toMatchObject({
      body: { code: 'campaign_full' },
    });
  });
});

describe('a contract that ends', () => {
  const made = async (count: number) => {
    const [offer = 0] = await offerTo(await open(count, 1), count * 100, 1);
    const contract = await findOne(contractRef(brand.workspaceId, (await accept(offer)).body.contractId));
    if (!contract) throw new Error('no contract was made');
    return contract;
  };

  it('gives its place back when nothing was handed in, paid in or not', async () => {
    const unpaid = await made(10);
    expect(await cancel(unpaid.contractId)).toMatchObject({ status: 202 });
    expect(await placesOf(10)).toEqual({ places: 1, takenCount: 0, isFull: false, version: 2 });
    expect(await cancel(unpaid.contractId, 2)).toMatchObject({ body: { code: 'contract_cancelled' } });
    expect((await placesOf(10)).takenCount, 'once').toBe(0);
    const paid = await made(11);
    await fund(paid);
    expect(await cancel(paid.contractId, 2)).toMatchObject({ status: 202 });
    expect((await placesOf(11)).takenCount).toBe(0);
  });

  it('keeps it when something was', async () => {
    const contract = await made(12);
    await fund(contract);
    await write(takePiece({ ...contract, deliverableId: 'reels' }, 2));
    const { contractId, influencerId } = contract;
    const out = await callEndpoint(cancelling, cancelContract, {
      ...{ actor: { ...testInfluencer(1), influencerId }, params: { contractId }, body: { version: 2 } },
    });
    expect(out).toMatchObject({ status: 202 });
    expect(await placesOf(12)).toEqual({ places: 1, takenCount: 1, isFull: true, version: 2 });
  });
});

/** The money of a contract is held. */
async function fund(contract: ContractItem): Promise<void> {
  const { workspaceId, campaignId, contractId } = contract;
  await write(
    update(keys.hold(workspaceId, campaignId, contractId), { set: { status: 'funded' }, add: { version: 1 } }, []),
    ...updateContract(contract, { set: { fundingStatus: 'funded' } }),
  );
}
