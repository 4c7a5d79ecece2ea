import { describe, expect, it } from 'vitest';
import { takeCode } from './second-factor.ts';

const factor = { lastStep: 100, recoveryHashes: ['one', 'two'] };

describe('a code of the app', () => {
  it.each<[string, number | undefined, object]>([
    ['of a later step is taken, and remembered', 101, { lastStep: 101, recoveryHashes: ['one', 'two'] }],
    ['is not taken twice', 100, { refused: 'code_used' }],
    ['of an earlier step is not taken after a later one', 99, { refused: 'code_used' }],
    ['that the app never showed is wrong', undefined, { refused: 'wrong_code' }],
  ])('%s', (_case, step, outcome) => expect(takeCode(factor, { kind: 'totp', step })).toEqual(outcome));
});

describe('a recovery code', () => {
  it('is good once', () => {
    const after = takeCode(factor, { kind: 'recovery_code', hash: 'one' });
    expect(after).toEqual({ lastStep: 100, recoveryHashes: ['two'] });
    expect(takeCode(after as typeof factor, { kind: 'recovery_code', hash: 'one' })).toEqual({ refused: 'wrong_code' });
  });
});

describe('a code by SMS', () => {
  it('is as good as a code of the app, and uses nothing else up', () =>
    expect(takeCode(factor, { kind: 'sms', verdict: 'right' })).toEqual(factor));

  it.each(['wrong_code', 'code_expired'] as const)('is refused for what it is: %s', (verdict) =>
    expect(takeCode(factor, { kind: 'sms', verdict })).toEqual({ refused: verdict }),
  );
});
