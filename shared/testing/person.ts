import { create } from '#data/change.ts';
import { type ActorItem, Actors, EmailOwners, Users } from '#data/person.ts';
import { sha256 } from '#runtime/hash.ts';
import { write } from './deal.ts';
import { countedId } from './ids.ts';

/** What the authorizer knows of an influencer with these sessions. */
export function anActor(userId: string, sessions: Record<string, { expiresAtMs: number }>): ActorItem {
  return {
    userId,
    role: 'influencer',
    influencerId: countedId('influencer', 1),
    memberships: {},
    lastWorkspaceId: null,
    sessions: Object.fromEntries(
      Object.entries(sessions).map(([sessionId, session]) => [sessionId, { workspaceId: null, ...session }]),
    ),
  };
}

/** Puts the account of a person in place as a confirmed sign-up leaves it, with these sessions. */
export async function putPerson(
  userId: string,
  email: string,
  sessions: Record<string, { expiresAtMs: number }> = {},
): Promise<void> {
  await write(
    create(Users, {
      userId,
      email,
      name: 'Mara Lindqvist',
      country: 'DE',
      timezone: 'Europe/Berlin',
      consents: { termsAt: '2026-11-01T00:00:00.000Z', marketing: false },
      version: 1,
      createdAt: '2026-11-01T00:00:00.000Z',
    }),
    create(Actors, anActor(userId, sessions)),
    create(EmailOwners, { emailHash: sha256(email), userId }),
  );
}
