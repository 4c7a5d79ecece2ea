import { createHash, createHmac, randomUUID } from 'node:crypto';
import querystring from 'node:querystring';
import vm from 'node:vm';
import type { Platform, ResourceType } from '../kernel.ts';
import { parseCookies, parseQueryString, toHeaderObject, writeQueryString } from './distribution/function-event.ts';
import type { EdgeRequest, EdgeResponse } from './http-api/exchange.ts';
import { perPlatform } from './http-api/per-platform.ts';

/**
 * Only ends an endless loop. CloudFront's own budget is about a millisecond of compute; this one is wall-clock time, in which a busy machine may
 * give the thread nothing at all, so a tighter bound would answer 503 for functions that are well within theirs.
 */
const TIMEOUT_MS = 3000;
const MAX_CODE_BYTES = 10 * 1024;

/** What a viewer-request function decided: go on with a changed request, or answer at once. */
export type ViewerRequestResult = { request: EdgeRequest } | { response: EdgeResponse };

interface FunctionItem {
  value: string;
  multiValue?: { value: string }[];
}

export interface FunctionRequest {
  method: string;
  uri: string;
  querystring: Record<string, FunctionItem>;
  headers: Record<string, FunctionItem>;
  cookies: Record<string, FunctionItem>;
}

/** A function as it is kept: its code, and the realm it runs in, in which only the time and the event change. */
interface Prepared {
  script: vm.Script;
  realm: vm.Context & { __event?: string };
}

const functionsOf = perPlatform(() => new Map<string, Prepared>());

/** Runs a viewer-request function on a request; throws what the function throws, or when it returns something of the wrong shape. */
export async function runViewerRequest(
  platform: Platform,
  functionArn: string,
  request: EdgeRequest,
  distribution: { id: string; domainName: string },
): Promise<ViewerRequestResult> {
  const prepared = functionsOf(platform).get(functionArn);
  if (!prepared) throw new Error(`There is no CloudFront Function ${functionArn} in the templates.`);
  const event = {
    version: '1.0',
    context: {
      distributionDomainName: distribution.domainName,
      distributionId: distribution.id,
      eventType: 'viewer-request',
      requestId: randomUUID(),
    },
    viewer: { ip: request.sourceIp },
    request: {
      method: request.method,
      uri: request.path,
      querystring: parseQueryString(request.rawQuery),
      headers: toHeaderObject(request.headers),
      cookies: parseCookies(request.headers),
    },
  };
  const result = await callHandler(prepared, event);
  return readResult(result, request, functionArn);
}

async function callHandler({ script, realm }: Prepared, event: unknown): Promise<unknown> {
  realm.__event = JSON.stringify(event);
  const outcome: unknown = script.runInContext(realm, { timeout: TIMEOUT_MS });
  return JSON.parse(JSON.stringify((await outcome) ?? null));
}

/**
 * Makes ready what every request to a function begins with. The code stands in a function of its own, so that each request gets its
 * variables anew, as CloudFront gives them; a realm for each request would take longer than everything else that the edge does.
 */
function prepare(platform: Platform, functionArn: string, source: string, filename: string): Prepared {
  const log = (...parts: unknown[]) =>
    platform.trace.emit('edge.log', { function: functionArn, message: parts.map(String).join(' ') });
  const realm = vm.createContext(
    {
      console: { log, error: log, warn: log, info: log },
      require: requireAllowed,
      __now: () => platform.clock.now(),
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  vm.runInContext(VIRTUAL_DATE, realm);
  const opening = '(() => {';
  const code = `${opening}${source}\nreturn handler(JSON.parse(__event));\n})()`;
  return { script: new vm.Script(code, { filename, columnOffset: -opening.length }), realm };
}

const VIRTUAL_DATE = `{
  const RealDate = Date; const now = __now;
  globalThis.Date = class Date extends RealDate {
    constructor(...parts) { if (parts.length === 0) super(now()); else super(...parts); }
    static now() { return now(); }
  };
}`;

/** The modules that the CloudFront Functions runtime 2.0 offers and we rely on. */
function requireAllowed(name: string): unknown {
  if (name === 'crypto') return { createHash, createHmac };
  if (name === 'querystring') return querystring;
  throw new Error(`CloudFront Functions have no module "${name}".`);
}

// biome-ignore lint/suspicious/noExplicitAny: what a function returns is checked here
function readResult(result: any, request: EdgeRequest, functionArn: string): ViewerRequestResult {
  if (result && typeof result.statusCode === 'number') {
    const headers = fromItems(result.headers ?? {});
    for (const [name, item] of Object.entries<FunctionItem & { attributes?: string }>(result.cookies ?? {})) {
      headers.push(['set-cookie', `${name}=${item.value}${item.attributes ? `; ${item.attributes}` : ''}`]);
    }
    const body = typeof result.body === 'string' ? { data: result.body } : (result.body ?? { data: '' });
    const bytes = Buffer.from(String(body.data), body.encoding === 'base64' ? 'base64' : 'utf8');
    return { response: { status: result.statusCode, headers, body: bytes } };
  }
  if (typeof result?.uri !== 'string' || !result.uri.startsWith('/')) {
    throw new Error(`The CloudFront Function ${functionArn} returned neither a request nor a response.`);
  }
  const headers = fromItems(result.headers ?? {});
  const cookie = fromItems(result.cookies ?? {}, true)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  if (cookie) headers.push(['cookie', cookie]);
  return { request: { ...request, path: result.uri, rawQuery: writeQueryString(result.querystring ?? {}), headers } };
}

function fromItems(items: Record<string, FunctionItem>, keepCase = false): [string, string][] {
  return Object.entries(items).flatMap(([name, item]) => {
    const values = item.multiValue ?? [item];
    return values.map(({ value }): [string, string] => [keepCase ? name : name.toLowerCase(), String(value)]);
  });
}

const cloudfrontFunction: ResourceType = {
  type: 'AWS::CloudFront::Function',
  identify({ stack, logicalId, properties }, { account }) {
    const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
    const arn = `arn:aws:cloudfront::${account}:function/${name}`;
    return { ref: arn, attributes: { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage: 'LIVE' } };
  },
  async start(resource, platform) {
    const { FunctionCode, FunctionConfig } = resource.properties;
    const where = `CloudFront Function ${resource.stack}/${resource.logicalId}`;
    if (FunctionConfig?.Runtime !== 'cloudfront-js-2.0') {
      throw new Error(`${where} uses runtime ${FunctionConfig?.Runtime}; only cloudfront-js-2.0 is supported.`);
    }
    if (Buffer.byteLength(String(FunctionCode)) > MAX_CODE_BYTES) throw new Error(`${where} is larger than 10 KB.`);
    const filename = `${resource.logicalId}.cloudfront.js`;
    const source = platform.substituteOrigins(String(FunctionCode));
    functionsOf(platform).set(resource.ref, prepare(platform, resource.ref, source, filename));
    return undefined;
  },
};

export const resourceTypes: ResourceType[] = [cloudfrontFunction];
