import { expect, it } from 'vitest';
import { problemOfRows, rowsOf, sharesOf } from './profile-values.ts';

it('shows shares as percent, largest first, and saves them unchanged', () => {
  const shares = { DE: 0.215, AT: 0.625 };
  expect(rowsOf(shares)).toEqual([
    { key: 'AT', percent: 62.5 },
    { key: 'DE', percent: 21.5 },
  ]);
  expect(sharesOf(rowsOf(shares))).toEqual(shares);
  expect(rowsOf(undefined)).toEqual([]);
});

it.each([
  [[{ key: '', percent: 10 }], /Choose a country/],
  [[{ key: 'DE', percent: Number.NaN }], /above 0/],
  [[{ key: 'DE', percent: 0 }], /above 0/],
  [
    [
      { key: 'DE', percent: 60.1 },
      { key: 'AT', percent: 40 },
    ],
    /100\.1 %, which is more than 100 %/,
  ],
])('says what keeps %j from being saved', (rows, message) => {
  expect(problemOfRows(rows)).toMatch(message);
});

it('accepts shares up to the whole', () => {
  expect(
    problemOfRows([
      { key: 'DE', percent: 33.3 },
      { key: 'AT', percent: 66.7 },
    ]),
  ).toBeUndefined();
});
