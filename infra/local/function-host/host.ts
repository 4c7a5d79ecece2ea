import { randomBytes, randomUUID } from 'node:crypto';
import { issueAccessKey, issueAccessKeys } from '#local/access-keys.ts';
import type { PlatformClock } from '#local/clock.ts';
import type { Activity, Caller, FunctionHost, InvokeResult, StateStore, Trace } from '#local/kernel.ts';
import { AsyncInvocations } from './async-invocations.ts';
import { type AsyncPolicy, defaultAsyncPolicy, type FunctionDefinition } from './definition.ts';
import { FunctionInstance, type Invocation } from './instance.ts';
import type { LogFile } from './log-file.ts';

/** The function host, with what the platform does with it beside invoking. */
export interface FunctionHostControl extends FunctionHost {
  register(definition: FunctionDefinition): void;
  setAsyncPolicy(functionArn: string, policy: AsyncPolicy): void;
  /** Who an AWS call comes from, by the session token each instance has of its own. */
  findInstance(sessionToken: string): Caller | undefined;
  /** How long the module of each function took to load, ms, newest load. */
  loadTimes(): Record<string, number>;
  /** Takes up the asynchronous invocations that an earlier run accepted. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export interface HostOptions {
  clock: PlatformClock;
  activity: Activity;
  trace: Trace;
  store: StateStore;
  dataDir: string;
  region: string;
  /** Idle threads that are kept. */
  maxIdle: number;
  logs: LogFile;
  /** Known once the proxy listens. */
  awsEndpoint: () => string;
  substituteOrigins: (text: string) => string;
  /** Delivers a message to a queue by ARN. */
  sendToQueue: (queueArn: string, body: string, attributes?: Record<string, string>) => Promise<void>;
  log: (line: string) => void;
}

interface Pool {
  definition: FunctionDefinition;
  instances: Set<FunctionInstance>;
  idle: FunctionInstance[];
  waiting: ((instance: FunctionInstance) => void)[];
}

/** Runs the template's functions in worker threads. */
export function createFunctionHost(options: HostOptions): FunctionHostControl {
  const host = new Host(options);
  return {
    invoke: (arn, payload, more) => host.invoke(arn, payload, more),
    invokeAsync: (arn, payload, more) => host.async.accept(host.pool(arn).definition, payload, more?.correlationId),
    register: (definition) =>
      void host.pools.set(definition.arn, { definition, instances: new Set(), idle: [], waiting: [] }),
    setAsyncPolicy: (arn, policy) => void host.policies.set(host.pool(arn).definition.arn, policy),
    findInstance: (token) => host.byToken.get(token)?.caller,
    loadTimes: () => Object.fromEntries(host.loadMs),
    resume: () => host.resume(),
    stop: () => host.stop(),
  };
}

