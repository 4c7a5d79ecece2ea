import { signUp } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { createOrReplace } from '#data/change.ts';
import { emailOwnerRef, PendingSignUps, pendingSignUpRef } from '#data/person.ts';
import { findPasswordWeakness } from '#domain/passwords.ts';
import { sendMail } from '#platform/mail.ts';
import { openUser } from '#platform/users.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId } from '#runtime/ids.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

const PENDING_DAYS = 7;
const SENT = { status: 202, body: { status: 'confirmation_sent' } } as const;

export const handler = endpoint(signUp, async (call) => {
  const { as, email, name, password, country, timezone, consents, organisation } = call.body;
  if (as === 'brand' && !organisation)
    throw new Failure('validation_failed', undefined, {
      issues: [{ path: 'organisation', message: 'is required for a brand' }],
    });
  const weakness = findPasswordWeakness(password, [name, email.split('@')[0] ?? '']);
  if (weakness) throw new Failure('weak_password', weakness, { issues: [{ path: 'password', message: weakness }] });
  await spendLogInAttempt('sign-up', email, call.nowMs);
  const emailHash = sha256(email);
  const userId = newId('user');
  const ids = { workspaceId: newId('workspace'), brandId: newId('brand'), influencerId: newId('influencer') };
  const pending = {
    emailHash,
    userId,
    as,
    email,
    name,
    organisation: organisation ?? null,
    country,
    timezone,
    marketing: consents.marketing,
    ids,
    termsAt: call.nowIso,
    expiresAtMs: call.nowMs + PENDING_DAYS * 86_400_000,
  };
  let taken = false;
  await call.commit({
    reads: { owner: emailOwnerRef(emailHash), before: pendingSignUpRef(emailHash) },
    decide: ({ owner, before }) => {
      taken = owner !== undefined;
      return { changes: taken ? [] : [createOrReplace(PendingSignUps, before, pending)], answer: SENT };
    },
  });
  if (taken) await tellOwner(email);
  else await openUser(userPool(), { userId, email, password }).catch((error) => Promise.reject(poolFailure(error)));
  return SENT;
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
