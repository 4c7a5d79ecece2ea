import { beforeAll, expect, it } from 'vitest';
import { signUp } from '#contract/areas/auth.ts';
import { createCampaign } from '#contract/areas/campaigns.ts';
import { changeBudget } from '#contract/areas/lifecycle.ts';
import { putInfluencerProfile } from '#contract/areas/profiles.ts';
import { configureValidation } from './validation-messages.ts';

beforeAll(configureValidation);

function messages(
  schema: {
    safeParse(value: unknown): {
      success: boolean;
      error?: { issues: readonly { path: PropertyKey[]; message: string }[] };
    };
  },
  value: unknown,
) {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return Object.fromEntries(issues.map((issue) => [issue.path.join('.'), issue.message]));
}

it('says in words of a form what a schema of the contract misses', () => {
  expect(
    messages(createCampaign.body, {
      title: '',
      brief: 'x'.repeat(10_001),
      budgetMax: Number.NaN,
      startDate: 'soon',
    }),
  ).toEqual({
    title: 'Fill this in',
    brief: 'Use at most 10000 characters',
    budgetMax: 'Enter a number',
    startDate: 'Enter a date',
  });
  expect(messages(changeBudget.body, { version: 1, amountMinor: undefined })).toEqual({ amountMinor: 'Fill this in' });
  expect(
    messages(putInfluencerProfile.body, {
      displayName: 'J',
      bio: 'b',
      socialLinks: [],
      niche: [],
      geoLocation: { country: '' },
    }),
  ).toMatchObject({
    niche: 'Choose at least one',
    'geoLocation.country': expect.stringContaining('country'),
  });
});

it('keeps the sentences the contract brings itself', () => {
  expect(
    messages(signUp.body, {
      as: 'brand',
      email: 'nobody',
      password: 'short',
      name: 'N',
      country: 'DE',
      consents: { terms: false },
    }),
  ).toMatchObject({
    email: 'must be an e-mail address',
    password: 'must have at least 10 characters',
    'consents.terms': 'accept the terms to sign up',
  });
});
