import { describe, expect, it } from 'vitest';
import type { Platform } from '#local/kernel.ts';
import { plainSecretOf, readTemplateSecrets } from './template-secrets.ts';

describe("Stripe's secrets in the template", () => {
  it.each([
    ['whsec_plain', 'whsec_plain'],
    ['{"signingSecret":"whsec_json"}', 'whsec_json'],
    ['{"value":"whsec_first"}', 'whsec_first'],
  ])('%s signs with %s', (value, secret) => {
    expect(plainSecretOf(value)).toBe(secret);
  });

  it('become webhooks at the address of the site and an accepted key', async () => {
    const secrets = ['accord/dev/stripe-webhook', 'accord/dev/stripe-connect-webhook', 'accord/dev/stripe-secret-key'];
    const platform = {
      siteOrigin: 'http://localhost:3000',
      resources: () => secrets.map((Name) => ({ ref: `arn:${Name}`, properties: { Name } })),
      service: () => ({
        handle: async ({ body }: { body: Buffer }) => ({
          status: 200,
          body: JSON.stringify({ SecretString: `value of ${JSON.parse(body.toString()).SecretId}` }),
        }),
      }),
    } as unknown as Platform;

    expect(await readTemplateSecrets(platform)).toEqual({
      webhooks: [
        {
          url: 'http://localhost:3000/api/v1/webhooks/stripe',
          secret: 'value of arn:accord/dev/stripe-webhook',
          connect: false,
        },
        {
          url: 'http://localhost:3000/api/v1/webhooks/stripe-connect',
          secret: 'value of arn:accord/dev/stripe-connect-webhook',
          connect: true,
        },
      ],
      apiKeys: ['value of arn:accord/dev/stripe-secret-key'],
    });
  });
});
