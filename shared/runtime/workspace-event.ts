import type { EventData, EventDraft, EventType } from '#contract/events.ts';
import { partitions } from '#data/keys.ts';
import type { Workspace } from '#data/workspace.ts';

/** An event of a workspace whose commit raises the version of the workspace that was read; it is part of the workspace's timeline. */
export function workspaceEvent<T extends EventType>(
  { workspaceId, version }: Pick<Workspace, 'workspaceId' | 'version'>,
  type: T,
  data: EventData<T>,
): EventDraft {
  const partition = partitions.workspace(workspaceId);
  return { type, aggregateId: workspaceId, seq: version + 1, partition, data } as EventDraft;
}
