import { describe, expect, it } from 'vitest';
import { answerAmendment, getAmendment, proposeAmendment } from '#contract/areas/amendments.ts';
import { getContract } from '#contract/areas/contracts.ts';
import { getDeed, signDeed } from '#contract/areas/deeds.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { deedRef, writeDeed } from '#data/deed.ts';
import { holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { agreedDeed, factsOfOffer } from '#domain/deed.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as answering } from './answer-amendment.ts';
import { handler as getting } from './get-amendment.ts';
import { handler as reading } from './get-deed.ts';
import { handler as proposing } from './propose-amendment.ts';
import { handler as signing } from './sign-deed.ts';

const { items } = prepareTestTable();
const brand = testMember();
type Who = ReturnType<typeof testMember> | ReturnType<typeof testInfluencer>;

/** A contract of test influencer `count` with its first version, signed by the brand. */
async function agreed(count: number, edit: Partial<ContractItem> = {}): Promise<ContractItem> {
  const offer = await putOffer(anOffer(count, await putOpenCampaign(aCampaign(count))));
  const contract = await putContract(count, offer, edit);
  const { contractId, createdAt: agreedAt } = contract;
  await write(...writeDeed(undefined, agreedDeed(factsOfOffer(offer), { contractId, agreedAt, hash: sha256Hex })));
  return contract;
}
const propose = (actor: Who, { contractId }: { contractId: string }, edit: object) =>
  callEndpoint(proposing, proposeAmendment, { actor, params: { contractId }, body: { version: 1, ...edit } });
const answer = (actor: Who, { contractId }: { contractId: string }, body: object) =>
  callEndpoint(answering, answerAmendment, { actor, params: { contractId }, body: { version: 2, ...body } });
const deedOf = async (actor: Who, contractId: string, query = {}) =>
  (await callEndpoint(reading, getDeed, { actor, params: { contractId }, query })).body;
const sign = (actor: Who, contractId: string, body: object) =>
  callEndpoint(signing, signDeed, { actor, params: { contractId }, body: { fullName: 'Ada Winter', ...body } });
const later = ({ terms }: ContractItem, days: number) =>
  new Date(Date.parse(terms.dueOn) + days * 86_400_000).toISOString().slice(0, 10);

describe('changing a running contract', () => {
  it('takes effect once the other side accepts: next version with its own text and hash, money and contract alike', async () => {
    const contract = await agreed(1);
    const { contractId, workspaceId, campaignId } = contract;
    const first = await deedOf(brand, contractId);
    await sign(brand, contractId, { version: 1, documentHash: first.documentHash });
    const dueOn = later(contract, 5);
    const proposed = await propose(testInfluencer(1), contract, {
      dueOn,
      revisionRounds: 3,
      message: 'The serum is late.',
    });
    expect(proposed).toMatchObject({
      status: 201,
      body: {
        amendment: { version: 2, status: 'open', proposedBy: 'influencer', terms: { dueOn, revisionRounds: 3 } },
      },
    });
    expect((await deedOf(brand, contractId)).version).toBe(1);
    expect(await answer(brand, contract, { answer: 'accept' })).toMatchObject({
      body: { amendment: { status: 'accepted' } },
    });

    const next = await deedOf(testInfluencer(1), contractId);
    expect(next).toMatchObject({ version: 2, signatures: [], terms: { dueOn, revisionRounds: 3 } });
    expect(
      next.versions.map(({ version, signedBy }: { version: number; signedBy: string[] }) => [version, signedBy]),
    ).toEqual([
      [1, ['brand']],
      [2, []],
    ]);
    expect(next.documentHash).not.toBe(first.documentHash);
    expect(next.text).toContain('both sides agreed to it in place of version 1');
    expect((await deedOf(brand, contractId, { version: '1' })).text).toBe(first.text);
    const shown = (await callEndpoint(gettingContract, getContract, { actor: brand, params: { contractId } })).body;
    expect(shown).toMatchObject({ terms: { dueOn }, acceptances: [{ side: 'influencer' }, { side: 'brand' }] });
    expect(shown.termsHash).not.toBe(contract.termsHash);
    expect(await findOne(holdRef(workspaceId, campaignId, contractId))).toMatchObject({ dueOn, status: 'unfunded' });
    expect(await sign(brand, contractId, { version: 1, documentHash: first.documentHash })).toMatchObject({
      body: { code: 'document_changed' },
    });
    expect(await sign(brand, contractId, { version: 2, documentHash: next.documentHash })).toMatchObject({
      status: 200,
    });
    expect(await findOne(deedRef({ workspaceId }, contractId, 1))).toMatchObject({ isSuperseded: true });
    const types = (await items()).filter(({ aggregateId }) => aggregateId === contractId).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['AmendmentProposed', 'ContractAmended']));
  });

  it('adds and takes away what may be absent, and goes on from version to version', async () => {
    const contract = await agreed(2);
    const exclusivity = { category: 'skin care', days: 30 };
    await propose(brand, contract, { exclusivity, reviewDays: 5 });
    await answer(testInfluencer(2), contract, { answer: 'accept' });
    expect((await deedOf(brand, contract.contractId)).terms).toMatchObject({ exclusivity, reviewDays: 5 });
    const again = await propose(brand, contract, { version: 2, exclusivity: null, reviewDays: null });
    expect(again).toMatchObject({ status: 201, body: { amendment: { version: 3 } } });
    await answer(testInfluencer(2), contract, { version: 3, answer: 'accept' });
    const { terms, version } = await deedOf(brand, contract.contractId);
    expect([version, terms.exclusivity, terms.reviewDays]).toEqual([3, undefined, undefined]);
  });

  it('leaves the contract as it is when it is declined or withdrawn', async () => {
    const contract = await agreed(3);
    const { contractId } = contract;
    await propose(brand, contract, { revisionRounds: 5 });
    expect(await propose(testInfluencer(3), contract, { revisionRounds: 4 })).toMatchObject({
      body: { code: 'amendment_open' },
    });
    expect(await answer(testInfluencer(3), contract, { answer: 'decline', reason: 'Too many.' })).toMatchObject({
      body: { amendment: { status: 'declined', reason: 'Too many.' } },
    });
    await propose(brand, contract, { revisionRounds: 4 });
    expect(await answer(brand, contract, { answer: 'withdraw' })).toMatchObject({ status: 200 });
    expect(await answer(testInfluencer(3), contract, { answer: 'accept' })).toMatchObject({
      body: { code: 'amendment_not_open' },
    });
    expect(await deedOf(brand, contractId)).toMatchObject({ version: 1, terms: { revisionRounds: 1 } });
  });
});

