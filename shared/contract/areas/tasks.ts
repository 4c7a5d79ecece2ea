import * as z from 'zod/mini';
import { MOST_TAGS } from '#domain/rules/tags.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Day, Done, Instant, id, page, pageQuery, Tag, text } from '../schemas.ts';

export const Task = z.strictObject({
  taskId: id('task'),
  title: z.string(),
  campaignId: z.nullable(id('campaign')),
  campaignTitle: z.nullable(z.string()),
  /** Anybody, where nobody is named. */
  assigneeId: z.nullable(id('user')),
  dueOn: z.nullable(Day),
  state: z.enum(['open', 'done']),
  doneAt: z.nullable(Instant),
  doneBy: z.nullable(id('user')),
  createdBy: z.nullable(id('user')),
  /** The rule that made it. */
  ruleId: z.nullable(id('rule')),
  createdAt: Instant,
  version: z.int(),
});
z.globalRegistry.add(Task, { id: 'Task' });

const taskParams = z.strictObject({ taskId: id('task') });
const title = text(1, 200);

export const listTasks = defineEndpoint({
  id: 'tasks.list-tasks',
  method: 'GET',
  path: '/tasks',
  allow: ['task:read'],
  query: pageQuery({ state: z.optional(z.enum(['open', 'done'])) }),
  responses: { 200: page(Task) },
  errors: ['bad_cursor'],
  summary: 'The tasks of the workspace, newest first.',
});

export const createTask = defineEndpoint({
  id: 'tasks.create-task',
  method: 'POST',
  path: '/tasks',
  allow: ['task:write'],
  idempotent: true,
  body: z.strictObject({
    title,
    campaignId: z.optional(id('campaign')),
    assigneeId: z.optional(id('user')),
    dueOn: z.optional(Day),
  }),
  responses: { 201: Task },
  errors: ['not_found'],
  summary: 'Add a task, for a member or for anybody, about a campaign or about nothing.',
});

export const updateTask = defineEndpoint({
  id: 'tasks.update-task',
  method: 'PATCH',
  path: '/tasks/{taskId}',
  allow: ['task:write'],
  idempotent: true,
  params: taskParams,
  body: z.strictObject({
    title: z.optional(title),
    assigneeId: z.optional(z.nullable(id('user'))),
    dueOn: z.optional(z.nullable(Day)),
    state: z.optional(z.enum(['open', 'done'])),
  }),
  responses: { 200: Task },
  errors: ['not_found'],
  summary: 'Change a task, finish it or open it again; what is not said stays.',
});

export const deleteTask = defineEndpoint({
  id: 'tasks.delete-task',
  method: 'DELETE',
  path: '/tasks/{taskId}',
  allow: ['task:write'],
  idempotent: true,
  params: taskParams,
  responses: { 200: Done },
  errors: ['not_found'],
  summary: 'Delete a task.',
});

export const CampaignTags = z.strictObject({ campaignId: id('campaign'), tags: z.array(z.string()) });
z.globalRegistry.add(CampaignTags, { id: 'CampaignTags' });

export const listCampaignTags = defineEndpoint({
  id: 'tasks.list-campaign-tags',
  method: 'GET',
  path: '/campaign-tags',
  allow: ['campaign:read'],
  /** With a campaign, its own alone. */
  query: pageQuery({ campaignId: z.optional(id('campaign')) }),
  responses: { 200: page(CampaignTags) },
  errors: ['bad_cursor'],
  summary: 'The tags of every campaign of the workspace that has any.',
});

export const putCampaignTags = defineEndpoint({
  id: 'tasks.put-campaign-tags',
  method: 'PUT',
  path: '/campaigns/{campaignId}/tags',
  allow: ['campaign:write'],
  byGrant: 'path',
  idempotent: true,
  params: z.strictObject({ campaignId: id('campaign') }),
  body: z.strictObject({ tags: z.array(Tag).check(z.maxLength(MOST_TAGS, `may be up to ${MOST_TAGS}`)) }),
  responses: { 200: CampaignTags },
  errors: ['not_found', 'limit_reached'],
  summary: 'Sort a campaign by tags, in place of those it had; none with an empty list.',
});

export const taskEndpoints = [
  listTasks,
  createTask,
  updateTask,
  deleteTask,
  listCampaignTags,
  putCampaignTags,
] as const;
