import { createHash, randomUUID } from 'node:crypto';
import { type Access, type AwsCall, AwsError, type AwsService, type Platform } from '#local/kernel.ts';
import {
  COLLECTIONS,
  decodeHead,
  type ExecutionStatus,
  type Head,
  type HistoryEvent,
  readHead,
  readHistory,
  ValueKeeper,
} from './documents.ts';
import { definedOf, readToken } from './execution-run.ts';
import type { Machine, StatesEngine } from './states-engine.ts';
import { StatesError } from './states-error.ts';

type Body = Record<string, unknown>;

interface Operation {
  access(body: Body): Access[];
  run(body: Body, call: AwsCall): Promise<unknown>;
}

/** The Step Functions API (AWSStepFunctions, JSON 1.0) over the interpreter. */
export function statesService(platform: Platform, engine: StatesEngine): AwsService {
  const operations: Record<string, Operation> = {
    ...machineOperations(platform, engine),
    ...executionOperations(platform, engine),
    ...taskOperations(engine),
  };
  const operationOf = (call: AwsCall): Operation => {
    const name = call.target?.split('.').at(-1) ?? '';
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation) return operation;
    throw new AwsError(
      'UnknownOperationException',
      `The local Step Functions does not serve ${name || 'this request'}; it serves ${Object.keys(operations).join(', ')}.`,
    );
  };
  return {
    signingName: 'states',
    authorize: (call) => operationOf(call).access(bodyOf(call)),
    handle: async (call) => ({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify((await operationOf(call).run(bodyOf(call), call)) ?? {}),
    }),
  };
}

function machineOperations(platform: Platform, engine: StatesEngine): Record<string, Operation> {
  return {
    StartExecution: {
      access: (body) => [{ action: 'states:StartExecution', resource: machineArnOf(body) }],
      run: async (body, call) => {
        const machine = findMachine(engine, body);
        const name = body.name === undefined ? randomUUID() : nameOf(body.name);
        const input = body.input === undefined ? '{}' : textOf(body, 'input', 0);
        const { correlationId } = call.caller;
        const { arn, startMs } = await engine.start(machine, {
          name,
          input,
          ...(correlationId === undefined ? {} : { correlationId }),
        });
        return { executionArn: arn, startDate: startMs / 1000 };
      },
    },
    ListExecutions: {
      access: (body) => [{ action: 'states:ListExecutions', resource: machineArnOf(body) }],
      run: async (body) => {
        const machine = findMachine(engine, body);
        const heads = (await readHeads(platform)).filter(
          (head) =>
            head.machineArn === machine.arn && (body.statusFilter === undefined || head.status === body.statusFilter),
        );
        const { items, nextToken } = pageOf(heads, body, 'ListExecutions');
        return { executions: items.map(listed), ...(nextToken ? { nextToken } : {}) };
      },
    },
    DescribeStateMachine: {
      access: (body) => [{ action: 'states:DescribeStateMachine', resource: machineArnOf(body) }],
      run: async (body) => {
        const { arn, name, roleArn, definition } = findMachine(engine, body);
        return {
          stateMachineArn: arn,
          name,
          roleArn,
          definition: JSON.stringify(definition),
          status: 'ACTIVE',
          type: 'STANDARD',
          creationDate: 0,
        };
      },
    },
  };
}

function executionOperations(platform: Platform, engine: StatesEngine): Record<string, Operation> {
  return {
    DescribeExecution: {
      access: (body) => [{ action: 'states:DescribeExecution', resource: executionArnOf(body) }],
      run: async (body) => {
        const head = await findHead(platform, body);
        return {
          ...listed(head),
          input: JSON.stringify(head.input),
          inputDetails: { included: true },
          ...(head.status === 'SUCCEEDED'
            ? { output: JSON.stringify(head.output), outputDetails: { included: true } }
            : {}),
          ...definedOf({ error: head.error, cause: head.cause }),
        };
      },
    },
    StopExecution: {
      access: (body) => [{ action: 'states:StopExecution', resource: executionArnOf(body) }],
      run: async (body) => {
        const reason = definedOf({
          error: optionalTextOf(body, 'error', 256),
          cause: optionalTextOf(body, 'cause', 32_768),
        });
        const { stopMs } = await engine.abort(executionArnOf(body), reason);
        return { stopDate: stopMs / 1000 };
      },
    },
    GetExecutionHistory: {
      access: (body) => [{ action: 'states:GetExecutionHistory', resource: executionArnOf(body) }],
      run: async (body) => {
        const { arn } = await findHead(platform, body);
        const events = await readHistory(platform.store, arn);
        if (body.reverseOrder === true) events.reverse();
        const { items, nextToken } = pageOf(events, body, 'GetExecutionHistory');
        return {
          events: items.map((event) => eventShape(event, body.includeExecutionData !== false)),
          ...(nextToken ? { nextToken } : {}),
        };
      },
    },
  };
}

