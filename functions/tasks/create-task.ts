import { createTask } from '#contract/areas/tasks.ts';
import { campaignRef } from '#data/campaign.ts';
import { create, mustBeThere } from '#data/change.ts';
import { Tasks } from '#data/task.ts';
import { memberRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { NO_MEMBER, newTask, taskEvent } from '#runtime/rules/task-event.ts';
import { taskView } from '#runtime/views/rule.ts';

export const handler = endpoint(createTask, async (call) => {
  const { workspaceId, userId } = call.member();
  const { title, campaignId, assigneeId, dueOn = null } = call.body;
  const taskId = newId('task');
  const named = {
    campaign: campaignId === undefined ? undefined : campaignRef(workspaceId, campaignId),
    assignee: assigneeId === undefined ? undefined : memberRef(workspaceId, assigneeId),
  };
  return call.commit({
    reads: named,
    decide: ({ campaign, assignee }) => {
      if (campaignId !== undefined && !campaign) return refuse('not_found', 'There is no such campaign.');
      if (assigneeId !== undefined && !assignee) return refuse('not_found', NO_MEMBER);
      const about = { campaignId: campaign?.campaignId ?? null, campaignTitle: campaign?.title ?? null };
      const said = { workspaceId, taskId, title, ...about, assigneeId: assigneeId ?? null, dueOn };
      const task = newTask({ ...said, createdBy: userId, ruleId: null }, call.nowIso);
      return {
        // Both are there when it is written, not only when they were read.
        changes: [create(Tasks, task), ...Object.values(named).flatMap((one) => (one ? [mustBeThere(one)] : []))],
        event: taskEvent('TaskAdded', task, task.assigneeId),
        answer: { status: 201, body: taskView(task) },
      };
    },
  });
});
