import { describe, expect, it } from 'vitest';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { readSecret } from './secrets.ts';

prepareTestSecrets({
  own: 'the whole text',
  shared: JSON.stringify({ 'stripe-secret-key': 'sk', 'social-clients': { tiktok: 't' }, empty: '' }),
});

describe('a secret', () => {
  it.each([
    ['own', 'the whole text'],
    ['shared#stripe-secret-key', 'sk'],
    ['shared#social-clients', '{"tiktok":"t"}'],
  ])('named %s is read', async (name, value) => {
    expect(await readSecret(name, 0)).toBe(value);
  });

  it.each(['shared#empty', 'shared#unknown'])('named %s is missed by its field', async (name) => {
    await expect(readSecret(name, 0)).rejects.toThrow(`has no field ${name.split('#')[1]}`);
  });
});