function taskOperations(engine: StatesEngine): Record<string, Operation> {
  const access = (action: string) => (body: Body) => {
    // A text that is no token is refused as such, whoever brings it.
    const read = readToken(String(body.taskToken));
    const resource = read?.arn.replace(':execution:', ':stateMachine:').split(':').slice(0, 7).join(':');
    return resource === undefined ? [] : [{ action: `states:${action}`, resource }];
  };
  return {
    SendTaskSuccess: {
      access: access('SendTaskSuccess'),
      run: async (body) => {
        const text = textOf(body, 'output', 0);
        let output: unknown;
        try {
          output = JSON.parse(text);
        } catch {
          throw new AwsError('InvalidOutput', "Invalid Output: 'The output is not JSON'");
        }
        await engine.answerTask(textOf(body, 'taskToken', 1), { output });
      },
    },
    SendTaskFailure: {
      access: access('SendTaskFailure'),
      run: async (body) => {
        const failure = new StatesError(
          optionalTextOf(body, 'error', 256) ?? 'States.TaskFailed',
          optionalTextOf(body, 'cause', 32_768),
        );
        await engine.answerTask(textOf(body, 'taskToken', 1), { failure });
      },
    },
    SendTaskHeartbeat: {
      access: access('SendTaskHeartbeat'),
      run: (body) => engine.answerTask(textOf(body, 'taskToken', 1), 'heartbeat'),
    },
  };
}

/** Every execution the store knows, the newest first. */
export async function readHeads(platform: Platform): Promise<Head[]> {
  const documents = await platform.store.list<Record<string, unknown>>(COLLECTIONS.head);
  const heads = await Promise.all(
    documents.map(({ id, value }) => decodeHead(value, new ValueKeeper(id), platform.store)),
  );
  return heads.sort((one, other) => other.startMs - one.startMs || (one.arn < other.arn ? -1 : 1));
}

const JSON_DETAILS = new Set(['input', 'output', 'parameters']);

/** An event as the API shows it: epoch seconds, and JSON values as text. */
export function eventShape(event: HistoryEvent, withData: boolean): Record<string, unknown> {
  const { id, previousEventId, type, detailsKey, details = {} } = event;
  const shown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(details)) {
    if (key === 'assignedVariables') {
      if (withData)
        shown[key] = Object.fromEntries(
          Object.entries(value as object).map(([name, each]) => [name, JSON.stringify(each)]),
        );
    } else if (!JSON_DETAILS.has(key)) shown[key] = value;
    else if (withData)
      Object.assign(shown, {
        [key]: JSON.stringify(value),
        ...(key === 'parameters' ? {} : { [`${key}Details`]: { truncated: false } }),
      });
  }
  return { timestamp: event.atMs / 1000, type, id, previousEventId, ...(detailsKey ? { [detailsKey]: shown } : {}) };
}

function listed(head: Head): {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: number;
  stopDate?: number;
} {
  const { arn, machineArn, name, status, startMs, stopMs } = head;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: startMs / 1000,
    ...(stopMs === undefined ? {} : { stopDate: stopMs / 1000 }),
  };
}

async function findHead(platform: Platform, body: Body): Promise<Head> {
  const arn = executionArnOf(body);
  const head = await readHead(platform.store, arn);
  if (!head) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return head;
}

function findMachine(engine: StatesEngine, body: Body): Machine {
  const arn = machineArnOf(body);
  const machine = engine.machines.get(arn);
  if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return machine;
}

function machineArnOf(body: Body): string {
  return arnOf(body, 'stateMachineArn', 'stateMachine');
}

function executionArnOf(body: Body): string {
  return arnOf(body, 'executionArn', 'execution');
}

function arnOf(body: Body, field: string, kind: string): string {
  const arn = textOf(body, field, 1);
  if (!new RegExp(`^arn:aws[\\w-]*:states:[^:]+:\\d{12}:${kind}:.+$`).test(arn))
    throw new AwsError('InvalidArn', `Invalid Arn: '${arn}'`);
  return arn;
}

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule forbids
const BAD_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

function nameOf(value: unknown): string {
  if (typeof value === 'string' && value.length >= 1 && value.length <= 80 && !BAD_IN_NAMES.test(value)) return value;
  throw new AwsError('InvalidName', `Invalid Name: '${String(value)}'`);
}

function textOf(body: Body, field: string, minLength: number): string {
  const value = body[field];
  if (typeof value === 'string' && value.length >= minLength) return value;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must be a string of at least ${minLength} characters`,
  );
}

function optionalTextOf(body: Body, field: string, maxLength: number): string | undefined {
  if (body[field] === undefined) return undefined;
  const text = textOf(body, field, 0);
  if (text.length <= maxLength) return text;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${maxLength}`,
  );
}

function pageOf<T>(all: T[], body: Body, operation: string): { items: T[]; nextToken?: string } {
  const size = typeof body.maxResults === 'number' && body.maxResults > 0 ? Math.min(body.maxResults, 1000) : 100;
  const seal = (offset: number) =>
    `${offset}.${createHash('sha256').update(`${operation} ${offset}`).digest('hex').slice(0, 16)}`;
  const offset = body.nextToken === undefined ? 0 : Number.parseInt(String(body.nextToken), 10);
  if (body.nextToken !== undefined && seal(offset) !== body.nextToken)
    throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  const end = offset + size;
  return { items: all.slice(offset, end), ...(end < all.length ? { nextToken: seal(end) } : {}) };
}

function bodyOf(call: AwsCall): Body {
  try {
    const parsed: unknown = JSON.parse(call.body.toString('utf8') || '{}');
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Body;
  } catch {
    // Falls through to the service's own refusal.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}
