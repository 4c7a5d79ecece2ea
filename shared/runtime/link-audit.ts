import {
  appendLinks,
  auditRecordOf,
  type ChainHeadItem,
  type ChainLinkItem,
  chainHeadRef,
  isLinked,
} from '#data/audit-chain.ts';
import { commit } from '#data/commit.ts';
import type { Key } from '#data/keys.ts';
import { keyText, readKeys } from '#data/read.ts';
import { type ChainHead, chainStart, nextLink } from '#domain/audit-chain.ts';
import { isRefused } from '#domain/decision.ts';
import { sha256Hex } from './hash.ts';
import { newSecret } from './ids.ts';
import { systemCommitContext } from './system-commit.ts';

/** Two writes for each record and one for the head stay well below the hundred of a transaction. */
const PER_COMMIT = 20;

/**
 * Gives records of one workspace their places at the end of its chain, in the order of their ids; those that have one keep it. Two that link at once
 * meet at the head, and one of them goes on after the other. Answers how many were linked.
 */
export async function linkRecords(workspaceId: string, records: readonly Key[]): Promise<number> {
  const inOrder = [...new Map(records.map((key) => [keyText(key), key])).values()].sort((a, b) =>
    a.sk < b.sk ? -1 : 1,
  );
  let linked = 0;
  for (let start = 0; start < inOrder.length; start += PER_COMMIT)
    linked += await linkSome(workspaceId, inOrder.slice(start, start + PER_COMMIT));
  return linked;
}

async function linkSome(workspaceId: string, records: readonly Key[]): Promise<number> {
  const context = systemCommitContext();
  const salts = records.map(() => newSecret());
  const outcome = await commit(context, {
    reads: { head: chainHeadRef(workspaceId) },
    more: () => readKeys(records),
    decide: ({ head }, found) => {
      const waiting = records.flatMap((key, index) => {
        const item = found.get(keyText(key));
        return item && !isLinked(item) ? [{ item, salt: salts[index] as string }] : [];
      });
      const links = linksOf(workspaceId, head, waiting, context.nowIso);
      return { changes: appendLinks(head, links), answer: { status: 200, body: links.length } };
    },
  });
  if (isRefused(outcome)) throw new Error(`A link of the audit chain was refused: ${outcome.refused}.`);
  return outcome.body;
}

function linksOf(
  workspaceId: string,
  before: ChainHeadItem | undefined,
  waiting: readonly { item: Record<string, unknown>; salt: string }[],
  linkedAt: string,
): ChainLinkItem[] {
  let head: ChainHead = before ?? chainStart(sha256Hex, workspaceId);
  return waiting.map(({ item, salt }) => {
    const record = auditRecordOf(item);
    const link = nextLink(sha256Hex, head, record, salt);
    head = link;
    return { ...link, workspaceId, place: record.place, linkedAt };
  });
}
