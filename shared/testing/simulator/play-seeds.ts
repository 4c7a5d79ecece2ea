import { FAULTS } from './faults.ts';
import { replayCommand } from './shrink.ts';
import { simulate } from './simulate.ts';
import { STORIES } from './stories.ts';

/** Plays seeds one after the other: what did not hold, with how to see it again, and which faults and stories never came. */
export async function playSeeds(from: number, until: number): Promise<{ failed: string[]; unseen: string[] }> {
  const seen = new Set<string>();
  const failed: string[] = [];
  for (let seed = from; seed <= until; seed++) {
    const { broken, fired, met } = await simulate(seed);
    for (const name of [...fired.keys(), ...met.keys()]) seen.add(name);
    if (broken) failed.push(`${broken.message} Again: ${replayCommand(seed, {})}`);
  }
  return { failed, unseen: [...Object.keys(FAULTS), ...STORIES].filter((name) => !seen.has(name)) };
}
