import { type ApiKeyEntry, apiKeyEntryRef } from '#data/api-key.ts';
import type { KeyActor, MemberActor } from './actor.ts';

/** The entry of the key a request came with, to be read with it; undefined for a person. */
export function keyBehindRef(caller: MemberActor | KeyActor) {
  return caller.kind === 'key' ? apiKeyEntryRef(caller.workspaceId, caller.keyId) : undefined;
}

/**
 * The person a request counts as where two people are needed: the caller, or whoever made the key it came with, so that nobody asks with a key and
 * approves by hand. Undefined when the key was revoked a moment ago.
 */
export function personBehind(
  caller: MemberActor | KeyActor,
  key: ApiKeyEntry | undefined,
): { userId: string; keyId?: string } | undefined {
  if (caller.kind !== 'key') return { userId: caller.userId };
  return key && { userId: key.createdBy, keyId: caller.keyId };
}
