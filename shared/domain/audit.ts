/** What kinds of account actions the logs tell apart. */
export const AUDIT_KINDS = [
  'session',
  'security',
  'account',
  'consent',
  'workspace',
  'member',
  'approval',
  'key',
  'webhook',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One line of an audit log, as its downloads show it. */
export interface AuditLine {
  eventId: string;
  type: string;
  kind: AuditKind;
  occurredAt: string;
  /** Who did it; null for the platform, and for somebody who was not signed in. */
  userId: string | null;
  actorKind: string;
  /** With which API key. */
  keyId: string | null;
  /** Whom it concerns, where that is somebody else. */
  affectedUserId: string | null;
  what: string;
  changes: readonly { field: string; from?: string | null | undefined; to?: string | null | undefined }[];
  place: string | null;
  device: string | null;
  /** Its place in the hash chain; null where there is none (yet). */
  chain: { index: number; recordHash: string; hash: string } | null;
}

const AUDIT_COLUMNS = [
  'occurredAt',
  'what',
  'kind',
  'type',
  'actor',
  'userId',
  'userName',
  'keyId',
  'affectedUserId',
  'affectedUserName',
  'address',
  'device',
  'changes',
  'eventId',
  'chainIndex',
  'recordHash',
  'chainHash',
];

/** The rows of an audit log for a CSV file, its heads first; names come from `nameOf`, and stay empty for people it does not know. */
export function auditRows(
  lines: readonly AuditLine[],
  nameOf: (userId: string) => string | undefined = () => undefined,
): (string | null)[][] {
  const name = (userId: string | null) => (userId === null ? null : (nameOf(userId) ?? null));
  return [
    AUDIT_COLUMNS,
    ...lines.map((line) => [
      line.occurredAt,
      line.what,
      line.kind,
      line.type,
      line.actorKind,
      line.userId,
      name(line.userId),
      line.keyId,
      line.affectedUserId,
      name(line.affectedUserId),
      line.place,
      line.device,
      line.changes.map(changeText).join('; '),
      line.eventId,
      line.chain ? String(line.chain.index) : null,
      line.chain?.recordHash ?? null,
      line.chain?.hash ?? null,
    ]),
  ];
}

function changeText({ field, from, to }: AuditLine['changes'][number]): string {
  return from === undefined && to === undefined ? field : `${field}: ${from ?? '–'} → ${to ?? '–'}`;
}
