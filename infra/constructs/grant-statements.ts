import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FileAccess, FileAction, Grant, SecretName, SocketAction, TableAccess } from '../grants.ts';
import type { StageSettings } from '../stacks/settings.ts';
import type { AppIdName, AppIds } from './app-ids.ts';
import { logInDomainPrefix, providersOf } from './social-log-in.ts';

const TABLE_ACTIONS: Record<TableAccess, string[]> = {
  get: ['GetItem', 'BatchGetItem'],
  query: ['Query'],
  put: ['PutItem'],
  update: ['UpdateItem'],
  delete: ['DeleteItem'],
  check: ['ConditionCheckItem'],
};

const FILE_ACTIONS: Record<FileAction, string> = {
  get: 'GetObject',
  put: 'PutObject',
  delete: 'DeleteObject',
  parts: 'ListMultipartUploadParts',
  abort: 'AbortMultipartUpload',
};

/** Where each secret's ARN is published, and the variable that tells a function its name. */
export const SECRETS: Record<SecretName, { id: AppIdName; variable: string }> = {
  'origin-verify': { id: 'originVerifySecretArn', variable: 'ORIGIN_VERIFY_SECRET_NAME' },
  signing: { id: 'signingSecretArn', variable: 'SIGNING_SECRET_NAME' },
  'stripe-secret-key': { id: 'stripeSecretKeyArn', variable: 'STRIPE_SECRET_NAME' },
  'stripe-webhook': { id: 'stripeWebhookSecretArn', variable: 'STRIPE_WEBHOOK_SECRET_NAME' },
  'stripe-connect-webhook': { id: 'stripeConnectWebhookSecretArn', variable: 'STRIPE_CONNECT_WEBHOOK_SECRET_NAME' },
  'social-clients': { id: 'socialClientsSecretArn', variable: 'SOCIAL_CLIENTS_SECRET_NAME' },
};

/** What the providers gave us, as against what was made here; and the one secret of a stage in which these share one. */
const PROVIDER_SECRETS: ReadonlySet<SecretName> = new Set([
  'stripe-secret-key',
  'stripe-webhook',
  'stripe-connect-webhook',
  'social-clients',
]);
export const SHARED_SECRET = 'providers';

/** Whether a secret is a field of the shared one. */
export function isShared({ sharesProviderSecret }: StageSettings, name: SecretName): boolean {
  return sharesProviderSecret && PROVIDER_SECRETS.has(name);
}

/** How a function finds a secret: its name, or `<name>#<field>`. */
function secretReference(settings: StageSettings, name: SecretName): string {
  return isShared(settings, name)
    ? `${secretName(settings.stage, SHARED_SECRET)}#${name}`
    : secretName(settings.stage, name);
}

/** Where the social platforms answer. */
const SOCIAL_ADDRESSES = {
  INSTAGRAM_CONSENT_URL: 'https://www.instagram.com',
  INSTAGRAM_AUTH_URL: 'https://api.instagram.com',
  INSTAGRAM_API_URL: 'https://graph.instagram.com',
  YOUTUBE_CONSENT_URL: 'https://accounts.google.com',
  YOUTUBE_AUTH_URL: 'https://oauth2.googleapis.com',
  YOUTUBE_API_URL: 'https://www.googleapis.com',
  TIKTOK_CONSENT_URL: 'https://www.tiktok.com',
  TIKTOK_AUTH_URL: 'https://open.tiktokapis.com',
  TIKTOK_API_URL: 'https://open.tiktokapis.com',
};

function socialClients({ socialClientIds }: StageSettings): Record<string, string> {
  const { instagram, youtube, tiktok } = socialClientIds;
  return { INSTAGRAM_CLIENT_ID: instagram, YOUTUBE_CLIENT_ID: youtube, TIKTOK_CLIENT_ID: tiktok };
}

/** The physical names that ARNs are built from without asking another stack. */
export const busName = (stage: string): string => `accord-${stage}`;
export const secretName = (stage: string, name: SecretName | typeof SHARED_SECRET): string => `accord/${stage}/${name}`;
export const machineName = (stage: string, machine: string): string => `accord-${stage}-${machine}`;

export const queuePhysicalName = (stage: string, queue: string): string => `accord-${stage}-${queue}`;

/** What SMS are sent by: it says to which countries. */
export const smsConfigurationSet = (stage: string): string => `accord-${stage}-codes`;

/** What Amazon Rekognition tells that it has looked at a film, and as whom. */
export const filmTopicName = (stage: string): string => `accord-${stage}-films`;
export const filmRoleName = (stage: string): string => `accord-${stage}-film-screening`;

/** Where in the files bucket uploads wait until they were looked at. */
export const QUARANTINE_FOLDER = 'quarantine/';

/** The stage of the WebSocket API, which is also its path on the site. */
export const WEBSOCKET_STAGE = 'ws';

