import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AwsError } from '#local/kernel.ts';
import type { PasswordPolicy } from './pool-settings.ts';

/** An eighth of what a real pool should spend: these passwords are of demos and tests on one machine, and hundreds are made at a start. */
const COST = { N: 2048, r: 8, p: 1, keyBytes: 32 };
const SYMBOLS = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+= ]/;

/** Throws InvalidPasswordException naming the first rule of the policy that the password breaks. */
export function requirePolicy(password: string, policy: PasswordPolicy): void {
  const problem = problemOf(password, policy);
  if (problem) throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${problem}`);
}

function problemOf(password: string, policy: PasswordPolicy): string | undefined {
  if (password.length < policy.minimumLength) return 'Password not long enough';
  if (password.length > 256) return 'Password must not be longer than 256 characters';
  if (/^\s|\s$/.test(password)) return 'Password must not begin or end with a space';
  if (policy.uppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.lowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.numbers && !/[0-9]/.test(password)) return 'Password must have numeric characters';
  if (policy.symbols && !SYMBOLS.test(password)) return 'Password must have symbol characters';
  return undefined;
}

/** A salted scrypt hash as text. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64')}$${(await derive(password, salt)).toString('base64')}`;
}

/** Whether the password gives the hash; spends the same time when there is no hash, so that unknown users cannot be told by the clock. */
export async function matchesPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, salt, digest] = (hash ?? '').split('$');
  const derived = await derive(password, Buffer.from(salt ?? '', 'base64'));
  const expected = Buffer.from(digest ?? '', 'base64');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: COST.N, r: COST.r, p: COST.p };
    scrypt(password.normalize('NFKC'), salt, COST.keyBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
