import { readdirSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Endpoint, routesOf } from './endpoint.ts';
import { ERRORS } from './errors.ts';
import { EVENTS } from './events.ts';
import { endpoints } from './index.ts';
import { KEY_SCOPE_NAMES } from './key-scopes.ts';
import { toOpenApi } from './openapi.ts';
import { grantsOf, PERMISSIONS } from './permissions.ts';
import { WEBHOOK_EVENT_TYPES } from './webhook-events.ts';

const all: readonly Endpoint[] = endpoints;

describe('the contract', () => {
  it('names each endpoint and each route once', () => {
    const ids = all.map(({ id }) => id);
    const routes = all.flatMap(routesOf).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('has a handler for each endpoint and an endpoint for each handler', () => {
    const areas = new Set(all.map(({ id }) => id.split('.')[0] as string));
    const files = [...areas].flatMap((area) =>
      readdirSync(new URL(`../../functions/${area}/`, import.meta.url))
        .filter((name) => /^[a-z0-9]+(-[a-z0-9]+)+\.ts$/.test(name))
        .map((name) => `${area}.${name.slice(0, -3)}`),
    );
    expect(files.sort()).toEqual(all.map(({ id }) => id).sort());
  });

  it.each(all.map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))(
    '%s declares what its path needs',
    (_id, endpoint) => {
      const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(names.filter((name) => !((name as string) in ((endpoint.params?.shape as object) ?? {})))).toEqual([]);
      expect(Object.keys(endpoint.responses).every((status) => Number(status) < 400)).toBe(true);
      expect(endpoint.errors.every((code) => code in ERRORS)).toBe(true);
      if (endpoint.allow !== 'anyone')
        expect(endpoint.allow.every((permission) => permission in PERMISSIONS)).toBe(true);
      if (endpoint.method === 'GET') expect(endpoint.body).toBeUndefined();
    },
  );

  it('says in its document which endpoints take keys, and with which scope', () => {
    const { paths, webhooks } = toOpenApi(all) as {
      paths: Record<string, Record<string, { security: Record<string, string[]>[] }>>;
      webhooks: Record<string, unknown>;
    };
    const keyScopes = (path: string, method: string) =>
      paths[`/api/v1${path}`]?.[method]?.security.flatMap(({ apiKey = [] }) => apiKey);
    expect(keyScopes('/campaigns/{campaignId}', 'get')).toEqual(['campaign:read']);
    for (const path of ['/users/me', '/workspaces/{workspaceId}', '/workspaces/{workspaceId}/api-keys'])
      expect(keyScopes(path, 'get'), path).toEqual([]);
    expect(Object.keys(webhooks)).toEqual(WEBHOOK_EVENT_TYPES);
  });

  it.each(all.map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))(
    '%s says whether a grant on a campaign opens it, when it asks for what a grant gives',
    (_id, endpoint) => {
      const { allow, byGrant } = endpoint;
      const asksForIt = allow !== 'anyone' && allow.some((permission) => grantsOf(permission).length > 0);
      expect(byGrant !== undefined).toBe(asksForIt);
      if (byGrant === 'path') expect(routesOf(endpoint).every(({ path }) => path.includes('/{campaignId}'))).toBe(true);
    },
  );

  it('says in its document which grants open an endpoint beside the roles', () => {
    const { paths } = toOpenApi(all) as { paths: Record<string, Record<string, Record<string, unknown>>> };
    const grants = (path: string, method: string) => paths[`/api/v1${path}`]?.[method]?.['x-grants'];
    expect(grants('/campaigns/{campaignId}', 'patch')).toEqual(['campaign']);
    expect(grants('/payments/{paymentId}/release', 'post')).toEqual(['budget']);
    expect(grants('/campaigns/{campaignId}/duplicate', 'post')).toBeUndefined();
  });

  it('gives keys no permission that binds, moves money or is about people', () => {
    const personal = /:(self|manage|sign|fund|release|answer|submit)$|^(workspace|offer|account|integration):(?!read)/;
    expect(KEY_SCOPE_NAMES.filter((scope) => personal.test(scope))).toEqual([]);
    expect(KEY_SCOPE_NAMES.filter((scope) => !(scope in PERMISSIONS))).toEqual([]);
  });

  it('makes a valid OpenAPI 3.1 document with every route', async () => {
    const document = toOpenApi(all) as { paths: Record<string, object> };
    const verdict = await new Validator().validate(structuredClone(document));
    expect(verdict.errors ?? []).toEqual([]);
    expect(verdict.valid).toBe(true);
    const routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual(
      all
        .flatMap(routesOf)
        .map(({ method, path }) => `${method} /api/v1${path}`)
        .sort(),
    );
  });
});

describe('events', () => {
  it.each(Object.entries(EVENTS))('%s has a sample of its version that parses', (type, declared) => {
    expect(declared.type).toBe(type);
    expect(type).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(z.safeParse(declared.data as z.ZodMiniType, declared.sample).success).toBe(true);
  });
});
