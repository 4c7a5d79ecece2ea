import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from './kernel.ts';

/** What a worker signs its AWS calls with. */
export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Who an access key was issued to, and what it signs with. */
export interface IssuedKey extends AccessKey {
  caller: Pick<Caller, 'functionName' | 'roleArn'>;
}

const installKeys = new Map<string, Buffer>();
const issuedByDataDir = new Map<string, Map<string, IssuedKey['caller']>>();
/** Keys that were found and proved before: every AWS call asks for one. */
const provedByDataDir = new Map<string, Map<string, IssuedKey>>();

/** A 32-byte secret for one purpose, derived from the key of this installation, which lies in `dataDir` readable by its owner only. */
export function deriveSecret(dataDir: string, purpose: string): Buffer {
  return createHmac('sha256', installKey(dataDir)).update(purpose).digest();
}

/**
 * The access key of a function: the same at every start, so that a presigned URL outlives its worker and a restart.
 * Only `functionName` and `roleArn` count.
 */
export function issueAccessKey(dataDir: string, caller: IssuedKey['caller']): AccessKey {
  issueAccessKeys(dataDir, [caller]);
  const accessKeyId = accessKeyIdOf(dataDir, caller);
  return { accessKeyId, secretAccessKey: secretOf(dataDir, accessKeyId) };
}

/** Issues the keys of many functions in one write of the file, which is flushed to the disk each time. */
export function issueAccessKeys(dataDir: string, callers: readonly IssuedKey['caller'][]): void {
  const known = issuedKeys(dataDir);
  const before = known.size;
  for (const { functionName, roleArn } of callers)
    known.set(accessKeyIdOf(dataDir, { functionName, roleArn }), { functionName, roleArn });
  if (known.size > before) save(dataDir, known);
}

/** Who the access key was issued to, with its secret; undefined for an id this installation never issued. */
export function findAccessKey(dataDir: string, accessKeyId: string): IssuedKey | undefined {
  const proved = provedByDataDir.get(dataDir)?.get(accessKeyId);
  if (proved) return proved;
  const caller = issuedKeys(dataDir).get(accessKeyId);
  if (!caller) return undefined;
  const expected = Buffer.from(accessKeyIdOf(dataDir, caller));
  const given = Buffer.from(accessKeyId);
  // An edited file, or one of another installation, names ids that this install key does not give.
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  const key: IssuedKey = { caller, accessKeyId, secretAccessKey: secretOf(dataDir, accessKeyId) };
  provedByDataDir.set(dataDir, (provedByDataDir.get(dataDir) ?? new Map()).set(accessKeyId, key));
  return key;
}

function accessKeyIdOf(dataDir: string, caller: IssuedKey['caller']): string {
  const digest = deriveSecret(dataDir, `access-key-id\n${caller.functionName}\n${caller.roleArn}`);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `LKIA${[...digest.subarray(0, 16)].map((byte) => letters[byte & 31]).join('')}`;
}

function secretOf(dataDir: string, accessKeyId: string): string {
  return deriveSecret(dataDir, `secret-access-key\n${accessKeyId}`).toString('base64');
}

function installKey(dataDir: string): Buffer {
  const cached = installKeys.get(dataDir);
  if (cached) return cached;
  const file = join(dataDir, 'install-key');
  mkdirSync(dataDir, { recursive: true });
  try {
    // 'wx' lets only the first start make the key.
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (key.length !== 32)
    throw new Error(`${file} does not hold a 32-byte key; start once with --fresh to make a new one.`);
  installKeys.set(dataDir, key);
  return key;
}

function issuedKeys(dataDir: string): Map<string, IssuedKey['caller']> {
  const cached = issuedByDataDir.get(dataDir);
  if (cached) return cached;
  const known = new Map<string, IssuedKey['caller']>(Object.entries(readIssued(join(dataDir, 'access-keys.json'))));
  issuedByDataDir.set(dataDir, known);
  return known;
}

function readIssued(file: string): Record<string, IssuedKey['caller']> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read; delete it and start again, workers get their keys anew.`, {
      cause: error,
    });
  }
}

function save(dataDir: string, known: Map<string, IssuedKey['caller']>): void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'access-keys.json');
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(known)), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** Forgets what is cached of a data folder; needed only when the folder was emptied while the process runs on. */
export function forgetAccessKeys(dataDir: string): void {
  installKeys.delete(dataDir);
  issuedByDataDir.delete(dataDir);
  provedByDataDir.delete(dataDir);
}
