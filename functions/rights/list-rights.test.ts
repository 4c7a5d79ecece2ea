import { afterEach, describe, expect, it, vi } from 'vitest';
import { counterOffer, createOffer } from '#contract/areas/offers.ts';
import { listRights } from '#contract/areas/rights.ts';
import type { ContractItem } from '#data/contract.ts';
import { updateContract } from '#data/contract.ts';
import { deedRef, writeDeed } from '#data/deed.ts';
import { findOne } from '#data/read.ts';
import { msOfDay } from '#domain/day.ts';
import { agreedDeed, factsOfOffer } from '#domain/deed.ts';
import type { UsageRights } from '#domain/usage-rights.ts';
import { handler as countering } from '#functions/offers/counter-offer.ts';
import { handler as offering } from '#functions/offers/create-offer.ts';
import { handler as reminding } from '#functions/schedules/remind-of-deadlines.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import {
  aCampaign,
  anOffer,
  aProfile,
  putContract,
  putOffer,
  putOpenCampaign,
  putProfile,
  write,
} from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as listing } from './list-rights.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
prepareTestFees();
afterEach(() => void vi.useRealTimers());

const DAY_MS = 86_400_000;
const DUE_ON = '2027-03-01';
const USUAL: UsageRights = {
  channels: ['brand_social'],
  territories: ['DE'],
  termDays: 90,
  paidAds: true,
  whitelisting: false,
};

/** A contract of workspace `workspace` and test influencer `count` whose content is live and paid for. */
async function agreed(count: number, rights: UsageRights | undefined, workspace = 1): Promise<ContractItem> {
  const offer = anOffer(count, await putOpenCampaign(aCampaign(count, {}, workspace)));
  Object.assign(offer.current.terms, { dueOn: DUE_ON, rights });
  await putOffer(offer);
  const contract = await putContract(count, offer, { fundingStatus: 'released', approvedCount: 2, liveCount: 2 });
  const { contractId } = contract;
  const deed = agreedDeed(factsOfOffer(offer), { contractId, agreedAt: contract.createdAt, hash: sha256Hex });
  await write(...writeDeed(undefined, deed));
  return contract;
}

type Who = ReturnType<typeof testMember> | ReturnType<typeof testInfluencer>;
const list = async (actor: Who, query = {}) => (await callEndpoint(listing, listRights, { actor, query })).body;
const on = (day: string, hours = 12) => vi.useFakeTimers({ now: msOfDay(day) + hours * 3_600_000, toFake: ['Date'] });
const told = async (contractId: string) =>
  (await items())
    .filter(({ type, aggregateId }) => type === 'RightsEnding' && aggregateId === contractId)
    .map(({ data }) => (data as { daysLeft: number }).daysLeft)
    .sort((a, b) => b - a);

describe('GET /rights', () => {
  it('says what a workspace holds and until when, what ends first before the others', async () => {
    const perpetual = await agreed(1, { ...USUAL, termDays: null }, 5);
    const short = await agreed(2, USUAL, 5);
    const inWords = await agreed(3, undefined, 5);
    on('2027-05-10');
    const { items: shown } = await list(testMember(5));
    expect(shown.map((one: { contractId: string }) => one.contractId)[0]).toBe(short.contractId);
    expect(shown).toHaveLength(3);
    expect(shown[0]).toMatchObject({
      ...{ documentVersion: 1, rights: USUAL, startsOn: DUE_ON, endsOn: '2027-05-30', daysLeft: 21, state: 'expiring' },
    });
    const of = (contractId: string) => shown.find((one: { contractId: string }) => one.contractId === contractId);
    expect(of(perpetual.contractId)).toMatchObject({ endsOn: null, state: 'running' });
    expect(of(inWords.contractId)).toMatchObject({ rights: null, usageRights: 'Organic use for six months.' });
    expect((await list(testInfluencer(2))).items).toEqual([shown[0]]);
    const first = await list(testMember(5), { limit: '1' });
    expect(first.items).toEqual([shown[0]]);
    expect((await list(testMember(5), { limit: '5', cursor: first.nextCursor })).items).toHaveLength(2);
    expect((await list(testMember(6))).items).toEqual([]);
  });

  it('shows as void what the money of went back', async () => {
    const contract = await agreed(4, USUAL);
    await write(...updateContract(contract, { set: { fundingStatus: 'refunded' } }));
    on('2027-03-10');
    expect((await list(testInfluencer(4))).items).toMatchObject([{ state: 'void' }]);
  });
});

