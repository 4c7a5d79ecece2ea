import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';

let client: KMSClient | undefined;
const kms = () => (client ??= new KMSClient({ maxAttempts: 3 }));

/** Text under the platform's key, bound to a context (who and what for); base64. At most 4 KB. */
export async function wrap(keyId: string, plain: string, context: Record<string, string>): Promise<string> {
  const answer = await kms().send(
    new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from(plain, 'utf8'), EncryptionContext: context }),
  );
  return Buffer.from(answer.CiphertextBlob as Uint8Array).toString('base64');
}

/** The text of `wrap`; throws when the context is another. */
export async function unwrap(keyId: string, wrapped: string, context: Record<string, string>): Promise<string> {
  const answer = await kms().send(
    new DecryptCommand({ KeyId: keyId, CiphertextBlob: Buffer.from(wrapped, 'base64'), EncryptionContext: context }),
  );
  return Buffer.from(answer.Plaintext as Uint8Array).toString('utf8');
}
