import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { forgetAccessKeys, issueAccessKey } from '#local/access-keys.ts';
import {
  type AwsAnswer,
  AwsError,
  type AwsService,
  type Clock,
  type Platform,
  type ResolvedResource,
  type ResourceType,
  type StateStore,
  type TraceRecord,
} from '#local/kernel.ts';
import { jsonError, type UnsignedCall } from '#local/resources/json-service.ts';
import { type Internals, setInternals } from './internals.ts';
import { createOrigins } from './origins.ts';

/** A bare platform in memory with an HTTP front, on which one service can be tried with the real AWS SDK. */
export interface ServiceBench {
  platform: Platform;
  /** http://127.0.0.1:<port> */
  endpoint: string;
  /** What SDK clients are constructed with. */
  clientConfig: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
    systemClockOffset: number;
  };
  /** Actions and ARNs asked for so far, newest last. */
  asked: string[];
  traces: TraceRecord[];
  /** Moves the virtual clock on; the SDK's signing clock does not follow. */
  advance(ms: number): Promise<void>;
  start(type: ResourceType, logicalId: string, properties: Record<string, unknown>): Promise<ResolvedResource>;
  close(): Promise<void>;
}

/** Opens a bench; `close` stops its server and removes its files. */
export async function openServiceBench(): Promise<ServiceBench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'accord-bench-'));
  const services = new Map<string, AwsService>();
  const traces: TraceRecord[] = [];
  const resources: ResolvedResource[] = [benchRole()];
  const asked: string[] = [];
  const clock = benchClock(Date.now());
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const answer = await answerOf(services, asked, request, body);
      response.writeHead(answer.status, answer.headers);
      if (answer.body instanceof Readable) await pipeline(answer.body, response).catch(() => response.destroy());
      else response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const platform = benchPlatform({ dataDir, endpoint, clock, services, traces, resources });
  // Of the core only the table of origins: the other parts belong to a whole platform.
  setInternals(platform, { origins: createOrigins() } as Internals);
  const credentials = issueAccessKey(dataDir, {
    functionName: 'bench',
    roleArn: 'arn:aws:iam::000000000000:role/bench',
  });
  return {
    platform,
    endpoint,
    clientConfig: { endpoint, region: 'us-east-1', credentials, maxAttempts: 1, systemClockOffset: 0 },
    asked,
    traces,
    advance: (ms) => clock.advanceTo(clock.now() + ms),
    start: async (type, logicalId, properties) => {
      const scope = { account: platform.account, region: platform.region };
      const identity = type.identify({ stack: 'bench', logicalId, properties }, scope);
      const resource: ResolvedResource = {
        stack: 'bench',
        logicalId,
        type: type.type,
        properties,
        assetPath: (key) => join(dataDir, 'assets', key),
        ...identity,
      };
      resources.push(resource);
      const running = await type.start(resource, platform);
      await running?.ready?.();
      return resource;
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      forgetAccessKeys(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The role of the bench's own access key: presigned URLs are checked against it. */
function benchRole(): ResolvedResource {
  const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  return {
    stack: 'bench',
    logicalId: 'Role',
    type: 'AWS::IAM::Role',
    ref: 'bench',
    attributes: { Arn: 'arn:aws:iam::000000000000:role/bench' },
    properties: { Policies: [{ PolicyDocument: { Statement: [statement] } }] },
    assetPath: (key) => key,
  };
}

interface BenchParts {
  dataDir: string;
  endpoint: string;
  clock: Clock;
  services: Map<string, AwsService>;
  traces: TraceRecord[];
  resources: ResolvedResource[];
}

function benchPlatform({ dataDir, endpoint, clock, services, traces, resources }: BenchParts): Platform {
  const unavailable = async (): Promise<never> => {
    throw new Error('The bench runs no functions.');
  };
  return {
    account: '000000000000',
    region: 'us-east-1',
    dataDir,
    clock,
    activity: { run: (_label, work) => work(), idle: async () => undefined },
    trace: {
      emit: (kind, data) => void traces.push({ seq: traces.length, atMs: clock.now(), kind, data }),
      recent: () => [...traces].reverse(),
      waitFor: unavailable,
      subscribe: () => () => undefined,
    },
    store: benchStore(),
    functions: { invoke: unavailable, invokeAsync: unavailable },
    addService: (service) => {
      if (services.has(service.signingName)) throw new Error(`${service.signingName} is registered twice.`);
      services.set(service.signingName, service);
    },
    service: (name) => {
      const service = services.get(name);
      if (!service) throw new Error(`No service is registered as ${name}.`);
      return service;
    },
    awsEndpoint: endpoint,
    siteOrigin: 'http://localhost:3000',
    resources: (type) => resources.filter((resource) => resource.type === type),
    resource: (refOrArn) =>
      resources.find((resource) => resource.ref === refOrArn || resource.attributes.Arn === refOrArn),
    substituteOrigins: (text) => text,
    random: () => 0.5,
  };
}

async function answerOf(
  services: Map<string, AwsService>,
  asked: string[],
  request: IncomingMessage,
  body: Buffer,
): Promise<AwsAnswer> {
  const url = request.url ?? '/';
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const queryAt = url.indexOf('?');
  const call: UnsignedCall = {
    target: headers['x-amz-target']?.split('.').at(-1),
    method: request.method ?? 'GET',
    path: queryAt < 0 ? url : url.slice(0, queryAt),
    query: new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt)),
    headers,
    body,
  };
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  try {
    const service = scope ? services.get(scope) : undefined;
    if (scope && service) {
      const signed = {
        ...call,
        service: scope,
        caller: { functionName: 'bench', roleArn: 'arn:aws:iam::000000000000:role/bench' },
      };
      asked.push(...service.authorize(signed).map((access) => `${access.action} ${access.resource}`));
      return await service.handle(signed);
    }
    for (const candidate of services.values()) {
      const answer = await candidate.handleUnsigned?.(call);
      if (answer) return answer;
    }
    return { status: 403, body: 'No service takes this request.' };
  } catch (error) {
    if (error instanceof AwsError) return jsonError(error);
    return { status: 500, body: String((error as Error).stack) };
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function benchClock(startMs: number): Clock {
  let nowMs = startMs;
  let timers: { dueAtMs: number; run: () => void | Promise<void> }[] = [];
  return {
    now: () => nowMs,
    at: (dueAtMs, _label, run) => {
      const timer = { dueAtMs, run };
      timers.push(timer);
      const cancel = (): void => {
        timers = timers.filter((other) => other !== timer);
      };
      return { cancel };
    },
    advanceTo: async (toMs) => {
      for (;;) {
        const next = timers.filter((timer) => timer.dueAtMs <= toMs).sort((a, b) => a.dueAtMs - b.dueAtMs)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.dueAtMs);
        await next.run();
      }
      nowMs = Math.max(nowMs, toMs);
    },
  };
}

function benchStore(): StateStore {
  const collections = new Map<string, Map<string, string>>();
  const of = (collection: string): Map<string, string> => {
    const found = collections.get(collection) ?? new Map<string, string>();
    collections.set(collection, found);
    return found;
  };
  const put = (collection: string, id: string, value: unknown): void => {
    if (value === undefined) of(collection).delete(id);
    else of(collection).set(id, JSON.stringify(value));
  };
  return {
    get: async (collection, id) => {
      const found = of(collection).get(id);
      return found === undefined ? undefined : JSON.parse(found);
    },
    put: async (collection, id, value) => put(collection, id, value),
    write: async (writes) => {
      for (const { collection, id, value } of writes) put(collection, id, value);
    },
    delete: async (collection, id) => put(collection, id, undefined),
    list: async (collection, prefix = '') =>
      [...of(collection)]
        .filter(([id]) => id.startsWith(prefix))
        .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .map(([id, text]) => ({ id, value: JSON.parse(text) })),
    clear: async (collection) => void of(collection).clear(),
  };
}
