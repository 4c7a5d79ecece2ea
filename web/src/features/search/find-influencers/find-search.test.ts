import { describe, expect, it } from 'vitest';
import { filterCount, queryOf, toggled, withoutFilters } from './find-search.ts';

describe('the search in the address', () => {
  it.each([
    [undefined, 'food', 'food'],
    ['food', 'travel', 'food,travel'],
    ['food,travel', 'food', 'travel'],
    ['food', 'food', undefined],
  ])('%s with %s pressed is %s', (list, value, expected) => {
    expect(toggled(list, value)).toBe(expected);
  });

  it('counts each value of a list and each range once', () => {
    expect(filterCount({ q: 'bread', sort: 'price', currency: 'EUR' })).toBe(0);
    expect(
      filterCount({ niche: 'food,travel', country: 'DE', minFollowers: 0, maxFollowers: 9, maxPriceMinor: 1 }),
    ).toBe(5);
  });

  it('keeps words and order when the filters go', () => {
    const search = { q: 'bread', niche: 'food', maxPriceMinor: 1, currency: 'EUR' };
    expect(withoutFilters(search)).toEqual({ q: 'bread' });
    expect(withoutFilters({ ...search, sort: 'price' })).toEqual({ q: 'bread', sort: 'price', currency: 'EUR' });
  });

  it('is sent as text', () => {
    expect(queryOf({ q: 'bread', minFollowers: 10 })).toEqual({ q: 'bread', minFollowers: '10' });
  });
});