class Host {
  readonly pools = new Map<string, Pool>();
  readonly policies = new Map<string, AsyncPolicy>();
  readonly byToken = new Map<string, FunctionInstance>();
  readonly loadMs = new Map<string, number>();
  readonly async: AsyncInvocations;
  readonly #options: HostOptions;
  /** More threads than this only for functions that have none: a machine runs out of memory before it runs out of work. */
  readonly #maxInstances: number;
  #stopping = false;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#maxInstances = 2 * options.maxIdle;
    this.async = new AsyncInvocations({
      ...options,
      invoke: (arn, payload, more) => this.invoke(arn, payload, more),
      policyOf: (arn) => this.policies.get(arn) ?? defaultAsyncPolicy,
      definitionOf: (arn) => this.pools.get(arn)?.definition,
    });
  }

  /** The pool of a function by ARN (a version or alias may follow) or by name. */
  pool(functionArn: string): Pool {
    const plain = functionArn.startsWith('arn:') ? functionArn.split(':').slice(0, 7).join(':') : undefined;
    const found = plain
      ? this.pools.get(plain)
      : [...this.pools.values()].find(({ definition }) => definition.name === functionArn);
    if (!found) throw new Error(`The template has no Node.js function ${functionArn}.`);
    return found;
  }

  async invoke(
    functionArn: string,
    payload: unknown,
    more: { correlationId?: string; requestId?: string } = {},
  ): Promise<InvokeResult> {
    const pool = this.pool(functionArn);
    const { definition } = pool;
    const { activity, trace } = this.#options;
    const { requestId = randomUUID(), correlationId } = more;
    return activity.run(`invoke ${definition.name}`, async () => {
      const instance = await this.#take(pool);
      const startedAt = performance.now();
      trace.emit('invoke.start', { functionName: definition.name, invocationId: requestId }, correlationId);
      const outcome = await instance.invoke({
        requestId,
        event: JSON.stringify(payload ?? null),
        ...(correlationId ? { correlationId } : {}),
      });
      this.#giveBack(pool, instance);
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      trace.emit(
        'invoke.end',
        {
          functionName: definition.name,
          invocationId: requestId,
          durationMs,
          ...(outcome.error ? { error: outcome.error } : {}),
        },
        correlationId,
      );
      return { ...outcome, durationMs };
    });
  }

  async resume(): Promise<void> {
    // One by one, as each first runs, they would be as many writes of the file.
    const callers = [...this.pools.values()].map(({ definition: { name, roleArn } }) => ({
      functionName: name,
      roleArn,
    }));
    issueAccessKeys(this.#options.dataDir, callers);
    await this.async.resume();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.async.stop();
    const instances = [...this.pools.values()].flatMap((pool) => [...pool.instances]);
    await Promise.all(instances.map((instance) => instance.stop()));
    await this.#options.logs.close();
  }

  async #take(pool: Pool): Promise<FunctionInstance> {
    if (this.#stopping) throw new Error('The platform is stopping.');
    const idle = pool.idle.pop();
    if (idle) return idle;
    const total = [...this.pools.values()].reduce((sum, { instances }) => sum + instances.size, 0);
    if (total >= this.#maxInstances) await this.#evict(1);
    const mayGrow =
      pool.instances.size < pool.definition.maxInstances && (pool.instances.size === 0 || total < this.#maxInstances);
    if (mayGrow) return this.#start(pool);
    return new Promise((resolve) => pool.waiting.push(resolve));
  }

  #giveBack(pool: Pool, instance: FunctionInstance): void {
    const next = pool.waiting.shift();
    if (instance.isGone) {
      pool.instances.delete(instance);
      if (next && !this.#stopping) next(this.#start(pool));
      return;
    }
    if (next) {
      next(instance);
      return;
    }
    pool.idle.push(instance);
    const idle = [...this.pools.values()].reduce((sum, other) => sum + other.idle.length, 0);
    const { maxIdle } = this.#options;
    if (idle > maxIdle) void this.#evict(idle - maxIdle);
  }

  /** Ends the instances that have been idle longest. */
  async #evict(count: number): Promise<void> {
    const idle = [...this.pools.values()].flatMap((pool) => pool.idle.map((instance) => ({ pool, instance })));
    idle.sort((a, b) => a.instance.usedAt - b.instance.usedAt);
    for (const { pool, instance } of idle.slice(0, count)) {
      pool.idle.splice(pool.idle.indexOf(instance), 1);
      pool.instances.delete(instance);
      void instance.stop();
    }
  }

  #start(pool: Pool): FunctionInstance {
    const { definition } = pool;
    const token = `session-${randomBytes(12).toString('hex')}`;
    const instance = new FunctionInstance({
      definition,
      environment: this.#environment(definition, token),
      sharedClock: this.#options.clock.shared,
      onLog: (line, invocation) => this.#logged(definition, line, invocation),
      onLoaded: (ms) => {
        this.loadMs.set(definition.name, Math.round(ms * 10) / 10);
        this.#options.trace.emit('function.loaded', { functionName: definition.name, ms });
      },
      onExit: () => {
        this.byToken.delete(token);
        pool.instances.delete(instance);
        const at = pool.idle.indexOf(instance);
        if (at >= 0) pool.idle.splice(at, 1);
      },
    });
    this.byToken.set(token, instance);
    pool.instances.add(instance);
    return instance;
  }

  #environment(definition: FunctionDefinition, token: string): Record<string, string> {
    const { awsEndpoint, dataDir, region, substituteOrigins } = this.#options;
    const { accessKeyId, secretAccessKey } = issueAccessKey(dataDir, {
      functionName: definition.name,
      roleArn: definition.roleArn,
    });
    const declared = Object.entries(definition.environment).map(([name, value]) => [name, substituteOrigins(value)]);
    return {
      ...Object.fromEntries(declared),
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL: awsEndpoint(),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: token,
      AWS_EC2_METADATA_DISABLED: 'true',
      // Nowhere: a developer's own profile must not reach a function.
      AWS_CONFIG_FILE: `${dataDir}/no-aws-config`,
      AWS_SHARED_CREDENTIALS_FILE: `${dataDir}/no-aws-credentials`,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_LAMBDA_FUNCTION_NAME: definition.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      LAMBDA_TASK_ROOT: definition.root,
      TZ: 'UTC',
      _HANDLER: definition.exportName,
    };
  }

  #logged(definition: FunctionDefinition, line: string, invocation: Invocation | undefined): void {
    const { clock, logs, trace } = this.#options;
    const record = {
      at: new Date(clock.now()).toISOString(),
      functionName: definition.name,
      ...(invocation ? { invocationId: invocation.requestId } : {}),
      line: parseLine(line),
    };
    logs.append(JSON.stringify(record));
    trace.emit(
      'log',
      {
        functionName: definition.name,
        line: record.line,
        ...(invocation ? { invocationId: invocation.requestId } : {}),
      },
      invocation?.correlationId,
    );
  }
}

function parseLine(line: string): unknown {
  if (!line.startsWith('{')) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
