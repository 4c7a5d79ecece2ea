import { describe, expect, it } from 'vitest';
import { canUnlink, identityIn, standingOf } from './identity.ts';

const claims = {
  'cognito:username': 'Google_1001',
  identities: [{ userId: '1001', providerName: 'Google', providerType: 'Google' }],
  email: 'Mara@Example.com',
  'custom:provider_verified': 'true',
  name: ' Mara Lindqvist ',
};

describe('the identity in an ID token', () => {
  it('is the subject at the provider, with the address as we keep addresses', () => {
    expect(identityIn(claims, 'google')).toEqual({
      subject: '1001',
      poolUsername: 'Google_1001',
      email: 'mara@example.com',
      emailVerified: true,
      name: 'Mara Lindqvist',
    });
  });

  it.each([
    ['another provider answered', 'linkedin', claims],
    ['no provider stands behind it, as for a user of the pool itself', 'google', { ...claims, identities: undefined }],
    ['there is no address', 'google', { ...claims, email: undefined }],
    ['the subject is empty', 'google', { ...claims, identities: [{ userId: '', providerName: 'Google' }] }],
  ] as const)('is none when %s', (_what, provider, given) => {
    expect(identityIn(given, provider)).toBeUndefined();
  });

  it.each([['false'], [undefined], [''], ['yes'], [0], [null]])('takes “%s” for an address nobody verified', (said) => {
    expect(identityIn({ ...claims, 'custom:provider_verified': said }, 'google')?.emailVerified).toBe(false);
  });

  it.each([[true], ['true'], ['True']])('takes %s for a verified address', (said) => {
    expect(identityIn({ ...claims, 'custom:provider_verified': said }, 'google')?.emailVerified).toBe(true);
  });

  it('does not go by email_verified, which the pool sets for reasons of its own', () => {
    const given = { ...claims, 'custom:provider_verified': undefined, email_verified: true };
    expect(identityIn(given, 'google')?.emailVerified).toBe(false);
  });
});

it.each([
  ['a linked identity logs in, whatever has become of its address', true, false, true, 'linked'],
  ['an unverified address opens nothing', false, false, false, 'email_unverified'],
  ['an unverified address tells nothing of the account that has it', false, false, true, 'email_unverified'],
  ['a verified address opens no account that is there already', false, true, true, 'email_has_account'],
  ['a verified address nobody has opens a new account', false, true, false, 'new'],
] as const)('%s', (_rule, isLinked, emailVerified, emailHasAccount, standing) => {
  expect(standingOf({ isLinked, emailVerified, emailHasAccount })).toBe(standing);
});

it.each([
  [true, 1, true],
  [true, 2, true],
  [false, 2, true],
  [false, 1, false],
])('with a password: %s, and %i identities, one can be taken off: %s', (hasPassword, identities, can) => {
  expect(canUnlink({ hasPassword, identities })).toBe(can);
});