/** The exact IAM statements of a grant. */
export function statementsFor(scope: Construct, grant: Grant, ids: AppIds, settings: StageSettings): PolicyStatement[] {
  const stack = Stack.of(scope);
  const { stage } = settings;
  const statements: PolicyStatement[] = [];
  const allow = (actions: string[], ...resources: string[]) => {
    if (actions.length > 0) statements.push(new PolicyStatement({ actions, resources }));
  };
  const arn = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  const machineArns = (machines: readonly string[] = []) =>
    machines.map((machine) =>
      stack.formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName: machineName(stage, machine),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );

  if (grant.table) {
    const actions = grant.table.flatMap((access) => TABLE_ACTIONS[access]).map((action) => `dynamodb:${action}`);
    allow(actions, arn('dynamodb', 'table', ids.tableName));
  }
  if (grant.indexes)
    allow(
      ['dynamodb:Query'],
      ...grant.indexes.map((index) => arn('dynamodb', 'table', `${ids.tableName}/index/${index}`)),
    );
  if (grant.pool?.length)
    allow(
      grant.pool.map((action) => `cognito-idp:${action}`),
      arn('cognito-idp', 'userpool', ids.userPoolId),
    );
  if (grant.key)
    allow(
      grant.key.map((action) => `kms:${action}`),
      arn('kms', 'key', ids.keyId),
    );
  if (grant.secrets) allow(['secretsmanager:GetSecretValue'], ...grant.secrets.map((name) => ids[SECRETS[name].id]));
  if (grant.mail) allow(['ses:SendEmail'], arn('ses', 'identity', settings.mailDomain));
  if (grant.sms === 'send' && settings.sms)
    allow(
      ['sms-voice:SendTextMessage'],
      settings.sms.sender,
      arn('sms-voice', 'configuration-set', smsConfigurationSet(stage)),
    );
  if (grant.bus) allow(['events:PutEvents'], arn('events', 'event-bus', busName(stage)));
  if (grant.machines?.start) allow(['states:StartExecution'], ...machineArns(grant.machines.start));
  if (grant.machines?.signal)
    allow(['states:SendTaskSuccess', 'states:SendTaskFailure'], ...machineArns(grant.machines.signal));
  for (const folder of foldersOf(grant.files ?? []))
    allow(
      (grant.files ?? []).filter((access) => folderOf(access) === folder).map(s3ActionOf),
      everyObject(scope, ids, folder),
    );
  if (grant.malwareScan && settings.malwareScan === 'guardduty')
    allow(['s3:GetObjectTagging'], everyObject(scope, ids, QUARANTINE_FOLDER));
  if (grant.screening && settings.screening === 'aws')
    statements.push(...screeningStatements(scope, grant.screening, settings));
  if (grant.auditHeads) allow([`s3:${FILE_ACTIONS[grant.auditHeads]}`], everyAuditHead(scope, ids));
  if (grant.queues)
    allow(
      ['sqs:SendMessage'],
      ...grant.queues.map((queue) =>
        stack.formatArn({
          service: 'sqs',
          resource: queuePhysicalName(stage, queue),
          arnFormat: ArnFormat.NO_RESOURCE_NAME,
        }),
      ),
    );
  for (const action of grant.sockets ?? [])
    allow(['execute-api:ManageConnections'], everyConnection(scope, ids, action));
  return statements;
}

/** These actions know no resources (Service Authorization Reference, Amazon Comprehend and Amazon Rekognition). */
const SCREENING_ACTIONS = {
  texts: ['comprehend:DetectDominantLanguage', 'comprehend:DetectToxicContent'],
  media: ['rekognition:DetectModerationLabels', 'rekognition:StartContentModeration'],
  films: ['rekognition:GetContentModeration'],
};

function screeningStatements(
  scope: Construct,
  what: NonNullable<Grant['screening']>,
  settings: StageSettings,
): PolicyStatement[] {
  const ask = new PolicyStatement({ actions: SCREENING_ACTIONS[what], resources: ['*'] });
  if (what !== 'media') return [ask];
  const pass = new PolicyStatement({
    actions: ['iam:PassRole'],
    resources: [filmRoleArn(scope, settings)],
    conditions: { StringEquals: { 'iam:PassedToService': 'rekognition.amazonaws.com' } },
  });
  return [ask, pass];
}

function filmRoleArn(scope: Construct, { stage }: StageSettings): string {
  return Stack.of(scope).formatArn({
    ...{ service: 'iam', region: '', resource: 'role', resourceName: filmRoleName(stage) },
  });
}

/** The folders a grant names, '' for the whole bucket; each once. */
export function foldersOf(files: readonly FileAccess[]): string[] {
  return [...new Set(files.map(folderOf))];
}

function folderOf(access: FileAccess): string {
  return access.split(' ')[1] ?? '';
}

function s3ActionOf(access: FileAccess): string {
  return `s3:${FILE_ACTIONS[access.split(' ')[0] as FileAction]}`;
}

/** ARN of the objects of the files bucket, or of those below a folder. */
export function everyObject(scope: Construct, ids: AppIds, folder = ''): string {
  return `arn:${Stack.of(scope).partition}:s3:::${ids.filesBucket}/${folder}*`;
}

