import { describe, expect, it } from 'vitest';
import { getTaxData, putTaxData } from '#contract/areas/invoices.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestVies } from '#testing/vies.ts';
import { handler as get } from './get-tax-data.ts';
import { handler as put } from './put-tax-data.ts';

const { items } = prepareTestTable();
prepareTestVies();
const place = { legalName: 'Mara Muster', street: 'Lindenweg 4', postalCode: '04109', city: 'Leipzig' };
const tax = { ...place, country: 'DE', number: 'de 123.456.789' };

describe('the tax data of an influencer', () => {
  it('is empty before it is set, then what was set with a plain number, and can be taken away', async () => {
    const actor = testInfluencer();
    const read = async (who = actor) => (await callEndpoint(get, getTaxData, { actor: who })).body;
    expect(await read()).toEqual({ tax: null, vatCheck: null, version: 0, updatedAt: null });
    const answer = await callEndpoint(put, putTaxData, { actor, body: { tax } });
    expect(answer).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await read()).tax).toEqual({ ...place, country: 'DE', number: 'DE123456789' });
    expect((await read(testInfluencer(2))).tax).toBeNull();
    expect(JSON.stringify((await items()).filter(({ type }) => type === 'InfluencerTaxSaved'))).not.toContain('Muster');
    expect((await callEndpoint(put, putTaxData, { actor, body: { tax: null } })).body).toMatchObject({ tax: null });
  });

  it.each([
    ['known to VIES', { country: 'DE', number: 'DE123456789' }, 'valid'],
    ['unknown to VIES', { country: 'DE', number: 'DE123456000' }, 'invalid'],
    ['of which VIES cannot say anything now', { country: 'DE', number: 'DE123456999' }, 'not_checked'],
    ['of no member of the European Union', { country: 'GB', number: 'GB123456789' }, undefined],
    ['left out', { country: 'DE', number: null }, undefined],
  ])('is kept with a number %s, and says so', async (_what, said, state) => {
    const { status, body } = await callEndpoint(put, putTaxData, {
      ...{ actor: testInfluencer(3), body: { tax: { ...tax, ...said } } },
    });
    expect([status, body.tax.number, body.vatCheck?.state]).toEqual([200, said.number, state]);
  });

  it.each([
    ['a number of another country', { ...tax, number: 'ATU12345678' }, 'tax.number'],
    ['no street', { ...tax, street: ' ' }, 'tax.street'],
    ['a country by its name', { ...tax, country: 'Germany' }, 'tax.country'],
    ['a field it does not know', { ...tax, iban: 'DE0' }, 'tax'],
  ])('refuses %s', async (_case, said, path) => {
    const answer = await callEndpoint(put, putTaxData, { actor: testInfluencer(), body: { tax: said } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path.split('.iban')[0])).toContain(path);
  });

  it('is for influencers only', async () => {
    expect(await callEndpoint(put, putTaxData, { actor: testMember(), body: { tax } })).toMatchObject({ status: 403 });
    expect(await callEndpoint(get, getTaxData, {})).toMatchObject({ status: 401 });
  });
});
