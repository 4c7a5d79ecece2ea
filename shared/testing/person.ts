import type { ActorItem } from '#data/person.ts';
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
