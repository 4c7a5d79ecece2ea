import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, startEngine } from '#local/engine.ts';
import { functionArn, openStatesBench } from '#local/resources/state-machine/testing-states.ts';
import { definition } from './definition.ts';

let database: Engine;
beforeAll(async () => {
  database = await startEngine();
});
afterAll(() => database.stop());

it('goes on with a campaign after an outage that outlasts every retry', async () => {
  const outage = 25;
  const bench = await openStatesBench(database, {
    functions: {
      AdvanceCampaign: (_payload: never, call: number) => {
        if (call <= outage) throw new Error('The table does not answer.');
        return { next: 'stop', version: 2, waitSeconds: 1 };
      },
    },
  });
  const text = JSON.stringify(definition).replace(/\$\{(\w+)\}/g, (_hole, name: string) => functionArn(name));
  const machine = bench.machine('campaign-lifecycle', JSON.parse(text));
  const { executionArn } = await bench.api('StartExecution', {
    stateMachineArn: machine.arn,
    name: 'campaign',
    input: JSON.stringify({ workspaceId: 'wsp_1', campaignId: 'cmp_1' }),
  });
  await bench.clock.advanceTo(bench.clock.now() + 6 * 3_600_000);
  await bench.settle();
  expect(await bench.api('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
  expect(bench.calls.get('AdvanceCampaign')).toHaveLength(outage + 1);
  bench.close();
});
