import { createTask } from '#contract/areas/tasks.ts';
import { campaignRef } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { Tasks } from '#data/task.ts';
import { memberRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { newTask, taskEvent } from '#runtime/rules/task-event.ts';
import { taskView } from '#runtime/views/rule.ts';

export const handler = endpoint(createTask, async (call) => {
  const { workspaceId, userId } = call.member();
  const { title, campaignId, assigneeId, dueOn = null } = call.body;
  const taskId = newId('task');
  return call.commit({
    reads: {
      campaign: campaignId === undefined ? undefined : campaignRef(workspaceId, campaignId),
      assignee: assigneeId === undefined ? undefined : memberRef(workspaceId, assigneeId),
    },
    decide: ({ campaign, assignee }) => {
      if (campaignId !== undefined && !campaign) return refuse('not_found');
      if (assigneeId !== undefined && !assignee) return refuse('not_found');
      const about = { campaignId: campaign?.campaignId ?? null, campaignTitle: campaign?.title ?? null };
      const named = { workspaceId, taskId, title, ...about, assigneeId: assigneeId ?? null, dueOn };
      const task = newTask({ ...named, createdBy: userId, ruleId: null }, call.nowIso);
      return {
        changes: [create(Tasks, task)],
        event: taskEvent('TaskAdded', task, task.assigneeId),
        answer: { status: 201, body: taskView(task) },
      };
    },
  });
});
