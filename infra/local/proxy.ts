import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createHttpServer } from './http-server.ts';
import { deniedMessage, type PolicyBook } from './iam.ts';
import {
  type Access,
  type Activity,
  type AwsAnswer,
  type AwsCall,
  AwsError,
  type AwsService,
  type Caller,
  type Clock,
  type Trace,
} from './kernel.ts';

/** The one address of every AWS service: finds service and caller, checks the permission, hands on. */
export interface AwsProxy {
  endpoint: string;
  addService(service: AwsService): void;
  service(signingName: string): AwsService;
  /** Every AWS call the invocation has made so far, oldest first. */
  callsOf(invocationId: string): AwsCallRecord[];
  stop(): Promise<void>;
}

/** One call as it was counted. */
export interface AwsCallRecord {
  service: string;
  action: string;
  resource: string;
  functionName: string;
  ms: number;
  /** The error name the service answered with, if any. */
  error?: string;
}

interface ProxyOptions {
  port: number;
  policies: PolicyBook;
  clock: Pick<Clock, 'now'>;
  activity: Activity;
  trace: Trace;
  /** Who signs with this access key and session token; undefined for keys that were never issued. */
  findCaller: (accessKeyId: string, sessionToken: string | undefined) => Caller | undefined;
  log: (line: string) => void;
}

// Room for the largest form of the product, whose file has 100 MiB, with what stands around it; larger files come in parts.
const maxBodyBytes = 128 * 1024 * 1024;
const rememberedInvocations = 5_000;

