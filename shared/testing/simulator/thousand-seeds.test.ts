import { expect, it } from 'vitest';
import { FAULTS } from './faults.ts';
import { replayCommand } from './shrink.ts';
import { simulate } from './simulate.ts';

const SEEDS = 1000;

it('keeps everything that must hold in a thousand seeds, with every fault there is', async () => {
  const fired = new Set<string>();
  const failed: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { broken, fired: these } = await simulate(seed);
    for (const name of these.keys()) fired.add(name);
    if (broken) failed.push(`${broken.message} Again: ${replayCommand(seed, {})}`);
  }
  expect(failed).toEqual([]);
  expect(Object.keys(FAULTS).filter((name) => !fired.has(name))).toEqual([]);
}, 240_000);
