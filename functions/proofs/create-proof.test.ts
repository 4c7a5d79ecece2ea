import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { getContract } from '#contract/areas/contracts.ts';
import { fundEscrow } from '#contract/areas/payments.ts';
import { createProof, getProof, listProofKeys, lookUpProof, revokeProof } from '#contract/areas/proofs.ts';
import { replace } from '#data/change.ts';
import type { ContractItem } from '#data/contract.ts';
import { holdRef } from '#data/hold.ts';
import { SigningKeys, signingKeyRef } from '#data/proof.ts';
import { findOne } from '#data/read.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { moveHold } from '#runtime/money/move-hold.ts';
import { callEndpoint, type TestRequest, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestKeys } from '#testing/keys.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as creating } from './create-proof.ts';
import { handler as getting } from './get-proof.ts';
import { handler as listingKeys } from './list-keys.ts';
import { handler as lookingUp } from './look-up-proof.ts';
import { handler as revoking } from './revoke-proof.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
prepareTestKeys();
const DAY_MS = 86_400_000;
const finance = testMember(1, 'finance');

async function funded(count: number): Promise<ContractItem> {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { campaignId } = contract;
  const { body } = await callEndpoint(funding, fundEscrow, { actor: finance, params: { campaignId }, body: {} });
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  return contract;
}

/** The influencer of the contract of `putDeals(count)`. */
const creatorOf = (count: number) => testInfluencer(count * 10);
type Someone = ReturnType<typeof creatorOf> | typeof finance;
const prove = ({ contractId }: ContractItem, actor: Someone) =>
  callEndpoint(creating, createProof, { actor, params: { contractId } });
const revoke = ({ contractId }: ContractItem, actor: Someone) =>
  callEndpoint(revoking, revokeProof, { actor, params: { contractId } });
const look = (link: string) => callEndpoint(getting, getProof, { params: { proofId: link } });
const jwks = async () => (await callEndpoint(listingKeys, listProofKeys)).body.keys as Record<string, string>[];

/** Verifies a proof with nothing but what is public; answers its claims. */
async function verified(jws: string): Promise<Record<string, unknown> | undefined> {
  const [header = '', claims = '', signature = ''] = jws.split('.');
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  const { alg, kid } = decoded(header);
  const jwk = (await jwks()).find((one) => one.kid === kid);
  if (alg !== 'ES256' || !jwk) return undefined;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  const isGenuine = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  return isGenuine ? decoded(claims) : undefined;
}

async function moneyMoves(contract: ContractItem, status: HoldStatus): Promise<void> {
  const hold = await findOne(holdRef(contract.workspaceId, contract.campaignId, contract.contractId));
  if (!hold) throw new Error('The contract has no hold.');
  await write(...moveHold(hold, status));
}

