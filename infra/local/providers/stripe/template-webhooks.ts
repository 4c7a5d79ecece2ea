/** The webhooks the deployed product would have registered at Stripe, found by the secrets its template defines. */
import type { Platform, ResolvedResource } from '#local/kernel.ts';
import type { WebhookRegistration } from './index.ts';

const ENDPOINTS = [
  { secretName: /^accord\/[^/]+\/stripe-webhook$/, path: '/api/v1/webhooks/stripe', connect: false },
  { secretName: /^accord\/[^/]+\/stripe-connect-webhook$/, path: '/api/v1/webhooks/stripe-connect', connect: true },
];

/** A signing secret kept as plain text or as JSON whose first text value it is. */
export function signingSecretOf(value: string): string {
  if (!value.trim().startsWith('{')) return value;
  const fields = JSON.parse(value) as Record<string, unknown>;
  const named = fields.signingSecret ?? fields.webhookSecret ?? fields.secret;
  const found = named ?? Object.values(fields).find((field) => typeof field === 'string');
  if (typeof found !== 'string')
    throw new Error('The webhook secret in the template holds no text value to sign with.');
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

/** One registration per webhook secret in the template, at the site's own address. */
export async function readTemplateWebhooks(platform: Platform): Promise<WebhookRegistration[]> {
  const registrations: WebhookRegistration[] = [];
  for (const secret of platform.resources('AWS::SecretsManager::Secret')) {
    const endpoint = ENDPOINTS.find(({ secretName }) => secretName.test(String(secret.properties.Name ?? '')));
    if (!endpoint) continue;
    const value = signingSecretOf(await secretValue(platform, secret));
    registrations.push({ url: `${platform.siteOrigin}${endpoint.path}`, secret: value, connect: endpoint.connect });
  }
  return registrations;
}
