import type { EventBridgeEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { EVENTS } from '#contract/events.ts';
import { handler as restarting } from '#functions/reactions/on-refund-failed-restart-release.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestMachines } from '#testing/machines.ts';
import { handler as handingOver } from './hand-over.ts';

const started = prepareTestMachines();

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
