import { createHash } from 'node:crypto';
import { compileExpression, expressionsIn } from './expressions.ts';

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  BackoffRate?: number;
  MaxAttempts?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  Assign?: Record<string, unknown>;
  Output?: unknown;
}

export interface ChoiceRule {
  Condition: unknown;
  Next: string;
  Assign?: Record<string, unknown>;
  Output?: unknown;
}

export type StateType = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Parallel' | 'Map' | 'Succeed' | 'Fail';

/** One state; which fields belong to which type is checked by `parseDefinition`. */
export interface State {
  Type: StateType;
  QueryLanguage?: string;
  Next?: string;
  End?: boolean;
  Assign?: Record<string, unknown>;
  Output?: unknown;
  Arguments?: unknown;
  Retry?: Retrier[];
  Catch?: Catcher[];
  Resource?: string;
  TimeoutSeconds?: unknown;
  HeartbeatSeconds?: unknown;
  Choices?: ChoiceRule[];
  Default?: string;
  Seconds?: unknown;
  Timestamp?: unknown;
  Error?: unknown;
  Cause?: unknown;
  Branches?: StateBlock[];
  ItemProcessor?: StateBlock & { ProcessorConfig?: { Mode?: string } };
  Items?: unknown;
  ItemSelector?: unknown;
  MaxConcurrency?: unknown;
  ToleratedFailureCount?: unknown;
  ToleratedFailurePercentage?: unknown;
}

export interface StateBlock {
  StartAt: string;
  States: Record<string, State>;
}

export interface Definition extends StateBlock {
  QueryLanguage?: string;
  TimeoutSeconds?: number;
}

/** What a Task state calls. */
export interface TaskResource {
  kind: 'lambda' | 'lambda-direct' | 'start-execution' | 'sdk-start-execution' | 'put-events' | 'send-message';
  waitForToken: boolean;
  /** Only for a function ARN written straight into `Resource`. */
  functionArn?: string;
}

const INTEGRATIONS: Record<string, { kind: TaskResource['kind']; token: boolean }> = {
  'lambda:invoke': { kind: 'lambda', token: true },
  'states:startExecution': { kind: 'start-execution', token: false },
  'aws-sdk:sfn:startExecution': { kind: 'sdk-start-execution', token: false },
  'events:putEvents': { kind: 'put-events', token: true },
  'sqs:sendMessage': { kind: 'send-message', token: true },
};

/** What a `Resource` names; throws an Error with one clear sentence for an integration that does not live locally. */
export function parseTaskResource(resource: string): TaskResource {
  if (/^arn:aws[\w-]*:lambda:[^:]+:\d{12}:function:/.test(resource)) {
    return { kind: 'lambda-direct', waitForToken: false, functionArn: resource };
  }
  const match = /^arn:aws[\w-]*:states:[^:]*:[^:]*:([^.]+)(\.waitForTaskToken)?$/.exec(resource);
  const integration = match?.[1] === undefined ? undefined : INTEGRATIONS[match[1]];
  const waitForToken = match?.[2] !== undefined;
  if (!integration || (waitForToken && !integration.token)) {
    throw new Error(`the task resource "${resource}" is not one the local target knows`);
  }
  return { kind: integration.kind, waitForToken };
}

/** The states of a block by its path: [] is the top, then state name and branch index (0 for a Map) in turn. */
export function blockAt(definition: StateBlock, path: readonly (string | number)[]): StateBlock {
  let block = definition;
  for (let at = 0; at < path.length; at += 2) {
    const state = block.States[String(path[at])];
    const inner = state?.ItemProcessor ?? state?.Branches?.[Number(path[at + 1])];
    if (!inner) throw new Error(`The definition has no block at ${path.join('/')}.`);
    block = inner;
  }
  return block;
}

/** A stable name of a definition's content; a running execution keeps the definition it started with. */
export function hashDefinition(definition: Definition): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex');
}

/** `${Name}` holes filled from DefinitionSubstitutions; throws for a hole that nothing fills. */
export function fillSubstitutions(text: string, substitutions: Record<string, unknown>, machine: string): string {
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (hole, name: string) => {
    const value = substitutions[name];
    if (value === undefined) {
      throw new Error(
        `State machine "${machine}": nothing fills the hole ${hole}; add ${name} to its DefinitionSubstitutions.`,
      );
    }
    return String(value);
  });
}

/** Reads and checks a definition; throws an Error with one clear sentence for what Step Functions or the interpreter would refuse. */
export function parseDefinition(source: string | object, machine: string): Definition {
  let definition: Definition;
  try {
    definition = typeof source === 'string' ? JSON.parse(source) : (source as Definition);
  } catch (problem) {
    throw new Error(`State machine "${machine}": the definition is not JSON (${(problem as Error).message}).`);
  }
  checkBlock(definition, {
    machine,
    seen: new Set(),
    jsonata: definition.QueryLanguage === 'JSONata',
    outerNames: new Set(),
    place: '',
  });
  return definition;
}

interface Checking {
  machine: string;
  /** Names of all states met so far; a name stands once in the whole machine. */
  seen: Set<string>;
  /** Whether JSONata is the machine's default. */
  jsonata: boolean;
  /** Variables assigned in the scopes around. */
  outerNames: Set<string>;
  place: string;
}

