import { signUp } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { SIGN_UP_DAYS } from '#contract/limits.ts';
import { create } from '#data/change.ts';
import { emailOwnerRef, PendingSignUps } from '#data/person.ts';
import { acceptAll } from '#domain/documents.ts';
import { sendMail } from '#platform/mail.ts';
import { openUser } from '#platform/users.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId, newSecret } from '#runtime/ids.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { demandStrongPassword } from '#runtime/password-check.ts';
import { poolFailure, userPool } from '#runtime/session.ts';
import { setSignUpCookie } from '#runtime/sign-up-cookie.ts';

const SENT = { status: 202, body: { status: 'confirmation_sent' } } as const;

export const handler = endpoint(signUp, async (call) => {
  const { as, email, name, password, country, timezone, consents, organisation } = call.body;
  if (as === 'brand' && !organisation)
    throw new Failure('validation_failed', undefined, {
      issues: [{ path: 'organisation', message: 'is required for a brand' }],
    });
  await demandStrongPassword(password, [name, email, organisation ?? '']);
  await spendLogInAttempt('sign-up', email, call.nowMs);
  const emailHash = sha256(email);
  const userId = newId('user');
  const secret = newSecret();
  const ids = { workspaceId: newId('workspace'), brandId: newId('brand'), influencerId: newId('influencer') };
  const expiresAtMs = call.nowMs + SIGN_UP_DAYS * 86_400_000;
  const pending = {
    emailHash,
    userId,
    secretHash: sha256(secret),
    as,
    email,
    name,
    organisation: organisation ?? null,
    country,
    timezone,
    marketing: consents.marketing,
    ids,
    termsAt: call.nowIso,
    accepted: acceptAll(call.nowIso),
    expiresAtMs,
    version: 1,
  };
  let taken = false;
  await call.commit({
    reads: { owner: emailOwnerRef(emailHash) },
    // An earlier sign-up with this address stays as it is: the account becomes the one whose cookie comes with its code.
    decide: ({ owner }) => {
      taken = owner !== undefined;
      return { changes: taken ? [] : [create(PendingSignUps, pending)], answer: SENT };
    },
  });
  if (taken) await tellOwner(email);
  else await openUser(userPool(), { userId, email, password }).catch((error) => Promise.reject(poolFailure(error)));
  return { ...SENT, cookies: [setSignUpCookie({ userId, secret })] };
});

/** The answer does not tell whether an account exists; its owner learns it by mail. */
async function tellOwner(email: string): Promise<void> {
  await sendMail({
    from: setting('MAIL_FROM'),
    to: email,
    subject: 'You already have an Accord account',
    text: `Someone tried to open an Accord account with this address, which has one already.\n\nIf it was you, sign in at ${setting('SITE_ORIGIN')}/log-in or choose a new password there. If not, nothing has changed and you need do nothing.`,
  });
}
