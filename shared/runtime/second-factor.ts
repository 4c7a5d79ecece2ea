import { randomBytes } from 'node:crypto';
import { SECOND_FACTOR_LIMITS, SMS_LIMITS } from '#contract/limits.ts';
import type { SecondFactorItem, TextedCode } from '#data/second-factor.ts';
import type { ReadCode } from '#domain/second-factor.ts';
import { unwrap, wrap } from '#platform/envelope.ts';
import { setting } from './config.ts';
import { sha256 } from './hash.ts';
import { judgeMailedCode } from './mailed-code.ts';
import { stepOfTotp } from './totp.ts';

/** Without letters that look like digits or like each other (Crockford). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 24;

/** Who and what for a secret is wrapped. */
const contextOf = (userId: string) => ({ userId, purpose: 'second-factor' });

/** The secret of an app, or the number of a phone, as it is stored. */
export function wrapSecret(userId: string, secret: string): Promise<string> {
  return wrap(setting('KEY_ID'), secret, contextOf(userId));
}

/** The secret of an app as it was given out, or the number of a phone as it was given. */
export function unwrapSecret(userId: string, wrapped: string): Promise<string> {
  return unwrap(setting('KEY_ID'), wrapped, contextOf(userId));
}

/** Reads a code of the app, the one that was sent by SMS if any was, or a recovery code; undefined without a second factor or a code. */
export async function readSecondFactorCode(
  factor: SecondFactorItem | undefined,
  code: string | undefined,
  nowMs: number,
  texted?: TextedCode,
): Promise<ReadCode | undefined> {
  if (!factor || code === undefined) return undefined;
  if (!/^\d{6}$/.test(code)) return { kind: 'recovery_code', hash: recoveryHashOf(factor.userId, code) };
  // A number that was removed meanwhile proves nothing any more.
  const verdict = judgeTexted(factor.phone && texted, code, nowMs);
  if (verdict === 'right' || factor.wrappedSecret === undefined) return { kind: 'sms', verdict };
  const secret = await unwrapSecret(factor.userId, factor.wrappedSecret);
  return { kind: 'totp', step: stepOfTotp(secret, code, nowMs) };
}

/** Whether a code is the one that was sent by SMS, in time and before too many wrong ones. */
export function judgeTexted(texted: TextedCode | undefined, code: string, nowMs: number) {
  return judgeMailedCode(texted, code, { nowMs, wrongCodes: SMS_LIMITS.wrongCodes });
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
