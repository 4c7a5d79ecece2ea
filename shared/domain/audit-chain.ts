import { canonicalJson } from './canonical.ts';

/** SHA-256 of a text, as lower-case hex. */
export type Hash = (text: string) => string;

/** What of an audit record is sealed as it is: nothing of it is personal beyond ids. */
export interface AuditRecord {
  eventId: string;
  /** The partition it is stored in. */
  place: string;
  type: string;
  schemaVersion: number;
  occurredAt: string;
  correlationId: string;
  aggregateId: string;
  seq: number;
  actor: object;
  data: object;
  /** From where; personal, and so sealed by a commitment that outlives it. */
  source?: object | undefined;
  /** Personal old and new values, likewise. */
  changes?: readonly object[] | undefined;
}

const PERSONAL = ['source', 'changes'] as const;
type Commitments = Record<(typeof PERSONAL)[number], string | null>;

/** One record's place in the chain of its workspace. */
export interface ChainLink {
  /** From 1 on, without gaps. */
  index: number;
  eventId: string;
  recordHash: string;
  previousHash: string;
  hash: string;
  /** Of what is personal, salted; they verify after that and the salt were erased. */
  commitments: Commitments;
  salt: string | null;
}

/** How far a chain goes, and the hash that stands for all of it. */
export interface ChainHead {
  index: number;
  hash: string;
}

/** Where the chain of a workspace begins. */
export function chainStart(hash: Hash, workspaceId: string): ChainHead {
  return { index: 0, hash: hash(`accord audit chain\n${workspaceId}`) };
}

function linkHash(hash: Hash, { index, previousHash, recordHash }: Omit<ChainLink, 'hash' | 'eventId'>): string {
  return hash(`${index}\n${previousHash}\n${recordHash}`);
}

function commitmentOf(hash: Hash, salt: string, value: unknown): string | null {
  return value === undefined ? null : hash(`${salt}\n${canonicalJson(value)}`);
}

function recordHashOf(hash: Hash, record: AuditRecord, commitments: Commitments): string {
  const { eventId, place, type, schemaVersion, occurredAt, correlationId, aggregateId, seq, actor, data } = record;
  const { source, changes } = commitments;
  return hash(
    canonicalJson({
      ...{ eventId, place, type, schemaVersion, occurredAt, correlationId, aggregateId, seq, actor, data },
      ...{ commitments: { source, changes } },
    }),
  );
}

/** The link of a record after `head`; `salt` is random and no other record's. */
export function nextLink(hash: Hash, head: ChainHead, record: AuditRecord, salt: string): ChainLink {
  const commitments = {
    source: commitmentOf(hash, salt, record.source),
    changes: commitmentOf(hash, salt, record.changes),
  };
  const link = {
    ...{ index: head.index + 1, recordHash: recordHashOf(hash, record, commitments), previousHash: head.hash },
    ...{ commitments, salt },
  };
  return { ...link, eventId: record.eventId, hash: linkHash(hash, link) };
}

export const CHAIN_FAULTS = [
  'link_missing',
  'link_repeated',
  'link_changed',
  'record_missing',
  'record_changed',
  'not_as_published',
] as const;

/** The first thing that is wrong with a chain, at the index where it shows. */
export interface ChainFault {
  index: number;
  what: (typeof CHAIN_FAULTS)[number];
  /** Of the record, where there is a link that names one. */
  eventId: string | null;
}

/** What a part of a chain comes to: how far it holds, or the first fault. */
export type Verdict = { upTo: ChainHead; fault: null } | { upTo: ChainHead; fault: ChainFault };

/**
 * Follows links from a head on, each with its record; `published` is a head that was written down elsewhere. Stops at the first link that is
 * missing, repeated or changed, or whose record is.
 */
export function verifyLinks(
  hash: Hash,
  from: ChainHead,
  links: readonly { link: ChainLink; record: AuditRecord | undefined }[],
  published?: ChainHead | undefined,
): Verdict {
  const seen = new Set<string>();
  let upTo = from;
  for (const { link, record } of links) {
    const what = faultOf(hash, upTo, link, record) ?? (seen.has(link.eventId) ? 'link_repeated' : undefined);
    if (what === 'link_missing') return { upTo, fault: { index: upTo.index + 1, what, eventId: null } };
    if (what) return { upTo, fault: { index: upTo.index + 1, what, eventId: link.eventId } };
    if (published?.index === link.index && published.hash !== link.hash)
      return { upTo, fault: { index: link.index, what: 'not_as_published', eventId: link.eventId } };
    seen.add(link.eventId);
    upTo = { index: link.index, hash: link.hash };
  }
  return { upTo, fault: null };
}

/** Whether a chain that was followed to its end ends where its head and the published one say. */
export function verifyEnd(upTo: ChainHead, head: ChainHead, published?: ChainHead | undefined): Verdict {
  const furthest = Math.max(head.index, published?.index ?? 0);
  if (upTo.index < furthest) return { upTo, fault: { index: upTo.index + 1, what: 'link_missing', eventId: null } };
  if (upTo.index === head.index && upTo.hash !== head.hash)
    return { upTo, fault: { index: upTo.index, what: 'link_changed', eventId: null } };
  return { upTo, fault: null };
}

function faultOf(
  hash: Hash,
  before: ChainHead,
  link: ChainLink,
  record: AuditRecord | undefined,
): ChainFault['what'] | undefined {
  if (link.index > before.index + 1) return 'link_missing';
  if (link.index <= before.index) return 'link_repeated';
  if (link.previousHash !== before.hash || link.hash !== linkHash(hash, link)) return 'link_changed';
  if (!record) return 'record_missing';
  if (record.eventId !== link.eventId || recordHashOf(hash, record, link.commitments) !== link.recordHash)
    return 'record_changed';
  return PERSONAL.every((part) => isAsCommitted(hash, link, part, record[part])) ? undefined : 'record_changed';
}

/** What is personal is as it was, or was erased together with the salt. */
function isAsCommitted(
  hash: Hash,
  { commitments, salt }: ChainLink,
  part: (typeof PERSONAL)[number],
  value: unknown,
): boolean {
  if (salt === null) return value === undefined;
  return commitmentOf(hash, salt, value) === commitments[part];
}
