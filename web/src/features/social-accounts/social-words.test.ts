import { describe, expect, it } from 'vitest';
import { CONNECT_RESULTS } from '#contract/areas/social.ts';
import { SOCIAL_STATES } from '#domain/social.ts';
import { ACCOUNT_STATES, findResult, RESULTS } from './social-words.ts';

describe('the words of social accounts', () => {
  it('has words for every state and every result', () => {
    expect(Object.keys(ACCOUNT_STATES).sort()).toEqual([...SOCIAL_STATES].sort());
    expect(Object.keys(RESULTS).sort()).toEqual([...CONNECT_RESULTS].sort());
  });

  it.each([
    ['connected', 'connected'],
    ['toString', undefined],
    [undefined, undefined],
    [1, undefined],
  ])('reads %s as %s', (value, expected) => {
    expect(findResult(value)).toBe(expected);
  });
});
