import { expect, it } from 'vitest';
import { fieldChangesOf } from './field-change.ts';
import { keptTaxData, taxIssuesOf } from './workspace-settings.ts';

it('names what changed, old and new, also inside of a setting', () => {
  const before = { name: 'One', timezone: 'UTC', branding: { colour: null, logoUrl: null }, website: undefined };
  const after = { name: 'One', timezone: 'CET', branding: { colour: '#112233', logoUrl: null }, website: 'https://w' };
  expect(fieldChangesOf(before, after, () => false)).toEqual([
    { field: 'timezone', from: 'UTC', to: 'CET' },
    { field: 'branding.colour', from: null, to: '#112233' },
    { field: 'website', from: null, to: 'https://w' },
  ]);
});

it('says of private fields only that they changed', () => {
  const tax = (legalName: string) => ({ tax: { legalName } });
  expect(fieldChangesOf(tax('A'), tax('B'), (field) => field === 'tax')).toEqual([{ field: 'tax' }]);
  expect(fieldChangesOf({ tax: null }, tax('B'), (field) => field === 'tax')).toEqual([{ field: 'tax' }]);
  expect(fieldChangesOf(tax('A'), tax('A'), (field) => field === 'tax')).toEqual([]);
});

it('keeps a tax number plain and says where it has the wrong form', () => {
  const tax = keptTaxData({ country: 'DE', number: 'de 123.456.789' });
  expect(tax.number).toBe('DE123456789');
  expect(taxIssuesOf(tax)).toEqual([]);
  expect(taxIssuesOf({ country: 'AT', number: 'DE123456789' })).toMatchObject([{ path: 'tax.number' }]);
  expect(taxIssuesOf({ country: 'AT', number: null })).toEqual([]);
});
