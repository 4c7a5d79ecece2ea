import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Endpoint, routesOf } from '#contract/endpoint.ts';
import { endpoints } from '#contract/index.ts';
import { toOpenApi } from '#contract/openapi.ts';
import { type ApiDocument, curlOf, exampleOf, matching, operationsOf, resolved } from './operations.ts';

const all: readonly Endpoint[] = endpoints;
const document = toOpenApi(all) as unknown as ApiDocument;
const operations = operationsOf(document);

describe('operations of the document', () => {
  it('are the endpoints of the contract, each once with all its routes', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
    const routes = operations.flatMap(({ method, path, aliases }) => [{ method, path }, ...aliases]);
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      all
        .flatMap(routesOf)
        .map(({ method, path }) => `${method} /api/v1${path}`)
        .sort(),
    );
  });

  it('say who may call them', () => {
    const of = (id: string) => operations.find((operation) => operation.id === id)?.permissions;
    expect(of('system.get-health')).toBeNull();
    expect(of('campaigns.create-campaign')).toEqual(['campaign:write']);
    expect(operations.find(({ id }) => id === 'payments.release-payment')?.grants).toEqual(['budget']);
    const scopesOf = (id: string) => operations.find((operation) => operation.id === id)?.scopes;
    expect(scopesOf('campaigns.create-campaign')).toEqual(['campaign:write']);
    expect(scopesOf('users.get-me')).toEqual([]);
  });

  it('are found by words of name, path, summary and permission', () => {
    const ids = (search: string) => matching(operations, search).map(({ id }) => id);
    expect(ids('post brands/campaigns')).toEqual(['campaigns.create-campaign']);
    expect(ids('/campaigns/{campaignId}/metrics')).toContain('analytics.get-performance');
    expect(ids('')).toHaveLength(operations.length);
    expect(ids('nothing like this')).toEqual([]);
  });
});

describe('examples', () => {
  const bodies = all.filter((endpoint) => endpoint.body);

  it.each(bodies.map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))(
    'of %s are accepted by the contract',
    (id, endpoint) => {
      const operation = operations.find((one) => one.id === id);
      const example = exampleOf(operation?.body ?? {}, document);
      expect(z.safeParse(endpoint.body as z.ZodMiniType, example).error?.issues ?? []).toEqual([]);
    },
  );

  it('of ids are ids', () => {
    const operation = operations.find(({ id }) => id === 'campaigns.get-campaign');
    expect(operation && curlOf(operation, document, 'https://accord.example')).toBe(
      `curl -X GET 'https://accord.example/api/v1/campaigns/cmp_01JD0000000000000000000001' \\\n  -H "Authorization: Bearer $ACCESS_TOKEN"`,
    );
  });
});

describe('named schemas', () => {
  it('are what they name, and never only themselves', () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect(`${name} ${schema.$ref}`).toBe(`${name} undefined`);
      expect(resolved({ $ref: `#/components/schemas/${name}` }, document)).toEqual({ schema, name });
    }
  });
});
