import { expect, it } from 'vitest';
import { playSeeds } from './play-seeds.ts';

it('keeps everything that must hold in the first half of a thousand seeds, with every fault there is, whatever people do', async () => {
  expect(await playSeeds(1, 500)).toEqual({ failed: [], unseen: [] });
}, 900_000);
