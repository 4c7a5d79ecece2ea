import { randomInt, randomUUID } from 'node:crypto';
import { type Access, AwsError, type AwsService, type Platform, type ResolvedResource } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { type JsonBody, type JsonOperation, jsonService, optionalTextOf, textOf } from '../json-service.ts';

interface SecretVersion {
  versionId: string;
  value: string;
  createdAtMs: number;
}

interface SecretRecord {
  current: SecretVersion;
  previous?: SecretVersion;
}

interface GenerateOptions {
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
  PasswordLength?: number | string;
  ExcludeCharacters?: string;
  ExcludePunctuation?: boolean | string;
  ExcludeNumbers?: boolean | string;
  ExcludeUppercase?: boolean | string;
  ExcludeLowercase?: boolean | string;
  IncludeSpace?: boolean | string;
}

const COLLECTION = 'secrets';

/** The secrets of the template: read and replaced under permission, the version before kept. */
export function secretService(platform: Platform): AwsService {
  const operation = (
    action: string,
    run: (secret: ResolvedResource, record: SecretRecord, body: JsonBody) => unknown,
  ): [string, JsonOperation] => [
    action,
    {
      access: (body): Access[] => accessOf(findSecret(platform, textOf(body, 'SecretId')), `secretsmanager:${action}`),
      run: async (body) => {
        const secret = findSecret(platform, textOf(body, 'SecretId'));
        return inTurn(platform, `secret/${secret.ref}`, async () =>
          run(secret, await getRecordOrThrow(platform, secret), body),
        );
      },
    },
  ];
  return jsonService({
    signingName: 'secretsmanager',
    targetPrefix: 'secretsmanager',
    operations: Object.fromEntries([
      operation('GetSecretValue', (secret, record, body) => describeValue(secret, record, body)),
      operation('PutSecretValue', async (secret, record, body) => {
        const value = textOf(body, 'SecretString');
        const current = {
          versionId: optionalTextOf(body, 'ClientRequestToken') ?? randomUUID(),
          value,
          createdAtMs: platform.clock.now(),
        };
        await platform.store.put(COLLECTION, secret.ref, { current, previous: record.current } satisfies SecretRecord);
        return { ARN: secret.ref, Name: nameOf(secret), VersionId: current.versionId, VersionStages: ['AWSCURRENT'] };
      }),
      operation('DescribeSecret', (secret, record) => ({
        ARN: secret.ref,
        Name: nameOf(secret),
        VersionIdsToStages: {
          [record.current.versionId]: ['AWSCURRENT'],
          ...(record.previous ? { [record.previous.versionId]: ['AWSPREVIOUS'] } : {}),
        },
      })),
    ]),
  });
}

/** Gives a secret its first value from the template; one that has a value keeps it. */
export async function seedSecret(platform: Platform, secret: ResolvedResource): Promise<void> {
  if (await platform.store.get(COLLECTION, secret.ref)) return;
  const { SecretString, GenerateSecretString } = secret.properties;
  if (SecretString === undefined && GenerateSecretString === undefined) return;
  const value = SecretString === undefined ? generate(GenerateSecretString) : String(SecretString);
  await platform.store.put(COLLECTION, secret.ref, {
    current: { versionId: randomUUID(), value, createdAtMs: platform.clock.now() },
  } satisfies SecretRecord);
}

/** Sets the value of a secret by name or ARN, as seeding does; ResourceNotFoundException when the template has none. */
export async function setSecretValue(platform: Platform, secretId: string, value: string): Promise<void> {
  const secret = findSecret(platform, secretId);
  await platform.store.put(COLLECTION, secret.ref, {
    current: { versionId: randomUUID(), value, createdAtMs: platform.clock.now() },
  } satisfies SecretRecord);
}

/** Forgets the value of a secret. */
export function clearSecret(platform: Platform, secret: ResolvedResource): Promise<void> {
  return platform.store.delete(COLLECTION, secret.ref);
}

/** The name in a secret's ARN, without its six random characters. */
export function nameOf(secret: ResolvedResource): string {
  return (secret.ref.split(':secret:')[1] ?? '').slice(0, -7);
}

function findSecret(platform: Platform, secretId: string): ResolvedResource {
  const secret = platform
    .resources('AWS::SecretsManager::Secret')
    .find(
      (candidate) =>
        candidate.ref === secretId || nameOf(candidate) === secretId || candidate.ref.slice(0, -7) === secretId,
    );
  if (secret) return secret;
  throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

/** A secret encrypted with a key of the account asks for that key as well. */
function accessOf(secret: ResolvedResource, action: string): Access[] {
  const keyId = secret.properties.KmsKeyId;
  const cipher = action.endsWith('GetSecretValue')
    ? 'kms:Decrypt'
    : action.endsWith('PutSecretValue')
      ? 'kms:GenerateDataKey'
      : undefined;
  return [
    { action, resource: secret.ref },
    ...(cipher && String(keyId ?? '').startsWith('arn:') ? [{ action: cipher, resource: String(keyId) }] : []),
  ];
}

async function getRecordOrThrow(platform: Platform, secret: ResolvedResource): Promise<SecretRecord> {
  const record = await platform.store.get<SecretRecord>(COLLECTION, secret.ref);
  if (record) return record;
  throw new AwsError(
    'ResourceNotFoundException',
    "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  );
}

function describeValue(secret: ResolvedResource, record: SecretRecord, body: JsonBody): unknown {
  const stage = optionalTextOf(body, 'VersionStage') ?? 'AWSCURRENT';
  const wantedId = optionalTextOf(body, 'VersionId');
  const staged = stage === 'AWSPREVIOUS' ? record.previous : record.current;
  const version =
    wantedId === undefined
      ? staged
      : [record.current, record.previous].find((candidate) => candidate?.versionId === wantedId);
  if (!version)
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
    );
  const stages = [version === record.current ? 'AWSCURRENT' : 'AWSPREVIOUS'];
  return {
    ARN: secret.ref,
    Name: nameOf(secret),
    VersionId: version.versionId,
    VersionStages: stages,
    SecretString: version.value,
    CreatedDate: version.createdAtMs / 1000,
  };
}

function generate(options: GenerateOptions): string {
  const left = (flag: boolean | string | undefined, letters: string): string =>
    String(flag) === 'true' ? '' : letters;
  const letters = [
    left(options.ExcludeLowercase, 'abcdefghijklmnopqrstuvwxyz'),
    left(options.ExcludeUppercase, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    left(options.ExcludeNumbers, '0123456789'),
    left(options.ExcludePunctuation, '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'),
    String(options.IncludeSpace) === 'true' ? ' ' : '',
  ].join('');
  const usable = [...letters].filter((letter) => !(options.ExcludeCharacters ?? '').includes(letter));
  const password = Array.from(
    { length: Number(options.PasswordLength ?? 32) },
    () => usable[randomInt(usable.length)],
  ).join('');
  if (options.GenerateStringKey === undefined) return password;
  return JSON.stringify({ ...JSON.parse(options.SecretStringTemplate ?? '{}'), [options.GenerateStringKey]: password });
}
