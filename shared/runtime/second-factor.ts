import { randomBytes } from 'node:crypto';
import { SECOND_FACTOR_LIMITS } from '#contract/limits.ts';
import type { SecondFactorItem } from '#data/second-factor.ts';
import type { ReadCode } from '#domain/second-factor.ts';
import { unwrap, wrap } from '#platform/envelope.ts';
import { setting } from './config.ts';
import { sha256 } from './hash.ts';
import { stepOfTotp } from './totp.ts';

/** Without letters that look like digits or like each other (Crockford). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 24;

/** Who and what for a secret is wrapped. */
const contextOf = (userId: string) => ({ userId, purpose: 'second-factor' });

/** The secret of an app as it is stored. */
export function wrapTotpSecret(userId: string, secret: string): Promise<string> {
  return wrap(setting('KEY_ID'), secret, contextOf(userId));
}

/** The secret of an app as it was given out. */
export function unwrapTotpSecret(userId: string, wrapped: string): Promise<string> {
  return unwrap(setting('KEY_ID'), wrapped, contextOf(userId));
}

/** Reads a code of the app or a recovery code; undefined without a second factor or a code. */
export async function readSecondFactorCode(
  factor: SecondFactorItem | undefined,
  code: string | undefined,
  nowMs: number,
): Promise<ReadCode | undefined> {
  if (!factor || code === undefined) return undefined;
  if (!/^\d{6}$/.test(code)) return { kind: 'recovery_code', hash: recoveryHashOf(factor.userId, code) };
  const secret = await unwrapTotpSecret(factor.userId, factor.wrappedSecret);
  return { kind: 'totp', step: stepOfTotp(secret, code, nowMs) };
}

/** Ten codes to be shown once, and the hashes to be kept of them: 120 random bits each, so a plain hash will do (OWASP ASVS 5.0, 6.5.2). */
export function newRecoveryCodes(userId: string): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: SECOND_FACTOR_LIMITS.recoveryCodes }, newRecoveryCode);
  return { codes, hashes: codes.map((code) => recoveryHashOf(userId, code)) };
}

function newRecoveryCode(): string {
  // 32 letters: the low five bits of a byte choose one evenly.
  const letters = [...randomBytes(CODE_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');
  return (letters.match(/.{6}/g) ?? []).join('-');
}

function recoveryHashOf(userId: string, code: string): string {
  const plain = code.toLowerCase().replace(/[- ]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return sha256(`${userId}\n${plain}`);
}
