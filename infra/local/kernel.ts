/**
 * What the parts of the local target say to each other: types, one error class, no behaviour.
 * The local target reads `cdk.out` and the bundles; nothing below infra/local imports a stack or a handler.
 */
import type { Readable } from 'node:stream';

/** One pending callback on the virtual clock. */
export interface Timer {
  cancel(): void;
}

/** Virtual time: what every worker's `Date`, every timer and every stand-in goes by. All times are ms since the epoch. */
export interface Clock {
  now(): number;
  /** Runs once when virtual time reaches `dueAtMs` (at once when that is past); the run counts as activity. */
  at(dueAtMs: number, label: string, run: () => void | Promise<void>): Timer;
  /** Discrete-event run: next due timer, run until idle, repeat, up to `toMs`. */
  advanceTo(toMs: number): Promise<void>;
}

/** Work in flight; the clock only moves on, and tests only look, when there is none. */
export interface Activity {
  run<T>(label: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing tracked is in flight and no timer is due at the present virtual instant. */
  idle(): Promise<void>;
}

/** One thing that happened; the test surface and the console's feed. */
export interface TraceRecord {
  seq: number;
  /** Virtual time, ms. */
  atMs: number;
  /** e.g. 'invoke.start' 'invoke.end' 'aws.call' 'event.published' 'event.delivered' 'mail.sent' 'execution.state' */
  kind: string;
  correlationId?: string;
  data: Record<string, unknown>;
}

export interface Trace {
  emit(kind: string, data: Record<string, unknown>, correlationId?: string): void;
  /** The newest records first, bounded. */
  recent(filter?: { kind?: string; correlationId?: string; limit?: number }): TraceRecord[];
  /** Resolves with the first record (past ones from `afterSeq` on included) that satisfies; rejects with a clear sentence after `timeoutMs`. */
  waitFor(
    satisfies: (record: TraceRecord) => boolean,
    options?: { timeoutMs?: number; afterSeq?: number },
  ): Promise<TraceRecord>;
  subscribe(listener: (record: TraceRecord) => void): () => void;
}

/** Durable JSON documents of the local services, kept in the embedded engine: crash-safe on every `put`. Values ≤ 390 KB as JSON. */
export interface StateStore {
  get<T>(collection: string, id: string): Promise<T | undefined>;
  put(collection: string, id: string, value: unknown): Promise<void>;
  /** All or nothing; at most 100 writes. */
  write(writes: { collection: string; id: string; value: unknown | undefined }[]): Promise<void>;
  delete(collection: string, id: string): Promise<void>;
  /** Every document of a collection, ordered by id; `prefix` narrows by id. */
  list<T>(collection: string, prefix?: string): Promise<{ id: string; value: T }[]>;
  clear(collection: string): Promise<void>;
}

/** Who calls an AWS API: a function's role, or the platform itself (console, seeding). */
export interface Caller {
  /** Physical function name, or 'platform'. */
  functionName: string;
  roleArn: string;
  /** The request being served when the call was made, if any. */
  invocationId?: string;
  correlationId?: string;
}

/** One SDK call as it reached the loopback proxy. */
export interface AwsCall {
  /** Signing name of the credential scope: dynamodb s3 cognito-idp ses kms secretsmanager ssm events states sqs execute-api lambda. */
  service: string;
  /** From X-Amz-Target for JSON protocols, e.g. 'PutItem'; for REST protocols (s3, ses, execute-api) worked out by the service. */
  target: string | undefined;
  method: string;
  /** Path without query, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
  caller: Caller;
}

export interface AwsAnswer {
  status: number;
  headers?: Record<string, string>;
  /** A stream where it may be larger than what one keeps in memory. */
  body?: string | Buffer | Readable;
}

/** One permission that a call needs; the proxy checks each against the caller's role in the template. */
export interface Access {
  /** e.g. 'dynamodb:PutItem' */
  action: string;
  /** ARN */
  resource: string;
  /** What conditions of a policy may look at, by context key, e.g. 'kms:EncryptionContext:subject'. */
  context?: Record<string, string | string[]>;
}

/** A local stand-in for one AWS service, behind the proxy. */
export interface AwsService {
  signingName: string;
  /** The IAM actions and ARNs the call needs. Pure. */
  authorize(call: AwsCall): Access[];
  /** Answers the call; throws AwsError for what the real service refuses. */
  handle(call: AwsCall): Promise<AwsAnswer>;
  /** Requests that carry no signature in a header (presigned URLs, POST policies, JWKS): undefined when not for this service. */
  handleUnsigned?(call: Omit<AwsCall, 'caller' | 'service'>): Promise<AwsAnswer | undefined>;
}

/** What an AWS service refuses, by the service's own error name. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly extra: Record<string, unknown>;
  constructor(code: string, message: string, status = 400, extra: Record<string, unknown> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

export interface InvokeResult {
  /** What the handler returned (JSON). */
  payload?: unknown;
  /** Set when the handler threw or timed out, as Lambda reports it. */
  error?: { errorType: string; errorMessage: string; trace?: string[] };
  durationMs: number;
}

