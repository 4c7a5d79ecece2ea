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
const TIMEOUT_MS = 1000;
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

const scriptsOf = perPlatform(() => new Map<string, vm.Script>());

/** Runs a viewer-request function on a request; throws what the function throws, or when it returns something of the wrong shape. */
export async function runViewerRequest(
  platform: Platform,
  functionArn: string,
  request: EdgeRequest,
  distribution: { id: string; domainName: string },
): Promise<ViewerRequestResult> {
  const script = scriptsOf(platform).get(functionArn);
  if (!script) throw new Error(`There is no CloudFront Function ${functionArn} in the templates.`);
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
  const result = await callHandler(platform, functionArn, script, event);
  return readResult(result, request, functionArn);
}

async function callHandler(
  platform: Platform,
  functionArn: string,
  script: vm.Script,
  event: unknown,
): Promise<unknown> {
  const log = (...parts: unknown[]) =>
    platform.trace.emit('edge.log', { function: functionArn, message: parts.map(String).join(' ') });
  const sandbox = vm.createContext(
    {
      console: { log, error: log, warn: log, info: log },
      require: requireAllowed,
      __event: JSON.stringify(event),
      __now: platform.clock.now(),
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  vm.runInContext(VIRTUAL_DATE, sandbox);
  script.runInContext(sandbox, { timeout: TIMEOUT_MS });
  const outcome: unknown = vm.runInContext('handler(JSON.parse(__event))', sandbox, { timeout: TIMEOUT_MS });
  return JSON.parse(JSON.stringify((await outcome) ?? null));
}

const VIRTUAL_DATE = `{
  const RealDate = Date; const now = __now;
  globalThis.Date = class Date extends RealDate {
    constructor(...parts) { if (parts.length === 0) super(now); else super(...parts); }
    static now() { return now; }
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
    scriptsOf(platform).set(resource.ref, new vm.Script(source, { filename }));
    return undefined;
  },
};

export const resourceTypes: ResourceType[] = [cloudfrontFunction];
