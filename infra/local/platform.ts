import { join } from 'node:path';
import { findAccessKey, forgetAccessKeys, issueAccessKey } from './access-keys.ts';
import { createActivity, type TrackedActivity } from './activity.ts';
import { createClock, createManualClock, type PlatformClock } from './clock.ts';
import { type ConsoleSource, startConsole } from './console/index.ts';
import { type DataFolder, takeDataFolder } from './data-folder.ts';
import { type Engine, startEngine } from './engine.ts';
import { createFunctionHost, type FunctionHostControl } from './function-host/host.ts';
import { lambdaService } from './function-host/lambda-service.ts';
import { openLogFile } from './function-host/log-file.ts';
import { type PolicyBook, readPolicies } from './iam.ts';
import { setInternals } from './internals.ts';
import type { Caller, Platform, ResolvedResource, ResourceType, RunningResource, StateStore, Trace } from './kernel.ts';
import { createOrigins, type Origins } from './origins.ts';
import { type OnOutgoingCall, watchedFunctions, watchedService, watchOutgoingCalls } from './outgoing-calls.ts';
import { assertFree, freeOrAny, freePort } from './ports.ts';
import { loadProviders, type RunningProvider } from './providers/index.ts';
import { type AwsCallRecord, type AwsProxy, startProxy } from './proxy.ts';
import { loadResourceTypes } from './resources/index.ts';
import { seededRandom } from './seeded-random.ts';
import { openStore, stateTable } from './store.ts';
import { type Application, loadApplication } from './template.ts';
import { createTrace } from './trace.ts';

/** So many function threads are kept that the whole platform stays below a gigabyte. */
export const USUAL_IDLE_FUNCTIONS = 24;

export interface StartOptions {
  /** The synthesized application. */
  cdkOut: string;
  /** Folder for data, logs and platform.json. */
  dataDir: string;
  /** Port of the site; the AWS proxy takes the next one and the console the one after, when they are free. 0 takes free ports. */
  port: number;
  /** Begin with empty data. */
  fresh?: boolean;
  /** Of every random choice (lags, shuffles, duplicates). */
  seed?: number;
  log?: (line: string) => void;
  /** How long before now the virtual time of new data begins, ms, so that a demo world can have a past; below zero ahead of now; 0 when not given. */
  beginsAgoMs?: number;
  /** 'manual' stands still at this virtual time (ms) until it is advanced. */
  clock?: 'running' | { manualAtMs: number };
  /** Longest lag of the table's indexes, virtual ms. */
  indexLagMaxMs?: number;
  /** Stands around every outgoing call of functions and engines. */
  onOutgoingCall?: OnOutgoingCall;
  /** Function threads kept for their next call; the usual number when not given. */
  idleFunctions?: number;
  /** Gives what stands before the database engine. */
  aroundEngine?: (engine: Engine) => Engine;
}

