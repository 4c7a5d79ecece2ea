/** As much of JSON Schema as our OpenAPI document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  description?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  additionalProperties?: Schema | boolean;
}

interface Content {
  content?: Record<string, { schema: Schema }>;
}

export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: Schema;
}

interface RawOperation {
  operationId: string;
  tags: string[];
  summary: string;
  security?: Record<string, string[]>[];
  'x-permissions'?: string[];
  'x-grants'?: string[];
  parameters: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content & { description: string }>;
}

export interface ApiDocument {
  info: { title: string; version: string };
  paths: Record<string, Record<string, RawOperation>>;
  webhooks: Record<string, { post: { summary: string; requestBody: Content } }>;
  components: { schemas: Record<string, Schema> };
}

/** One thing the API can do, with all its routes. */
export interface Operation {
  id: string;
  area: string;
  summary: string;
  method: string;
  path: string;
  aliases: { method: string; path: string }[];
  /** One of these is needed; null when no session is needed. */
  permissions: string[] | null;
  /** Or one of these on the campaign it is about. */
  grants: string[];
  /** A key needs one of these; none when it takes no keys. */
  scopes: string[];
  parameters: Parameter[];
  body: Schema | undefined;
  answers: { status: string; schema: Schema | undefined }[];
  /** Error codes by status. */
  errors: { status: string; codes: string[] }[];
}

/** Every operation of the document in its order; further routes of one are its aliases. */
export function operationsOf(document: ApiDocument): Operation[] {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, raw]) => ({ path, method: method.toUpperCase(), raw })),
  );
  const nameOf = (id: string) => id.replace(/\.\d+$/, '');
  return routes
    .filter(({ raw }) => raw.operationId === nameOf(raw.operationId))
    .map(({ path, method, raw }) => ({
      id: raw.operationId,
      area: raw.tags[0] ?? 'other',
      summary: raw.summary,
      method,
      path,
      aliases: routes
        .filter((other) => other.raw !== raw && nameOf(other.raw.operationId) === raw.operationId)
        .map(({ method: aliasMethod, path: aliasPath }) => ({ method: aliasMethod, path: aliasPath })),
      permissions: raw.security?.length === 0 ? null : (raw['x-permissions'] ?? []),
      grants: raw['x-grants'] ?? [],
      scopes: (raw.security ?? []).flatMap(({ apiKey = [] }) => apiKey),
      parameters: raw.parameters,
      body: raw.requestBody?.content?.['application/json']?.schema,
      answers: Object.entries(raw.responses)
        .filter(([status]) => Number(status) < 400)
        .map(([status, { content }]) => ({ status, schema: content?.['application/json']?.schema })),
      errors: Object.entries(raw.responses)
        .filter(([status]) => Number(status) >= 400)
        .map(([status, { description }]) => ({ status, codes: description.split(', ') })),
    }));
}

