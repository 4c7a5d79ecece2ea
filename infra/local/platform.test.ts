import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlatform } from './platform.ts';
import {
  bundleTestHandler,
  functionResources,
  type TestApplication,
  tableResource,
  writeTestApplication,
} from './test-application.ts';
import { startForTests, type TestPlatform } from './testing.ts';

const readWrite = {
  Effect: 'Allow',
  Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
  Resource: [{ 'Fn::GetAtt': ['Main', 'Arn'] }, { 'Fn::Sub': '${Main.Arn}/index/*' }],
};

const source = `
import { DynamoDBClient, PutItemCommand, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
const TableName = process.env.TABLE;
const commands = { put: PutItemCommand, get: GetItemCommand, query: QueryCommand, transact: TransactWriteItemsCommand };
export const handler = async (event) => {
  try {
    const answer = await db.send(new commands[event.do](event.do === 'transact' ? event.input : { TableName, ...event.input }));
    return { Item: answer.Item, Items: answer.Items };
  } catch (error) {
    return { name: error.name, message: error.message, reasons: error.CancellationReasons };
  }
};`;

const probe = `
export const handler = async (event, context) => {
  if (event.fail) throw new TypeError('it failed');
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (event.exit) process.exit(1);
  if (event.log) console.log(JSON.stringify({ level: 'info', message: event.log }));
  return { now: Date.now(), again: new Date().getTime(), text: Date().length > 0, isDate: new Date(0) instanceof Date, year: new Date(2020, 0, 1).getUTCFullYear(),
    env: process.env.PROVIDER, profile: process.env.AWS_PROFILE, remaining: context.getRemainingTimeInMillis(), name: context.functionName, token: !!process.env.AWS_SESSION_TOKEN };
};`;

function application(handler: string, statements: unknown[] = [readWrite]): TestApplication {
  const core = {
    Resources: {
      Main: tableResource(),
      ...functionResources('Items', 'items/use-item.handler', statements, {
        Environment: { Variables: { TABLE: { Ref: 'Main' } } },
      }),
      ...functionResources('Echo', 'items/probe.handler', [], {
        Timeout: 1,
        Environment: { Variables: { PROVIDER: 'https://api.example.com/v1' } },
      }),
    },
  };
  return writeTestApplication({ core }, { 'items/use-item.mjs': handler, 'items/probe.mjs': probe });
}

let handler: string;
let app: TestApplication;
let running: TestPlatform;

const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
// biome-ignore lint/suspicious/noExplicitAny: payloads of test functions
const call = async (event: unknown, name = 'Items', on = running): Promise<any> =>
  (await on.platform.functions.invoke(arnOf(name), event)).payload;

beforeAll(async () => {
  handler = await bundleTestHandler(source);
  app = application(handler);
  running = await startForTests({ cdkOut: app.cdkOut });
});

afterAll(async () => {
  await running?.stop();
  app?.remove();
});

describe('a function on the running platform', () => {
  it('reads back through the SDK what it wrote, and both calls are counted', async () => {
    const item = { pk: { S: 'a' }, sk: { S: '1' }, text: { S: 'kept' } };
    expect(await call({ do: 'put', input: { Item: item } })).toEqual({});
    expect(await call({ do: 'get', input: { Key: { pk: { S: 'a' }, sk: { S: '1' } } } })).toEqual({ Item: item });
    const [end] = running.platform.trace.recent({ kind: 'invoke.end', limit: 1 });
    const calls = running.callsOf(String(end?.data.invocationId));
    expect(calls).toMatchObject([
      {
        action: 'dynamodb:GetItem',
        resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/main',
        functionName: 'Items',
      },
    ]);
  });

  it('lives in virtual time and in the environment of the template alone', async () => {
    await running.clock.advanceTo(running.clock.now() + 86_400_000);
    const before = running.clock.now();
    const seen = await call({}, 'Echo');
    expect(seen.now).toBeGreaterThanOrEqual(before);
    expect(seen).toMatchObject({
      text: true,
      isDate: true,
      year: 2020,
      name: 'Echo',
      token: true,
      env: 'https://api.example.com/v1',
    });
    expect(seen.profile).toBeUndefined();
    expect(seen.remaining).toBeLessThanOrEqual(1000);
  });

  it.each([
    ['an error', { fail: true }, 'TypeError', 'it failed'],
    ['running too long', { hang: true }, 'Sandbox.Timedout', 'Task timed out after 1.00 seconds'],
    ['an exit', { exit: true }, 'Runtime.ExitError', 'Runtime exited'],
  ])('reports %s as Lambda does, and serves the next event', async (_what, event, errorType, message) => {
    const result = await running.platform.functions.invoke(arnOf('Echo'), event);
    expect(result.error?.errorType).toBe(errorType);
    expect(result.error?.errorMessage).toContain(message);
    expect((await call({}, 'Echo')).name).toBe('Echo');
  });

  it('is believed to have answered in time when its answer is only read late', async () => {
    await call({}, 'Echo');
    const begun = running.platform.trace.waitFor(({ kind }) => kind === 'invoke.start', {
      afterSeq: (running.platform.trace.recent({ limit: 1 })[0]?.seq ?? 0) + 1,
    });
    const result = running.platform.functions.invoke(arnOf('Echo'), {});
    await begun;
    // This thread stands still for longer than the function may run.
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500));
    expect((await result).error).toBeUndefined();
  });

  it('has its log lines in the trace', async () => {
    await call({ log: 'hello' }, 'Echo');
    const line = await running.platform.trace.waitFor(
      ({ kind, data }) => kind === 'log' && (data.line as { message?: string }).message === 'hello',
    );
    expect(line.data.functionName).toBe('Echo');
  });
});

