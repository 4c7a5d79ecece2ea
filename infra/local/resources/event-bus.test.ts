import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TraceRecord } from '#local/kernel.ts';
import {
  bundleTestHandler,
  functionResources,
  type TestApplication,
  tableResource,
  writeTestApplication,
} from '#local/test-application.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';
import { eventRouter, setDeliveryChaos } from './event-bus.ts';
import { queues } from './queue.ts';

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const START_MS = Date.parse('2026-03-01T12:00:30Z');
/** Where the next start finds the clock. */
const clock = { manualAtMs: START_MS };

const queue = (name: string, more: Record<string, unknown> = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: name, ...more },
});

function rule(pattern: unknown, targets: unknown[], more: Record<string, unknown> = {}): unknown {
  return {
    Type: 'AWS::Events::Rule',
    Properties: { EventBusName: ref('Bus'), EventPattern: pattern, State: 'ENABLED', Targets: targets, ...more },
  };
}

function sendPermission(queueId: string, principal: string): unknown {
  const Statement = [
    { Effect: 'Allow', Principal: { Service: principal }, Action: 'sqs:SendMessage', Resource: arn(queueId) },
  ];
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [ref(queueId)], PolicyDocument: { Statement } } };
}

const template = {
  Resources: {
    Table: tableResource(),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'accord' } },
    ...functionResources('listener', 'listener.handler', [
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Ticks') },
    ]),
    ...functionResources('picky', 'picky.handler', []),
    ...functionResources(
      'publisher',
      'publisher.handler',
      [
        { Effect: 'Allow', Action: 'events:PutEvents', Resource: arn('Bus') },
        {
          Effect: 'Allow',
          Action: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
          Resource: arn('Work'),
        },
      ],
      { Environment: { Variables: { QUEUE_URL: ref('Work') } } },
    ),
    MayListen: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        FunctionName: arn('listener'),
        SourceArn: arn('OnMade'),
      },
    },
    OnMade: rule(
      { source: ['accord'], 'detail-type': ['CampaignMade'], detail: { amountMinor: [{ numeric: ['>', 0] }] } },
      [
        { Id: 'listener', Arn: arn('listener') },
        {
          Id: 'copy',
          Arn: arn('Copies'),
          InputTransformer: {
            InputPathsMap: { id: '$.detail.id', detail: '$.detail' },
            InputTemplate: '{"about":"campaign <id>","detail":<detail>}',
          },
        },
      ],
    ),
    OnUnpermitted: rule({ 'detail-type': ['Unpermitted'] }, [
      { Id: 'x', Arn: arn('listener'), DeadLetterConfig: { Arn: arn('Dead') } },
    ]),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'lifecycle',
        RoleArn: arn('pickyRole'),
        DefinitionString: JSON.stringify({
          QueryLanguage: 'JSONata',
          StartAt: 'End',
          States: { End: { Type: 'Succeed' } },
        }),
      },
    },
    Starter: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [] },
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: {
              Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: ref('Machine') }],
            },
          },
        ],
      },
    },
    OnStart: rule({ 'detail-type': ['Started'] }, [
      { Id: 'machine', Arn: ref('Machine'), RoleArn: arn('Starter'), InputPath: '$.detail' },
    ]),
    Copies: queue('copies'),
    CopiesPolicy: sendPermission('Copies', 'events.amazonaws.com'),
    Dead: queue('dead'),
    DeadPolicy: sendPermission('Dead', 'events.amazonaws.com'),
    Work: queue('work', {
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: arn('WorkDead'), maxReceiveCount: 2 },
    }),
    WorkDead: queue('work-dead'),
    WorkMapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arn('Work'),
        FunctionName: ref('picky'),
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    StreamMapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
        FunctionName: ref('picky'),
        BatchSize: 10,
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        FilterCriteria: {
          Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"_et":{"S":["event"]}}}}' }],
        },
        DestinationConfig: { OnFailure: { Destination: arn('StreamDead') } },
      },
    },
    StreamDead: queue('stream-dead'),
    Ticks: queue('ticks'),
    Unpermitted: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(1 hour)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arn('Ticks'), RoleArn: arn('pickyRole') },
      },
    },
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(0 * * * ? *)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arn('Ticks'), RoleArn: arn('listenerRole'), Input: '{"at":"<aws.scheduler.scheduled-time>"}' },
      },
    },
  },
};

