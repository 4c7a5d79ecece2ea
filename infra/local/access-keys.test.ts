import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deriveSecret, findAccessKey, forgetAccessKeys, issueAccessKey, issueAccessKeys } from './access-keys.ts';

const caller = { functionName: 'reader', roleArn: 'arn:aws:iam::000000000000:role/reader' };
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'accord-keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('a function has the same key after a restart, and another in another installation', () => {
  const key = issueAccessKey(dataDir, caller);
  forgetAccessKeys(dataDir);
  expect(findAccessKey(dataDir, key.accessKeyId)).toEqual({ ...key, caller });
  expect(issueAccessKey(dataDir, caller)).toEqual(key);
  const other = mkdtempSync(join(tmpdir(), 'accord-keys-'));
  expect(issueAccessKey(other, caller).secretAccessKey).not.toBe(key.secretAccessKey);
  rmSync(other, { recursive: true, force: true });
});

test('the keys of many functions are written at once, and are those that each gets by itself', () => {
  const callers = ['reader', 'writer', 'reader'].map((name) => ({ ...caller, functionName: name }));
  issueAccessKeys(dataDir, callers);
  const written = readFileSync(join(dataDir, 'access-keys.json'), 'utf8');
  expect(Object.values(JSON.parse(written))).toEqual(callers.slice(0, 2));
  forgetAccessKeys(dataDir);
  for (const own of callers)
    expect(findAccessKey(dataDir, issueAccessKey(dataDir, own).accessKeyId)?.caller).toEqual(own);
  expect(readFileSync(join(dataDir, 'access-keys.json'), 'utf8')).toBe(written);
});

test('an id that was never issued, or was written into the file by hand, is nobody’s', () => {
  const { accessKeyId } = issueAccessKey(dataDir, caller);
  expect(findAccessKey(dataDir, 'LKIAAAAAAAAAAAAAAAAA')).toBeUndefined();
  const file = join(dataDir, 'access-keys.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('role/reader', 'role/admin'));
  forgetAccessKeys(dataDir);
  expect(findAccessKey(dataDir, accessKeyId)).toBeUndefined();
});

test('what is secret is readable by its owner only, and differs by purpose', () => {
  issueAccessKey(dataDir, caller);
  const modes = ['install-key', 'access-keys.json'].map((name) => statSync(join(dataDir, name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600]);
  expect(deriveSecret(dataDir, 'one')).not.toEqual(deriveSecret(dataDir, 'two'));
});