/** ARN of the objects of the bucket of the audit log's heads. */
export function everyAuditHead(scope: Construct, ids: AppIds): string {
  return `arn:${Stack.of(scope).partition}:s3:::${ids.auditBucket}/*`;
}

const SOCKET_METHODS: Record<SocketAction, string> = { tell: 'POST', close: 'DELETE' };

/** ARN of the open connections of the WebSocket API, for one thing that can be done with them. */
export function everyConnection(scope: Construct, ids: AppIds, action: SocketAction): string {
  const resourceName = `${WEBSOCKET_STAGE}/${SOCKET_METHODS[action]}/@connections/*`;
  return Stack.of(scope).formatArn({ service: 'execute-api', resource: ids.webSocketApiId, resourceName });
}

/** The environment a grant brings along: names and addresses, never a secret. */
export function environmentFor(
  scope: Construct,
  grant: Grant,
  ids: AppIds,
  settings: StageSettings,
): Record<string, string> {
  const { region, urlSuffix } = Stack.of(scope);
  const { stage, mailDomain } = settings;
  const environment: Record<string, string> = {
    STAGE: stage,
    TABLE_NAME: ids.tableName,
    BUS_NAME: busName(stage),
    PLATFORM_COUNTRY: settings.platformCountry,
    ...(settings.platformTaxNumber && { PLATFORM_TAX_NUMBER: settings.platformTaxNumber }),
  };
  if (grant.pool) {
    environment.USER_POOL_ID = ids.userPoolId;
    environment.USER_POOL_CLIENT_ID = ids.userPoolClientId;
    environment.USER_POOL_JWKS_URL = `https://cognito-idp.${region}.${urlSuffix}/${ids.userPoolId}/.well-known/jwks.json`;
  }
  if (grant.key) environment.KEY_ID = ids.keyId;
  for (const name of grant.secrets ?? []) environment[SECRETS[name].variable] = secretReference(settings, name);
  if (grant.secrets?.some((name) => name === 'stripe-secret-key'))
    environment.STRIPE_API_URL = 'https://api.stripe.com';
  if (grant.mail) environment.MAIL_FROM = `Accord <no-reply@${mailDomain}>`;
  if (grant.sms) environment.SMS_SENDER = settings.sms?.sender ?? 'none';
  if (grant.sms === 'send') environment.SMS_CONFIGURATION_SET = smsConfigurationSet(stage);
  if (grant.files) environment.FILES_BUCKET = ids.filesBucket;
  if (grant.malwareScan) environment.MALWARE_SCAN = settings.malwareScan;
  if (grant.screening === 'texts') environment.SCREENING = settings.screening;
  if (grant.screening === 'media') {
    const topic = { service: 'sns', resource: filmTopicName(stage), arnFormat: ArnFormat.NO_RESOURCE_NAME };
    environment.FILM_TOPIC_ARN = Stack.of(scope).formatArn(topic);
    environment.FILM_ROLE_ARN = filmRoleArn(scope, settings);
  }
  if (grant.auditHeads) environment.AUDIT_BUCKET = ids.auditBucket;
  if (grant.social) Object.assign(environment, SOCIAL_ADDRESSES, socialClients(settings));
  if (grant.socialLogIn) {
    const providers = providersOf(settings);
    const hasAny = providers.length > 0;
    environment.USER_POOL_ID = ids.userPoolId;
    environment.USER_POOL_JWKS_URL = `https://cognito-idp.${region}.${urlSuffix}/${ids.userPoolId}/.well-known/jwks.json`;
    environment.LOG_IN_PROVIDERS = hasAny ? providers.join(',') : 'none';
    environment.LOG_IN_CLIENT_ID = hasAny ? ids.logInClientId : 'none';
    environment.LOG_IN_DOMAIN_URL = `https://${logInDomainPrefix(settings, Stack.of(scope).account)}.auth.${region}.amazoncognito.com`;
  }
  if (grant.newPassword) environment.BREACHED_PASSWORDS_URL = settings.breachedPasswordsUrl ?? 'none';
  if (grant.vies) environment.VIES_API_URL = 'https://ec.europa.eu';
  if (grant.feeTiers) environment.FEE_TIERS = settings.feeTiers;
  if (grant.webhooks) environment.WEBHOOK_TARGETS = settings.webhookTargets;
  if (grant.machines) {
    const resource = { service: 'states', resource: 'stateMachine', resourceName: machineName(stage, '') };
    environment.MACHINE_ARN_PREFIX = Stack.of(scope).formatArn({
      ...resource,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
  if (grant.queues)
    environment.QUEUE_URL_PREFIX = `https://sqs.${region}.${urlSuffix}/${Stack.of(scope).account}/${queuePhysicalName(stage, '')}`;
  if (grant.sockets)
    environment.SOCKETS_URL = `https://${ids.webSocketApiId}.execute-api.${region}.${urlSuffix}/${WEBSOCKET_STAGE}`;
  return environment;
}
