import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type PolicyBook, readPolicies } from '#local/iam.ts';
import type { Platform, ResolvedResource, ResourceType } from '#local/kernel.ts';
import { type Definition, fillSubstitutions, parseDefinition } from './state-machine/definition.ts';
import {
  COLLECTIONS,
  type ExecutionStatus,
  type Head,
  readHead,
  readHistory,
  type Thread,
} from './state-machine/documents.ts';
import type { AccessCheck } from './state-machine/run-task.ts';
import { StatesEngine } from './state-machine/states-engine.ts';
import { eventShape, readHeads, statesService } from './state-machine/states-service.ts';

/** The engine of each platform, and whether what ran before has been taken up. */
const engines = new WeakMap<Platform, { engine: StatesEngine; resumed: boolean }>();

/** AWS::StepFunctions::StateMachine, by a durable interpreter of JSONata definitions. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::StepFunctions::StateMachine',
    identify({ stack, logicalId, properties }, { account, region }) {
      const name =
        typeof properties.StateMachineName === 'string' ? properties.StateMachineName : `${stack}-${logicalId}`;
      const arn = `arn:aws:states:${region}:${account}:stateMachine:${name}`;
      return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: 'INITIAL' } };
    },
    async start(resource, platform) {
      const { properties, ref } = resource;
      const name = resource.attributes.Name ?? resource.logicalId;
      if (properties.StateMachineType === 'EXPRESS') {
        throw new Error(`State machine "${name}": the type EXPRESS does not live locally; use STANDARD.`);
      }
      const serving = engineOf(platform);
      serving.engine.machines.set(ref, {
        arn: ref,
        name,
        roleArn: properties.RoleArn,
        definition: readDefinition(resource, name),
      });
      return {
        ready: async () => {
          if (serving.resumed) return;
          serving.resumed = true;
          await serving.engine.resume();
        },
        stop: async () => serving.engine.stop(),
        reset: () => serving.engine.reset(),
      };
    },
  },
];

function engineOf(platform: Platform): { engine: StatesEngine; resumed: boolean } {
  const known = engines.get(platform);
  if (known) return known;
  const serving = { engine: new StatesEngine(platform, policyCheck(platform)), resumed: false };
  engines.set(platform, serving);
  platform.addService(statesService(platform, serving.engine));
  return serving;
}

/** The template's policies, read once at the first task: all resources are known by then. */
function policyCheck(platform: Platform): AccessCheck {
  let book: PolicyBook | undefined;
  return (roleArn, action, resource) => {
    book ??= readPolicies(
      ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => platform.resources(type)),
    );
    const verdict = book.check(roleArn, { action, resource });
    return { allowed: verdict === 'allowed', reason: verdict };
  };
}

/** The definition of a state machine resource, from whichever property carries it, checked. */
export function readDefinition(resource: ResolvedResource, name: string): Definition {
  const {
    DefinitionString,
    Definition: inline,
    DefinitionS3Location,
    DefinitionSubstitutions = {},
  } = resource.properties;
  const text =
    DefinitionString ??
    (inline && JSON.stringify(inline)) ??
    (DefinitionS3Location && readAsset(resource.assetPath(DefinitionS3Location.Key)));
  if (typeof text !== 'string')
    throw new Error(
      `State machine "${name}" has no definition; give it DefinitionString, Definition or DefinitionS3Location.`,
    );
  return parseDefinition(fillSubstitutions(text, DefinitionSubstitutions, name), name);
}

/** An asset is the file itself, or a folder that holds it under its own name. */
function readAsset(path: string): string {
  return readFileSync(statSync(path).isDirectory() ? join(path, 'definition.asl.json') : path, 'utf8');
}

/** One execution in the console's list. */
export interface ExecutionSummary {
  arn: string;
  name: string;
  machineName: string;
  status: ExecutionStatus;
  startMs: number;
  stopMs?: number;
  error?: string;
  correlationId?: string;
}

/** Where one line of an execution stands. */
export interface CurrentState {
  state: string;
  phase: Thread['phase'];
  sinceMs: number;
  /** When a wait or back-off ends or a task times out, ms. */
  dueAtMs?: number;
  /** Set for a line inside a Parallel or Map. */
  branch?: string;
  awaitsToken: boolean;
}

/** Every execution of the platform, the newest first. */
export async function listExecutions(platform: Platform): Promise<ExecutionSummary[]> {
  return (await readHeads(platform)).map(summaryOf);
}

/** One execution with where it stands and its history as GetExecutionHistory shows it; undefined when there is none of that ARN. */
export async function describeExecution(
  platform: Platform,
  arn: string,
): Promise<
  | (ExecutionSummary & {
      input: unknown;
      output?: unknown;
      cause?: string;
      current: CurrentState[];
      history: Record<string, unknown>[];
    })
  | undefined
> {
  const head = await readHead(platform.store, arn);
  if (!head) return undefined;
  const threads = head.status === 'RUNNING' ? await platform.store.list<Thread>(COLLECTIONS.thread, `${arn}/`) : [];
  const history = await readHistory(platform.store, arn);
  return {
    ...summaryOf(head),
    input: head.input,
    ...(head.output === undefined ? {} : { output: head.output }),
    ...(head.cause === undefined ? {} : { cause: head.cause }),
    current: threads.map(({ value }) => currentOf(value)),
    history: history.map((event) => eventShape(event, true)),
  };
}

function summaryOf(head: Head): ExecutionSummary {
  const { arn, name, machineName, status, startMs, stopMs, error, correlationId } = head;
  return {
    arn,
    name,
    machineName,
    status,
    startMs,
    ...(stopMs === undefined ? {} : { stopMs }),
    ...(error === undefined ? {} : { error }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
}

function currentOf(thread: Thread): CurrentState {
  const { state, phase, enteredMs, dueAtMs, task, parent, id } = thread;
  const deadlines = [dueAtMs, task?.timeoutAtMs, task?.heartbeatAtMs].filter((each) => each !== undefined);
  return {
    state,
    phase,
    sinceMs: enteredMs,
    ...(deadlines.length === 0 ? {} : { dueAtMs: Math.min(...deadlines) }),
    ...(parent === undefined ? {} : { branch: id }),
    awaitsToken: task?.token !== undefined,
  };
}