function refuse(checking: Checking, state: string | undefined, problem: string): never {
  const where = state === undefined ? '' : `, state "${checking.place}${state}"`;
  throw new Error(`State machine "${checking.machine}"${where}: ${problem}.`);
}

function checkBlock(block: StateBlock, checking: Checking): void {
  if (typeof block?.States !== 'object' || block.States === null)
    refuse(checking, undefined, 'the definition has no States');
  if (!block.States[block.StartAt])
    refuse(checking, undefined, `StartAt names "${block.StartAt}", which is not among its states`);
  const names = new Set(Object.values(block.States).flatMap(assignedNames));
  for (const name of names) {
    if (name === 'states') refuse(checking, undefined, 'Assign uses the reserved variable name "states"');
    if (checking.outerNames.has(name)) {
      refuse(
        checking,
        undefined,
        `the inner scope ${checking.place || 'of a branch'} assigns "${name}", a variable of an outer scope; give it another name`,
      );
    }
  }
  const inner = new Set([...checking.outerNames, ...names]);
  for (const [name, state] of Object.entries(block.States)) {
    checkState(name, state, block, checking);
    const nested = { ...checking, outerNames: inner, place: `${checking.place}${name}/` };
    for (const each of state.Branches ?? []) checkBlock(each, nested);
    if (state.ItemProcessor) checkBlock(state.ItemProcessor, nested);
  }
}

function assignedNames(state: State): string[] {
  return [state, ...(state.Choices ?? []), ...(state.Catch ?? [])].flatMap((each) => Object.keys(each.Assign ?? {}));
}

const TYPES = new Set<string>(['Pass', 'Task', 'Choice', 'Wait', 'Parallel', 'Map', 'Succeed', 'Fail']);
const JSONPATH_FIELDS = [
  'InputPath',
  'OutputPath',
  'Parameters',
  'ResultPath',
  'ResultSelector',
  'ItemsPath',
  'Result',
];
const REQUIRED: Partial<Record<StateType, keyof State>> = {
  Task: 'Resource',
  Choice: 'Choices',
  Parallel: 'Branches',
  Map: 'ItemProcessor',
};

function checkState(name: string, state: State, block: StateBlock, checking: Checking): void {
  const wrong = (problem: string): never => refuse(checking, name, problem);
  if (checking.seen.has(name)) wrong('another state has the same name; names are unique in the whole machine');
  checking.seen.add(name);
  if (name.length > 80) wrong('a state name has at most 80 characters');
  if (!TYPES.has(state.Type)) wrong(`the type "${state.Type}" is not a state type`);
  if (state.QueryLanguage === 'JSONPath' || (state.QueryLanguage !== 'JSONata' && !checking.jsonata)) {
    wrong('the JSONPath query language is not supported; set "QueryLanguage": "JSONata" on the machine or the state');
  }
  for (const field of JSONPATH_FIELDS) {
    if (field in state)
      wrong(`the field ${field} belongs to JSONPath; a JSONata state uses Arguments, Output and Assign`);
  }
  const required = REQUIRED[state.Type];
  if (required && state[required] === undefined) wrong(`a ${state.Type} state needs ${required}`);
  checkTransitions(state, block, wrong);
  checkByType(state, wrong);
  const { Branches: _branches, ItemProcessor: _processor, ...own } = state;
  for (const { source, path } of expressionsIn(own, '')) {
    try {
      compileExpression(source);
    } catch (problem) {
      wrong(`field ${path.slice(1)}: ${(problem as Error).message.replace(/\.$/, '')}`);
    }
  }
}

function checkTransitions(state: State, block: StateBlock, wrong: (problem: string) => never): void {
  const targets = [
    state.Next,
    state.Default,
    ...(state.Choices ?? []).map((rule) => rule.Next),
    ...(state.Catch ?? []).map((each) => each.Next),
  ];
  for (const target of targets) {
    if (target !== undefined && !block.States[target]) wrong(`"${target}" is not a state beside it`);
  }
  const ends = state.Type === 'Succeed' || state.Type === 'Fail' || state.Type === 'Choice';
  if (!ends && state.Next === undefined && state.End !== true) wrong('it needs either Next or "End": true');
}

function checkByType(state: State, wrong: (problem: string) => never): void {
  if ((state.Retry || state.Catch) && !['Task', 'Parallel', 'Map'].includes(state.Type))
    wrong(`a ${state.Type} state takes no Retry and no Catch`);
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    wrong('a Wait state needs exactly one of Seconds and Timestamp');
  for (const each of [...(state.Retry ?? []), ...(state.Catch ?? [])]) {
    if (!Array.isArray(each.ErrorEquals) || each.ErrorEquals.length === 0)
      wrong('each Retry and Catch needs ErrorEquals, a list of error names');
  }
  for (const rule of state.Choices ?? []) {
    if (rule.Condition === undefined || rule.Next === undefined) wrong('each choice needs Condition and Next');
  }
  if (state.Type === 'Map' && state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED')
    wrong('only the INLINE mode of Map is supported');
  if (state.Type === 'Task' && state.Resource !== undefined) {
    try {
      parseTaskResource(state.Resource);
    } catch (problem) {
      wrong((problem as Error).message);
    }
  }
}
