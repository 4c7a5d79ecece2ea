import { updateTask } from '#contract/areas/tasks.ts';
import { mustBeThere, replace } from '#data/change.ts';
import { type TaskItem, Tasks, taskRef } from '#data/task.ts';
import { memberRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { NO_MEMBER, taskEvent } from '#runtime/rules/task-event.ts';
import { taskView } from '#runtime/views/rule.ts';

export const handler = endpoint(updateTask, async (call) => {
  const { workspaceId, userId } = call.member();
  const { title, assigneeId, dueOn, state } = call.body;
  const assigneeRef = assigneeId == null ? undefined : memberRef(workspaceId, assigneeId);
  return call.commit({
    reads: {
      task: taskRef(workspaceId, call.params.taskId),
      assignee: assigneeRef,
    },
    decide: ({ task, assignee }) => {
      if (!task) return refuse('not_found');
      if (assigneeId != null && !assignee) return refuse('not_found', NO_MEMBER);
      const next: TaskItem = {
        ...task,
        title: title ?? task.title,
        assigneeId: assigneeId === undefined ? task.assigneeId : assigneeId,
        dueOn: dueOn === undefined ? task.dueOn : dueOn,
        ...doneBy(task, state, { userId, nowIso: call.nowIso }),
        version: task.version + 1,
      };
      const isNewAssignee = next.assigneeId !== task.assigneeId;
      return {
        changes: [replace(Tasks, task, next), ...(assigneeRef ? [mustBeThere(assigneeRef)] : [])],
        event: taskEvent('TaskChanged', next, isNewAssignee ? next.assigneeId : null),
        answer: { status: 200, body: taskView(next) },
      };
    },
  });
});

/** Who finished it and when: finishing it once more changes nothing of that. */
function doneBy(
  task: TaskItem,
  state: TaskItem['state'] | undefined,
  by: { userId: string; nowIso: string },
): Pick<TaskItem, 'state' | 'doneAt' | 'doneBy'> {
  if (state === undefined || state === task.state) return task;
  return state === 'done' ? { state, doneAt: by.nowIso, doneBy: by.userId } : { state, doneAt: null, doneBy: null };
}
