import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from '#local/engine.ts';
import type { AwsCall, AwsService } from '#local/kernel.ts';
import { functionArn, openStatesBench, ROLE, type StatesBench } from './testing-states.ts';

let database: Engine;
let bench: StatesBench;
let tokens: string[];
let serviceCalls: { target: string | undefined; body: Record<string, unknown> }[];
let denied: Set<string>;
let count = 0;

const recorder = (signingName: string, action: string, answer: unknown): AwsService => ({
  signingName,
  authorize: () => [{ action, resource: `arn:aws:${signingName}:::x` }],
  handle: async ({ target, body }) => {
    serviceCalls.push({ target, body: JSON.parse(body.toString()) });
    return { status: 200, body: JSON.stringify(answer) };
  },
});

beforeAll(async () => {
  database = await startEngine();
});
afterAll(() => database.stop());
beforeEach(async () => {
  bench?.close();
  tokens = [];
  serviceCalls = [];
  denied = new Set();
  bench = await openStatesBench(database, {
    functions: { ask: ({ token }: { token: string }) => void tokens.push(token), echo: (payload) => payload },
    services: [
      recorder('events', 'events:PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] }),
      recorder('sqs', 'sqs:SendMessage', { MessageId: 'm1' }),
    ],
    checkAccess: (_role, action) => ({ allowed: !denied.has(action), reason: 'not allowed' }),
  });
});

const jsonata = (states: Record<string, unknown>, top = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...top,
});
const wait = { W: { Type: 'Wait', Seconds: 100, End: true } };
const ask = (more = {}) => ({
  T: {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: functionArn('ask'), Payload: { token: '{% $states.context.Task.Token %}' } },
    End: true,
    ...more,
  },
});

/** A machine of its own for each test, so that tests share the database and nothing else. */
function machineOf(states: Record<string, unknown>, top = {}) {
  return bench.machine(`api-${count++}`, jsonata(states, top));
}

async function start(states: Record<string, unknown>, input: unknown = {}): Promise<string> {
  const { executionArn } = await bench.api('StartExecution', {
    stateMachineArn: machineOf(states).arn,
    name: 'one',
    input: JSON.stringify(input),
  });
  await bench.settle();
  return String(executionArn);
}

const describeIt = (executionArn: string) => bench.api('DescribeExecution', { executionArn });
const forward = (seconds: number) => bench.clock.advanceTo(bench.clock.now() + seconds * 1000);
const lastToken = () => tokens.at(-1) ?? '';

