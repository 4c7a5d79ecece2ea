import { expect, it } from 'vitest';
import { countedId } from '#testing/ids.ts';
import { prepareTestMachines } from '#testing/machines.ts';
import { handler as handingOver } from './hand-over.ts';

const started = prepareTestMachines();
const name = {
  workspaceId: countedId('workspace', 1),
  campaignId: countedId('campaign', 1),
  contractId: countedId('contract', 1),
  influencerId: countedId('influencer', 1),
};

it('gives every successor a name of its own, also in the release that follows a refund that failed', async () => {
  const chains = ['', '-evt_1', '-evt_2'];
  for (const chain of chains) for (const generation of [2, 3]) await handingOver({ ...name, chain, generation });
  const names = started.map((one) => one.name);
  expect(new Set(names).size).toBe(6);
  for (const one of names) expect(one).toMatch(/^[\w-]{1,80}$/);
  expect(started.map(({ input }) => input.chain)).toEqual(chains.flatMap((chain) => [chain, chain]));
});
