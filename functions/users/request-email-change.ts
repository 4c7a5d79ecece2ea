import { requestEmailChange } from '#contract/areas/credentials.ts';
import { EMAIL_CHANGE_LIMITS } from '#contract/limits.ts';
import { createOrReplace } from '#data/change.ts';
import { EmailChanges, emailChangeRef } from '#data/email-change.ts';
import { partitions } from '#data/keys.ts';
import { emailOwnerRef, userRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { sendMail } from '#platform/mail.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newMailedCode, newSecret } from '#runtime/ids.ts';
import { hashOfMailedCode } from '#runtime/mailed-code.ts';

export const handler = endpoint(requestEmailChange, async (call) => {
  const { userId } = call.actor();
  const { email } = call.body;
  const [code, salt] = [newMailedCode(), newSecret()];
  let isFree = false;
  const answer = await call.commit({
    reads: { user: userRef(userId), owner: emailOwnerRef(sha256(email)), before: emailChangeRef(userId) },
    decide: ({ user, owner, before }) => {
      if (!user) return refuse('not_found');
      isFree = owner === undefined;
      const waiting = {
        userId,
        email,
        oldEmail: user.email,
        salt,
        // Nobody is told that the address has an account: the change waits, for a code that does not exist.
        codeHash: isFree ? hashOfMailedCode(salt, code) : sha256(newSecret()),
        wrongCodes: 0,
        doneAt: null,
        expiresAtMs: call.nowMs + EMAIL_CHANGE_LIMITS.minutes * 60_000,
      };
      return {
        changes: [createOrReplace(EmailChanges, before, waiting)],
        event: {
          type: 'EmailChangeRequested',
          aggregateId: userId,
          seq: call.nowMs,
          partition: partitions.user(userId),
          data: { userId },
        },
        answer: { status: 202, body: { done: true } },
      };
    },
  });
  await sendMail({ from: setting('MAIL_FROM'), to: email, ...(isFree ? codeMail(code) : takenMail()) });
  return answer;
});

function codeMail(code: string): { subject: string; text: string } {
  return {
    subject: 'Your code for Accord',
    text: `${code} is your code to log in to Accord with this address from now on. It is good for ${EMAIL_CHANGE_LIMITS.minutes} minutes.\n\nIf you did not ask for it, you need do nothing: without the code nothing changes.`,
  };
}

function takenMail(): { subject: string; text: string } {
  return {
    subject: 'This address has an Accord account already',
    text: 'Someone with an Accord account wanted to log in with this address, which belongs to another account.\n\nIf it was you, log in with this address, or choose another one. If not, nothing has changed and you need do nothing.',
  };
}