let application: TestApplication;
let running: TestPlatform;

beforeAll(async () => {
  const publisher = await bundleTestHandler(`
    import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
    import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
    export const handler = async ({ entries, message }) => {
      if (message) return new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: message }));
      return new EventBridgeClient({}).send(new PutEventsCommand({ Entries: entries }));
    };`);
  application = writeTestApplication(
    { events: template },
    {
      'publisher.mjs': publisher,
      'listener.mjs': 'export const handler = async () => ({});',
      'picky.mjs': `export const handler = async ({ Records }) => {
        if (Records[0].eventSource === 'aws:sqs')
          return { batchItemFailures: Records.filter(({ body }) => body.includes('poison')).map(({ messageId }) => ({ itemIdentifier: messageId })) };
        if (Records.some(({ dynamodb }) => dynamodb.Keys.pk.S.includes('poison'))) throw new Error('poisoned');
        return {}; };`,
    },
  );
  running = await startForTests({ cdkOut: application.cdkOut, clock });
}, 60_000);

afterAll(async () => {
  await running?.stop();
  application?.remove();
});

beforeEach(() => setDeliveryChaos(running.platform, { duplicate: 0, shuffle: true }));

const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
// biome-ignore lint/suspicious/noExplicitAny: what the SDK answers, as JSON
const publish = async (payload: unknown): Promise<any> => {
  const result = await running.platform.functions.invoke(functionArn('publisher'), payload);
  await running.platform.activity.idle();
  return result.payload ?? result.error;
};
const made = (id: string, amountMinor = 1) => ({
  EventBusName: 'accord',
  Source: 'accord',
  DetailType: 'CampaignMade',
  Detail: JSON.stringify({ id, amountMinor, correlationId: `cor-${id}` }),
});
const delivered = (id: string): TraceRecord[] =>
  running.platform.trace.recent({ kind: 'event.delivered', correlationId: `cor-${id}`, limit: 500 });
const bodies = (name: string): unknown[] => {
  const found = [...queues(running.platform).values()].find((one) => one.name === name);
  return (found?.messages() ?? []).map(({ body }) => JSON.parse(body));
};

describe('the event bus', () => {
  it('delivers what a function publishes to every matching target, shaped as the rule says', async () => {
    const answer = await publish({ entries: [made('cmp_1')] });
    expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    expect(
      delivered('cmp_1')
        .map(({ data }) => data.target)
        .sort(),
    ).toEqual([functionArn('listener'), 'arn:aws:sqs:us-east-1:000000000000:copies']);
    expect(bodies('copies')).toContainEqual({
      about: 'campaign cmp_1',
      detail: { id: 'cmp_1', amountMinor: 1, correlationId: 'cor-cmp_1' },
    });
  });

  it('delivers nothing that does not match, and doubles on request', async () => {
    await publish({ entries: [made('cmp_zero', 0)] });
    expect(delivered('cmp_zero')).toEqual([]);
    setDeliveryChaos(running.platform, { duplicate: 1 });
    await publish({ entries: [made('cmp_twice')] });
    expect(
      delivered('cmp_twice')
        .map(({ data }) => data.copy)
        .sort(),
    ).toEqual([1, 1, 2, 2]);
  });

  it('tells which entries it does not take', async () => {
    const answer = await publish({
      entries: [
        made('cmp_ok'),
        { ...made('x'), Detail: 'no json' },
        { ...made('x'), Source: undefined },
        { ...made('x'), Source: 'aws.s3' },
      ],
    });
    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries.map(({ ErrorCode }: { ErrorCode?: string }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
    ]);
    const tooLarge = await publish({
      entries: [{ ...made('x'), Detail: JSON.stringify({ a: 'x'.repeat(256 * 1024) }) }],
    });
    expect(tooLarge).toMatchObject({ errorType: 'ValidationException' });
  });

  it('starts a state machine by the role of the target', async () => {
    await publish({ entries: [{ ...made('cmp_started'), DetailType: 'Started' }] });
    expect(delivered('cmp_started').map(({ data }) => data.target)).toEqual([
      'arn:aws:states:us-east-1:000000000000:stateMachine:lifecycle',
    ]);
    expect(running.platform.trace.recent({ kind: 'execution.state', limit: 5 }).length).toBeGreaterThan(0);
  });

  it('puts what a target may not get into the dead-letter queue of the target', async () => {
    await publish({ entries: [{ ...made('cmp_no'), DetailType: 'Unpermitted' }] });
    expect(bodies('dead')).toContainEqual(expect.objectContaining({ 'detail-type': 'Unpermitted' }));
    const [message] = [...queues(running.platform).values()].find(({ name }) => name === 'dead')?.messages() ?? [];
    expect(message?.messageAttributes.ERROR_CODE?.StringValue).toBe('NO_PERMISSIONS');
  });

  it('answers no caller without the permission', async () => {
    const stranger = new EventBridgeClient({
      endpoint: running.urls.aws,
      region: 'us-east-1',
      credentials: { accessKeyId: 'unknown', secretAccessKey: 'unknown' },
      maxAttempts: 1,
    });
    await expect(stranger.send(new PutEventsCommand({ Entries: [made('cmp_stranger')] }))).rejects.toThrow();
    expect(delivered('cmp_stranger')).toEqual([]);
  });
});

