import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, startEngine } from '#local/engine.ts';
import { functionArn, openStatesBench } from '#local/resources/state-machine/testing-states.ts';
import { definition } from './definition.ts';

let database: Engine;
beforeAll(async () => {
  database = await startEngine();
});
afterAll(() => database.stop());

it('wakes a run at its instant and not before, and again where that fails', async () => {
  const bench = await openStatesBench(database, {
    functions: {
      ContinueRun: (_payload: never, call: number) => {
        if (call === 1) throw new Error('The table does not answer.');
        return {};
      },
    },
  });
  const text = JSON.stringify(definition).replace(/\$\{(\w+)\}/g, (_hole, name: string) => functionArn(name));
  const machine = bench.machine('rule-wait', JSON.parse(text));
  const begun = bench.clock.now();
  const wakeAt = new Date(begun + 48 * 3_600_000).toISOString();
  const waiting = { workspaceId: 'wsp_1', ruleId: 'rul_1', runId: 'run_1', next: 2, wakeAt };
  const { executionArn } = await bench.api('StartExecution', {
    ...{ stateMachineArn: machine.arn, name: 'run_1-2', input: JSON.stringify(waiting) },
  });
  await bench.clock.advanceTo(begun + 47 * 3_600_000);
  await bench.settle();
  expect(bench.calls.get('ContinueRun') ?? []).toEqual([]);
  await bench.clock.advanceTo(begun + 49 * 3_600_000);
  await bench.settle();
  expect(bench.calls.get('ContinueRun')).toHaveLength(2);
  expect(bench.calls.get('ContinueRun')?.[0]).toEqual(waiting);
  expect(await bench.api('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
  bench.close();
});
