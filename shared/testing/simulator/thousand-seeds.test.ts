import { expect, it } from 'vitest';
import { FAULTS } from './faults.ts';
import { replayCommand } from './shrink.ts';
import { simulate } from './simulate.ts';
import { STORIES } from './stories.ts';

const SEEDS = 1000;

it('keeps everything that must hold in a thousand seeds, with every fault there is, whatever people do', async () => {
  const seen = new Set<string>();
  const failed: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { broken, fired, met } = await simulate(seed);
    for (const name of [...fired.keys(), ...met.keys()]) seen.add(name);
    if (broken) failed.push(`${broken.message} Again: ${replayCommand(seed, {})}`);
  }
  expect(failed).toEqual([]);
  expect([...Object.keys(FAULTS), ...STORIES].filter((name) => !seen.has(name))).toEqual([]);
}, 240_000);