describe('StartExecution', () => {
  test('the same name and input while running gives the same answer', async () => {
    const { arn } = machineOf(wait);
    const request = { stateMachineArn: arn, name: 'order-1', input: '{"a": 1}' };
    const first = await bench.api('StartExecution', request);
    await forward(10);
    expect(await bench.api('StartExecution', { ...request, input: '{ "a":1 }' })).toEqual(first);
  });

  test('the same name with another input is refused, and after the end any', async () => {
    const { arn } = machineOf(wait);
    await bench.api('StartExecution', { stateMachineArn: arn, name: 'n', input: '{}' });
    await expect(
      bench.api('StartExecution', { stateMachineArn: arn, name: 'n', input: '{"b":1}' }),
    ).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await forward(100);
    await expect(bench.api('StartExecution', { stateMachineArn: arn, name: 'n', input: '{}' })).rejects.toMatchObject({
      code: 'ExecutionAlreadyExists',
    });
  });

  test('a name is free again 90 days after the end, with a history of its own', async () => {
    const { arn } = machineOf(wait);
    const request = { stateMachineArn: arn, name: 'n', input: '{}' };
    const { executionArn } = await bench.api('StartExecution', request);
    await forward(100 + 90 * 86_400 - 1);
    await expect(bench.api('StartExecution', request)).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await forward(1);
    await bench.api('StartExecution', request);
    await bench.settle();
    const { events } = await bench.api('GetExecutionHistory', { executionArn });
    expect((events as { type: string }[]).map(({ type }) => type)).toEqual(['ExecutionStarted', 'WaitStateEntered']);
  });

  test.each(['', 'a b', 'a/b', 'a:b', 'a*', 'a"b', 'x'.repeat(81), 'tab\t'])('the name %j is invalid', async (name) => {
    await expect(bench.api('StartExecution', { stateMachineArn: machineOf(wait).arn, name })).rejects.toMatchObject({
      code: 'InvalidName',
    });
  });

  test('without a name it gets one, without input an empty object', async () => {
    const { executionArn } = await bench.api('StartExecution', { stateMachineArn: machineOf(wait).arn });
    expect(await describeIt(String(executionArn))).toMatchObject({
      status: 'RUNNING',
      input: '{}',
      name: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('refusals: unknown machine, bad ARN, input that is not JSON', async () => {
    const unknown = 'arn:aws:states:us-east-1:000000000000:stateMachine:nobody';
    await expect(bench.api('StartExecution', { stateMachineArn: unknown })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
    await expect(bench.api('StartExecution', { stateMachineArn: 'nobody' })).rejects.toMatchObject({
      code: 'InvalidArn',
    });
    await expect(
      bench.api('StartExecution', { stateMachineArn: machineOf(wait).arn, input: '{' }),
    ).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
    await expect(bench.api('CreateStateMachine', {})).rejects.toMatchObject({ code: 'UnknownOperationException' });
  });
});

describe('task tokens', () => {
  test('success goes on with the output', async () => {
    const arn = await start(ask());
    await bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '{"ok":true}' });
    await bench.settle();
    expect(await describeIt(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"ok":true}' });
  });

  test('failure carries error and cause', async () => {
    const arn = await start(ask());
    await bench.api('SendTaskFailure', { taskToken: lastToken(), error: 'Refused', cause: 'no' });
    await bench.settle();
    expect(await describeIt(arn)).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'no' });
  });

  test('the second answer comes too late', async () => {
    await start(ask());
    await bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '1' });
    await expect(bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    await expect(bench.api('SendTaskFailure', { taskToken: lastToken() })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  test('two answers at once: one counts', async () => {
    const arn = await start(ask());
    const answers = await Promise.allSettled(
      ['1', '2'].map((output) => bench.api('SendTaskSuccess', { taskToken: lastToken(), output })),
    );
    await bench.settle();
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await describeIt(arn)).toMatchObject({ output: '1' });
  });

  test('an answer one millisecond before the deadline counts, at the deadline not', async () => {
    const early = await start(ask({ TimeoutSeconds: 60 }));
    await bench.clock.advanceTo(bench.clock.now() + 59_999);
    await bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '1' });
    await bench.settle();
    expect(await describeIt(early)).toMatchObject({ status: 'SUCCEEDED' });

    const late = await start(ask({ TimeoutSeconds: 60 }));
    await forward(60);
    await expect(bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    expect(await describeIt(late)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('heartbeats keep a task open, their absence ends it', async () => {
    const arn = await start(ask({ HeartbeatSeconds: 10 }));
    for (let beat = 0; beat < 5; beat++) {
      await forward(9);
      await bench.api('SendTaskHeartbeat', { taskToken: lastToken() });
    }
    expect(await describeIt(arn)).toMatchObject({ status: 'RUNNING' });
    await forward(10);
    expect(await describeIt(arn)).toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
    await expect(bench.api('SendTaskHeartbeat', { taskToken: lastToken() })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  test('heartbeats do not move the timeout', async () => {
    const arn = await start(ask({ HeartbeatSeconds: 10, TimeoutSeconds: 15 }));
    await forward(9);
    await bench.api('SendTaskHeartbeat', { taskToken: lastToken() });
    await forward(6);
    expect(await describeIt(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('the token of an attempt is void after a retry', async () => {
    const arn = await start(ask({ Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 1 }] }));
    const first = lastToken();
    await bench.api('SendTaskFailure', { taskToken: first, error: 'Again' });
    await forward(1);
    expect(tokens).toHaveLength(2);
    await expect(bench.api('SendTaskSuccess', { taskToken: first, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    await bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '2' });
    await bench.settle();
    expect(await describeIt(arn)).toMatchObject({ output: '2' });
  });

  test('wrong tokens: garbage, a changed one, one of an execution there is not, bad output', async () => {
    await start(ask());
    const forged = Buffer.from(
      JSON.stringify([JSON.stringify(['arn:aws:states:us-east-1:000000000000:execution:no:no', '0', 1]), 'x']),
    ).toString('base64url');
    const [body] = JSON.parse(Buffer.from(lastToken(), 'base64url').toString());
    const resigned = Buffer.from(JSON.stringify([body, 'x'.repeat(43)])).toString('base64url');
    await expect(bench.api('SendTaskSuccess', { taskToken: 'garbage', output: '1' })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
    await expect(bench.api('SendTaskSuccess', { taskToken: resigned, output: '1' })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
    await expect(bench.api('SendTaskSuccess', { taskToken: forged, output: '1' })).rejects.toMatchObject({
      code: 'TaskDoesNotExist',
    });
    await expect(bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '{' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
  });

  test('a token survives a restart, with its deadline', async () => {
    const answered = await start(ask({ TimeoutSeconds: 60 }));
    const token = lastToken();
    const timedOut = await start(ask({ TimeoutSeconds: 60 }));
    await bench.restart();
    expect(tokens).toHaveLength(2);
    await bench.api('SendTaskSuccess', { taskToken: token, output: '1' });
    await forward(60);
    expect(await describeIt(answered)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await describeIt(timedOut)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });
});

describe('executions', () => {
  test('StopExecution aborts, and repeats quietly', async () => {
    const arn = await start(ask());
    const first = await bench.api('StopExecution', { executionArn: arn, error: 'Stopped', cause: 'by hand' });
    await forward(10);
    expect(await bench.api('StopExecution', { executionArn: arn })).toEqual(first);
    expect(await describeIt(arn)).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
    await expect(bench.api('SendTaskSuccess', { taskToken: lastToken(), output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    expect(bench.clock.pending()).toEqual([]);
    await expect(bench.api('StopExecution', { executionArn: `${arn}-no` })).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
    });
  });

  test('ListExecutions pages, newest first, and filters', async () => {
    const { arn } = machineOf(wait);
    for (const name of ['a', 'b', 'c']) {
      await bench.api('StartExecution', { stateMachineArn: arn, name });
      await forward(1);
    }
    const first = await bench.api('ListExecutions', { stateMachineArn: arn, maxResults: 2 });
    const second = await bench.api('ListExecutions', {
      stateMachineArn: arn,
      maxResults: 2,
      nextToken: first.nextToken,
    });
    const names = (page: Record<string, unknown>) => (page.executions as { name: string }[]).map(({ name }) => name);
    expect([names(first), names(second), second.nextToken]).toEqual([['c', 'b'], ['a'], undefined]);
    await forward(98);
    expect(names(await bench.api('ListExecutions', { stateMachineArn: arn, statusFilter: 'SUCCEEDED' }))).toEqual([
      'b',
      'a',
    ]);
    await expect(bench.api('ListExecutions', { stateMachineArn: arn, nextToken: '7' })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  });

  test('GetExecutionHistory links events and turns round', async () => {
    const arn = await start(wait, { a: 1 });
    await forward(100);
    const { events } = (await bench.api('GetExecutionHistory', { executionArn: arn })) as {
      events: Record<string, unknown>[];
    };
    expect(events.map(({ id, previousEventId }) => [id, previousEventId])).toEqual(
      [1, 2, 3, 4].map((id) => [id, id - 1]),
    );
    expect(events[1]).toMatchObject({
      type: 'WaitStateEntered',
      stateEnteredEventDetails: { name: 'W', input: '{"a":1}' },
    });
    const reversed = (await bench.api('GetExecutionHistory', {
      executionArn: arn,
      reverseOrder: true,
      maxResults: 1,
    })) as { events: { id: number }[] };
    expect(reversed.events.map(({ id }) => id)).toEqual([4]);
  });

  test('each call needs the right permission on the right ARN', async () => {
    const arn = await start(ask());
    const machineArn = arn.replace(':execution:', ':stateMachine:').replace(/:one$/, '');
    const access = (target: string, body: unknown) =>
      bench.platform.service('states').authorize({
        target,
        body: Buffer.from(JSON.stringify(body)),
        caller: { functionName: 'f', roleArn: ROLE },
      } as unknown as AwsCall);
    expect(access('StartExecution', { stateMachineArn: machineArn })).toEqual([
      { action: 'states:StartExecution', resource: machineArn },
    ]);
    expect(access('StopExecution', { executionArn: arn })).toEqual([{ action: 'states:StopExecution', resource: arn }]);
    expect(access('DescribeExecution', { executionArn: arn })).toEqual([
      { action: 'states:DescribeExecution', resource: arn },
    ]);
    expect(access('SendTaskSuccess', { taskToken: lastToken() })).toEqual([
      { action: 'states:SendTaskSuccess', resource: machineArn },
    ]);
    expect(access('SendTaskSuccess', { taskToken: 'garbage' })).toEqual([]);
  });

  test('the history limit ends an endless loop, past any catcher', async () => {
    const loop = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };
    const arn = await start({
      P: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'A', States: loop }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }],
        Next: 'Z',
      },
      Z: { Type: 'Succeed' },
    });
    expect(await describeIt(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('25000'),
    });
    const { events } = (await bench.api('GetExecutionHistory', {
      executionArn: arn,
      reverseOrder: true,
      maxResults: 1,
    })) as { events: unknown[] };
    expect(events[0]).toMatchObject({ id: 25_000, type: 'ExecutionFailed' });
  });

  test('values near the payload limit are kept whole through a restart', async () => {
    const large = Array.from({ length: 40 }, (_, index) => `${index}${'"quoted" '.repeat(500)}`);
    const arn = await start(
      {
        S: { Type: 'Pass', Assign: { kept: '{% $states.input %}' }, Next: 'R' },
        R: { Type: 'Pass', Assign: { more: '{% $reverse($kept) %}' }, Next: 'W' },
        ...wait,
      },
      large,
    );
    await bench.restart();
    await forward(100);
    expect(JSON.parse(String((await describeIt(arn)).output))).toEqual(large);
  });
});

/** Something a test waits for until the test itself opens it. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('a call that has returned is not made again by what happens before its answer is taken', () => {
  const slow = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionArn('slow'), Payload: 1 },
    End: true,
  };

  test('another call returns at the same instant', async () => {
    const [called, returned] = [gate(), gate()];
    const busy = await openStatesBench(database, {
      functions: {
        slow: (_payload, call) => {
          if (call === 3) called.open();
          return returned.opened;
        },
      },
    });
    const each = { StartAt: 'S', States: { S: slow } };
    const machine = busy.machine(
      `api-${count++}`,
      jsonata({ M: { Type: 'Map', Items: [1, 2, 3], ItemProcessor: each, End: true } }),
    );
    const { arn } = await busy.engine.start(machine, { name: 'one', input: '{}' });
    await called.opened;
    returned.open();
    await busy.settle();
    const shown = await busy.api('DescribeExecution', { executionArn: arn });
    busy.close();
    expect(shown).toMatchObject({ status: 'SUCCEEDED' });
    expect(busy.calls.get('slow')).toHaveLength(3);
  });

  test('the line of an answered token goes on', async () => {
    const [called, asked, returned] = [gate(), gate(), gate()];
    const busy = await openStatesBench(database, {
      functions: {
        slow: () => {
          called.open();
          return returned.opened;
        },
        ask: ({ token }: { token: string }) => {
          tokens.push(token);
          asked.open();
        },
      },
      store: (store) => ({
        ...store,
        write: async (writes) => {
          // The call returns while the states after the answer are being written.
          if (JSON.stringify(writes).includes('PassStateEntered')) {
            returned.open();
            await new Promise(setImmediate);
          }
          await store.write(writes);
        },
      }),
    });
    const told = { ...ask({ End: false, Next: 'Told' }), Told: { Type: 'Pass', Next: 'W' }, ...wait };
    const branches = [
      { StartAt: 'S', States: { S: slow } },
      { StartAt: 'T', States: told },
    ];
    const machine = busy.machine(`api-${count++}`, jsonata({ P: { Type: 'Parallel', Branches: branches, End: true } }));
    await busy.engine.start(machine, { name: 'one', input: '{}' });
    await Promise.all([called.opened, asked.opened]);
    await busy.engine.answerTask(lastToken(), { output: 1 });
    await returned.opened;
    await busy.settle();
    busy.close();
    expect(busy.calls.get('slow')).toHaveLength(1);
  });
});

describe('many branches', () => {
  const branches = Array.from({ length: 130 }, (_, index) => ({
    StartAt: `W${index}`,
    States: { [`W${index}`]: { Type: 'Wait', Seconds: 60, Output: index, End: true } },
  }));

  test('a Parallel of more branches than one write holds', async () => {
    const arn = await start({
      P: { Type: 'Parallel', Branches: branches, Output: '{% $sum($states.result) %}', End: true },
    });
    await bench.restart();
    await forward(60);
    expect(await describeIt(arn)).toMatchObject({ status: 'SUCCEEDED', output: String((129 * 130) / 2) });
  });

  test('a Map of a thousand items', async () => {
    const double = { D: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } };
    const arn = await start({
      M: {
        Type: 'Map',
        Items: '{% $range(1, 1000, 1) %}',
        ItemProcessor: { StartAt: 'D', States: double },
        Output: '{% $sum($states.result) %}',
        End: true,
      },
    });
    expect(await describeIt(arn)).toMatchObject({ status: 'SUCCEEDED', output: '1001000' });
  });
});

describe('when the store fails for a while', () => {
  test('the execution goes on afterwards', async () => {
    let failures = 0;
    const shaky = await openStatesBench(database, {
      store: (store) => ({
        ...store,
        write: async (writes) => {
          if (failures-- > 0) throw new Error('the engine is busy');
          await store.write(writes);
        },
      }),
    });
    const machine = shaky.machine('shaky', jsonata(wait));
    const { arn } = await shaky.engine.start(machine, { name: 'one', input: '{}' });
    await shaky.settle();
    failures = 2;
    await shaky.clock.advanceTo(shaky.clock.now() + 100_000);
    expect(await shaky.api('DescribeExecution', { executionArn: arn })).toMatchObject({ status: 'RUNNING' });
    await shaky.clock.advanceTo(shaky.clock.now() + 15_000);
    const shown = await shaky.api('DescribeExecution', { executionArn: arn });
    shaky.close();
    expect(shown).toMatchObject({ status: 'SUCCEEDED' });
    expect(shaky.platform.trace.recent({ kind: 'execution.broken' })).toHaveLength(2);
    expect(shaky.platform.trace.recent({ kind: 'execution.ended' })).toHaveLength(1);
  });
});

describe('integrations', () => {
  const task = (resource: string, args: unknown) => ({
    T: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments: args, End: true },
  });

  test('putEvents writes details as text', async () => {
    const arn = await start(
      task('events:putEvents', { Entries: [{ Source: 's', DetailType: 'T', Detail: { a: '{% 1 %}' } }] }),
    );
    expect(serviceCalls).toEqual([
      { target: 'PutEvents', body: { Entries: [{ Source: 's', DetailType: 'T', Detail: '{"a":1}' }] } },
    ]);
    expect(await describeIt(arn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('sendMessage with a task token', async () => {
    const arn = await start(
      task('sqs:sendMessage.waitForTaskToken', {
        QueueUrl: 'q',
        MessageBody: { token: '{% $states.context.Task.Token %}' },
      }),
    );
    const { token } = JSON.parse(String(serviceCalls[0]?.body.MessageBody));
    await bench.api('SendTaskSuccess', { taskToken: token, output: '"done"' });
    await bench.settle();
    expect(await describeIt(arn)).toMatchObject({ output: '"done"' });
  });

  test.each([
    ['states:startExecution', { k: 1 }],
    ['aws-sdk:sfn:startExecution', '{"k":1}'],
  ])('%s starts another machine', async (resource, Input) => {
    const child = machineOf(wait);
    const arn = await start(task(resource, { StateMachineArn: child.arn, Name: 'child', Input }));
    const { executions } = (await bench.api('ListExecutions', { stateMachineArn: child.arn })) as {
      executions: { executionArn: string }[];
    };
    expect(await describeIt(executions[0]?.executionArn ?? '')).toMatchObject({
      name: 'child',
      input: '{"k":1}',
      status: 'RUNNING',
    });
    expect(JSON.parse(String((await describeIt(arn)).output)).ExecutionArn).toBe(executions[0]?.executionArn);
  });

  test('a second start by a taken name fails with the name of the exception', async () => {
    const child = machineOf(wait);
    const args = { StateMachineArn: child.arn, Name: 'child', Input: '{% $states.context.Execution.Id %}' };
    await start(task('states:startExecution', args));
    const second = await start(task('states:startExecution', args));
    expect(await describeIt(second)).toMatchObject({ error: 'StepFunctions.ExecutionAlreadyExistsException' });
  });

  test.each([
    ['lambda:InvokeFunction', 'lambda:invoke', { FunctionName: functionArn('echo') }],
    ['events:PutEvents', 'events:putEvents', { Entries: [] }],
    ['sqs:SendMessage', 'sqs:sendMessage', { QueueUrl: 'q', MessageBody: 'm' }],
  ])("without %s the machine's role may not", async (action, resource, args) => {
    denied.add(action);
    const arn = await start(task(resource, args));
    expect(await describeIt(arn)).toMatchObject({
      error: 'States.Permissions',
      cause: expect.stringContaining(action),
    });
    expect(serviceCalls).toEqual([]);
  });
});

test('thirty days of hourly waits write four events an hour and keep one timer', async () => {
  const loop = {
    S: { Type: 'Pass', Assign: { n: 0 }, Next: 'W' },
    W: { Type: 'Wait', Seconds: 3600, Assign: { n: '{% $n + 1 %}' }, Next: 'C' },
    C: { Type: 'Choice', Choices: [{ Condition: '{% $n < 720 %}', Next: 'W' }], Default: 'Z' },
    Z: { Type: 'Pass', Output: '{% $n %}', End: true },
  };
  const arn = await start(loop);
  await forward(15 * 86_400);
  expect(bench.clock.pending()).toHaveLength(1);
  await forward(15 * 86_400);
  const { events } = (await bench.api('GetExecutionHistory', {
    executionArn: arn,
    reverseOrder: true,
    maxResults: 1,
  })) as { events: { id: number }[] };
  expect(await describeIt(arn)).toMatchObject({ status: 'SUCCEEDED', output: '720' });
  expect(events[0]?.id).toBe(1 + 2 + 720 * 4 + 2 + 1);
});
