import { describe, expect, it } from 'vitest';
import { isRefused } from './decision.ts';
import { liveOwnershipOffer, ownersGained, refusalOfLink } from './team.ts';

describe('a workspace', () => {
  it.each([
    ['the only owner becomes a manager', 1, 'owner', 'manager'],
    ['the only owner leaves', 1, 'owner', null],
  ] as const)('keeps an owner: %s', (_case, count, from, to) => {
    expect(ownersGained(count, from, to)).toMatchObject({ refused: 'last_owner' });
  });

  it.each([
    [2, 'owner', 'viewer', -1],
    [1, 'viewer', 'owner', 1],
    [1, null, 'owner', 1],
    [1, 'viewer', null, 0],
    [1, 'owner', 'owner', 0],
  ] as const)('with %i owners and %s to %s gains %i', (count, from, to, gained) => {
    expect(ownersGained(count, from, to)).toEqual({ gained });
  });
});

describe('the link of an invitation', () => {
  const invitation = { secretHash: 'h', status: 'open' as const, expiresAtMs: 100 };
  const right = (hash: string) => hash === 'h';

  it('opens it until it expires', () => {
    expect(refusalOfLink(invitation, right, 99)).toBeUndefined();
    expect(refusalOfLink(invitation, right, 100)).toMatchObject({ refused: 'invitation_expired' });
  });

  it('works once', () => {
    expect(refusalOfLink({ ...invitation, status: 'accepted' }, right, 0)).toMatchObject({
      refused: 'invitation_used',
    });
  });

  it.each([
    ['there is none', undefined],
    ['it was taken back', { ...invitation, status: 'revoked' as const }],
    ['the secret is another one', { ...invitation, secretHash: 'newer' }],
    ['the secret is another one and it was used', { ...invitation, secretHash: 'newer', status: 'accepted' as const }],
  ])('tells nothing when %s', (_case, found) => {
    const refusal = refusalOfLink(found, right, 0);
    expect(refusal && isRefused(refusal) && refusal.refused).toBe('invitation_invalid');
  });
});

it('an offer of ownership is over at its end', () => {
  const offer = { fromUserId: 'a', toUserId: 'b', expiresAtMs: 100 };
  expect(liveOwnershipOffer(offer, 99)).toBe(offer);
  expect(liveOwnershipOffer(offer, 100)).toBeUndefined();
  expect(liveOwnershipOffer(null, 0)).toBeUndefined();
});
