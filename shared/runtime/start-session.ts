import type { logIn } from '#contract/areas/auth.ts';
import { RATE_LIMITS, SESSION_LIMITS } from '#contract/limits.ts';
import { create, update } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { actorRef, Sessions, userRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { placeIn, startingWorkspaceOf } from '#domain/place.ts';
import { wrap } from '#platform/envelope.ts';
import type { PoolTokens } from '#platform/users.ts';
import { setting } from './config.ts';
import { sessionItemRemovals } from './end-session.ts';
import type { Call, HandlerAnswer } from './endpoint.ts';
import { sha256 } from './hash.ts';
import { newSecret } from './ids.ts';
import { claimsOf, setRefreshCookie } from './session.ts';
import { meView } from './views/person.ts';

/** Live sessions a person may have; the one that ends first makes room. */
const MAX_SESSIONS = 20;

const ABSOLUTE_SECONDS = SESSION_LIMITS.absoluteDays * 86_400;
const IDLE_SECONDS = SESSION_LIMITS.idleDays * 86_400;

/** The length of a rate class's window, by its name. */
export function windowSecondsOf(rateClass: string): number | undefined {
  return RATE_LIMITS[rateClass as keyof typeof RATE_LIMITS]?.windowSeconds;
}

/** Records a session for tokens the user pool just gave, and answers with the access token and the refresh cookie. */
export async function startSession(
  call: Call<typeof logIn>,
  userId: string,
  tokens: PoolTokens,
): Promise<HandlerAnswer<typeof logIn>> {
  const sessionId = claimsOf(tokens.accessToken).origin_jti;
  const secret = newSecret();
  const expiresAtMs = call.nowMs + ABSOLUTE_SECONDS * 1000;
  const wrappedToken = await wrap(setting('KEY_ID'), tokens.refreshToken ?? '', { userId, sessionId });
  const session = {
    userId,
    sessionId,
    secretHash: sha256(secret),
    previousHash: null,
    rotatedAtMs: call.nowMs,
    expiresAtMs,
    wrappedToken,
    userAgent: (call.headers['user-agent'] ?? '').slice(0, 200),
    address: call.sourceIp,
    version: 1,
    createdAt: call.nowIso,
  };
  const answer = await call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId) },
    decide: ({ actor, user }) => {
      if (!actor || !user) return refuse('wrong_credentials');
      const workspaceId = startingWorkspaceOf(actor);
      const ended = endedSessions(actor.sessions, call.nowMs);
      return {
        changes: [
          create(Sessions, session),
          ...sessionItemRemovals(userId, ended),
          update(
            actorRef(userId).key,
            {
              set: { [`sessions.${sessionId}`]: { expiresAtMs, workspaceId, usedAtMs: call.nowMs } },
              unset: ended.map((id) => `sessions.${id}`),
            },
            [
              { path: 'pk', is: 'present' },
              ...(workspaceId ? [{ path: `memberships.${workspaceId}`, is: 'present' as const }] : []),
            ],
          ),
        ],
        event: {
          type: 'SessionStarted',
          aggregateId: sessionId,
          seq: 1,
          partition: partitions.user(userId),
          data: { userId, sessionId },
        },
        answer: {
          status: 200 as const,
          body: {
            accessToken: tokens.accessToken,
            expiresInSeconds: tokens.expiresInSeconds,
            user: meView(user, placeIn(actor, workspaceId)),
          },
        },
      };
    },
  });
  return { ...answer, cookies: [setRefreshCookie({ userId, sessionId, secret }, IDLE_SECONDS)] };
}

function endedSessions(sessions: Record<string, { expiresAtMs: number }>, nowMs: number): string[] {
  const byEnd = Object.entries(sessions).sort(([, a], [, b]) => a.expiresAtMs - b.expiresAtMs);
  const surplus = Math.max(0, byEnd.length + 1 - MAX_SESSIONS);
  return byEnd.filter(([, { expiresAtMs }], index) => expiresAtMs <= nowMs || index < surplus).map(([id]) => id);
}
