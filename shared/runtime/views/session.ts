import type * as z from 'zod/mini';
import type { SessionItem } from '#contract/areas/sessions.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import type { ActorItem, Session } from '#data/person.ts';
import { describeDevice, describePlace } from '#domain/device.ts';
import { isoOf } from '../clock.ts';

const IDLE_MS = SESSION_LIMITS.idleDays * 86_400_000;

/** The sessions of a person that still live, as the API shows them to that person: the last used first. */
export function sessionViews(
  { actor, sessions }: { actor: ActorItem | undefined; sessions: readonly Session[] },
  currentId: string,
  nowMs: number,
): z.input<typeof SessionItem>[] {
  return sessions
    .flatMap((session) => {
      const live = actor?.sessions[session.sessionId];
      const usedAtMs = Math.max(live?.usedAtMs ?? 0, session.rotatedAtMs);
      const endsAtMs = Math.min(session.expiresAtMs, usedAtMs + IDLE_MS);
      return live && endsAtMs > nowMs ? [{ session, usedAtMs, endsAtMs }] : [];
    })
    .sort((a, b) => b.usedAtMs - a.usedAtMs)
    .map(({ session, usedAtMs, endsAtMs }) => {
      const { name, kind } = describeDevice(session.userAgent);
      return {
        sessionId: session.sessionId,
        device: name,
        kind,
        place: describePlace(session.address),
        startedAt: session.createdAt,
        lastUsedAt: isoOf(usedAtMs),
        endsAt: isoOf(endsAtMs),
        current: session.sessionId === currentId,
      };
    });
}
