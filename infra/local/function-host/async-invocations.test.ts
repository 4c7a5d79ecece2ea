import { afterEach, describe, expect, it } from 'vitest';
import { functionResources, type TestApplication, writeTestApplication } from '#local/test-application.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2030, 0, 1);
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Worker';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:failed';
const handler = `
import { existsSync, writeFileSync } from 'node:fs';
export const handler = (event) => {
  if (event.failUntil && Date.now() < event.failUntil) throw new RangeError('not yet');
  return { ok: true };
};`;

let app: TestApplication;
let running: TestPlatform;
afterEach(async () => {
  await running.stop();
  app.remove();
});

async function start(config: Record<string, unknown> = {}): Promise<string[]> {
  const template = {
    Resources: {
      ...functionResources('Worker', 'worker.handler', []),
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { FunctionName: { Ref: 'Worker' }, Qualifier: '$LATEST', ...config },
      },
      Failed: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failed' } },
    },
  };
  app = writeTestApplication({ core: template }, { 'worker.mjs': handler });
  running = await startForTests({ cdkOut: app.cdkOut, clock: { manualAtMs: startMs } });
  const bodies: string[] = [];
  const sqs = running.platform.service('sqs');
  const handle = sqs.handle.bind(sqs);
  sqs.handle = async (call) => {
    if (call.target === 'SendMessage') bodies.push(JSON.parse(call.body.toString('utf8')).MessageBody);
    return handle(call);
  };
  return bodies;
}

const attempts = (): number[] =>
  running.platform.trace
    .recent({ kind: 'invoke.start' })
    .map(({ atMs }) => (atMs - startMs) / minuteMs)
    .reverse();
const kept = async (): Promise<number> => (await running.platform.store.list('lambda-async')).length;

describe('an asynchronous invocation', () => {
  it('is tried again after one and then two virtual minutes, and forgotten when it succeeds', async () => {
    await start();
    await running.platform.functions.invokeAsync(arn, { failUntil: startMs + 2 * minuteMs });
    await running.platform.activity.idle();
    expect(await kept()).toBe(1);
    await running.clock.advanceTo(startMs + 10 * minuteMs);
    expect(attempts()).toEqual([0, 1, 3]);
    expect(await kept()).toBe(0);
  });

  it('goes to the failure destination with the record of Lambda after its last attempt', async () => {
    const bodies = await start({
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
    });
    await running.platform.functions.invokeAsync(arn, { failUntil: startMs + 99 * minuteMs });
    await running.clock.advanceTo(startMs + 10 * minuteMs);
    expect(attempts()).toEqual([0, 1]);
    expect(bodies.map((body) => JSON.parse(body))).toMatchObject([
      {
        version: '1.0',
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2, functionArn: `${arn}:$LATEST` },
        requestPayload: { failUntil: startMs + 99 * minuteMs },
        responseContext: { functionError: 'Unhandled' },
        responsePayload: { errorType: 'RangeError', errorMessage: 'not yet' },
      },
    ]);
    expect(await kept()).toBe(0);
    expect(queueArn).toBe(running.platform.resources('AWS::SQS::Queue')[0]?.attributes.Arn);
  });

  it('survives a restart between two attempts', async () => {
    await start();
    await running.platform.functions.invokeAsync(arn, { failUntil: startMs + minuteMs });
    await running.platform.activity.idle();
    running = await running.restart();
    await running.clock.advanceTo(startMs + 2 * minuteMs);
    expect(attempts()).toEqual([1]);
    expect(await kept()).toBe(0);
  });
});
