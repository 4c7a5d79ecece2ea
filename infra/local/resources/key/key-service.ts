import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveSecret } from '#local/access-keys.ts';
import { AwsError, type AwsService, type Platform, type ResolvedResource } from '#local/kernel.ts';
import { type JsonBody, type JsonOperation, jsonService, optionalTextOf, textOf } from '../json-service.ts';

const MAX_PLAINTEXT_BYTES = 4096;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key service: AES-256-GCM under keys of this installation, the encryption context as additional data. */
export function keyService(platform: Platform): AwsService {
  const named = (body: JsonBody): ResolvedResource => findKey(platform, textOf(body, 'KeyId'));
  const operation = (
    action: string,
    keyOf: (body: JsonBody) => ResolvedResource,
    run: (key: ResolvedResource, body: JsonBody) => unknown,
  ): [string, JsonOperation] => [
    action,
    {
      access: (body) => [{ action: `kms:${action}`, resource: arnOf(keyOf(body)) }],
      run: async (body) => run(keyOf(body), body),
    },
  ];
  const keyOfCiphertext = (body: JsonBody): ResolvedResource => {
    const key = findKey(platform, openEnvelope(body).keyId);
    const given = optionalTextOf(body, 'KeyId');
    if (given !== undefined && findKey(platform, given).ref !== key.ref)
      throw new AwsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    return key;
  };
  return jsonService({
    signingName: 'kms',
    targetPrefix: 'TrentService',
    operations: Object.fromEntries([
      operation('Encrypt', named, (key, body) => {
        const plaintext = Buffer.from(textOf(body, 'Plaintext'), 'base64');
        if (plaintext.length > MAX_PLAINTEXT_BYTES)
          throw new AwsError(
            'ValidationException',
            "Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
          );
        return {
          KeyId: arnOf(key),
          CiphertextBlob: seal(platform, key, body, plaintext),
          EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        };
      }),
      operation('Decrypt', keyOfCiphertext, (key, body) => ({
        KeyId: arnOf(key),
        Plaintext: unseal(platform, key, body).toString('base64'),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      })),
      operation('GenerateDataKey', named, (key, body) => {
        const plaintext = randomBytes(body.KeySpec === 'AES_128' ? 16 : Number(body.NumberOfBytes ?? 32));
        return {
          KeyId: arnOf(key),
          Plaintext: plaintext.toString('base64'),
          CiphertextBlob: seal(platform, key, body, plaintext),
        };
      }),
      operation('DescribeKey', named, (key) => ({
        KeyMetadata: {
          KeyId: key.ref,
          Arn: arnOf(key),
          Enabled: true,
          KeyState: 'Enabled',
          KeyUsage: 'ENCRYPT_DECRYPT',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyManager: 'CUSTOMER',
        },
      })),
    ]),
  });
}

/** The key of an id, ARN or alias; NotFoundException when the template has none. */
function findKey(platform: Platform, keyId: string): ResolvedResource {
  const aliasName = /^(?:arn:aws:kms:[\w-]+:\d+:)?(alias\/.+)$/.exec(keyId)?.[1];
  const alias =
    aliasName && platform.resources('AWS::KMS::Alias').find(({ properties }) => properties.AliasName === aliasName);
  const wanted = alias ? String(alias.properties.TargetKeyId) : keyId;
  const key = platform
    .resources('AWS::KMS::Key')
    .find((candidate) => candidate.ref === wanted || arnOf(candidate) === wanted);
  if (key) return key;
  throw new AwsError('NotFoundException', `Key '${keyId}' does not exist`);
}

function arnOf(key: ResolvedResource): string {
  return key.attributes.Arn ?? '';
}

/** Key id, nonce, tag and ciphertext in one blob, base64. */
function seal(platform: Platform, key: ResolvedResource, body: JsonBody, plaintext: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', bytesOf(platform, key), nonce).setAAD(contextOf(body));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const id = Buffer.from(key.ref);
  return Buffer.concat([Buffer.from([1, id.length]), id, nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

function unseal(platform: Platform, key: ResolvedResource, body: JsonBody): Buffer {
  const { nonce, tag, sealed } = openEnvelope(body);
  try {
    const decipher = createDecipheriv('aes-256-gcm', bytesOf(platform, key), nonce)
      .setAAD(contextOf(body))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

function openEnvelope(body: JsonBody): { keyId: string; nonce: Buffer; tag: Buffer; sealed: Buffer } {
  const blob = Buffer.from(textOf(body, 'CiphertextBlob'), 'base64');
  const idEnd = 2 + (blob[1] ?? 0);
  if (blob[0] !== 1 || blob.length < idEnd + NONCE_BYTES + TAG_BYTES) throw invalidCiphertext();
  const tagAt = idEnd + NONCE_BYTES;
  return {
    keyId: blob.toString('utf8', 2, idEnd),
    nonce: blob.subarray(idEnd, tagAt),
    tag: blob.subarray(tagAt, tagAt + TAG_BYTES),
    sealed: blob.subarray(tagAt + TAG_BYTES),
  };
}

function bytesOf(platform: Platform, key: ResolvedResource): Buffer {
  return deriveSecret(platform.dataDir, `kms\n${key.ref}`);
}

/** The encryption context in one order, so that the caller's order does not matter. */
function contextOf(body: JsonBody): Buffer {
  const context = Object.entries((body.EncryptionContext ?? {}) as Record<string, string>);
  return Buffer.from(JSON.stringify(context.sort(([a], [b]) => (a < b ? -1 : 1))));
}

function invalidCiphertext(): AwsError {
  // The real service gives this refusal no message.
  return new AwsError('InvalidCiphertextException', '');
}
