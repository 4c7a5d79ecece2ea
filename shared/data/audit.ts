import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { table } from './client.ts';
import { indexes } from './keys.ts';
import type { Page } from './read.ts';
import { Timeline, type TimelineItem } from './timeline.ts';

/** What of a log is asked for. */
export interface AuditQuery {
  log: { workspaceId: string } | { userId: string };
  /** Only events of these names. */
  types?: readonly string[] | undefined;
  /** Only what this person did, or what concerns them. */
  person?: string | undefined;
  /** Ids of events between which it lies, both included. */
  fromId: string;
  untilId: string;
  limit: number;
  after?: Record<string, unknown> | undefined;
}

/**
 * One page of an audit log, newest first, in one call. What a filter leaves out is read as well, up to the 1 MB of a query: a page may
 * be short or empty and still have a next one. The index follows a write within moments.
 */
export async function listAudit(query: AuditQuery): Promise<Page<TimelineItem>> {
  const { document, tableName } = table();
  const [index, log] =
    'workspaceId' in query.log
      ? (['gsi1', indexes.auditOf(query.log.workspaceId)] as const)
      : (['gsi2', indexes.activityOf(query.log.userId)] as const);
  const filter = filterOf(query);
  const answer = await document.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: index,
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :until',
      ExpressionAttributeNames: { '#pk': `${index}pk`, '#sk': `${index}sk`, ...filter.names },
      ExpressionAttributeValues: { ':pk': log, ':from': query.fromId, ':until': query.untilId, ...filter.values },
      ...(filter.text ? { FilterExpression: filter.text } : { Limit: query.limit }),
      ScanIndexForward: false,
      ...(query.after ? { ExclusiveStartKey: query.after } : {}),
    }),
  );
  const found = answer.Items ?? [];
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((item) => Timeline.parse(item)),
    next: last && found.length > shown.length ? positionOf(last, index) : answer.LastEvaluatedKey,
  };
}

/** Where a query goes on after an item. */
function positionOf(item: Record<string, unknown>, index: 'gsi1' | 'gsi2'): Record<string, unknown> {
  return Object.fromEntries(['pk', 'sk', `${index}pk`, `${index}sk`].map((name) => [name, item[name]]));
}

function filterOf({ types, person }: AuditQuery) {
  const names: Record<string, string> = {};
  const values: Record<string, string> = {};
  const parts: string[] = [];
  if (types) {
    names['#type'] = 'type';
    for (const [index, type] of types.entries()) values[`:t${index}`] = type;
    parts.push(`#type IN (${types.map((_, index) => `:t${index}`).join(', ')})`);
  }
  if (person !== undefined) {
    Object.assign(names, { '#actor': 'actor', '#data': 'data', '#userId': 'userId', '#toUserId': 'toUserId' });
    values[':person'] = person;
    parts.push('(#actor.#userId = :person OR #data.#userId = :person OR #data.#toUserId = :person)');
  }
  return { names, values, text: parts.join(' AND ') };
}
