import type { LiveAnswer } from '#contract/live.ts';
import type { LiveIdentity } from '#data/live.ts';
import type { ActorItem } from '#data/person.ts';
import { lacksSecondFactor, type Place, placeOfSession } from '#domain/place.ts';
import { sendToConnection } from '#platform/sockets.ts';
import { setting } from './config.ts';
import { sha256 } from './hash.ts';
import { packGrants } from './packed-grants.ts';

/** An event of the WebSocket API on a connection that the authorizer let in. */
export interface LiveEvent {
  requestContext: {
    connectionId: string;
    authorizer?: Record<string, string | number | boolean | null | undefined> | null;
  };
  body?: string | null;
}

/** The identity as the gateway carries it from the authorizer to every route: flat strings, empty for none. */
export function toAuthorizerContext(identity: LiveIdentity): Record<string, string> {
  const { userId, sessionId, role, workspaceId, influencerId, grants } = identity;
  return {
    ...{ userId, sessionId, role, workspaceId: workspaceId ?? '', influencerId: influencerId ?? '' },
    grants: grants ?? '',
  };
}

/** Whose connection an event came on; throws when the gateway passed no identity, which only a wrong template can cause. */
export function identityOf({ requestContext }: LiveEvent): LiveIdentity {
  const context = requestContext.authorizer;
  if (!context?.userId)
    throw new Error('A WebSocket event came without the identity of its authorizer; put $connect behind it.');
  return {
    userId: String(context.userId),
    sessionId: String(context.sessionId),
    role: String(context.role) as LiveIdentity['role'],
    workspaceId: context.workspaceId ? String(context.workspaceId) : null,
    influencerId: context.influencerId ? String(context.influencerId) : null,
    ...(context.grants ? { grants: String(context.grants) } : {}),
  };
}

/** What of a place a connection is judged by. */
export function livePlaceOf({
  role,
  workspaceId,
  influencerId,
  grants,
}: Pick<Place, 'role' | 'workspaceId' | 'influencerId' | 'grants'>): Omit<LiveIdentity, 'userId' | 'sessionId'> {
  // A hash says as much, and stays short however many campaigns there are: gateways carry it with every message.
  return { role, workspaceId, influencerId, ...(grants ? { grants: sha256(packGrants(grants)) } : {}) };
}

/** Whether the session of a connection lasts and acts as whom, where and with the grants it did when the connection was let in. */
export function isStillAt(identity: LiveIdentity, actor: ActorItem | undefined, nowMs: number): boolean {
  const place = actor && placeOfSession(actor, identity.sessionId, nowMs);
  if (!place || lacksSecondFactor(actor, place.workspaceId)) return false;
  const { role, workspaceId, influencerId, grants } = livePlaceOf(place);
  return (
    role === identity.role &&
    workspaceId === identity.workspaceId &&
    influencerId === identity.influencerId &&
    grants === identity.grants
  );
}

/** Says something to a connection; false when it is gone. */
export function tellConnection(connectionId: string, message: LiveAnswer): Promise<boolean> {
  return sendToConnection(setting('SOCKETS_URL'), connectionId, message);
}