describe('a change is refused', () => {
  const code = async (actor: Who, contract: ContractItem, edit: object) =>
    (await propose(actor, contract, edit)).body.code;

  it('of the price, before and after it is held', async () => {
    const price = { amountMinor: 120_000, currency: 'USD' };
    expect(await code(brand, await agreed(10), { price })).toBe('price_is_fixed');
    expect(await code(brand, await agreed(11, { fundingStatus: 'funded' }), { price })).toBe('price_is_fixed');
  });

  it('of a contract that is over, by another version than the newest, and to nothing else', async () => {
    expect(await code(brand, await agreed(12, { fundingStatus: 'released' }), { revisionRounds: 3 })).toBe(
      'contract_over',
    );
    const contract = await agreed(13);
    expect(await code(brand, contract, { version: 2, revisionRounds: 3 })).toBe('document_changed');
    expect(await code(brand, contract, { revisionRounds: 1 })).toBe('validation_failed');
    expect(await code(brand, contract, { milestones: [{ number: 2, dueOn: contract.terms.dueOn }] })).toBe(
      'validation_failed',
    );
  });

  it('of days for which the money may not be held', async () => {
    const heldUntil = new Date(Date.now() + 80 * 86_400_000).toISOString();
    const contract = await agreed(14, { fundingStatus: 'funded', heldUntil });
    const refused = await propose(brand, contract, { dueOn: later(contract, 30) });
    expect(refused).toMatchObject({
      body: { issues: [{ path: 'dueOn', message: expect.stringContaining(heldUntil.slice(0, 10)) }] },
    });
    expect(await propose(brand, contract, { dueOn: later(contract, 5) })).toMatchObject({ status: 201 });
  });

  it('by the side that proposed it, by who may not bind a side, and once the contract has ended', async () => {
    const contract = await agreed(15);
    expect(await code({ ...brand, role: 'finance' }, contract, { revisionRounds: 2 })).toBe('not_allowed');
    await propose(brand, contract, { revisionRounds: 2 });
    for (const [actor, given] of [
      [brand, 'accept'],
      [brand, 'decline'],
      [testInfluencer(15), 'withdraw'],
    ] as const)
      expect(await answer(actor, contract, { answer: given })).toMatchObject({ body: { code: 'amendment_not_yours' } });
    expect(await answer(testInfluencer(16), contract, { answer: 'accept' })).toMatchObject({ status: 404 });
    await write(...updateContract(contract, { set: { fundingStatus: 'cancelled' } }));
    expect(await answer(testInfluencer(15), contract, { answer: 'accept' })).toMatchObject({
      body: { code: 'contract_over' },
    });
    expect(await answer(testInfluencer(15), contract, { answer: 'decline' })).toMatchObject({ status: 200 });
  });

  it('where there is none to answer, and shows that', async () => {
    const contract = await agreed(17);
    expect(await answer(brand, contract, { answer: 'accept' })).toMatchObject({ body: { code: 'amendment_not_open' } });
    const get = (actor: Who) =>
      callEndpoint(getting, getAmendment, { actor, params: { contractId: contract.contractId } });
    expect(await get(brand)).toMatchObject({ status: 200, body: { amendment: null } });
    expect(await get(testMember(2))).toMatchObject({ status: 404 });
  });
});
