import { isDeepStrictEqual } from 'node:util';
import type { Journey } from '#local/kill/journey.ts';
import type { Player } from '#local/kill/player.ts';
import {
  bundleTestHandler,
  functionResources,
  type TestApplication,
  tableResource,
  writeTestApplication,
} from '#local/test-application.ts';

const account = 'us-east-1:000000000000';
const machineArn = `arn:aws:states:${account}:stateMachine:every-state`;
const executionArn = `arn:aws:states:${account}:execution:every-state:one`;
const functionArn = (name: string): string => `arn:aws:lambda:${account}:function:${name}`;

const invoke = (name: string, payload: unknown) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionArn(name), Payload: payload },
  Output: '{% $states.result.Payload %}',
});

/** A wait, a back-off, branches beside iterations, and an open task token. */
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Pause',
  States: {
    Pause: { Type: 'Wait', Seconds: 60, Next: 'Flaky' },
    Flaky: {
      ...invoke('Flaky', { retry: '{% $states.context.State.RetryCount %}' }),
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 3 }],
      Assign: { flaky: '{% $states.result.Payload %}' },
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Ask',
          States: {
            Ask: {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
              Arguments: { FunctionName: functionArn('Ask'), Payload: { token: '{% $states.context.Task.Token %}' } },
              TimeoutSeconds: 86_400,
              End: true,
            },
          },
        },
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              Items: '{% $range(1, 4, 1) %}',
              MaxConcurrency: 2,
              ItemProcessor: {
                ProcessorConfig: { Mode: 'INLINE' },
                StartAt: 'Sleep',
                States: {
                  Sleep: { Type: 'Wait', Seconds: 30, Next: 'Double' },
                  Double: { ...invoke('Double', '{% $states.input %}'), End: true },
                },
              },
              End: true,
            },
          },
        },
      ],
      Output: { both: '{% $states.result %}', flaky: '{% $flaky %}' },
      End: true,
    },
  },
};

const expectedOutput = { both: [{ said: 'yes' }, [2, 4, 6, 8]], flaky: 'third time' };

/** Where the story stops for a moment, with what is in flight there. */
export const stations = [
  'a wait',
  'the first back-off',
  'the second back-off',
  'a parallel with an open task token',
  'a map half done',
  'an answered token beside the map',
] as const;
export type Station = (typeof stations)[number];

const handlers = {
  'flaky.mjs': `export const handler = async ({ retry }) => {
    if (retry < 2) throw Object.assign(new Error('not yet'), { name: 'Busy' });
    return 'third time';
  };`,
  'double.mjs': 'export const handler = async (n) => n * 2;',
};

const ask = `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export const handler = async ({ token }) => {
  await db.send(new PutItemCommand({ TableName: 'main', Item: { pk: { S: 'TOKEN' }, sk: { S: token }, token: { S: token } } }));
};`;

/** Writes the application with the one machine and the functions it calls. */
async function writeApplication(): Promise<TestApplication> {
  const names = ['Flaky', 'Ask', 'Double'];
  const mayInvoke = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: names.map(functionArn) };
  const mayPut = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Main', 'Arn'] } };
  const machineRole = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' } }],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [mayInvoke] } }],
    },
  };
  const machine = {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'every-state',
      RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
      DefinitionString: JSON.stringify(definition),
    },
  };
  const core = {
    Resources: {
      Main: tableResource(),
      ...functionResources('Flaky', 'flaky.handler', []),
      ...functionResources('Double', 'double.handler', []),
      ...functionResources('Ask', 'ask.handler', [mayPut]),
      MachineRole: machineRole,
      Machine: machine,
    },
  };
  return writeTestApplication({ core }, { ...handlers, 'ask.mjs': await bundleTestHandler(ask) });
}

interface State {
  startedAtMs: number;
}

/** One execution through every kind of state that lasts; `at` is called while each is in flight. */
export const everyState = (
  at: (station: Station, player: Player) => Promise<void> = async () => undefined,
): Journey<State> => ({
  name: 'machine',
  summary: 'a wait, back-offs, a parallel, a map and an open task token, with the same output whatever dies',
  fewestCalls: 11,
  application: writeApplication,

  prepare: async (player) => ({ startedAtMs: await player.now() }),

  async play(player) {
    await states(player, 'StartExecution', { stateMachineArn: machineArn, name: 'one', input: '{}' });
    const startedAtMs = (await player.console(`GET /api/executions/${encodeURIComponent(executionArn)}`)).startMs;
    const goTo = async (secondsIn: number, station: Station): Promise<void> => {
      await player.advanceTo(startedAtMs + secondsIn * 1000);
      await player.idle();
      await at(station, player);
    };
    await goTo(30, 'a wait');
    await goTo(61, 'the first back-off');
    await goTo(67, 'the second back-off');
    await goTo(85, 'a parallel with an open task token');
    await goTo(115, 'a map half done');
    await answerToken(player);
    await at('an answered token beside the map', player);
    await player.advanceTo(startedAtMs + 600_000);
    await player.idle();
  },

  async check(player) {
    const { status, output, history } = await player.console(`GET /api/executions/${encodeURIComponent(executionArn)}`);
    const ended = history.filter(({ type }: { type: string }) => type === 'ExecutionSucceeded').length;
    return [
      ...(status === 'SUCCEEDED' && ended === 1 ? [] : [`The execution is ${status} and ended ${ended} times.`]),
      ...(isDeepStrictEqual(output, expectedOutput) ? [] : [`The output is ${JSON.stringify(output)}.`]),
    ];
  },
});

/** Answers the token of the one open task; one that was answered before a crash is answered already. */
async function answerToken(player: Player): Promise<void> {
  await player.idle();
  const { Items } = await player.subject.through((process) =>
    process.ask({ do: 'engine', operation: 'Scan', input: { TableName: 'main', ConsistentRead: true } }),
  );
  const output = JSON.stringify({ said: 'yes' });
  for (const { token } of Items) await states(player, 'SendTaskSuccess', { taskToken: token.S, output });
  await player.idle();
}

async function states(player: Player, target: string, input: unknown): Promise<void> {
  await player.subject
    .through((process) => process.ask({ do: 'states', target, input }))
    .catch((error: Error) => {
      if (!/Task Timed Out|Already Exists/.test(error.message)) throw error;
    });
}
