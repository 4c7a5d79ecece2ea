import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { synthesizeIfChanged } from '#local/build-steps.ts';
import { money } from '#local/kill/journeys/money.ts';
import { killEveryPlatform } from '#local/kill/platform-process.ts';
import { describeVerdict, hasFailed, runKills } from '#local/kill/run-kills.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const options = { journey: money, cdkOut: join(root, 'cdk.out'), engine: 'some' as const };

beforeAll(async () => {
  await synthesizeIfChanged(root);
});
afterAll(killEveryPlatform);

it('nothing is paid twice and nothing lost when the platform is killed around the transfer itself', async () => {
  const { verdicts, problems } = await runKills({
    ...options,
    tellings: 1,
    only: 'POST /v1/transfers',
    seed: 1,
    log: console.info,
  });
  expect(problems).toEqual([]);
  expect(verdicts.map(({ point, fired }) => [point.when, fired])).toEqual([
    ['before', true],
    ['after', true],
  ]);
  expect(verdicts.flatMap((verdict) => verdict.problems)).toEqual([]);
});

it('nothing is paid twice and nothing lost wherever between funding and payout the platform is killed', async () => {
  const { calls, verdicts, problems } = await runKills({
    ...options,
    sample: 4,
    parallel: 2,
    seed: 3,
    log: console.info,
  });
  expect(problems).toEqual([]);
  expect(calls.length).toBeGreaterThanOrEqual(60);
  expect(verdicts.filter(hasFailed).map(describeVerdict)).toEqual([]);
  expect(verdicts).toHaveLength(4);
}, 480_000);
