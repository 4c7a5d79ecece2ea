import { createActivity } from '#local/activity.ts';
import { createManualClock, type PlatformClock } from '#local/clock.ts';
import type { Engine } from '#local/engine.ts';
import {
  AwsError,
  type AwsService,
  type InvokeResult,
  type Platform,
  type ResolvedResource,
  type StateStore,
} from '#local/kernel.ts';
import { openStore } from '#local/store.ts';
import { createTrace } from '#local/trace.ts';
import { type Definition, parseDefinition } from './definition.ts';
import type { AccessCheck } from './run-task.ts';
import { type Machine, StatesEngine } from './states-engine.ts';
import { statesService } from './states-service.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/machine';

/** ARN of the bench's function of a name. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

/** A function of the bench: its payload, and how often it has been called with any. */
export type BenchFunction = (payload: never, call: number) => unknown;

export interface StatesBench {
  platform: Platform;
  clock: PlatformClock;
  /** The living interpreter. */
  engine: StatesEngine;
  /** Calls so far, by function name. */
  calls: Map<string, unknown[]>;
  machine(name: string, definition: unknown): Machine;
  /** Calls the states API as a function would. */
  api(operation: string, body: unknown): Promise<Record<string, unknown>>;
  /** Drops the interpreter as kill -9 would, and starts a new one on the same store. */
  restart(): Promise<void>;
  settle(): Promise<void>;
  close(): void;
}

export interface BenchOptions {
  functions?: Record<string, BenchFunction>;
  services?: AwsService[];
  checkAccess?: AccessCheck;
  /** Stands between one interpreter and its store; asked again at each restart. */
  store?: (store: StateStore) => StateStore;
}

const START_MS = Date.parse('2031-01-01T00:00:00Z');

/** The interpreter on the platform's real clock, activity, trace and store; only functions are the test's own. */
export async function openStatesBench(database: Engine, options: BenchOptions = {}): Promise<StatesBench> {
  const opened = await openStore(database);
  const calls = new Map<string, unknown[]>();
  const machines = new Map<string, Machine>();
  const services = new Map((options.services ?? []).map((service) => [service.signingName, service]));
  const { platform, clock } = benchPlatform(opened, services, calls, options.functions ?? {});
  const newEngine = (): StatesEngine => {
    // Each process has its own way to the store, so that a dead one can write no more.
    const engine = new StatesEngine(
      { ...platform, store: options.store?.(opened) ?? opened },
      options.checkAccess ?? (() => ({ allowed: true })),
    );
    for (const machine of machines.values()) engine.machines.set(machine.arn, machine);
    services.set('states', statesService(platform, engine));
    return engine;
  };
  const bench: StatesBench = {
    platform,
    clock,
    engine: newEngine(),
    calls,
    machine(name, definition) {
      const machine = {
        arn: `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`,
        name,
        roleArn: ROLE,
        definition: asDefinition(definition, name),
      };
      machines.set(machine.arn, machine);
      bench.engine.machines.set(machine.arn, machine);
      return machine;
    },
    api: (operation, body) => callApi(platform, operation, body),
    async restart() {
      bench.engine.stop();
      bench.engine = newEngine();
      await bench.engine.resume();
    },
    settle: () => platform.activity.idle(),
    close() {
      bench.engine.stop();
      clock.stop();
    },
  };
  return bench;
}

function benchPlatform(
  store: StateStore,
  services: Map<string, AwsService>,
  calls: Map<string, unknown[]>,
  functions: Record<string, BenchFunction>,
): { platform: Platform; clock: PlatformClock } {
  const activity = createActivity();
  const clock = createManualClock(START_MS, { activity });
  const trace = createTrace(clock);
  let seed = 1;
  const invoke = async (arn: string, payload: unknown): Promise<InvokeResult> => {
    const name = arn.split(':').at(-1) ?? '';
    const run = functions[name];
    if (!run) throw new Error(`There is no function ${arn}.`);
    const earlier = calls.get(name) ?? [];
    calls.set(name, [...earlier, payload]);
    return invokeFunction(run, payload, earlier.length + 1);
  };
  const platform: Platform = {
    account: '000000000000',
    region: 'us-east-1',
    dataDir: '/nowhere',
    clock,
    activity,
    trace,
    store,
    functions: { invoke, invokeAsync: async (arn, payload) => void (await invoke(arn, payload)) },
    addService: (service) => void services.set(service.signingName, service),
    service: (name) => {
      const service = services.get(name);
      if (!service) throw new Error(`No service is registered as ${name}.`);
      return service;
    },
    awsEndpoint: 'http://127.0.0.1:1',
    siteOrigin: 'http://localhost:1',
    resources: (): ResolvedResource[] => [],
    resource: () => undefined,
    substituteOrigins: (text) => text,
    random: () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    },
  };
  return { platform, clock };
}

function asDefinition(definition: unknown, name: string): Definition {
  return parseDefinition(JSON.stringify(definition), name);
}

async function invokeFunction(run: BenchFunction, payload: unknown, call: number): Promise<InvokeResult> {
  try {
    return { payload: await run(payload as never, call), durationMs: 1 };
  } catch (problem) {
    if (problem instanceof AwsError) throw problem;
    const { name, message } = problem as Error;
    return { error: { errorType: name, errorMessage: message }, durationMs: 1 };
  }
}

async function callApi(platform: Platform, operation: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await platform.service('states').handle({
    service: 'states',
    target: operation,
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
    caller: { functionName: 'tester', roleArn: ROLE },
  });
  return JSON.parse(String(answer.body));
}
