import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAMPAIGN_GRANTS } from '#contract/permissions.ts';
import { MAX_GRANTED_CAMPAIGNS } from '#domain/team.ts';
import { countedId } from '#testing/ids.ts';
import { grantsFor, packGrants, unpackGrants } from './packed-grants.ts';

const [A, B] = [countedId('campaign', 1), countedId('campaign', 2)];
const all = { [A]: ['campaign'], [B]: ['budget', 'communications'] } as const;

describe('the grants in the context of a request', () => {
  it('come out as they went in', () => {
    const grants = fc.dictionary(
      fc.integer({ min: 1, max: 9999 }).map((count) => countedId('campaign', count)),
      fc.subarray([...CAMPAIGN_GRANTS], { minLength: 1 }),
    );
    return fc.assert(
      fc.property(grants, (given) => {
        expect(unpackGrants(packGrants(given))).toEqual(given);
      }),
    );
  });

  it('never hold one that there is none', () => {
    expect(unpackGrants('')).toEqual({});
    expect(unpackGrants(`${A}:everything,${B}:budget+owner`)).toEqual({ [B]: ['budget'] });
  });

  it('take at most 4 kB of it', () => {
    const most = Object.fromEntries(
      Array.from({ length: MAX_GRANTED_CAMPAIGNS }, (_, index) => [countedId('campaign', index), CAMPAIGN_GRANTS]),
    );
    expect(packGrants(most).length).toBeLessThanOrEqual(4096);
  });

  it.each([
    ['on the campaign of its path alone', 'path', ['campaign:write'], { campaignId: A }, { [A]: ['campaign'] }],
    ['not on another one', 'path', ['campaign:write'], { campaignId: countedId('campaign', 3) }, undefined],
    ['on all where the thing says the campaign', 'thing', ['offer:answer'], { offerId: 'x' }, all],
    ['on all where people ask about themselves', undefined, ['account:self'], {}, all],
    ['nowhere else', undefined, ['workspace:read'], { campaignId: A }, undefined],
    ['not where no grant counts', 'never', ['campaign:write'], { campaignId: A }, undefined],
  ] as const)('are those that the endpoint asks about: %s', (_case, byGrant, allow, params, expected) => {
    expect(grantsFor({ allow, ...(byGrant ? { byGrant } : {}) }, all, params)).toEqual(expected);
  });
});