/** A running local target. */
export interface RunningPlatform {
  platform: Platform;
  clock: PlatformClock;
  application: Application;
  /** Whether the data folder was empty before this start. */
  isNew: boolean;
  urls: { site: string; api: string; aws: string; console: string; mail: string };
  pids: { platform: number; engine?: number };
  /** Port by stand-in name. */
  providerPorts: Record<string, number>;
  /** Module load times of the functions that ran, ms. */
  loadTimes(): Record<string, number>;
  /** Every AWS call an invocation has made so far. */
  callsOf(invocationId: string): AwsCallRecord[];
  /** Writes platform.json with what the platform knows of itself and `more`. */
  describe(more: Record<string, unknown>): void;
  /** Every resource and stand-in back to empty. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const account = '000000000000';
const region = 'us-east-1';

/** Starts everything a synthesized application declares. Fails with one clear sentence; what had started is stopped again. */
export async function startPlatform(options: StartOptions): Promise<RunningPlatform> {
  const log = options.log ?? (() => undefined);
  const undo: Undo = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      await Promise.resolve(step()).catch((error: Error) => log(`While stopping: ${error.message}`));
    }
  };
  try {
    const sitePort = options.port === 0 ? await freePort() : await assertFree(options.port);
    const folder = takeDataFolder(options.dataDir, { fresh: options.fresh ?? false });
    undo.push(() => folder.release());
    const starter = new Starter(
      { ...options, fresh: options.fresh ?? false, seed: options.seed ?? 1, log },
      folder,
      sitePort,
      undo,
    );
    return await starter.start(stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Core {
  engine: Engine;
  store: StateStore;
  activity: TrackedActivity;
  clock: PlatformClock;
  trace: Trace;
  origins: Origins;
  application: Application;
  types: ResourceType[];
}

type StarterOptions = StartOptions & { fresh: boolean; seed: number; log: (line: string) => void };
type Undo = (() => Promise<void> | void)[];

class Starter {
  readonly #options: StarterOptions;
  readonly #folder: DataFolder;
  readonly #sitePort: number;
  readonly #undo: Undo;
  readonly #running: RunningResource[] = [];
  readonly #providers: { name: string; running: RunningProvider }[] = [];

  constructor(options: StarterOptions, folder: DataFolder, sitePort: number, undo: Undo) {
    this.#options = options;
    this.#folder = folder;
    this.#sitePort = sitePort;
    this.#undo = undo;
  }

  async start(stop: () => Promise<void>): Promise<RunningPlatform> {
    const core = await this.#startCore();
    const policies = readPolicies(core.application.resources, {
      'aws:SecureTransport': 'true',
      'aws:ResourceAccount': account,
      'aws:PrincipalAccount': account,
    });
    const { platform, proxy, host } = await this.#startFront(core, policies);
    this.#describe(core, {});
    await this.#startProviders(platform, core.origins);
    await this.#startResources(core, platform);
    await host.resume();
    core.trace.emit('platform.ready', { resources: core.application.resources.length });
    const source: ConsoleSource = {
      platform,
      clock: core.clock,
      application: core.application,
      providerPorts: Object.fromEntries(this.#providers.map(({ name, running }) => [name, running.port])),
      loadTimes: () => host.loadTimes(),
      callsOf: (invocationId) => proxy.callsOf(invocationId),
    };
    const urls = await this.#startConsole(source);
    this.#describe(core, { urls });
    return {
      ...source,
      isNew: this.#folder.isNew,
      urls,
      pids: this.#pids(core.engine),
      describe: (more) => this.#describe(core, { urls, ...more }),
      reset: async () => {
        for (const resource of this.#running) await resource.reset?.();
        for (const { running } of this.#providers) await running.reset();
      },
      stop,
    };
  }

  async #startCore(): Promise<Core> {
    const { cdkOut, log, fresh } = this.#options;
    const types = await loadResourceTypes();
    const application = loadApplication(cdkOut, types, { account, region });
    const started = await startEngine({ dbPath: join(this.#folder.data, 'engine.db') });
    this.#undo.push(() => started.stop());
    const engine = this.#options.aroundEngine?.(started) ?? started;
    if (fresh && engine.pid === undefined) await dropTables(engine, application);
    const store = await openStore(engine);
    const activity = createActivity();
    const clock = await this.#openClock(activity, store, log);
    this.#undo.push(() => clock.stop());
    return { types, application, engine, store, activity, clock, trace: createTrace(clock), origins: createOrigins() };
  }

  async #openClock(activity: TrackedActivity, store: StateStore, log: (line: string) => void): Promise<PlatformClock> {
    const onError = (label: string, error: unknown): void =>
      log(`timer ${label}: ${(error as Error).stack ?? String(error)}`);
    const { clock = 'running' } = this.#options;
    if (clock !== 'running') return createManualClock(clock.manualAtMs, { activity, onError });
    const kept = await store.get<{ offsetMs: number }>('platform', 'clock');
    const begins = { offsetMs: -(this.#options.beginsAgoMs ?? 0) };
    if (!kept) await store.put('platform', 'clock', begins);
    return createClock({
      activity,
      onError,
      offsetMs: (kept ?? begins).offsetMs,
      persist: (offsetMs) => store.put('platform', 'clock', { offsetMs }),
    });
  }

  async #startFront(
    core: Core,
    policies: PolicyBook,
  ): Promise<{ platform: Platform; proxy: AwsProxy; host: FunctionHostControl }> {
    const {
      log,
      seed,
      indexLagMaxMs = 2000,
      idleFunctions = USUAL_IDLE_FUNCTIONS,
      port,
      onOutgoingCall,
    } = this.#options;
    const { activity, application, clock, engine, origins, store, trace } = core;
    const dataDir = this.#folder.data;
    const logs = openLogFile(join(this.#folder.logs, 'functions.jsonl'));
    const parts: { proxy?: AwsProxy; host?: FunctionHostControl } = {};
    const proxyOf = (): AwsProxy => {
      if (!parts.proxy) throw new Error('The AWS proxy has not started yet.');
      return parts.proxy;
    };
    const resource = resourceIndex(application.resources);
    const host = createFunctionHost({
      activity,
      clock,
      dataDir,
      logs,
      region,
      store,
      trace,
      log,
      maxIdle: idleFunctions,
      awsEndpoint: () => proxyOf().endpoint,
      substituteOrigins: (text) => origins.substitute(text),
      sendToQueue: (arn, body, attributes) =>
        sendToQueue(proxyOf().service('sqs'), resource(arn)?.ref ?? arn, body, attributes),
    });
    this.#undo.push(() => host.stop());
    forgetAccessKeys(dataDir);
    const findCaller = callerFinder(dataDir, host);
    const proxyPort = port === 0 ? 0 : await freeOrAny(this.#sitePort + 1);
    const proxy = await startProxy({ port: proxyPort, policies, clock, activity, trace, findCaller, log });
    parts.proxy = proxy;
    this.#undo.push(() => proxy.stop());
    const platform: Platform = {
      account,
      region,
      dataDir,
      clock,
      activity,
      trace,
      store,
      functions: onOutgoingCall ? watchedFunctions(host, onOutgoingCall) : host,
      addService: (service) => proxy.addService(onOutgoingCall ? watchedService(service, onOutgoingCall) : service),
      service: (signingName) => proxy.service(signingName),
      awsEndpoint: proxy.endpoint,
      siteOrigin: `http://localhost:${this.#sitePort}`,
      resources: (type) => application.resources.filter((candidate) => candidate.type === type),
      resource,
      substituteOrigins: (text) => origins.substitute(text),
      random: seededRandom(seed),
    };
    if (onOutgoingCall) watchOutgoingCalls(platform, onOutgoingCall);
    setInternals(platform, { engine, origins, host, indexLagMaxMs, callsOf: (id) => proxy.callsOf(id), log });
    addAwsOrigins(origins, application.resources, proxy.endpoint);
    proxy.addService(lambdaService(platform, host));
    return { platform, proxy, host };
  }

  async #startProviders(platform: Platform, origins: Origins): Promise<void> {
    for (const provider of await loadProviders()) {
      const running = await provider.start(platform);
      this.#undo.push(() => running.stop());
      this.#providers.push({ name: provider.name, running });
      for (const origin of provider.origins) origins.add(origin, `http://127.0.0.1:${running.port}`);
    }
  }

  async #startResources({ application, types }: Core, platform: Platform): Promise<void> {
    const byType = new Map(types.map((type) => [type.type, type]));
    for (const resource of application.resources) {
      const type = byType.get(resource.type);
      if (!type) continue;
      const running = await type.start(resource, platform).catch((error: Error) => {
        throw new Error(
          `${resource.type} ${resource.logicalId} of stack ${resource.stack} did not start: ${error.message}`,
          { cause: error },
        );
      });
      if (!running) continue;
      this.#running.push(running);
      this.#undo.push(() => running.stop?.());
    }
    for (const running of this.#running) await running.ready?.();
  }

  async #startConsole(source: ConsoleSource): Promise<RunningPlatform['urls']> {
    const { siteOrigin: site, awsEndpoint: aws } = source.platform;
    const port = this.#options.port === 0 ? 0 : await freeOrAny(this.#sitePort + 2);
    const console = await startConsole(source, port);
    this.#undo.push(() => console.stop());
    return { site, api: `${site}/api/v1`, aws, console: console.origin, mail: `${console.origin}/mail` };
  }

  #pids(engine: Engine): RunningPlatform['pids'] {
    return { platform: process.pid, ...(engine.pid === undefined ? {} : { engine: engine.pid }) };
  }

  #describe({ engine }: Core, more: Record<string, unknown>): void {
    this.#folder.describe({
      pids: this.#pids(engine),
      engineUrl: engine.endpoint,
      ports: {
        site: this.#sitePort,
        ...Object.fromEntries(this.#providers.map(({ name, running }) => [name, running.port])),
      },
      ...more,
    });
  }
}

const awsServices = 'cognito-idp dynamodb email events kms lambda s3 secretsmanager sqs ssm states sts'.split(' ');

/** Addresses of AWS in environments and headers (e.g. a queue's URL, a bucket in a content security policy) mean the proxy. */
function addAwsOrigins(origins: Origins, resources: readonly ResolvedResource[], endpoint: string): void {
  for (const service of awsServices) origins.add(`https://${service}.${region}.amazonaws.com`, endpoint);
  for (const { ref } of resources.filter(({ type }) => type === 'AWS::Cognito::UserPoolDomain'))
    origins.add(`https://${ref}.auth.${region}.amazoncognito.com`, endpoint);
  for (const { ref } of resources.filter(({ type }) => type === 'AWS::S3::Bucket')) {
    for (const host of [`${ref}.s3.${region}.amazonaws.com`, `${ref}.s3.amazonaws.com`])
      origins.add(`https://${host}`, endpoint);
  }
}

/** Who signs a call: an instance by its session token, else whoever the key was issued to (presigned earlier), else nobody. */
function callerFinder(
  dataDir: string,
  host: FunctionHostControl,
): (accessKeyId: string, sessionToken: string | undefined) => Caller | undefined {
  const own = issueAccessKey(dataDir, { functionName: 'platform', roleArn: '' });
  return (accessKeyId, sessionToken) => {
    if (accessKeyId === own.accessKeyId) return { functionName: 'platform', roleArn: '' };
    const instance = sessionToken ? host.findInstance(sessionToken) : undefined;
    const key = findAccessKey(dataDir, accessKeyId);
    if (!key) return undefined;
    return instance?.functionName === key.caller.functionName ? instance : key.caller;
  };
}

function resourceIndex(resources: readonly ResolvedResource[]): (refOrArn: string) => ResolvedResource | undefined {
  const index = new Map<string, ResolvedResource>();
  for (const resource of resources) {
    for (const name of [resource.attributes.Arn, resource.ref])
      if (name !== undefined && !index.has(name)) index.set(name, resource);
  }
  return (refOrArn) => index.get(refOrArn);
}

async function sendToQueue(
  sqs: ReturnType<Platform['service']>,
  queueUrl: string,
  body: string,
  attributes: Record<string, string> = {},
): Promise<void> {
  const messageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
  const answer = await sqs.handle({
    service: 'sqs',
    target: 'SendMessage',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: Buffer.from(JSON.stringify({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes: messageAttributes })),
    caller: { functionName: 'platform', roleArn: '' },
  });
  if (answer.status >= 400) throw new Error(`The queue ${queueUrl} refused a message: ${String(answer.body)}`);
}

async function dropTables(engine: Engine, application: Application): Promise<void> {
  const names = application.resources.filter(({ type }) => type.startsWith('AWS::DynamoDB::')).map(({ ref }) => ref);
  for (const name of [stateTable, ...names])
    await engine.call('DeleteTable', { TableName: name }).catch(() => undefined);
}
