import { refreshSession } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import { type Change, replace, update } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type ActorItem, actorRef, Sessions, sessionRef, userRef } from '#data/person.ts';
import { staleCounters } from '#data/rate.ts';
import { findOne } from '#data/read.ts';
import { refuse } from '#domain/decision.ts';
import { continuingWorkspaceOf, placeIn } from '#domain/place.ts';
import { decideRefresh } from '#domain/session.ts';
import { unwrap } from '#platform/envelope.ts';
import { PoolError, refreshUser } from '#platform/users.ts';
import { setting } from '#runtime/config.ts';
import { endSession } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { keyedHash, sha256 } from '#runtime/hash.ts';
import {
  clearRefreshCookie,
  demandOwnSite,
  findRefreshCookie,
  poolFailure,
  ROTATION_GRACE_MS,
  setRefreshCookie,
  userPool,
} from '#runtime/session.ts';
import { windowSecondsOf } from '#runtime/start-session.ts';
import { meView } from '#runtime/views/person.ts';

const IDLE_SECONDS = SESSION_LIMITS.idleDays * 86_400;

/** Moves a session on that was left in a workspace the person belongs to no more, and removes request counters that were over at `nowMs`. */
function tidiedActor(
  actor: ActorItem,
  sessionId: string,
  workspaceId: string | null,
  nowMs: number | undefined,
): Change[] {
  const stale = nowMs === undefined ? [] : staleCounters(actor, windowSecondsOf, nowMs);
  const moves = workspaceId !== actor.sessions[sessionId]?.workspaceId;
  if (!moves && stale.length === 0) return [];
  return [
    update(
      actorRef(actor.userId).key,
      { ...(moves ? { set: { [`sessions.${sessionId}.workspaceId`]: workspaceId } } : {}), unset: stale },
      [
        { path: `sessions.${sessionId}`, is: 'present' },
        ...(moves && workspaceId ? [{ path: `memberships.${workspaceId}`, is: 'present' as const }] : []),
      ],
    ),
  ];
}

/**
 * A secret is followed by one that only this session's token of the pool makes out of it. So whoever sends the last secret again within the grace time, in another
 * tab or because the page was left before the answer came, is given the same cookie as the first time, and does not look like a thief afterwards.
 */
export const handler = endpoint(refreshSession, async (call) => {
  demandOwnSite(call.headers);
  const cookie = findRefreshCookie(call.cookies);
  if (!cookie) throw new Failure('not_signed_in');
  const { userId, sessionId } = cookie;
  const ended = () => Object.assign(new Failure('session_ended'), { cookies: [clearRefreshCookie()] });
  const session = await findOne(sessionRef(userId, sessionId));
  const verdict = decideRefresh(session, sha256(cookie.secret), call.nowMs, {
    graceMs: ROTATION_GRACE_MS,
    idleMs: IDLE_SECONDS * 1000,
  });
  if (verdict === 'reuse') await endSession(call, userId, [sessionId], 'reuse');
  if (!session || verdict === 'reuse' || verdict === 'ended') throw ended();
  const token = await unwrap(setting('KEY_ID'), session.wrappedToken, { userId, sessionId });
  // Only the pool's own no ends a session; while the pool does not answer, or asks for patience, the cookie stays good.
  const tokens = await refreshUser(userPool(), userId, token).catch((error: unknown) =>
    Promise.reject(error instanceof PoolError && error.refusal !== 'too_many' ? ended() : poolFailure(error)),
  );
  const secret = keyedHash(token, `refresh\n${sessionId}\n${cookie.secret}`);
  const secretHash = sha256(secret);
  const answer = await call.commit({
    reads: { current: sessionRef(userId, sessionId), actor: actorRef(userId), user: userRef(userId) },
    decide: ({ current, actor, user }) => {
      if (!current || !user || !actor?.sessions[sessionId]) return refuse('session_ended');
      const rotated = { ...current, secretHash, previousHash: current.secretHash, rotatedAtMs: call.nowMs };
      const rotates = verdict === 'rotate' && current.version === session.version;
      const workspaceId = continuingWorkspaceOf(actor, sessionId);
      return {
        changes: [
          ...(rotates ? [replace(Sessions, current, rotated)] : []),
          ...tidiedActor(actor, sessionId, workspaceId, rotates ? call.nowMs : undefined),
        ],
        ...(rotates
          ? {
              event: {
                type: 'SessionRefreshed' as const,
                aggregateId: sessionId,
                seq: current.version + 1,
                partition: partitions.user(userId),
                data: { userId, sessionId },
              },
            }
          : {}),
        answer: {
          status: 200,
          body: {
            accessToken: tokens.accessToken,
            expiresInSeconds: tokens.expiresInSeconds,
            user: meView(user, placeIn(actor, workspaceId)),
          },
          // What came after the one that was sent, or comes now; not what a later one was followed by.
          isNext: rotates || current.secretHash === secretHash,
        },
      };
    },
  });
  const maxAgeSeconds = Math.min(IDLE_SECONDS, Math.floor((session.expiresAtMs - call.nowMs) / 1000));
  const { isNext, ...shown } = answer as typeof answer & { isNext: boolean };
  return {
    ...shown,
    ...(isNext ? { cookies: [setRefreshCookie({ userId, sessionId, secret }, maxAgeSeconds)] } : {}),
  };
});
