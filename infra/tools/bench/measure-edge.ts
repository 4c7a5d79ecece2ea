import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { defineEndpoint } from '#contract/endpoint.ts';
import { endpoint, type LambdaHandler } from '#runtime/endpoint.ts';
import type { HttpEvent, HttpResult } from '#runtime/http.ts';
import type { Section } from './report.ts';
import { best, round } from './stats.ts';
import { TARGETS } from './targets.ts';

const BLOCKS = 9;
const REQUESTS_PER_BLOCK = 2000;

const Thing = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  brief: z.string().check(z.maxLength(5000)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  budgetMinor: z.int().check(z.minimum(0)),
  items: z.array(z.strictObject({ kind: z.enum(['reel', 'story']), count: z.int() })),
});
const declared = defineEndpoint({
  id: 'bench.put-thing',
  method: 'PUT',
  path: '/things/{thingId}',
  allow: ['campaign:write'],
  params: z.strictObject({ thingId: z.string() }),
  body: Thing,
  responses: { 200: Thing },
  errors: [],
  summary: 'A request of middling size.',
});

/** What our wrapper adds to a request, in this process and without a network: wrapped minus bare, the best of several blocks of each. */
export async function measureEdge(): Promise<Section> {
  const wrapped: LambdaHandler = endpoint(declared, async (call) => ({ status: 200, body: call.body }) as const);
  const bare: LambdaHandler = async (event): Promise<HttpResult> => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(JSON.parse(event.body ?? '{}')),
  });
  const [bareMs, wrappedMs] = await withoutOutput(() => compare(bare, wrapped));
  const addedMs = round(wrappedMs - bareMs, 4);
  return {
    name: 'Our edge over a bare handler, per request',
    columns: ['bare ms', 'wrapped ms', 'added ms', 'target ms'],
    rows: [[round(bareMs, 4), round(wrappedMs, 4), addedMs, TARGETS.edgeMs]],
    notes: [
      `${BLOCKS} blocks of ${REQUESTS_PER_BLOCK} requests each, taking turns, after one to warm up; its log line is made but goes nowhere.`,
    ],
    missed: addedMs > TARGETS.edgeMs ? [`The edge adds ${addedMs} ms to a request; at most ${TARGETS.edgeMs}.`] : [],
    data: { bareMs: round(bareMs, 4), wrappedMs: round(wrappedMs, 4), addedMs },
  };
}

/** Best ms per request of both, measured in turns so that what else the machine does meets both alike. */
async function compare(bare: LambdaHandler, wrapped: LambdaHandler): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let block = 0; block <= BLOCKS; block++) {
    const pair: [number, number] = [await timeBlock(bare), await timeBlock(wrapped)];
    if (block === 0) continue;
    times[0].push(pair[0]);
    times[1].push(pair[1]);
  }
  return [best(times[0]), best(times[1])];
}

async function timeBlock(handler: LambdaHandler): Promise<number> {
  const startedAt = performance.now();
  for (let at = 0; at < REQUESTS_PER_BLOCK; at++) {
    const { statusCode, body } = await handler(EVENT, CONTEXT);
    if (statusCode !== 200) throw new Error(`The measured request was answered ${statusCode}: ${body}`);
  }
  return (performance.now() - startedAt) / REQUESTS_PER_BLOCK;
}

async function withoutOutput<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

const CONTEXT = { getRemainingTimeInMillis: () => 10_000, awsRequestId: 'bench', functionName: 'bench' } as Context;

const EVENT = {
  version: '2.0',
  routeKey: 'PUT /api/v1/things/{thingId}',
  rawPath: '/api/v1/things/one',
  rawQueryString: '',
  headers: { host: 'api.example', 'content-type': 'application/json', 'x-correlation-id': 'bench-correlation' },
  pathParameters: { thingId: 'one' },
  requestContext: {
    http: {
      method: 'PUT',
      path: '/api/v1/things/one',
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: 'bench',
    },
    requestId: 'bench',
    timeEpoch: 0,
    authorizer: {
      lambda: {
        outcome: 'signed_in',
        userId: 'usr_bench',
        sessionId: 'session',
        role: 'owner',
        workspaceId: 'wsp_bench',
        brandId: 'brd_bench',
      },
    },
  },
  body: JSON.stringify({
    title: 'A middling request',
    brief: 'What a brand writes into one field of one form. '.repeat(20),
    currency: 'EUR',
    budgetMinor: 700_000,
    items: [
      { kind: 'reel', count: 1 },
      { kind: 'story', count: 3 },
    ],
  }),
  isBase64Encoded: false,
} as unknown as HttpEvent;
