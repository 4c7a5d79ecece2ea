import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActivity } from '#local/activity.ts';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { describeExecution, listExecutions, readDefinition, resourceTypes } from './state-machine.ts';

const [stateMachine] = resourceTypes;
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Sleep',
  States: {
    Sleep: { Type: 'Wait', Seconds: 60, Next: 'Ask' },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${Step}' },
      End: true,
    },
  },
};

let bench: ServiceBench;
let client: SFNClient;
let stateMachineArn: string;
beforeAll(async () => {
  bench = await openServiceBench();
  bench.platform.activity = createActivity();
  client = new SFNClient(bench.clientConfig);
  if (!stateMachine) throw new Error('There is no resource type.');
  const started = await bench.start(stateMachine, 'Machine', {
    RoleArn: 'arn:aws:iam::000000000000:role/nobody',
    DefinitionString: JSON.stringify(definition),
    DefinitionSubstitutions: { Step: 'arn:aws:lambda:us-east-1:000000000000:function:step' },
  });
  stateMachineArn = started.ref;
});
afterAll(() => bench.close());

test('names and ARN come from the template, or from stack and logical id', () => {
  const identify = (properties: Record<string, unknown>) =>
    stateMachine?.identify(
      { stack: 'deals', logicalId: 'Release', properties },
      { account: '000000000000', region: 'us-east-1' },
    );
  expect(identify({})?.ref).toBe('arn:aws:states:us-east-1:000000000000:stateMachine:deals-Release');
  expect(identify({ StateMachineName: 'release' })?.attributes).toMatchObject({
    Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:release',
    Name: 'release',
  });
});

test('the SDK starts, reads and is refused as by the service; the console sees where it stands', async () => {
  const { executionArn = '', startDate } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{"a":1}' }),
  );
  expect(startDate).toEqual(new Date(bench.platform.clock.now()));
  await expect(
    client.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{}' })),
  ).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  await expect(client.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '1' }))).rejects.toBeInstanceOf(
    InvalidToken,
  );
  expect(bench.asked).toContain(`states:StartExecution ${stateMachineArn}`);
  expect(await describeExecution(bench.platform, executionArn)).toMatchObject({ status: 'RUNNING', input: { a: 1 } });

  await bench.advance(60_000);
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events[0]).toMatchObject({ type: 'ExecutionStarted', executionStartedEventDetails: { input: '{"a":1}' } });
});

test("a task runs under the machine's role of the template", async () => {
  const { executionArn = '' } = await client.send(new StartExecutionCommand({ stateMachineArn, name: 'two' }));
  const ended = new Promise((resolve) => {
    const emit = bench.platform.trace.emit;
    bench.platform.trace.emit = (kind, data, correlationId) => {
      emit(kind, data, correlationId);
      if (kind === 'execution.ended' && data.executionArn === executionArn) resolve(data);
    };
  });
  // The first states run after the answer; the history tells when the wait is there to be advanced over.
  await expect
    .poll(async () => (await describeExecution(bench.platform, executionArn))?.current[0]?.dueAtMs)
    .toBe(bench.platform.clock.now() + 60_000);
  await bench.advance(60_000);
  expect(await ended).toMatchObject({ status: 'FAILED', error: 'States.Permissions' });
  const { cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(cause).toContain('role/nobody');
  expect((await listExecutions(bench.platform)).map(({ name }) => name)).toContain('two');
});

test('a definition may stand in an asset, or inline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-asl-'));
  writeFileSync(join(folder, 'd.json'), JSON.stringify(definition));
  const resource = {
    stack: 's',
    logicalId: 'M',
    type: 'AWS::StepFunctions::StateMachine',
    ref: '',
    attributes: {},
    assetPath: (key: string) => join(folder, key),
  };
  const DefinitionSubstitutions = { Step: 'fn' };
  const fromAsset = readDefinition(
    { ...resource, properties: { DefinitionS3Location: { Bucket: 'b', Key: 'd.json' }, DefinitionSubstitutions } },
    'm',
  );
  const inline = readDefinition({ ...resource, properties: { Definition: definition, DefinitionSubstitutions } }, 'm');
  rmSync(folder, { recursive: true });
  expect(fromAsset).toEqual(inline);
  expect(fromAsset.States.Ask?.Arguments).toEqual({ FunctionName: 'fn' });
  expect(() => readDefinition({ ...resource, properties: {} }, 'm')).toThrow('has no definition');
});
