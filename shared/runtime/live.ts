import type { LiveAnswer } from '#contract/live.ts';
import type { LiveIdentity } from '#data/live.ts';
import type { ActorItem } from '#data/person.ts';
import { lacksSecondFactor, placeOfSession } from '#domain/place.ts';
import { sendToConnection } from '#platform/sockets.ts';
import { setting } from './config.ts';

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
  const { userId, sessionId, role, workspaceId, influencerId } = identity;
  return { userId, sessionId, role, workspaceId: workspaceId ?? '', influencerId: influencerId ?? '' };
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
  };
}

/** Whether the session of a connection lasts and acts as whom and where it did when the connection was let in. */
export function isStillAt(identity: LiveIdentity, actor: ActorItem | undefined, nowMs: number): boolean {
  const place = actor && placeOfSession(actor, identity.sessionId, nowMs);
  if (!place || lacksSecondFactor(actor, place.workspaceId)) return false;
  const { role, workspaceId, influencerId } = place;
  return role === identity.role && workspaceId === identity.workspaceId && influencerId === identity.influencerId;
}

/** Says something to a connection; false when it is gone. */
export function tellConnection(connectionId: string, message: LiveAnswer): Promise<boolean> {
  return sendToConnection(setting('SOCKETS_URL'), connectionId, message);
}
