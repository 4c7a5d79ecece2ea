import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { synthesizeIfChanged } from '#local/build-steps.ts';
import { campaignLifecycle, stations } from '#local/kill/journeys/campaign-lifecycle.ts';
import { killEveryPlatform } from '#local/kill/platform-process.ts';
import { describeVerdict, hasFailed, playOnce, runKills } from '#local/kill/run-kills.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cdkOut = join(root, 'cdk.out');

beforeAll(async () => {
  await synthesizeIfChanged(root);
});
afterAll(killEveryPlatform);

it('a campaign lives its ten days to the end, killed with its database at every station of its life', async () => {
  const killedIn: string[] = [];
  const journey = campaignLifecycle(10, async (station, { subject }) => {
    killedIn.push(station);
    await subject.kill({ withEngine: true });
  });
  const { problems, restarts, windowMs } = await playOnce({ journey, cdkOut });
  console.info(`publish → 10 days → completed, killed ${restarts} times: ${(windowMs / 1000).toFixed(1)} s`);
  expect(problems).toEqual([]);
  expect(killedIn).toEqual(stations);
  expect(restarts).toBe(stations.length);
});

it('nothing of a campaign is lost or told twice, wherever between its calls the platform is killed', async () => {
  const { calls, verdicts, problems } = await runKills({
    journey: campaignLifecycle(2),
    cdkOut,
    sample: 4,
    tellings: 2,
    deaths: 2,
    parallel: 2,
    seed: 11,
    engine: 'some',
    log: (line) => console.info(line),
  });
  expect(problems).toEqual([]);
  expect(calls.length).toBeGreaterThan(60);
  expect(verdicts.filter(hasFailed).map(describeVerdict)).toEqual([]);
  expect(verdicts).toHaveLength(4);
}, 480_000);
