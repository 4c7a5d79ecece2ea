import { sameSecret, sha256 } from './hash.ts';

/** What is kept of a code that was mailed. */
interface MailedCode {
  codeHash: string;
  salt: string;
  wrongCodes: number;
  expiresAtMs: number;
}

/** How a mailed code is stored: a million codes are soon tried, so each has a salt of its own and few tries. */
export function hashOfMailedCode(salt: string, code: string): string {
  return sha256(`${salt}\n${code}`);
}

/** Whether a code is the one that was mailed, in time and before too many wrong ones. */
export function judgeMailedCode(
  mailed: MailedCode | undefined,
  code: string,
  { nowMs, wrongCodes }: { nowMs: number; wrongCodes: number },
): 'right' | 'wrong_code' | 'code_expired' {
  if (!mailed) return 'wrong_code';
  if (mailed.expiresAtMs <= nowMs || mailed.wrongCodes >= wrongCodes) return 'code_expired';
  return sameSecret(mailed.codeHash, hashOfMailedCode(mailed.salt, code)) ? 'right' : 'wrong_code';
}
