import { expect, it } from 'vitest';
import { countedId } from '#testing/ids.ts';
import { anActor } from '#testing/person.ts';
import { planSession } from './start-session.ts';

it('a session ends thirty days after the log-in, for the authorizer as well', () => {
  const userId = countedId('user', 1);
  const nowMs = Date.UTC(2026, 10, 2, 9);
  const endsAtMs = Date.UTC(2026, 11, 2, 9);
  const { changes } = planSession(
    { nowMs, nowIso: '2026-11-02T09:00:00.000Z', headers: {}, sourceIp: '127.0.0.1' },
    { userId, sessionId: 'here', wrappedToken: 'wrapped', secret: 'secret' },
    {
      actor: anActor(userId, {}),
      user: {
        ...{ userId, email: 'alma@creators.example', name: 'Alma Berg', country: 'DE', timezone: 'Europe/Berlin' },
        consents: { termsAt: '2026-11-01T00:00:00.000Z', marketing: false },
        ...{ version: 1, createdAt: '2026-11-01T00:00:00.000Z' },
      },
    },
  );
  expect(changes).toContainEqual(
    expect.objectContaining({ item: expect.objectContaining({ sessionId: 'here', expiresAtMs: endsAtMs }) }),
  );
  expect(changes).toContainEqual(
    expect.objectContaining({ set: { 'sessions.here': expect.objectContaining({ expiresAtMs: endsAtMs }) } }),
  );
});
