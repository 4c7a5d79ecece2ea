/** What the deployed product would have agreed with Stripe, found by the secrets its template defines: API key and webhooks. */
import type { Platform, ResolvedResource } from '#local/kernel.ts';
import type { WebhookRegistration } from './index.ts';

const API_KEY_NAME = /^accord\/[^/]+\/stripe-secret-key$/;
const ENDPOINTS = [
  { secretName: /^accord\/[^/]+\/stripe-webhook$/, path: '/api/v1/webhooks/stripe', connect: false },
  { secretName: /^accord\/[^/]+\/stripe-connect-webhook$/, path: '/api/v1/webhooks/stripe-connect', connect: true },
];

/** A secret kept as plain text or as JSON whose first text value it is. */
export function plainSecretOf(value: string): string {
  if (!value.trim().startsWith('{')) return value;
  const fields = JSON.parse(value) as Record<string, unknown>;
  const named = fields.signingSecret ?? fields.webhookSecret ?? fields.secret;
  const found = named ?? Object.values(fields).find((field) => typeof field === 'string');
  if (typeof found !== 'string')
    throw new Error('A Stripe secret in the template is JSON without any text value; give it one.');
  return found;
}

async function secretValue(platform: Platform, secret: ResolvedResource): Promise<string> {
  const answer = await platform.service('secretsmanager').handle({
    service: 'secretsmanager',
    target: 'GetSecretValue',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: Buffer.from(JSON.stringify({ SecretId: secret.ref })),
    caller: { functionName: 'platform', roleArn: '' },
  });
  return String((JSON.parse(String(answer.body)) as { SecretString?: string }).SecretString ?? '');
}

export interface TemplateSecrets {
  webhooks: WebhookRegistration[];
  /** Generated on this machine, so it need not look like a Stripe key. */
  apiKeys: string[];
}

/** One registration per webhook secret in the template, at the site's own address, and the API key the functions will show. */
export async function readTemplateSecrets(platform: Platform): Promise<TemplateSecrets> {
  const found: TemplateSecrets = { webhooks: [], apiKeys: [] };
  for (const secret of platform.resources('AWS::SecretsManager::Secret')) {
    const name = String(secret.properties.Name ?? '');
    const endpoint = ENDPOINTS.find(({ secretName }) => secretName.test(name));
    if (!endpoint && !API_KEY_NAME.test(name)) continue;
    const value = plainSecretOf(await secretValue(platform, secret));
    if (endpoint) {
      const { path, connect } = endpoint;
      found.webhooks.push({ url: `${platform.siteOrigin}${path}`, secret: value, connect });
    } else found.apiKeys.push(value);
  }
  return found;
}