describe('a queue with an event source mapping', () => {
  it('repeats only the failed message, after its visibility timeout, then redrives it', async () => {
    await publish({ message: '{"kind":"poison"}' });
    await publish({ message: '{"kind":"fine"}' });
    expect(bodies('work')).toEqual([{ kind: 'poison' }]);
    await running.clock.advanceTo(running.clock.now() + 60_000);
    expect(bodies('work-dead')).toEqual([]);
    await running.clock.advanceTo(running.clock.now() + 60_000);
    expect([bodies('work'), bodies('work-dead')]).toEqual([[], [{ kind: 'poison' }]]);
  });
});

describe('a stream with an event source mapping', () => {
  const write = async (pk: string, _et: string) => {
    await running.platform.service('dynamodb').handle({
      service: 'dynamodb',
      target: 'PutItem',
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' },
      body: Buffer.from(
        JSON.stringify({ TableName: 'main', Item: { pk: { S: pk }, sk: { S: '1' }, _et: { S: _et } } }),
      ),
      caller: { functionName: 'platform', roleArn: '' },
    });
  };

  it('gives filtered records in order and lets no poisoned record block the rest', async () => {
    for (const pk of ['a', 'b']) await write(pk, 'event');
    await write('not-an-event', 'campaign');
    await running.platform.activity.idle();
    await write('poison', 'event');
    await write('c', 'event');
    await running.clock.advanceTo(running.clock.now() + 120_000);
    const batches = running.platform.trace.recent({ kind: 'stream.batch', limit: 100 });
    const succeeded = batches
      .filter(({ data }) => data.failed === 0)
      .reduce((sum, { data }) => sum + Number(data.size), 0);
    expect(succeeded).toBe(3);
    expect(bodies('stream-dead')).toEqual([
      expect.objectContaining({
        DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1 }),
        requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted' }),
      }),
    ]);
  });
});

describe('a schedule', () => {
  it('runs at each due time of the virtual clock', async () => {
    const before = bodies('ticks').length;
    const from = running.clock.now();
    await running.clock.advanceTo(from + 3 * 3_600_000);
    const ticks = bodies('ticks').slice(before) as { at: string }[];
    expect(ticks).toHaveLength(3);
    for (const { at } of ticks) expect(at).toMatch(/:00:00Z$/);
    const dropped = running.platform.trace.recent({ kind: 'schedule.dropped', limit: 1 });
    expect(dropped[0]?.data.reason).toContain('may not sqs:SendMessage');
  });
});

describe('after a restart', () => {
  it('has the messages, delivers what was pending and runs a missed schedule once', async () => {
    await publish({ entries: [made('cmp_kept')] });
    const copies = bodies('copies').length;
    const ticks = bodies('ticks').length;
    eventRouter(running.platform).stop();
    await publish({ entries: [made('cmp_pending')] });
    expect(delivered('cmp_pending')).toEqual([]);
    clock.manualAtMs = running.clock.now() + 2 * 3_600_000;
    running = await running.restart();
    await running.platform.activity.idle();
    expect(bodies('copies')).toHaveLength(copies + 1);
    expect(delivered('cmp_pending')).toHaveLength(2);
    expect(bodies('ticks')).toHaveLength(ticks + 1);
  }, 30_000);
});
