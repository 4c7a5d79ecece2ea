import { Failure } from '#contract/failure.ts';
import { RATE_LIMITS } from '#contract/limits.ts';
import { countRequest } from '#data/rate.ts';
import { sha256 } from './hash.ts';

/** Counts one attempt with an e-mail address (known or not) against the log-in budget; throws Failure rate_limited. */
export async function spendLogInAttempt(purpose: string, email: string, nowMs: number): Promise<void> {
  const verdict = await countRequest(`${purpose}#${sha256(email)}`, { name: 'login', ...RATE_LIMITS.login }, nowMs);
  if (!verdict.allowed)
    throw new Failure('rate_limited', 'Too many attempts with this address.', {
      retryAfterSeconds: verdict.retryAfterSeconds,
    });
}
