import * as z from 'zod/mini';
import { AUDIT_KINDS } from '#domain/audit.ts';
import { CHAIN_FAULTS } from '#domain/audit-chain.ts';
import { ACTOR_KINDS } from '#domain/roles.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Day, Instant, id, page, pageQuery } from '../schemas.ts';

const value = z.optional(z.nullable(z.string()));

export const AuditEntry = z.strictObject({
  eventId: id('event'),
  /** The event's name, e.g. SessionStarted. */
  type: z.string(),
  kind: z.enum(AUDIT_KINDS),
  occurredAt: Instant,
  /** Who did it; null for the platform itself, and for somebody who was not signed in. */
  userId: z.nullable(id('user')),
  /** As what they acted; `anonymous` where no session had begun, as at a log-in. */
  actorKind: z.enum(ACTOR_KINDS),
  /** With which API key it was done. */
  keyId: z.nullable(id('apiKey')),
  /** Whom it concerns, where that is somebody else. */
  affectedUserId: z.nullable(id('user')),
  /** In words, e.g. “Logged in”. */
  what: z.string(),
  /** Old and new; a field without values changed, and its values are not kept. */
  changes: z.array(z.strictObject({ field: z.string(), from: value, to: value })),
  /** From where: “this machine”, or the network address; null where nobody asked. */
  place: z.nullable(z.string()),
  /** In words, e.g. “Firefox on Windows”. */
  device: z.nullable(z.string()),
  /** The id of what it is about. */
  subjectId: z.nullable(z.string()),
  /** Its place in the hash chain of the workspace: hash = SHA-256 of index, the hash before it and its own, on lines of their own; null until it is linked. */
  chain: z.nullable(z.strictObject({ index: z.int(), recordHash: z.string(), hash: z.string() })),
});
z.globalRegistry.add(AuditEntry, { id: 'AuditEntry' });

const filters = {
  kind: z.optional(z.enum(AUDIT_KINDS)),
  /** Not before. */
  from: z.optional(Instant),
  /** Before. */
  until: z.optional(Instant),
  format: z._default(z.enum(['json', 'csv']), 'json'),
};

export const getActivity = defineEndpoint({
  id: 'users.get-activity',
  method: 'GET',
  path: '/users/me/activity',
  allow: ['account:self'],
  query: pageQuery(filters),
  responses: { 200: page(AuditEntry) },
  errors: ['bad_cursor'],
  summary:
    'What happened to your account, newest first. A page may be short or empty and still have a next one; with `format=csv` the link to it is in the Link header.',
});

export const getAudit = defineEndpoint({
  id: 'workspaces.get-audit',
  method: 'GET',
  path: '/workspaces/{workspaceId}/audit',
  allow: ['audit:read'],
  params: z.strictObject({ workspaceId: id('workspace') }),
  /** `userId`: done by that person, or concerning them. */
  query: pageQuery({ ...filters, userId: z.optional(id('user')) }),
  responses: { 200: page(AuditEntry) },
  errors: ['not_found', 'bad_cursor'],
  summary:
    'Every account action in a workspace, newest first: who, what, when, from where, old and new. A page may be short or empty and still have a next one; with `format=csv` the link to it is in the Link header.',
});

const ChainHead = z.strictObject({ index: z.int(), hash: z.string() });

export const AuditVerification = z.strictObject({
  /** How far the records are as they were written; index 0 is the start of the chain. */
  verifiedUpTo: ChainHead,
  /** Where the chain ended when the verification began. */
  head: ChainHead,
  /** The head that was written down outside the table today or yesterday. */
  published: z.nullable(z.strictObject({ ...ChainHead.shape, day: Day })),
  /** The first thing that is wrong; null when nothing is so far. */
  fault: z.nullable(z.strictObject({ index: z.int(), what: z.enum(CHAIN_FAULTS), eventId: z.nullable(z.string()) })),
  /** Goes on with the next hundred records; null at the end, or at a fault. */
  nextCursor: z.nullable(z.string()),
});
z.globalRegistry.add(AuditVerification, { id: 'AuditVerification' });

export const verifyAudit = defineEndpoint({
  id: 'workspaces.verify-audit',
  method: 'GET',
  path: '/workspaces/{workspaceId}/audit/verification',
  allow: ['audit:read'],
  params: z.strictObject({ workspaceId: id('workspace') }),
  query: z.strictObject({ cursor: z.optional(z.string()) }),
  responses: { 200: AuditVerification },
  errors: ['not_found', 'bad_cursor'],
  summary:
    'Recompute the hash chain of the audit log, a hundred records at a time: how far it holds, or the first record that was changed, dropped or put in.',
});

export const auditEndpoints = [getActivity, getAudit, verifyAudit] as const;
