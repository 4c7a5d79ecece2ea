import * as z from 'zod/mini';
import { API_PREFIX, areaOf, type Endpoint, routesOf } from './endpoint.ts';
import { ERRORS } from './errors.ts';
import { KEY_PREFIX, scopesOf } from './key-scopes.ts';
import { CAMPAIGN_GRANTS, grantsOf } from './permissions.ts';
import { Problem } from './schemas.ts';
import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, webhookPayloadSchema } from './webhook-events.ts';

type Json = Record<string, unknown>;
type Direction = 'input' | 'output';

/** The OpenAPI 3.1 document of a list of endpoints; schemas with an id become components, once per direction where the two differ. */
export function toOpenApi(endpoints: readonly Endpoint[]): Json {
  const components = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    for (const [index, route] of routesOf(endpoint).entries()) {
      const path = `${API_PREFIX}${route.path}`;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(endpoint, index, components) };
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Accord',
      version: '1',
      description: 'Influencer campaigns with protected payments and numbers everyone can trace.',
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/' }],
    paths,
    webhooks: webhooksOf(components),
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a person.' },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: `${KEY_PREFIX}…`,
          description: 'A key of a workspace, with one of the scopes named.',
        },
      },
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

/** What is posted to the webhooks of a workspace, by the name of the event. */
function webhooksOf(components: Map<string, Json>): Record<string, Json> {
  const text = { type: 'string' };
  const parameters = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
    ...{ name, in: 'header', required: true, schema: text },
  }));
  return Object.fromEntries(
    WEBHOOK_EVENT_TYPES.map((type) => {
      const schema = jsonSchema(webhookPayloadSchema(type), 'output', components);
      return [
        type,
        {
          post: {
            ...{ operationId: `webhook.${type}`, summary: WEBHOOK_EVENTS[type].summary, parameters },
            requestBody: { required: true, content: { 'application/json': { schema } } },
            responses: {
              '2XX': { description: 'Taken. Any other answer, or none within ten seconds, is tried again.' },
            },
          },
        },
      ];
    }),
  );
}

function securityOf(endpoint: Endpoint): Json {
  if (endpoint.allow === 'anyone') return { security: [] };
  const byKey = scopesOf(endpoint).map((scope) => ({ apiKey: [scope] }));
  return { security: [{ session: [] }, ...byKey], 'x-permissions': endpoint.allow, ...byGrant(endpoint) };
}

/** The grants on its campaign that open an endpoint as well. */
function byGrant({ allow, byGrant }: Endpoint): Json {
  if (allow === 'anyone' || byGrant === undefined || byGrant === 'never') return {};
  return { 'x-grants': CAMPAIGN_GRANTS.filter((grant) => allow.some((one) => grantsOf(one).includes(grant))) };
}

function operationOf(endpoint: Endpoint, index: number, components: Map<string, Json>): Json {
  const content = (type: string, schema: Json) => ({ content: { [type]: { schema } } });
  const schemaOf = (schema: z.ZodMiniType, io: Direction) => jsonSchema(schema, io, components);
  const failures = new Map<number, string[]>();
  for (const code of [...endpoint.errors, ...commonErrors(endpoint)]) {
    const { status } = ERRORS[code];
    failures.set(status, [...(failures.get(status) ?? []), code]);
  }
  return {
    operationId: index === 0 ? endpoint.id : `${endpoint.id}.${index}`,
    tags: [areaOf(endpoint)],
    summary: endpoint.summary,
    ...securityOf(endpoint),
    ...(endpoint.stepUp ? { 'x-step-up': true } : {}),
    parameters: [
      ...parametersOf(endpoint.params, 'path', schemaOf),
      ...parametersOf(endpoint.query, 'query', schemaOf),
      ...(endpoint.idempotent
        ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } }]
        : []),
    ],
    ...(endpoint.body
      ? { requestBody: { required: true, ...content('application/json', schemaOf(endpoint.body, 'input')) } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(endpoint.responses).map(([status, schema]) => [
          status,
          { description: 'Done.', ...content('application/json', schemaOf(schema, 'output')) },
        ]),
      ),
      ...Object.fromEntries(
        [...failures].map(([status, codes]) => [
          String(status),
          {
            description: [...new Set(codes)].join(', '),
            ...content('application/problem+json', schemaOf(Problem, 'output')),
          },
        ]),
      ),
    },
  };
}

function commonErrors(endpoint: Endpoint): (keyof typeof ERRORS)[] {
  return [
    'rate_limited',
    ...(endpoint.body || endpoint.query ? (['validation_failed'] as const) : []),
    ...(endpoint.allow === 'anyone' ? [] : (['not_signed_in', 'not_allowed'] as const)),
    ...(endpoint.stepUp ? (['step_up_required'] as const) : []),
    ...(scopesOf(endpoint).length === 0
      ? []
      : (['api_key_invalid', 'api_key_expired', 'ip_not_allowed', 'scope_missing'] as const)),
  ];
}

function parametersOf(
  schema: Endpoint['params'],
  where: 'path' | 'query',
  schemaOf: (schema: z.ZodMiniType, io: Direction) => Json,
): Json[] {
  if (!schema) return [];
  return Object.entries(schema.shape as Record<string, z.ZodMiniType>).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !z.safeParse(field, undefined).success,
    schema: schemaOf(field, 'input'),
  }));
}

function jsonSchema(schema: z.ZodMiniType, io: Direction, components: Map<string, Json>): Json {
  const {
    $defs,
    $schema: _dialect,
    id: _id,
    ...root
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json;
  const rename = (name: string) => (io === 'input' ? `${name}Input` : name);
  const rewrite = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rewrite);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node)
        .filter(([key]) => key !== '$defs')
        .map(([key, value]) => [
          key,
          key === '$ref' && typeof value === 'string'
            ? `#/components/schemas/${rename(value.slice(value.lastIndexOf('/') + 1))}`
            : rewrite(value),
        ]),
    );
  };
  const own = z.globalRegistry.get(schema)?.id;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
    const { id: _definitionId, $schema: _definitionDialect, ...rest } = definition;
    components.set(rename(name), rewrite(rest) as Json);
  }
  // A schema with an id may come as a mere reference to its own definition, which is among the others then.
  if (own === undefined || root.$ref !== undefined) return rewrite(root) as Json;
  components.set(rename(own), rewrite(root) as Json);
  return { $ref: `#/components/schemas/${rename(own)}` };
}