/** Listens on 127.0.0.1; `port` 0 takes a free one. */
export async function startProxy(options: ProxyOptions): Promise<AwsProxy> {
  const proxy = new ProxyFront(options);
  const server = createHttpServer((request, response) => void proxy.serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    addService: (service) => proxy.addService(service),
    service: (signingName) => proxy.service(signingName),
    callsOf: (invocationId) => [...(proxy.calls.get(invocationId) ?? [])],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class ProxyFront {
  readonly calls = new Map<string, AwsCallRecord[]>();
  readonly #options: ProxyOptions;
  readonly #services = new Map<string, AwsService>();
  readonly #told = new Set<string>();

  constructor(options: ProxyOptions) {
    this.#options = options;
  }

  addService(service: AwsService): void {
    if (this.#services.has(service.signingName))
      throw new Error(`Two local services are registered for ${service.signingName}.`);
    this.#services.set(service.signingName, service);
  }

  service(signingName: string): AwsService {
    const service = this.#services.get(signingName);
    if (!service) throw new Error(`No local service is registered for ${signingName}.`);
    return service;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#answer(request).catch((error: Error): AwsAnswer => {
      this.#options.log(`aws proxy: ${error.stack ?? error.message}`);
      return {
        status: 500,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ __type: 'InternalFailure', message: error.message }),
      };
    });
    // The SDK corrects its clock by this header.
    response.setHeader('date', new Date(this.#options.clock.now()).toUTCString());
    response.writeHead(answer.status, answer.headers);
    // Whoever reads may go before the end, as browsers do with films.
    if (answer.body instanceof Readable) await pipeline(answer.body, response).catch(() => response.destroy());
    else response.end(answer.body);
  }

  async #answer(request: IncomingMessage): Promise<AwsAnswer> {
    const { url = '/', method = 'GET' } = request;
    const queryAt = url.indexOf('?');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    const body = await readBody(request);
    if (!body) return { status: 413, body: 'The request is larger than 128 MB.' };
    const plain = {
      target: headers['x-amz-target']?.split('.').at(-1),
      method,
      path: queryAt < 0 ? url : url.slice(0, queryAt),
      query: new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt + 1)),
      headers,
      body,
    };
    const signature = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '');
    if (!signature) return this.#unsigned(plain);
    const [, accessKeyId = '', signingName = ''] = signature;
    const caller = this.#options.findCaller(accessKeyId, headers['x-amz-security-token']);
    const call: AwsCall = {
      ...plain,
      service: signingName,
      caller: caller ?? { functionName: 'unknown', roleArn: '' },
    };
    if (!caller)
      return errorAnswer(
        call,
        new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403),
      );
    return this.#options.activity.run(`aws ${signingName} ${call.target ?? method}`, () => this.#signed(call));
  }

  async #unsigned(call: Parameters<NonNullable<AwsService['handleUnsigned']>>[0]): Promise<AwsAnswer> {
    return this.#options.activity.run(`aws unsigned ${call.method}`, async () => {
      for (const service of this.#services.values()) {
        const answer = await service.handleUnsigned?.(call);
        if (answer) return answer;
      }
      return {
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message: 'Missing Authentication Token' }),
      };
    });
  }

  async #signed(call: AwsCall): Promise<AwsAnswer> {
    const startedAt = performance.now();
    let accesses: Access[] = [];
    let error: string | undefined;
    try {
      const service = this.#services.get(call.service);
      if (!service)
        throw new AwsError(
          'UnknownServiceException',
          `The local target runs no ${call.service}; the template declares nothing of it.`,
          400,
        );
      accesses = service.authorize(call);
      this.#check(call, accesses);
      return await service.handle(call);
    } catch (failure) {
      if (!(failure instanceof AwsError)) throw failure;
      error = failure.code;
      return errorAnswer(call, failure);
    } finally {
      this.#count(call, accesses, performance.now() - startedAt, error);
    }
  }

  #check(call: AwsCall, accesses: Access[]): void {
    const { caller } = call;
    if (caller.functionName === 'platform') return;
    for (const access of accesses) {
      const verdict = this.#options.policies.check(caller.roleArn, access);
      if (verdict === 'allowed') continue;
      const message = deniedMessage(caller, access, verdict);
      this.#options.trace.emit(
        'access.denied',
        { functionName: caller.functionName, action: access.action, resource: access.resource, message },
        caller.correlationId,
      );
      const key = `${caller.functionName} ${access.action} ${access.resource}`;
      if (!this.#told.has(key)) this.#options.log(`AccessDenied: function ${caller.functionName}: ${message}`);
      this.#told.add(key);
      throw new AwsError(
        call.service === 's3' ? 'AccessDenied' : 'AccessDeniedException',
        message,
        call.target && call.service !== 's3' ? 400 : 403,
      );
    }
  }

  #count(call: AwsCall, accesses: Access[], ms: number, error: string | undefined): void {
    const { caller } = call;
    const action = call.target
      ? `${call.service}:${call.target}`
      : (accesses[0]?.action ?? `${call.service}:${call.method}`);
    const record: AwsCallRecord = {
      service: call.service,
      action,
      resource: accesses[0]?.resource ?? '',
      functionName: caller.functionName,
      ms: Math.round(ms * 100) / 100,
      ...(error ? { error } : {}),
    };
    if (caller.invocationId) {
      const known = this.calls.get(caller.invocationId) ?? [];
      known.push(record);
      this.calls.set(caller.invocationId, known);
      const oldest = this.calls.size > rememberedInvocations ? this.calls.keys().next().value : undefined;
      if (oldest) this.calls.delete(oldest);
    }
    this.#options.trace.emit(
      'aws.call',
      { ...record, ...(caller.invocationId ? { invocationId: caller.invocationId } : {}) },
      caller.correlationId,
    );
  }
}

/** An error in the form of the call's protocol: XML for s3, header and body for the JSON ones. */
export function errorAnswer(call: Pick<AwsCall, 'service' | 'target'>, error: AwsError): AwsAnswer {
  if (call.service === 's3') {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`;
    return { status: error.status, headers: { 'content-type': 'application/xml' }, body: xml };
  }
  const contentType = call.target ? 'application/x-amz-json-1.1' : 'application/json';
  const body = JSON.stringify({ __type: error.code, message: error.message, ...error.extra });
  return { status: error.status, headers: { 'content-type': contentType, 'x-amzn-errortype': error.code }, body };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks);
}
