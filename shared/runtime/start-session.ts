import type { logIn } from '#contract/areas/auth.ts';
import type { AnswerOf } from '#contract/endpoint.ts';
import { RATE_LIMITS, SECOND_FACTOR_LIMITS, SESSION_LIMITS } from '#contract/limits.ts';
import { type Change, create, update } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type ActorItem, actorRef, Sessions, type User, userRef } from '#data/person.ts';
import { Challenges, type SecondFactorItem, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { placeIn, startingWorkspaceOf } from '#domain/place.ts';
import { wrap } from '#platform/envelope.ts';
import type { PoolTokens } from '#platform/users.ts';
import { isoOf } from './clock.ts';
import { setting } from './config.ts';
import { sessionItemRemovals } from './end-session.ts';
import type { Call, HandlerAnswer } from './endpoint.ts';
import { sha256 } from './hash.ts';
import { newSecret } from './ids.ts';
import { claimsOf, setRefreshCookie } from './session.ts';
import { isSmsOffered } from './sms-offer.ts';
import { meView } from './views/person.ts';

/** Live sessions a person may have; the one that ends first makes room. */
const MAX_SESSIONS = 20;

const ABSOLUTE_SECONDS = SESSION_LIMITS.absoluteDays * 86_400;
const IDLE_SECONDS = SESSION_LIMITS.idleDays * 86_400;

/** The length of a rate class's window, by its name. */
export function windowSecondsOf(rateClass: string): number | undefined {
  return RATE_LIMITS[rateClass as keyof typeof RATE_LIMITS]?.windowSeconds;
}

/** What a request says of where it comes from. */
type Origin = Pick<Call<typeof logIn>, 'headers' | 'sourceIp' | 'nowMs' | 'nowIso'>;

/** A session that is about to begin: which, and the token of the pool that it will be refreshed by, under the platform's key. */
export interface NewSession {
  userId: string;
  sessionId: string;
  wrappedToken: string;
  secret: string;
}

/** Plans the items of a session and what its person is told. */
export function planSession(
  origin: Origin,
  { userId, sessionId, wrappedToken, secret }: NewSession,
  { actor, user }: { actor: ActorItem; user: User },
) {
  const { nowMs } = origin;
  const expiresAtMs = nowMs + ABSOLUTE_SECONDS * 1000;
  const workspaceId = startingWorkspaceOf(actor);
  const ended = endedSessions(actor.sessions, nowMs);
  const session = {
    userId,
    sessionId,
    secretHash: sha256(secret),
    previousHash: null,
    rotatedAtMs: nowMs,
    expiresAtMs,
    wrappedToken,
    userAgent: (origin.headers['user-agent'] ?? '').slice(0, 200),
    address: origin.sourceIp,
    version: 1,
    createdAt: origin.nowIso,
  };
  const changes: Change[] = [
    create(Sessions, session),
    ...sessionItemRemovals(userId, ended),
    update(
      actorRef(userId).key,
      {
        set: { [`sessions.${sessionId}`]: { expiresAtMs, workspaceId, usedAtMs: nowMs } },
        unset: ended.map((id) => `sessions.${id}`),
      },
      [
        { path: 'pk', is: 'present' },
        ...(workspaceId ? [{ path: `memberships.${workspaceId}`, is: 'present' as const }] : []),
      ],
    ),
  ];
  const event = {
    type: 'SessionStarted' as const,
    aggregateId: sessionId,
    seq: 1,
    partition: partitions.user(userId),
    data: { userId, sessionId, workspaceId },
  };
  return { changes, event, me: meView(user, placeIn(actor, workspaceId)) };
}

/** The cookie that a new session is refreshed by. */
export function cookieOf({ userId, sessionId, secret }: NewSession): string {
  return setRefreshCookie({ userId, sessionId, secret }, IDLE_SECONDS);
}

/**
 * Records a session for tokens the user pool just gave, and answers with the access token and the refresh cookie; for who has a second factor with a
 * challenge instead, and the session waits. `also` is what else is to change with it, in either case.
 */
export async function startSession(
  call: Origin & Pick<Call<typeof logIn>, 'commit'>,
  userId: string,
  tokens: PoolTokens,
  also: readonly Change[] = [],
): Promise<HandlerAnswer<typeof logIn>> {
  const sessionId = claimsOf(tokens.accessToken).origin_jti;
  const wrappedToken = await wrap(setting('KEY_ID'), tokens.refreshToken ?? '', { userId, sessionId });
  const planned = { userId, sessionId, wrappedToken, secret: newSecret() };
  const challenge = newSecret();
  let begins = false;
  const answer = await call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId), factor: secondFactorRef(userId) },
    decide: ({ actor, user, factor }) => {
      if (!actor || !user) return refuse('wrong_credentials');
      begins = factor === undefined;
      if (factor) {
        const expiresAtMs = call.nowMs + SECOND_FACTOR_LIMITS.logInMinutes * 60_000;
        const waiting = { challengeHash: sha256(challenge), kind: 'log_in' as const, userId, sessionId, expiresAtMs };
        return {
          changes: [...also, create(Challenges, { ...waiting, wrapped: wrappedToken })],
          answer: answered({ challenge, expiresAt: isoOf(expiresAtMs), ...waysOf(factor) }),
        };
      }
      const { changes, event, me } = planSession(call, planned, { actor, user });
      const { accessToken, expiresInSeconds } = tokens;
      return {
        changes: [...also, noSecondFactor(userId), ...changes],
        event,
        answer: answered({ accessToken, expiresInSeconds, user: me }),
      };
    },
  });
  return begins ? { ...answer, cookies: [cookieOf(planned)] } : answer;
}

/** By what kinds of code a second factor can be shown, and no more of it. */
function waysOf({ wrappedSecret, phone }: SecondFactorItem) {
  const phoneEndsIn = phone && isSmsOffered() ? phone.endsIn : null;
  return { hasApp: wrappedSecret !== undefined, phoneEndsIn };
}

/** What was decided without a second factor holds only while there is none. */
function noSecondFactor(userId: string): Change {
  return { kind: 'check', key: secondFactorRef(userId).key, when: [{ path: 'pk', is: 'absent' }] };
}

const answered = (body: AnswerOf<typeof logIn>['body']) => ({ status: 200 as const, body });

function endedSessions(sessions: Record<string, { expiresAtMs: number }>, nowMs: number): string[] {
  const byEnd = Object.entries(sessions).sort(([, a], [, b]) => a.expiresAtMs - b.expiresAtMs);
  const surplus = Math.max(0, byEnd.length + 1 - MAX_SESSIONS);
  return byEnd.filter(([, { expiresAtMs }], index) => expiresAtMs <= nowMs || index < surplus).map(([id]) => id);
}