/** Operations in whose name, path, summary or permissions every word of a search occurs. */
export function matching(operations: readonly Operation[], search: string): Operation[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter((operation) => {
    const { id, method, path, aliases, summary, permissions } = operation;
    const text = [id, method, path, ...aliases.map((alias) => alias.path), summary, ...(permissions ?? [])]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The schema a reference leads to, with the name it has in the document. */
export function resolved(schema: Schema, document: ApiDocument): { schema: Schema; name: string | undefined } {
  const name = schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1);
  if (name === undefined) return { schema, name };
  return { schema: document.components.schemas[name] ?? {}, name };
}

/** The one kind a schema names beside null. */
export function typeOf({ type }: Schema): string | undefined {
  return Array.isArray(type) ? type.find((one) => one !== 'null') : type;
}

/** The alternatives of a schema without the null among them, and whether null is one. */
export function alternativesOf(schema: Schema): { choices: Schema[]; nullable: boolean } {
  const all = schema.anyOf ?? schema.oneOf ?? [schema];
  const choices = all.filter(({ type }) => type !== 'null');
  return {
    choices,
    nullable: choices.length < all.length || (Array.isArray(schema.type) && schema.type.includes('null')),
  };
}

/** Examples of texts whose pattern says what they are. */
const BY_PATTERN: readonly [RegExp, (pattern: string) => string][] = [
  // The token of an invitation: whose, and two secrets.
  [/^\^wsp_.*\{43\}\$$/, () => `wsp_01JD0000000000000000000001.${'A'.repeat(43)}.${'A'.repeat(43)}`],
  [/^\^\[A-Za-z0-9_-\]\{43\}\$$/, () => 'A'.repeat(43)],
  [/^\^#\[0-9a-f\]/, () => '#14463c'],
  // A phone number, E.164, and a path of this site.
  [/^\^\\\+\[1-9\]/, () => '+4915123456789'],
  [/^\^\\\/\(\?!/, () => '/campaigns'],
  [/^\^\[A-Z\]\[A-Z0-9\]/, () => 'GLOW'],
  // An id, also where it may be of several kinds.
  [/^\^\(?[a-z]{3}[_|]/, (pattern) => `${pattern.replace(/^\^\(?/, '').slice(0, 3)}_01JD0000000000000000000001`],
  [/^\^\[A-Z\]\{2\}\$/, () => 'DE'],
  [/^\^\[A-Za-z_\]\+\(\\\//, () => 'Europe/Berlin'],
  [/^\^\[a-z0-9-\]/, () => 'reel'],
  [/^\^\\d\{1,12\}/, () => '1.25'],
  [/^\^\\d\{1,3\}\(-/, () => '2'],
  [/^\^\[a-z\]\{2\}/, () => 'en'],
  // The SHA-256 of a document.
  [/^\^\[0-9a-f\]\{64\}\$$/, () => '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  [/0-9\]\{6\}|\\d\{6\}/, () => '123456'],
  [/\{43\}=/, () => 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='],
];

const BY_FORMAT: Record<string, string> = {
  date: '2026-11-20',
  'date-time': '2026-11-20T12:00:00.000Z',
  email: 'name@example.com',
  uri: 'https://example.com/page',
  cidrv4: '203.0.113.0/24',
};

/** Deeper than this an example only hints at what is there. */
const DEEPEST = 8;

/** A value of that schema, as an example to start from. */
export function exampleOf(schema: Schema, document: ApiDocument, name = '', depth = 0): unknown {
  const { schema: own } = resolved(schema, document);
  if (depth > DEEPEST) return null;
  if (own.const !== undefined) return own.const;
  if (own.default !== undefined && !Array.isArray(own.default)) return own.default;
  if (own.enum) return own.enum[0];
  if (own.anyOf || own.oneOf) {
    const [first] = alternativesOf(own).choices;
    return first ? exampleOf(first, document, name, depth + 1) : null;
  }
  if (own.allOf) return Object.assign({}, ...own.allOf.map((part) => exampleOf(part, document, name, depth + 1)));
  switch (typeOf(own)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(own.properties ?? {}).map(([key, value]) => [key, exampleOf(value, document, key, depth + 1)]),
      );
    case 'array':
      return own.items && own.maxItems !== 0
        ? Array<unknown>(Math.max(1, own.minItems ?? 1)).fill(exampleOf(own.items, document, name, depth + 1))
        : [];
    case 'integer':
    case 'number':
      return Math.max(own.minimum ?? 1, Math.min(1, own.maximum ?? 1));
    case 'boolean':
      return true;
    case 'string':
      return textExample(own, name);
    default:
      return null;
  }
}

/** A text whose pattern we know the meaning of. */
export function knownText(pattern: string | undefined): string | undefined {
  return pattern === undefined ? undefined : BY_PATTERN.find(([of]) => of.test(pattern))?.[1](pattern);
}

function textExample({ pattern, format, minLength = 0 }: Schema, name: string): string {
  const known = knownText(pattern);
  if (known !== undefined) return known;
  // What lasts until an instant began before it.
  if (format === 'date-time' && name === 'until') return '2026-11-21T12:00:00.000Z';
  if (format && BY_FORMAT[format]) return BY_FORMAT[format];
  if (/url|website|links$|^references$/i.test(name)) return 'https://example.com/page';
  if (/cursor/i.test(name)) return 'eyJwIjoxfQ';
  // Spaces at the end are no part of a text.
  return 'text'.padEnd(minLength, ' text').replace(/ $/, '.');
}

/** A command for a terminal that calls the operation. */
export function curlOf(operation: Operation, document: ApiDocument, origin: string): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return encodeURIComponent(String(parameter ? exampleOf(parameter.schema, document, name) : name));
  });
  const query = new URLSearchParams(
    operation.parameters
      .filter((one) => one.in === 'query' && one.required)
      .map((one) => [one.name, String(exampleOf(one.schema, document, one.name))]),
  ).toString();
  const parts = [`curl -X ${operation.method} '${origin}${path}${query ? `?${query}` : ''}'`];
  if (operation.permissions) parts.push(`-H "Authorization: Bearer $ACCESS_TOKEN"`);
  if (operation.parameters.some((one) => one.name === 'Idempotency-Key'))
    parts.push(`-H "Idempotency-Key: $(uuidgen)"`);
  if (operation.body) {
    const body = JSON.stringify(exampleOf(operation.body, document), null, 2).replaceAll("'", "'\\''");
    parts.push(`-H 'Content-Type: application/json'`, `-d '${body}'`);
  }
  return parts.join(' \\\n  ');
}
