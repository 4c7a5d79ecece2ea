import { deleteTask } from '#contract/areas/tasks.ts';
import { remove } from '#data/change.ts';
import { Tasks, taskRef } from '#data/task.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { taskEvent } from '#runtime/rules/task-event.ts';

export const handler = endpoint(deleteTask, async (call) => {
  const { workspaceId } = call.member();
  return call.commit({
    reads: { task: taskRef(workspaceId, call.params.taskId) },
    decide: ({ task }) => {
      if (!task) return refuse('not_found');
      return {
        changes: [remove(Tasks, task)],
        event: taskEvent('TaskDeleted', task, null),
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
