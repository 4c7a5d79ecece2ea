import * as z from 'zod/mini';
import { verifyAudit } from '#contract/areas/audit.ts';
import { auditRecordOf, readChain, recordKeyOf } from '#data/audit-chain.ts';
import { keyText, readKeys } from '#data/read.ts';
import { chainStart, verifyEnd, verifyLinks } from '#domain/audit-chain.ts';
import { findPublishedHead } from '#runtime/audit-head-file.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { demandWorkspace } from '#runtime/membership.ts';

/** As many records as one batch can read. */
const PER_PAGE = 100;

const head = z.object({ index: z.int(), hash: z.string() });
/** How far a verification has come, and what it goes by: a chain that grows meanwhile is verified up to where it ended. */
const Position = z.object({ from: head, head, published: z.nullable(z.extend(head, { day: z.string() })) });

export const handler = endpoint(verifyAudit, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const scope = `audit chain of ${workspaceId}`;
  const opened = await openCursor(call.query.cursor, scope, call.nowMs);
  const before = opened && z.parse(Position, opened);
  const start = chainStart(sha256Hex, workspaceId);
  const from = before?.from ?? start;
  const [chain, published] = await Promise.all([
    readChain(workspaceId, from.index, PER_PAGE),
    before ? before.published : publishedHead(workspaceId, call.nowMs),
  ]);
  const end = before?.head ?? (chain.head ? { index: chain.head.index, hash: chain.head.hash } : start);
  const links = chain.links.filter(({ index }) => index <= end.index);
  const records = await readKeys(links.map(recordKeyOf));
  const pairs = links.map((link) => {
    const item = records.get(keyText(recordKeyOf(link)));
    return { link, record: item && auditRecordOf(item) };
  });
  const page = verifyLinks(sha256Hex, from, pairs, published ?? undefined);
  const goesOn = !page.fault && links.length === PER_PAGE && page.upTo.index < end.index;
  const verdict = page.fault || goesOn ? page : verifyEnd(page.upTo, end, published ?? undefined);
  const position = goesOn ? { from: page.upTo, head: end, published } : undefined;
  return {
    status: 200,
    body: {
      verifiedUpTo: verdict.upTo,
      head: end,
      published,
      fault: verdict.fault,
      nextCursor: await sealCursor(position, scope, call.nowMs),
    },
  };
});

async function publishedHead(workspaceId: string, nowMs: number) {
  const found = await findPublishedHead(workspaceId, nowMs);
  return found ? { index: found.index, hash: found.hash, day: found.day } : null;
}
