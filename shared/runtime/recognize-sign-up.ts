import type { Endpoint } from '#contract/endpoint.ts';
import { update } from '#data/change.ts';
import { pendingSignUpRef } from '#data/person.ts';
import type { Call } from './endpoint.ts';
import { sha256 } from './hash.ts';
import { newSecret } from './ids.ts';
import { setSignUpCookie } from './sign-up-cookie.ts';

/** Who has shown the password of a sign-up that waits may confirm it from here; answers the cookies to set. */
export async function recognizeSignUp<E extends Endpoint>(
  call: Call<E>,
  emailHash: string,
  userId: string,
): Promise<string[]> {
  const secret = newSecret();
  let waits = false;
  await call.commit({
    reads: { pending: pendingSignUpRef(emailHash, userId) },
    decide: ({ pending }) => {
      waits = pending !== undefined && pending.expiresAtMs > call.nowMs;
      const { key } = pendingSignUpRef(emailHash, userId);
      const version = pending?.version ?? 0;
      return {
        changes: waits
          ? [
              update(key, { set: { secretHash: sha256(secret), version: version + 1 } }, [
                { path: 'version', is: '=', value: version },
              ]),
            ]
          : [],
        answer: { status: 200, body: { done: true } } as never,
      };
    },
  });
  return waits ? [setSignUpCookie({ userId, secret })] : [];
}
