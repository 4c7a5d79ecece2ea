import type { Issue } from '#domain/decision.ts';
import type { ErrorCode } from './errors.ts';

/** A refusal on its way to the caller: a code of the closed list, with what is wrong and how to mend it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  constructor(
    code: ErrorCode,
    detail?: string,
    extra: { issues?: readonly Issue[] | undefined; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(detail ?? '');
    this.code = code;
    this.issues = extra.issues;
    this.retryAfterSeconds = extra.retryAfterSeconds;
  }
}
