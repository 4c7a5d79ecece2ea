import { mailStepUpCode } from '#contract/areas/sessions.ts';
import { STEP_UP_CODE_LIMITS } from '#contract/limits.ts';
import { createOrReplace } from '#data/change.ts';
import { StepUpCodes, stepUpCodeRef } from '#data/identity.ts';
import { actorRef, userRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { sendMail } from '#platform/mail.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newMailedCode, newSecret } from '#runtime/ids.ts';
import { hashOfMailedCode } from '#runtime/mailed-code.ts';

export const handler = endpoint(mailStepUpCode, async (call) => {
  const { userId } = call.actor();
  const [code, salt] = [newMailedCode(), newSecret()];
  let to = '';
  const answer = await call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId), before: stepUpCodeRef(userId) },
    decide: ({ actor, user, before }) => {
      if (!actor || !user) return refuse('session_ended');
      if (actor.passwordless !== true) return refuse('password_set_already');
      to = user.email;
      const expiresAtMs = call.nowMs + STEP_UP_CODE_LIMITS.minutes * 60_000;
      const waiting = { userId, salt, codeHash: hashOfMailedCode(salt, code), wrongCodes: 0, expiresAtMs };
      return {
        changes: [createOrReplace(StepUpCodes, before, waiting)],
        answer: { status: 202, body: { done: true } },
      };
    },
  });
  await sendMail({
    from: setting('MAIL_FROM'),
    to,
    subject: 'Your code to confirm that it is you',
    text: `${code} is your code to confirm in Accord that it is you. It is good for ${STEP_UP_CODE_LIMITS.minutes} minutes.\n\nIf you did not ask for it, somebody uses a session of yours: end your sessions under Account, Security.`,
  });
  return answer;
});
