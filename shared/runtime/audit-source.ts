import { auditPlacesOf } from '#contract/audit-kinds.ts';
import type { CommitContext } from '#data/commit.ts';
import { describeDevice } from '#domain/device.ts';

/** What a commit notes for the audit logs: from where somebody asks, and in whose logs the event is listed. */
export function auditContextOf(
  caller: { kind: string; workspaceId?: string } | undefined,
  from: { address: string; userAgent: string | undefined } | undefined,
): Pick<CommitContext, 'source' | 'auditPlaces'> {
  const workspaceId = caller?.workspaceId;
  return {
    ...(from ? { source: { address: from.address, device: describeDevice(from.userAgent ?? '').name } } : {}),
    auditPlaces: (draft) => auditPlacesOf(draft, workspaceId),
  };
}
