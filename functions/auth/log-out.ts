import { logOut } from '#contract/areas/auth.ts';
import { sessionRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { unwrap } from '#platform/envelope.ts';
import { PoolError, revokeUserToken } from '#platform/users.ts';
import { setting } from '#runtime/config.ts';
import { endSession } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sameSecret, sha256 } from '#runtime/hash.ts';
import { clearRefreshCookie, demandOwnSite, findRefreshCookie, userPool } from '#runtime/session.ts';

const DONE = { status: 200, body: { done: true }, cookies: [clearRefreshCookie()] } as const;

export const handler = endpoint(logOut, async (call) => {
  demandOwnSite(call.headers);
  const cookie = findRefreshCookie(call.cookies);
  if (!cookie) return DONE;
  const { userId, sessionId } = cookie;
  const session = await findOne(sessionRef(userId, sessionId));
  if (!session || !sameSecret(session.secretHash, sha256(cookie.secret))) return DONE;
  await endSession(call, userId, [sessionId], 'log_out');
  const token = await unwrap(setting('KEY_ID'), session.wrappedToken, { userId, sessionId });
  await revokeUserToken(userPool(), token).catch((error) =>
    error instanceof PoolError ? undefined : Promise.reject(error),
  );
  return DONE;
});
