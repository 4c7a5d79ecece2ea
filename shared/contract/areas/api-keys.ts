import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { KEY_SCOPE_NAMES, MAX_API_KEYS } from '../key-scopes.ts';
import { Day, Done, Instant, id, text } from '../schemas.ts';

const Scopes = z
  .array(z.enum(KEY_SCOPE_NAMES))
  .check(z.minLength(1, 'must hold at least one scope'), z.maxLength(KEY_SCOPE_NAMES.length));

/** A single address, or a network in CIDR notation. */
const Network = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], {
  error: 'must be an address or a network, e.g. 203.0.113.7 or 2001:db8::/32',
});

const Networks = z.array(Network).check(z.maxLength(20));

export const ApiKey = z.strictObject({
  keyId: id('apiKey'),
  name: z.string(),
  /** The key's first characters; the rest is known to nobody here. */
  hint: z.string(),
  scopes: z.array(z.enum(KEY_SCOPE_NAMES)),
  /** Empty: from everywhere. */
  ipAllowList: z.array(z.string()),
  expiresAt: z.nullable(Instant),
  /** The last day (UTC) on which it was used. */
  lastUsedOn: z.nullable(Day),
  createdBy: id('user'),
  createdAt: Instant,
  version: z.int(),
});
z.globalRegistry.add(ApiKey, { id: 'ApiKey' });

const params = z.strictObject({ workspaceId: id('workspace') });
const keyParams = z.strictObject({ workspaceId: id('workspace'), keyId: id('apiKey') });

export const listApiKeys = defineEndpoint({
  id: 'integrations.list-api-keys',
  method: 'GET',
  path: '/workspaces/{workspaceId}/api-keys',
  allow: ['integration:manage'],
  params,
  responses: { 200: z.strictObject({ items: z.array(ApiKey), most: z.literal(MAX_API_KEYS) }) },
  errors: ['not_found'],
  summary: 'The API keys of a workspace, newest first; never the keys themselves.',
});

/** Not idempotent: the kept answer of a repeat would hold the key. A repeat makes another key, which can be revoked. */
export const createApiKey = defineEndpoint({
  id: 'integrations.create-api-key',
  method: 'POST',
  path: '/workspaces/{workspaceId}/api-keys',
  allow: ['integration:manage'],
  stepUp: true,
  params,
  body: z.strictObject({
    name: text(1, 80),
    scopes: Scopes,
    ipAllowList: z._default(Networks, []),
    expiresAt: z._default(z.nullable(Instant), null),
  }),
  responses: { 201: z.strictObject({ apiKey: ApiKey, secret: z.string() }) },
  errors: ['not_found', 'limit_reached'],
  summary: 'Create an API key. The answer alone holds it, as `secret`: it is stored hashed and never shown again.',
});

export const updateApiKey = defineEndpoint({
  id: 'integrations.update-api-key',
  method: 'PATCH',
  path: '/workspaces/{workspaceId}/api-keys/{keyId}',
  allow: ['integration:manage'],
  stepUp: true,
  idempotent: true,
  params: keyParams,
  body: z.strictObject({
    version: z.int(),
    name: z.optional(text(1, 80)),
    ipAllowList: z.optional(Networks),
    expiresAt: z.optional(z.nullable(Instant)),
  }),
  responses: { 200: ApiKey },
  errors: ['not_found', 'version_conflict'],
  summary: 'Change the name, the networks or the expiry of a key; the next request with it is judged by them.',
});

export const revokeApiKey = defineEndpoint({
  id: 'integrations.revoke-api-key',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/api-keys/{keyId}',
  allow: ['integration:manage'],
  idempotent: true,
  params: keyParams,
  responses: { 200: Done },
  errors: ['not_found'],
  summary: 'Revoke a key for good; the next request with it is refused.',
});

export const apiKeyEndpoints = [listApiKeys, createApiKey, updateApiKey, revokeApiKey] as const;
