import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/** Ids that one stack makes and others read, as SSM parameters `/accord/<stage>/<name>`: stacks share ids only, never exports. */
const ID_NAMES = {
  tableName: 'table-name',
  tableStreamArn: 'table-stream-arn',
  userPoolId: 'user-pool-id',
  userPoolClientId: 'user-pool-client-id',
  keyId: 'key-id',
  filesBucket: 'files-bucket',
  auditBucket: 'audit-bucket',
  httpApiId: 'http-api-id',
  authorizerId: 'authorizer-id',
  webSocketApiId: 'websocket-api-id',
  siteOrigin: 'site-origin',
  logInClientId: 'log-in-client-id',
  originVerifySecretArn: 'secret-arn/origin-verify',
  signingSecretArn: 'secret-arn/signing',
  stripeSecretKeyArn: 'secret-arn/stripe-secret-key',
  stripeWebhookSecretArn: 'secret-arn/stripe-webhook',
  stripeConnectWebhookSecretArn: 'secret-arn/stripe-connect-webhook',
  socialClientsSecretArn: 'secret-arn/social-clients',
} as const;

export type AppIdName = keyof typeof ID_NAMES;
export type AppIds = Readonly<Record<AppIdName, string>>;

/** Makes ids readable for the other stacks; an empty one stands for what this app does not have. */
export function publishIds(scope: Construct, stage: string, ids: Partial<AppIds>): void {
  for (const [name, stringValue] of Object.entries(ids)) {
    if (stringValue === '') continue;
    const parameterName = `/accord/${stage}/${ID_NAMES[name as AppIdName]}`;
    new StringParameter(scope, `Id-${name}`, { parameterName, stringValue });
  }
}

/** The ids another stack published; each becomes a template parameter of this stack when it is first read. */
export function readIds(scope: Construct, stage: string): AppIds {
  const ids = {} as AppIds;
  for (const [name, suffix] of Object.entries(ID_NAMES)) {
    const get = () => StringParameter.valueForStringParameter(scope, `/accord/${stage}/${suffix}`);
    Object.defineProperty(ids, name, { enumerable: true, get });
  }
  return ids;
}