describe('the daily reminder', () => {
  it('tells both sides 30 and 7 days before rights end, once each, and nothing of rights that came to nothing', async () => {
    const contract = await agreed(10, USUAL);
    const refunded = await agreed(11, USUAL);
    await agreed(12, { ...USUAL, termDays: null });
    await write(...updateContract(refunded, { set: { fundingStatus: 'refunded' } }));
    for (const day of [
      '2027-04-30',
      '2027-05-01',
      '2027-05-02',
      '2027-05-24',
      '2027-05-25',
      '2027-05-30',
      '2027-05-31',
    ]) {
      on(day, 14);
      await reminding();
    }
    expect(await told(contract.contractId)).toEqual([30, 7]);
    expect(await told(refunded.contractId)).toEqual([]);
    expect((await findOne(deedRef(contract, contract.contractId, 1)))?.remindedDays).toBe(7);
  });

  it('says nothing of a version that a later one took the place of', async () => {
    const { workspaceId, contractId } = await agreed(13, USUAL);
    const deed = await findOne(deedRef({ workspaceId }, contractId, 1));
    if (deed) await write(...writeDeed(deed, { ...deed, isSuperseded: true }));
    on('2027-05-20');
    await reminding();
    expect(await told(contractId)).toEqual([]);
    expect((await list(testInfluencer(13))).items).toEqual([]);
  });
});

describe('asking for an extension', () => {
  const offer = (count: number, edit: object) =>
    callEndpoint(offering, createOffer, {
      actor: testMember(),
      params: { campaignId: countedId('campaign', count) },
      body: {
        influencerId: countedId('influencer', count),
        price: { amountMinor: 20_000, currency: 'USD' },
        deliverables: [],
        dueOn: new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10),
        revisionRounds: 0,
        rights: { ...USUAL, termDays: 180 },
        ...edit,
      },
    });

  it('is an offer without new content that names the contract it goes on from', async () => {
    await putProfile(aProfile(20));
    const { contractId } = await agreed(20, USUAL);
    await write({
      kind: 'delete',
      key: { pk: `INF#${countedId('influencer', 20)}`, sk: `LIVEOFFER#${countedId('campaign', 20)}` },
      when: [],
    });
    const sent = await offer(20, { extends: contractId });
    expect(sent).toMatchObject({ status: 201, body: { terms: { extends: contractId, deliverables: [] } } });
    const { terms, offerId } = sent.body;
    const counter = (edit: object) =>
      callEndpoint(countering, counterOffer, {
        actor: testInfluencer(20),
        params: { offerId },
        body: { ...terms, version: 1, expiresInDays: 7, ...edit },
      });
    expect((await counter({ extends: undefined })).body.issues).toMatchObject([
      { path: 'deliverables' },
      { path: 'extends' },
    ]);
    expect(await counter({ price: { amountMinor: 30_000, currency: 'USD' } })).toMatchObject({
      status: 200,
      body: { terms: { extends: contractId } },
    });
  });

  it('refuses another’s contract, rights in words alone, and nothing to do at all', async () => {
    await putProfile(aProfile(21));
    const { contractId } = await agreed(21, USUAL);
    const others = await agreed(22, USUAL);
    const paths = async (edit: object) => (await offer(21, edit)).body.issues.map(({ path }: { path: string }) => path);
    expect(await paths({ extends: others.contractId })).toEqual(['extends']);
    expect(await paths({ extends: countedId('contract', 999) })).toEqual(['extends']);
    expect(await paths({ extends: contractId, rights: undefined, usageRights: 'As before.' })).toEqual(['rights']);
    expect(await paths({})).toEqual(['deliverables']);
  });
});
