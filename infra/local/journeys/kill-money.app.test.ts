import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { synthesizeIfChanged } from '#local/build-steps.ts';
import { money } from '#local/kill/journeys/money.ts';
import { killEveryPlatform } from '#local/kill/platform-process.ts';
import { describeVerdict, hasFailed, runKills } from '#local/kill/run-kills.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const options = { journey: money, cdkOut: join(root, 'cdk.out'), engine: 'some' as const };
const TRANSFER = 'POST /v1/transfers';

beforeAll(async () => {
  await synthesizeIfChanged(root);
});
afterAll(killEveryPlatform);

it('nothing is paid twice and nothing lost where the platform is killed: around the transfer itself, and anywhere between funding and payout', async () => {
  const { calls, verdicts, problems } = await runKills({
    ...options,
    sample: 4,
    besides: TRANSFER,
    tellings: 2,
    deaths: 3,
    parallel: 2,
    seed: 3,
    log: console.info,
  });
  expect(problems).toEqual([]);
  expect(calls.length).toBeGreaterThanOrEqual(60);
  expect(verdicts.filter(hasFailed).map(describeVerdict)).toEqual([]);
  expect(verdicts).toHaveLength(6);
  const aroundTransfer = verdicts.filter(({ point }) => point.label.includes(TRANSFER));
  expect(aroundTransfer.map(({ point, fired }) => [point.when, fired]).sort()).toEqual([
    ['after', true],
    ['before', true],
  ]);
}, 480_000);
