import * as z from 'zod/mini';
import { AUDIT_KINDS } from '#domain/audit.ts';
import { ACTOR_KINDS } from '#domain/roles.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Instant, id, page, pageQuery } from '../schemas.ts';

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

export const auditEndpoints = [getActivity, getAudit] as const;
