import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventBridgeEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EVENTS } from '#contract/events.ts';
import { handler as restarting } from '#functions/reactions/on-refund-failed-restart-release.ts';
import { countedId } from '#testing/ids.ts';
import { handler as handingOver } from './hand-over.ts';

interface Started {
  name: string;
  input: { chain: string; generation: number };
}
const started: Started[] = [];
const settings = ['AWS_ENDPOINT_URL_SFN', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
const before = [...settings, 'MACHINE_ARN_PREFIX'].map((name) => [name, process.env[name]] as const);

/** Keeps the names of the executions that are started. */
const machines = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { name, input } = JSON.parse(body) as { name: string; input: string };
  started.push({ name, input: JSON.parse(input) as Started['input'] });
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(JSON.stringify({ executionArn: `arn:${name}`, startDate: 0 }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => machines.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SFN: `http://127.0.0.1:${(machines.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    MACHINE_ARN_PREFIX: 'arn:aws:states:us-east-1:000000000000:stateMachine:',
  });
});
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  machines.closeAllConnections();
  machines.close();
});

const { sample, version } = EVENTS.RefundFailed;
const restart = (count: number) =>
  restarting({
    detail: {
      eventId: countedId('event', count),
      type: 'RefundFailed',
      schemaVersion: version,
      occurredAt: '2026-11-20T00:00:00.000Z',
      correlationId: 'test-restart',
      aggregateId: sample.contractId,
      seq: count,
      actor: { kind: 'system' },
      data: sample,
    },
  } as EventBridgeEvent<string, unknown>);

it('gives every successor a name of its own, also in the release that follows a refund that failed', async () => {
  const { workspaceId, campaignId, contractId, influencerId } = sample;
  const name = { workspaceId, campaignId, contractId, influencerId };
  await handingOver({ ...name, chain: '', generation: 2 });
  await restart(1);
  const restarted = started.at(-1)?.input;
  await handingOver({ ...name, chain: restarted?.chain, generation: Number(restarted?.generation) + 1 });
  await restart(2);
  const names = started.map((one) => one.name);
  expect(names).toHaveLength(4);
  expect(new Set(names).size).toBe(4);
  for (const one of names) expect(one).toMatch(/^[\w-]{1,80}$/);
});
