import { beforeAll, describe, expect, it } from 'vitest';
import { putDeal, putOffer, write } from '#testing/deal.ts';
import { allEntities } from '#testing/entities.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { create } from './change.ts';
import { keys } from './keys.ts';
import { RelationCheck } from './relation-check.ts';
import { RELATIONS, ROOTS } from './relations.ts';
import { Brands } from './workspace.ts';

type Item = Record<string, unknown>;

const testTable = prepareTestTable();
let items: Item[];

beforeAll(async () => {
  const { campaign, offer } = await putDeal(1);
  const { workspaceId, brandId } = campaign;
  await putOffer(offer);
  await write(
    create(Brands, {
      ...{ workspaceId, brandId, companyName: 'Glow Labs', industry: 'Beauty', clientName: null, archivedAt: null },
      contactInfo: { name: 'Nora', email: 'nora@glow.example' },
      version: 1,
      updatedAt: '2026-11-01T00:00:00.000Z',
    }),
  );
  items = [
    ...(await testTable.items()),
    { ...keys.user(countedId('user', 1001)), _et: 'user' },
    { ...keys.workspace(workspaceId), _et: 'workspace' },
  ];
});

function problemsOf(checked: readonly Item[]) {
  const check = new RelationCheck();
  for (const item of checked) check.take(item);
  return check.finish().problems.map(({ kind, problem }) => `${kind} ${problem}`);
}

/** The items as they are when one kind of them is gone. */
const without = (kind: string) => items.filter((item) => item._et !== kind);

describe('what belongs to what', () => {
  it('is said of every kind of item there is, once', async () => {
    const named = (await allEntities()).map(({ name }) => name);
    const told = [...RELATIONS.map(({ name }) => name), ...ROOTS];
    expect(named.filter((name) => !told.includes(name))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
    expect(named.length).toBeGreaterThan(70);
  });

  it('holds for a deal as it is made, in whatever order it is read', () => {
    expect(problemsOf(items)).toEqual([]);
    expect(problemsOf([...items].reverse())).toEqual([]);
  });

  it.each([
    ['campaign', ['budget', 'contract', 'contract_copy', 'listing', 'offer', 'offer_copy']],
    ['offer', ['contract', 'contract_copy', 'offer_version', 'offer_version_copy']],
    ['contract', ['hold', 'piece']],
    ['hold', ['contract', 'contract_copy']],
    ['influencer', ['contract', 'contract_copy', 'offer', 'offer_copy']],
    ['brand', ['campaign']],
    ['workspace', ['brand', 'campaign']],
    ['user', ['influencer']],
  ])('names all that is left without its %s', (kind, orphans) => {
    const left = problemsOf(without(kind)).filter((line) => line.includes(` belongs to the ${kind} `));
    expect([...new Set(left.map((line) => line.split(' ')[0]))].sort()).toEqual(orphans);
  });

  it('names a deal that only one side has', () => {
    expect(problemsOf(without('contract_copy'))).toContain('contract has no other side');
    expect(problemsOf(without('offer_version'))).toContain('offer_version_copy has no other side');
  });

  it('names a deal of which the two sides have something else', () => {
    const edited = items.map((item) => (item._et === 'offer_copy' ? { ...item, influencerName: 'Another' } : item));
    expect(problemsOf(edited)).toEqual([expect.stringMatching(/^offer(_copy)? says something else than /)]);
  });

  it('names what it cannot read and what it does not know', () => {
    const odd = { pk: 'X', sk: 'Y', _et: 'oddity' };
    const broken = items.map((item) => (item._et === 'listing' ? { ...item, title: 7 } : item));
    expect(problemsOf([...broken, odd])).toEqual([
      'listing is not as its kind has to be',
      'oddity is of no kind that is known',
    ]);
  });
});
