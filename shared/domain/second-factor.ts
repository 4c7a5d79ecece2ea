import { type Refused, refuse } from './decision.ts';

/** A code as far as it can be read without knowing whose it is. */
export type ReadCode =
  /** The time step at which the app showed these digits; undefined when it never did within the last minute. */
  | { kind: 'totp'; step: number | undefined }
  | { kind: 'recovery_code'; hash: string }
  /** What became of it against the code that was sent by SMS, if one was. */
  | { kind: 'sms'; verdict: 'right' | 'wrong_code' | 'code_expired' };

interface Factor {
  lastStep: number;
  recoveryHashes: readonly string[];
}

/** What a code leaves of a second factor once it is taken: a code of the app, or of an earlier step than one that was taken, is never taken again (RFC 6238, 5.2). */
export function takeCode(
  factor: Factor,
  code: ReadCode,
): { lastStep: number; recoveryHashes: string[] } | Refused<'wrong_code' | 'code_used' | 'code_expired'> {
  const { lastStep, recoveryHashes } = factor;
  // That it is taken once is up to what it was sent for, which is over with it.
  if (code.kind === 'sms')
    return code.verdict === 'right' ? { lastStep, recoveryHashes: [...recoveryHashes] } : refuse(code.verdict);
  if (code.kind === 'totp') {
    if (code.step === undefined) return refuse('wrong_code');
    return code.step > lastStep ? { lastStep: code.step, recoveryHashes: [...recoveryHashes] } : refuse('code_used');
  }
  const left = recoveryHashes.filter((hash) => hash !== code.hash);
  return left.length < recoveryHashes.length ? { lastStep, recoveryHashes: left } : refuse('wrong_code');
}
