import { auditPlacesOf } from '#contract/audit-kinds.ts';
import type { CommitContext } from '#data/commit.ts';
import { describeDevice } from '#domain/device.ts';
import type { Actor } from './actor.ts';

/** What a commit notes for the audit logs: from where somebody asks, and in whose logs the event is listed. */
export function auditContextOf(
  actor: Actor | undefined,
  from: { address: string; userAgent: string | undefined } | undefined,
): Pick<CommitContext, 'source' | 'auditPlaces'> {
  const workspaceId = actor?.kind === 'member' ? actor.workspaceId : undefined;
  return {
    ...(from ? { source: { address: from.address, device: describeDevice(from.userAgent ?? '').name } } : {}),
    auditPlaces: (draft) => auditPlacesOf(draft, workspaceId),
  };
}
