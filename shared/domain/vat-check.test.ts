import { expect, it } from 'vitest';
import { vatNumberOf } from './vat-check.ts';

it.each([
  ['DE', 'DE123456789', { state: 'DE', number: '123456789' }],
  ['AT', 'ATU12345678', { state: 'AT', number: 'U12345678' }],
  // Greece writes its own letters.
  ['GR', 'EL123456789', { state: 'EL', number: '123456789' }],
  ['GB', 'GB123456789', undefined],
  ['US', '123456789', undefined],
  ['DE', 'ATU12345678', undefined],
  ['DE', null, undefined],
])('asks VIES about the number of %s %s as %o', (country, number, asked) => {
  expect(vatNumberOf({ country, number })).toEqual(asked);
});
