import { listTasks } from '#contract/areas/tasks.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { Tasks } from '#data/task.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { taskView } from '#runtime/views/rule.ts';

export const handler = endpoint(listTasks, async (call) => {
  const { workspaceId } = call.member();
  const { limit, cursor, state } = call.query;
  const partition = partitions.tasks(workspaceId);
  const scope = `${partition}|${state ?? ''}`;
  const page = await listPage({
    ...{ entity: Tasks, partition, limit, newestFirst: true, where: { state } },
    after: await openCursor(cursor, scope, call.nowMs),
  });
  return {
    status: 200,
    body: { items: page.items.map(taskView), nextCursor: await sealCursor(page.next, scope, call.nowMs) },
  };
});
