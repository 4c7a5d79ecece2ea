import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fundEscrow, listLedgerChecks } from '#contract/areas/payments.ts';
import { type Change, create, update } from '#data/change.ts';
import { Workspaces } from '#data/workspace.ts';
import { handler as listing } from '#functions/ledger/list-checks.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { beginLedgerCheck, type LedgerCheckPosition } from '#runtime/money/check-ledger-part.ts';
import { postRelease, reserveRelease } from '#runtime/money/release-hold.ts';
import { callEndpoint, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { measuredBy } from '#testing/measured.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace } from '#testing/workspace.ts';
import { handler as checking } from './check-part.ts';
import { handler as recording } from './record-check.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();

beforeAll(() => void vi.stubEnv('AREA', 'money'));
afterAll(() => void vi.unstubAllEnvs());
beforeAll(async () => {
  await write(create(Workspaces, aWorkspace(1)), create(Workspaces, aWorkspace(2)));
  for (const count of [1, 2]) {
    const contracts = await putDeals(count, 2);
    const params = { campaignId: String(contracts[0]?.campaignId) };
    const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params, body: {} });
    await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
    for (const contract of contracts) {
      await reserveRelease(contract);
      const reserved = (await entries()).find(
        ({ kind, contractIds }) => kind === 'reserved' && (contractIds as string[])[0] === contract.contractId,
      );
      await postRelease(contract, String(reserved?.entryId), `tr_${contract.contractId}`);
    }
  }
});

const entries = async () => (await table.items()).filter(({ _et }) => _et === 'ledger_entry');

/** Goes through the whole ledger as the machine does. */
async function check(startedAtMs = 0): Promise<LedgerCheckPosition> {
  let position = beginLedgerCheck(startedAtMs);
  for (let turn = 0; position.phase !== 'done'; turn++) {
    expect(turn).toBeLessThan(20);
    position = (await checking(JSON.parse(JSON.stringify(position)))) as LedgerCheckPosition;
  }
  return position;
}

/** What the check says while an item is not what it was; afterwards it is again. */
async function checkWith(spoil: Change): Promise<LedgerCheckPosition['problems']> {
  const [before] = (await table.items()).filter(({ pk, sk }) => pk === spoil.key.pk && sk === spoil.key.sk);
  await write(spoil);
  const { problems } = await check();
  await write(
    before ? { kind: 'put', key: spoil.key, item: before, when: [] } : { kind: 'delete', key: spoil.key, when: [] },
  );
  return problems;
}

const keyOf = ({ pk, sk }: Record<string, unknown>) => ({ pk: String(pk), sk: String(sk) });

describe('the check of the whole ledger', () => {
  it('goes through every workspace, campaign and entry, finds nothing wrong, and adds the accounts up', async () => {
    const position = await check();
    expect(position).toMatchObject({ workspaceCount: 2, campaignCount: 2, entryCount: 10, problems: [] });
    const sums = Object.fromEntries(position.sums.map(({ account, amountMinor }) => [account, amountMinor]));
    expect(sums).toMatchObject({ hold: 0, reserved: 0, payable: 0, paid: 360_000, fees: 40_000 });
    expect(Object.values(sums).reduce((total, amountMinor) => total + amountMinor, 0)).toBe(0);
  });

  it.each<[string, (item: Record<string, unknown>) => Change, string]>([
    [
      'a changed amount',
      (item) => update(keyOf(item), { set: { lines: [{ account: 'fees', amountMinor: 1 }] } }, []),
      'does not say what it was written with',
    ],
    [
      'a cause that was changed',
      (item) => update(keyOf(item), { set: { action: 'Gift' } }, []),
      'does not say what it was written with',
    ],
    ['a missing entry', (item) => ({ kind: 'delete', key: keyOf(item), when: [] }), 'is missing from the ledger'],
    ['an entry that cannot be read', (item) => update(keyOf(item), { unset: ['lines'] }, []), 'cannot be read'],
  ])('names %s', async (_what, spoil, problem) => {
    const all = await entries();
    for (const item of [all.at(0), all.at(4), all.at(-1)]) {
      if (!item) throw new Error('There is no such entry.');
      const [first] = await checkWith(spoil(item));
      expect(first).toMatchObject({ entryId: item.entryId, problem: expect.stringContaining(problem) });
    }
  });

  it('names a copy of an entry under a key of its own', async () => {
    const [item] = await entries();
    if (!item) throw new Error('There is no entry.');
    const key = { pk: String(item.pk), sk: 'ENT#ent_ZZ' };
    const copy = { kind: 'put', key, item: { ...item, ...key }, when: [] } as const;
    expect(await checkWith(copy)).toEqual([expect.objectContaining({ entryId: 'ent_ZZ', problem: 'cannot be read' })]);
    const renamed = { ...copy, item: { ...copy.item, entryId: 'ent_ZZ' } };
    expect(await checkWith(renamed)).toEqual([
      expect.objectContaining({ entryId: 'ent_ZZ', problem: 'is in no chain of a hold or payment' }),
    ]);
  });

  it('names a projection that differs', async () => {
    const share = (await table.items()).find(({ _et }) => _et === 'ledger_share');
    if (!share) throw new Error('There is no share.');
    expect(await checkWith(update(keyOf(share), { set: { priceMinor: 1 } }, []))).toEqual([
      expect.objectContaining({ entryId: share.entryId, account: share.contractId }),
    ]);
  });

  it('is kept, measured, and shown to people of the platform, newest first', async () => {
    const [bad] = await entries();
    if (!bad) throw new Error('There is no entry.');
    const sound = await check(86_400_000);
    await write({ kind: 'delete', key: keyOf(bad), when: [] });
    const broken = await check(2 * 86_400_000);
    for (const position of [sound, broken, broken]) {
      const { measured } = await measuredBy(() => recording(position));
      expect(measured).toEqual([{ Stage: 'local', LedgerResidual: position.problemCount }]);
    }
    const { body } = await callEndpoint(listing, listLedgerChecks, { actor: testStaff() });
    expect(body.items).toMatchObject([
      {
        startedAt: '1970-01-03T00:00:00.000Z',
        problems: [{ entryId: bad.entryId, workspaceId: countedId('workspace', 1) }],
      },
      { startedAt: '1970-01-02T00:00:00.000Z', problemCount: 0, totals: [{ amountMinor: 0, currency: 'USD' }] },
    ]);
    for (const actor of [testMember(), testStaff('support')])
      expect((await callEndpoint(listing, listLedgerChecks, { actor })).status).toBe(403);
  });
});
