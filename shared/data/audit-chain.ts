import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { AuditRecord } from '#domain/audit-chain.ts';
import { type Change, create, createOrReplace, update } from './change.ts';
import { table } from './client.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { AUDIT_CHAIN_SHARDS, indexes, type Key, keys, partitions, shardOf } from './keys.ts';
import { listRaw, listShards } from './read.ts';

const commitment = z.nullable(z.string());

/** One record's place in the chain of its workspace; written once. */
export const ChainLinks = defineEntity({
  name: 'chain_link',
  schema: z.object({
    workspaceId: z.string(),
    index: z.int(),
    eventId: z.string(),
    /** The partition of the record. */
    place: z.string(),
    recordHash: z.string(),
    previousHash: z.string(),
    hash: z.string(),
    commitments: z.object({ source: commitment, changes: commitment }),
    salt: z.nullable(z.string()),
    linkedAt: z.string(),
  }),
  key: (link) => keys.chainLink(link.workspaceId, link.index),
});
export type ChainLinkItem = ValueOf<typeof ChainLinks>;

/** How far the chain of a workspace goes. */
export const ChainHeads = defineEntity({
  name: 'chain_head',
  schema: z.object({ workspaceId: z.string(), index: z.int(), hash: z.string(), version: z.int() }),
  key: (head) => keys.chainHead(head.workspaceId),
  index: ({ workspaceId }) => ({
    gsi3pk: indexes.auditChains(shardOf(workspaceId, AUDIT_CHAIN_SHARDS)),
    gsi3sk: workspaceId,
  }),
});
export type ChainHeadItem = ValueOf<typeof ChainHeads>;

export const chainHeadRef = (workspaceId: string) => ref(ChainHeads, keys.chainHead(workspaceId));

/** The audit record in a stored event item, as the chain seals it. */
export function auditRecordOf(item: Record<string, unknown>): AuditRecord {
  const { pk, eventId, type, schemaVersion, occurredAt, correlationId, aggregateId, seq, actor, data } = item;
  const { source, changes } = item;
  return {
    ...{ place: pk, eventId, type, schemaVersion, occurredAt, correlationId, aggregateId, seq, actor, data },
    ...{ source, changes },
  } as AuditRecord;
}

/** Whether a stored event has its place in the chain. */
export const isLinked = (item: Record<string, unknown>): boolean => item.chain !== undefined;

/** The writes that append links after the head that was read. Each record says its place in the chain, and takes one only once. */
export function appendLinks(before: ChainHeadItem | undefined, links: readonly ChainLinkItem[]): Change[] {
  const last = links.at(-1);
  if (!last) return [];
  const { workspaceId, index, hash } = last;
  return [
    createOrReplace(ChainHeads, before, { workspaceId, index, hash }),
    ...links.flatMap((link) => [
      create(ChainLinks, link),
      update(
        keys.event(recordPlace(link), link.eventId),
        { set: { chain: { index: link.index, recordHash: link.recordHash, hash: link.hash } } },
        [
          { path: 'eventId', is: '=', value: link.eventId },
          { path: 'chain', is: 'absent' },
        ],
      ),
    ]),
  ];
}

/** The stored place is the timeline already; its key takes what the timeline is of. */
function recordPlace({ place }: Pick<ChainLinkItem, 'place'>): string {
  return place.replace(/#EVENTS$/, '');
}

/** The key of the record of a link. */
export const recordKeyOf = (link: ChainLinkItem): Key => keys.event(recordPlace(link), link.eventId);

/** The head of a chain, when the part asked for begins at its start, and its links after an index; strongly consistent, in one call. */
export async function readChain(
  workspaceId: string,
  afterIndex: number,
  limit: number,
): Promise<{ head: ChainHeadItem | undefined; links: ChainLinkItem[] }> {
  // The head sorts before all links.
  const isStart = afterIndex === 0;
  const from = isStart ? keys.chainHead(workspaceId).sk : keys.chainLink(workspaceId, afterIndex + 1).sk;
  const items = await listRaw(partitions.auditChain(workspaceId), limit + Number(isStart), { from });
  const head = items.find((item) => item._et === ChainHeads.name);
  return {
    head: head && ChainHeads.parse(head),
    links: items.filter((item) => item._et === ChainLinks.name).map((item) => ChainLinks.parse(item)),
  };
}

/** The heads of all chains, as the index has them, which may lag behind by seconds. */
export function listChainHeads(): Promise<ChainHeadItem[]> {
  return listShards(AUDIT_CHAIN_SHARDS, indexes.auditChains, { entity: ChainHeads, index: 'gsi3' });
}

/** Records of a workspace's audit log between two event ids that have no place in the chain, as the index has them; at most one page of them. */
export async function listUnlinked(workspaceId: string, fromId: string, untilId: string): Promise<Key[]> {
  const { document, tableName } = table();
  const answer = await document.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :log AND gsi1sk BETWEEN :from AND :until',
      FilterExpression: 'attribute_not_exists(#chain)',
      ExpressionAttributeNames: { '#chain': 'chain' },
      ExpressionAttributeValues: { ':log': indexes.auditOf(workspaceId), ':from': fromId, ':until': untilId },
    }),
  );
  return (answer.Items ?? []).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
}