/** Runs the bundled functions of the template. */
export interface FunctionHost {
  /** Synchronous invoke by function ARN. Never rejects for what the handler does; rejects when there is no such function. */
  invoke(functionArn: string, payload: unknown, options?: { correlationId?: string }): Promise<InvokeResult>;
  /** As Lambda's Event invocation: accepted durably, two retries (1 min, 2 min virtual), then the function's failure destination. */
  invokeAsync(functionArn: string, payload: unknown, options?: { correlationId?: string }): Promise<void>;
}

/** A resource of a synthesized template with every intrinsic resolved. */
export interface ResolvedResource {
  stack: string;
  logicalId: string;
  type: string;
  /** What `Ref` gives. */
  ref: string;
  /** What `Fn::GetAtt` gives. */
  attributes: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
  properties: Record<string, any>;
  /** Absolute path of the asset directory or file an S3 code location names. */
  assetPath(s3Key: string): string;
}

/** How one CloudFormation type lives on this machine. One file per type in resources/. */
export interface ResourceType {
  type: string;
  /** Ref and attributes from the names alone, so that references may be circular. Pure. `properties` may still hold intrinsics. */
  identify(
    resource: { stack: string; logicalId: string; properties: Record<string, unknown> },
    scope: { account: string; region: string },
  ): {
    ref: string;
    attributes: Record<string, string>;
  };
  /** Brings the resource to life; called after every resource is identified, in dependency order. */
  start(resource: ResolvedResource, platform: Platform): Promise<RunningResource | undefined>;
}

export interface RunningResource {
  /** Called once all resources have started (wiring that needs the others). */
  ready?(): Promise<void>;
  stop?(): Promise<void>;
  /** Back to empty, for `--fresh` and tests. */
  reset?(): Promise<void>;
}

/** What a resource may use of the running platform. */
export interface Platform {
  account: string;
  region: string;
  /** Absolute path of the data folder (`.local/data` by default). */
  dataDir: string;
  clock: Clock;
  activity: Activity;
  trace: Trace;
  store: StateStore;
  functions: FunctionHost;
  /** Registers an AWS service behind the proxy; one registration per signing name. */
  addService(service: AwsService): void;
  /** A service registered under that signing name (e.g. the bus calling the queue). */
  service(signingName: string): AwsService;
  /** http://127.0.0.1:<port> of the AWS proxy. */
  awsEndpoint: string;
  /** http://localhost:<port> of the site, API and WebSocket. */
  siteOrigin: string;
  /** Every resource of a type, resolved. */
  resources(type: string): ResolvedResource[];
  /** The resource whose Ref or Arn attribute is `refOrArn`. */
  resource(refOrArn: string): ResolvedResource | undefined;
  /** Production origin → stand-in origin; applied to function environments, config.json and response headers. */
  substituteOrigins(text: string): string;
  /** Seeded random source for shuffles, duplicates and lags: same seed, same run. In [0, 1). */
  random(): number;
}
