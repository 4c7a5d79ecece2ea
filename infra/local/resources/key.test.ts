import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { resourceTypes } from './key.ts';

let bench: ServiceBench;
let kms: KMSClient;
let keyArn: string;
const EncryptionContext = { subject: 'usr_1', purpose: 'vault' };

const typeNamed = (name: string) => resourceTypes.find(({ type }) => type === name) ?? expect.fail(`no type ${name}`);
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );

beforeEach(async () => {
  bench = await openServiceBench();
  const key = await bench.start(typeNamed('AWS::KMS::Key'), 'Key', {});
  await bench.start(typeNamed('AWS::KMS::Key'), 'Other', {});
  await bench.start(typeNamed('AWS::KMS::Alias'), 'Alias', {
    AliasName: 'alias/accord',
    TargetKeyId: key.attributes.Arn,
  });
  keyArn = key.attributes.Arn ?? '';
  kms = new KMSClient(bench.clientConfig);
});

afterEach(async () => {
  kms.destroy();
  await bench.close();
});

test('a data key opens again under the same context only, whatever its order', async () => {
  const { CiphertextBlob, Plaintext } = await kms.send(
    new GenerateDataKeyCommand({ KeyId: 'alias/accord', KeySpec: 'AES_256', EncryptionContext }),
  );
  expect(Plaintext).toHaveLength(32);
  const open = (context: Record<string, string>) =>
    kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));
  expect((await open({ purpose: 'vault', subject: 'usr_1' })).Plaintext).toEqual(Plaintext);
  expect(await errorOf(open({ ...EncryptionContext, subject: 'usr_2' }))).toBe('InvalidCiphertextException');
  expect(await errorOf(open({}))).toBe('InvalidCiphertextException');
  expect(new Set(bench.asked)).toEqual(new Set([`kms:GenerateDataKey ${keyArn}`, `kms:Decrypt ${keyArn}`]));
});

test('a changed ciphertext, another key and an unknown key are refused', async () => {
  const { CiphertextBlob = new Uint8Array() } = await kms.send(
    new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from('secret') }),
  );
  const changed = Uint8Array.from(CiphertextBlob);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  const other = bench.platform.resources('AWS::KMS::Key')[1]?.ref;
  expect(await errorOf(kms.send(new DecryptCommand({ CiphertextBlob: changed })))).toBe('InvalidCiphertextException');
  expect(await errorOf(kms.send(new DecryptCommand({ CiphertextBlob, KeyId: other })))).toBe('IncorrectKeyException');
  expect(await errorOf(kms.send(new DescribeKeyCommand({ KeyId: 'alias/none' })))).toBe('NotFoundException');
  expect(Buffer.from((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext ?? []).toString()).toBe(
    'secret',
  );
});
