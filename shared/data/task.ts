import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** Something that somebody of a workspace is to do. */
export const Tasks = defineEntity({
  name: 'task',
  schema: z.object({
    workspaceId: z.string(),
    taskId: z.string(),
    title: z.string(),
    /** What it is about; it outlives a draft that is deleted. */
    campaignId: z.nullable(z.string()),
    campaignTitle: z.nullable(z.string()),
    /** Anybody, where nobody is named. */
    assigneeId: z.nullable(z.string()),
    dueOn: z.nullable(z.string()),
    state: z.enum(['open', 'done']),
    doneAt: z.nullable(z.string()),
    doneBy: z.nullable(z.string()),
    /** Who made it: a member, or a rule. */
    createdBy: z.nullable(z.string()),
    ruleId: z.nullable(z.string()),
    createdAt: z.string(),
    version: z.int(),
  }),
  key: (task) => keys.task(task.workspaceId, task.taskId),
});
export type TaskItem = ValueOf<typeof Tasks>;

export const taskRef = (workspaceId: string, taskId: string) => ref(Tasks, keys.task(workspaceId, taskId));