describe('permissions', () => {
  it('refuse an action on an ARN that no statement of the role allows, naming function, action and ARN', async () => {
    const answer = await call({
      do: 'transact',
      input: { TransactItems: [{ Delete: { TableName: 'main', Key: { pk: { S: 'a' }, sk: { S: '1' } } } }] },
    });
    expect(answer.name).toBe('AccessDeniedException');
    expect(answer.message).toBe(
      'User: arn:aws:sts::000000000000:assumed-role/core-ItemsRole/Items is not authorized to perform: dynamodb:DeleteItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/main because no identity-based policy allows the dynamodb:DeleteItem action',
    );
    const [denied] = running.platform.trace.recent({ kind: 'access.denied', limit: 1 });
    expect(denied?.data).toMatchObject({ functionName: 'Items', action: 'dynamodb:DeleteItem' });
  });

  it('fail a call that worked once its statement is taken out of a copy of the template', async () => {
    const copy = application(handler, []);
    const other = await startForTests({ cdkOut: copy.cdkOut });
    try {
      const answer = await call({ do: 'put', input: { Item: { pk: { S: 'a' }, sk: { S: '1' } } } }, 'Items', other);
      expect(answer.name).toBe('AccessDeniedException');
      expect(answer.message).toContain(
        '/Items is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/main',
      );
      expect(other.logged.filter((line) => line.startsWith('AccessDenied: function Items'))).toHaveLength(1);
    } finally {
      await other.stop();
      copy.remove();
    }
  });
});

describe('a restart', () => {
  it('keeps items and never turns time back', async () => {
    const first = await startForTests({ cdkOut: app.cdkOut });
    await call({ do: 'put', input: { Item: { pk: { S: 'r' }, sk: { S: '1' } } } }, 'Items', first);
    await first.clock.advanceTo(first.clock.now() + 30 * 86_400_000);
    const before = first.clock.now();
    const description = JSON.parse(readFileSync(join(first.dataDir, 'platform.json'), 'utf8'));
    expect(description.pids.platform).toBe(process.pid);
    expect(statSync(join(first.dataDir, 'platform.json')).mode & 0o777).toBe(0o600);
    const second = await first.restart();
    try {
      expect(second.clock.now()).toBeGreaterThanOrEqual(before);
      expect(second.isNew).toBe(false);
      expect(
        await call({ do: 'get', input: { Key: { pk: { S: 'r' }, sk: { S: '1' } } } }, 'Items', second),
      ).toMatchObject({ Item: { pk: { S: 'r' } } });
    } finally {
      await second.stop();
    }
  });
});

describe('a start that cannot be', () => {
  it('is refused on a data folder in use', async () => {
    await expect(startPlatform({ cdkOut: app.cdkOut, dataDir: running.dataDir, port: 0 })).rejects.toThrow(
      /is in use by process \d+; stop that one/,
    );
  });

  it('is refused on a resource type that nobody knows, naming it', async () => {
    const odd = writeTestApplication({
      edge: { Resources: { Thing: { Type: 'AWS::Neptune::DBCluster', Properties: {} } } },
    });
    const dataDir = mkdtempSync(join(tmpdir(), 'accord-test-'));
    try {
      await expect(startPlatform({ cdkOut: odd.cdkOut, dataDir, port: 0 })).rejects.toThrow(
        /does not know AWS::Neptune::DBCluster \(stack edge, Thing\)/,
      );
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
      odd.remove();
    }
  });
});
