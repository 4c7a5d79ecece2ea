import { confirmEmailChange } from '#contract/areas/credentials.ts';
import { Failure } from '#contract/failure.ts';
import { EMAIL_CHANGE_LIMITS } from '#contract/limits.ts';
import { type Change, create, replace, update } from '#data/change.ts';
import { type EmailChangeItem, EmailChanges, emailChangeRef } from '#data/email-change.ts';
import { keys } from '#data/keys.ts';
import { actorRef, EmailOwners, emailOwnerRef, Users, userRef } from '#data/person.ts';
import { MemberAddresses } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { setUserEmail } from '#platform/users.ts';
import { othersEnd } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { judgeMailedCode } from '#runtime/mailed-code.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(confirmEmailChange, async (call) => {
  const { userId, sessionId } = call.actor();
  const { email, code } = call.body;
  const judge = (waiting: EmailChangeItem | undefined): 'right' | 'wrong_code' | 'code_expired' => {
    if (!waiting || waiting.email !== email || waiting.doneAt !== null) return 'wrong_code';
    return judgeMailedCode(waiting, code, { nowMs: call.nowMs, wrongCodes: EMAIL_CHANGE_LIMITS.wrongCodes });
  };
  let isRight = false;
  const answer = await call.commit({
    reads: {
      actor: actorRef(userId),
      user: userRef(userId),
      waiting: emailChangeRef(userId),
      owner: emailOwnerRef(sha256(email)),
    },
    more: async ({ waiting, owner }) => {
      // The pool before the table: it knows nobody by the address yet, and a repeat changes nothing.
      if (judge(waiting) === 'right' && !owner)
        await setUserEmail(userPool(), userId, email).catch((error) => Promise.reject(poolFailure(error)));
    },
    decide: ({ actor, user, waiting, owner }) => {
      const verdict = judge(waiting);
      isRight = verdict === 'right';
      if (verdict === 'code_expired') return refuse('code_expired');
      if (!waiting || waiting.email !== email || waiting.doneAt !== null) return refuse('wrong_code');
      if (!actor || !user) return refuse('session_ended');
      const answer = { status: 200 as const, body: { done: true as const } };
      if (!isRight)
        return {
          changes: [replace(EmailChanges, waiting, { ...waiting, wrongCodes: waiting.wrongCodes + 1 })],
          answer,
        };
      if (owner) return refuse('email_taken');
      const { changes, event } = othersEnd(actor, sessionId, 'EmailChanged', call.nowMs);
      return {
        changes: [
          ...moveAddress(userId, user.email, email),
          ...Object.keys(actor.memberships).flatMap((workspaceId) =>
            moveInWorkspace({ workspaceId, userId }, user.email, email),
          ),
          replace(Users, user, { ...user, email }),
          replace(EmailChanges, waiting, { ...waiting, doneAt: call.nowIso }),
          ...changes,
        ],
        event,
        answer,
      };
    },
  });
  if (!isRight) throw new Failure('wrong_code');
  return answer;
});

/** The new address becomes theirs and the old one is free, in one commit. */
function moveAddress(userId: string, from: string, to: string): Change[] {
  return [
    create(EmailOwners, { emailHash: sha256(to), userId }, 'email_taken'),
    { kind: 'delete', key: keys.emailOwner(sha256(from)), when: [{ path: 'userId', is: '=', value: userId }] },
  ];
}

/** Their colleagues see the new address, and invite it no more. */
function moveInWorkspace(member: { workspaceId: string; userId: string }, from: string, to: string): Change[] {
  const { workspaceId, userId } = member;
  return [
    update(keys.member(workspaceId, userId), { set: { email: to } }, [{ path: 'pk', is: 'present' }]),
    { kind: 'delete', key: keys.memberAddress(workspaceId, sha256(from)), when: [] },
    create(MemberAddresses, { workspaceId, emailHash: sha256(to), userId }),
  ];
}