describe('a proof of funds', () => {
  it('says without a log-in what is held, signed so that anyone can verify it by themselves', async () => {
    const contract = await funded(1);
    const made = await prove(contract, creatorOf(1));
    expect(made).toMatchObject({ status: 201, body: { path: `/proofs#${made.body.link}` } });
    const { status, body } = await look(made.body.link);
    expect(status).toBe(200);
    const held = await findOne(holdRef(contract.workspaceId, contract.campaignId, contract.contractId));
    const says = {
      amount: { amountMinor: 100_000, currency: 'USD' },
      brandName: 'Glow Labs',
      campaignTitle: contract.campaignTitle,
      contractHash: contract.termsHash,
      heldUntil: held?.heldUntil,
    };
    expect(body).toMatchObject({ ...says, now: { holds: true, state: 'held' } });
    expect(body.notPromised.join(' ')).toMatch(/does not promise that the money will be paid/);
    expect(await verified(body.signature.jws)).toMatchObject({ iss: 'Accord', jti: body.proofId, ...says });
    const [header, , signature] = body.signature.jws.split('.');
    const forged = Buffer.from(JSON.stringify({ ...says, amount: { amountMinor: 900_000, currency: 'USD' } }));
    expect(await verified([header, forged.toString('base64url'), signature].join('.'))).toBeUndefined();
    expect((await callEndpoint(lookingUp, lookUpProof, { body: { link: made.body.link } })).body).toMatchObject(says);
  });

  it('tells nothing of the influencer, and keeps of its 256-bit secret only the hash', async () => {
    const contract = await funded(2);
    const { body } = await prove(contract, creatorOf(2));
    const secret = body.link.split('.')[2];
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(await items())).not.toContain(secret);
    expect(JSON.stringify((await look(body.link)).body)).not.toMatch(/Mara|inf_|usr_/);
  });

  it.each<[HoldStatus, boolean, string]>([
    ['releasing', true, 'on_its_way'],
    ['released', false, 'paid'],
    ['refunding', false, 'going_back'],
    ['refunded', false, 'given_back'],
    ['disputed', false, 'frozen'],
  ])('of money that is %s says whether it holds now', async (status, holds, state) => {
    const count = 10 + ['releasing', 'released', 'refunding', 'refunded', 'disputed'].indexOf(status);
    const contract = await funded(count);
    const { body } = await prove(contract, creatorOf(count));
    await moneyMoves(contract, status);
    expect((await look(body.link)).body).toMatchObject({ amount: { amountMinor: 100_000 }, now: { holds, state } });
    expect(await prove(contract, creatorOf(count))).toMatchObject({
      status: 409,
      body: { code: 'contract_not_funded' },
    });
  });

  it('is refused before the money is held', async () => {
    const [contract] = (await putDeals(3)) as [ContractItem];
    expect(await prove(contract, creatorOf(3))).toMatchObject({ status: 409, body: { code: 'contract_not_funded' } });
  });

  it('is of one side: both may have one, a new one ends the old link, and each takes back its own', async () => {
    const contract = await funded(4);
    const seenBy = async (actor: Someone) =>
      (await callEndpoint(gettingContract, getContract, { actor, params: { contractId: contract.contractId } })).body
        .proofSharedAt;
    const brands = (await prove(contract, finance)).body.link;
    const first = (await prove(contract, creatorOf(4))).body.link;
    const second = (await prove(contract, creatorOf(4))).body.link;
    expect((await look(first)).body.code).toBe('proof_not_found');
    expect((await look(second)).status).toBe(200);
    expect(await seenBy(creatorOf(4))).not.toBeNull();
    expect((await revoke(contract, creatorOf(4))).status).toBe(200);
    expect((await look(second)).body.code).toBe('proof_not_found');
    expect(await seenBy(creatorOf(4))).toBeNull();
    expect((await look(brands)).status).toBe(200);
    expect(await seenBy(finance)).not.toBeNull();
    expect(await revoke(contract, creatorOf(4))).toMatchObject({ status: 404, body: { code: 'proof_not_found' } });
  });

  let wholeLink: string | undefined;
  it.each([
    ['mistyped', (link: string) => `${link.slice(0, -2)}AA`],
    ['cut off', (link: string) => link.slice(0, 50)],
    ['of another contract', (link: string) => link.replace(/ctr_[^.]+/, countedId('contract', 999))],
    ['of another workspace', (link: string) => link.replace(/wsp_[^.]+/, countedId('workspace', 2))],
    ['made up', () => 'nothing'],
  ])('answers a link that is %s as one that was never made', async (_case, bend) => {
    wholeLink ??= (await prove(await funded(5), creatorOf(5))).body.link as string;
    const { status, body } = await look(bend(wholeLink));
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'proof_not_found' });
    expect((await look(wholeLink)).status).toBe(200);
  });

  it('is for the two sides of the contract alone to make, and not for those who only look on', async () => {
    const contract = await funded(6);
    const { contractId } = contract;
    const ask = (request: TestRequest) => callEndpoint(creating, createProof, { ...request, params: { contractId } });
    for (const actor of [testMember(2), testInfluencer(999)])
      expect(await ask({ actor })).toMatchObject({ status: 404 });
    for (const actor of [testMember(1, 'viewer'), testMember(1, 'manager'), testStaff('support')])
      expect(await ask({ actor })).toMatchObject({ status: 403 });
    expect(await ask({})).toMatchObject({ status: 401 });
  });
});

describe('the keys of proofs', () => {
  it('are renewed after a year; earlier proofs stay verifiable', async () => {
    const contract = await funded(7);
    const before = (await prove(contract, creatorOf(7))).body.signature;
    const current = await findOne(signingKeyRef());
    if (!current) throw new Error('There is no signing key.');
    await write(replace(SigningKeys, current, { ...current, createdAt: isoOf(nowMs() - 366 * DAY_MS) }));
    const after = (await prove(contract, creatorOf(7))).body.signature;
    expect(after.keyId).not.toBe(before.keyId);
    for (const { jws } of [before, after]) expect(await verified(jws)).toMatchObject({ iss: 'Accord' });
  });

  it('show public parts only; the private one is stored wrapped', async () => {
    for (const jwk of await jwks())
      expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect(JSON.stringify(await items())).not.toContain('PRIVATE KEY');
  });

  it('are one when the first two proofs are made at once', async () => {
    const contract = await funded(8);
    const current = await findOne(signingKeyRef());
    if (current)
      await write({ kind: 'delete', key: SigningKeys.keyOf(current), when: [{ path: 'pk', is: 'present' }] });
    const made = await Promise.all([prove(contract, creatorOf(8)), prove(contract, finance)]);
    const keyIds = made.map(({ body }) => body.signature.keyId);
    expect(new Set(keyIds).size).toBe(1);
    for (const { body } of made) expect(await verified(body.signature.jws)).toBeDefined();
  });
});
