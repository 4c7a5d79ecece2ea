import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CORPUS } from './corpus.ts';
import { simulatorWith } from './edited.ts';
import { findMissed, GUARDS, type Guard } from './guards.ts';
import { REACTIONS } from './product.ts';
import { replayCommand, shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('the simulator', () => {
  it('plays a seed the same way every time', async () => {
    const [one, other] = [await simulate(11, { tells: true }), await simulate(11, { tells: true })];
    expect(one.told.length).toBeGreaterThan(200);
    expect(other.told).toEqual(one.told);
  });

  it('runs every reaction that money depends on', () => {
    const folder = join(ROOT, 'functions/reactions');
    const ofMoney = readdirSync(folder)
      .filter((file) => /^on-.*(?<!\.test|print-paper)\.ts$/.test(file))
      .filter((file) => /#runtime\/money\/(?!issue-invoice)/.test(readFileSync(join(folder, file), 'utf8')));
    expect(Object.keys(REACTIONS)).toEqual(expect.arrayContaining(ofMoney.map((file) => file.replace('.ts', ''))));
  });
});

describe('what a simulation has found', () => {
  it.each(CORPUS)('is mended: $found', async ({ seed, limits, defect }) => {
    expect((await simulate(seed, limits)).broken?.message).toBeUndefined();
    const play = await simulatorWith(defect);
    expect((await play(seed, limits)).broken?.message, 'the story shows it when it comes back').toBeDefined();
  });
});

describe('a guard that is taken away', () => {
  it.each(GUARDS)(
    'is missed: what keeps $keeps',
    async (guard) => {
      expect((await findMissed(guard))?.outcome.broken).toBeInstanceOf(Error);
    },
    120_000,
  );

  it('is found by a story in which no fault is without need, and which can be played again', async () => {
    const found = await findMissed(GUARDS[0] as Guard);
    if (!found) throw new Error('Nothing missed the guard.');
    const { seed, faults } = found.outcome;
    const { outcome, limits } = await shrink(found.outcome, {}, found.play);
    expect(outcome.broken?.message).toBeDefined();
    expect(outcome.faults).toBeLessThan(faults);
    expect((await found.play(seed, limits)).broken?.message).toBe(outcome.broken?.message);
    expect(replayCommand(seed, limits)).toContain(`--from ${seed} --seeds 1 --trace`);
  }, 120_000);
});
