import { afterAll, expect, it } from 'vitest';
import { everyState, stations } from '#local/kill/journeys/every-state.ts';
import { killEveryPlatform } from '#local/kill/platform-process.ts';
import { describeVerdict, hasFailed, playOnce, runKills } from '#local/kill/run-kills.ts';

afterAll(killEveryPlatform);

it.each([
  ['the platform', false],
  ['the platform and its database', true],
])('an execution ends the same when %s is killed in every kind of state that lasts', async (_what, withEngine) => {
  const killedIn: string[] = [];
  const journey = everyState(async (station, { subject }) => {
    killedIn.push(station);
    await subject.kill({ withEngine });
  });
  const { problems, restarts } = await playOnce({ journey, cdkOut: '' });
  expect(problems).toEqual([]);
  expect(killedIn).toEqual(stations);
  expect(restarts).toBe(stations.length);
});

it('an execution ends the same wherever between its calls the platform is killed', async () => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const { verdicts, problems } = await runKills({
    journey: everyState(),
    cdkOut: '',
    sample: 6,
    seed: 7,
    engine: 'some',
    log,
  });
  expect(problems).toEqual([]);
  expect(verdicts.filter(hasFailed).map(describeVerdict)).toEqual([]);
  expect(verdicts).toHaveLength(6);
});
