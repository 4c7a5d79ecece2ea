import type { EventDraft } from '#contract/events.ts';
import { partitions } from '#data/keys.ts';
import type { TaskItem } from '#data/task.ts';

/** What happened with a task; `assignedTo` names who is to do it from now on, where that is new. */
export function taskEvent(
  type: 'TaskAdded' | 'TaskChanged' | 'TaskDeleted',
  { workspaceId, taskId, title, campaignId, state, version }: TaskItem,
  assignedTo: string | null,
): EventDraft {
  const data = {
    ...{ workspaceId, taskId, title },
    ...(campaignId === null ? {} : { campaignId }),
    ...(assignedTo === null ? {} : { assignedTo }),
    ...(type === 'TaskChanged' ? { done: state === 'done' } : {}),
  };
  return {
    ...{ type, aggregateId: taskId, seq: type === 'TaskDeleted' ? version + 1 : version },
    ...{ partition: partitions.workspace(workspaceId), data },
  } as EventDraft;
}

/** A task before anything was done about it. */
export function newTask(
  named: Pick<
    TaskItem,
    | 'workspaceId'
    | 'taskId'
    | 'title'
    | 'campaignId'
    | 'campaignTitle'
    | 'assigneeId'
    | 'dueOn'
    | 'createdBy'
    | 'ruleId'
  >,
  nowIso: string,
): TaskItem {
  return { ...named, state: 'open', doneAt: null, doneBy: null, createdAt: nowIso, version: 1 };
}

/** Why a task cannot be given to somebody. */
export const NO_MEMBER = 'There is no such member of this workspace to give it to.';
