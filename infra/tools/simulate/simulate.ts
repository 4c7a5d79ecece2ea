import { parseArgs } from 'node:util';
import { FAULTS, type FaultName, type Limits } from '#testing/simulator/faults.ts';
import { replayCommand, shrink } from '#testing/simulator/shrink.ts';
import { type Outcome, simulate } from '#testing/simulator/simulate.ts';
import { STORIES, type Story } from '#testing/simulator/stories.ts';

const helpText = `Plays the money path of the product in memory, seed by seed, with everything going wrong that may, and checks what must hold after every step.

  npm run simulate -- [options]

  --seeds <number>     how many seeds (default 100)
  --from <number>      the first seed (default 1)
  --without <names>    faults that are left out, separated by commas
  --most <number>      only so many faults happen in a seed
  --trace              tells every step of each seed
  --no-shrink          shows a failure as it was found
  --help               this text

A seed that fails is shrunk: it is played again with fewer faults until none can be left out, and told with the command that replays it. The exit code is 1
when something did not hold, or when a fault never happened in 200 seeds or more.

Faults: ${Object.keys(FAULTS).join(', ')}`;

/** With fewer seeds a rare fault may well not happen. */
const SEEDS_FOR_EVERY_FAULT = 200;
/** Steps that are shown of a failure. */
const SHOWN_STEPS = 60;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    without: { type: 'string', default: '' },
    most: { type: 'string' },
    trace: { type: 'boolean', default: false },
    'no-shrink': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
if (values.help) console.log(helpText);
else process.exitCode = await play();
process.exit();

/** Answers the exit code. */
async function play(): Promise<number> {
  const [seeds, from] = [wholeNumber('seeds', values.seeds), wholeNumber('from', values.from)];
  const limits: Limits = {
    without: values.without.split(',').filter((name) => name !== ''),
    ...(values.most === undefined ? {} : { most: wholeNumber('most', values.most) }),
    tells: values.trace,
  };
  const unknown = limits.without?.filter((name) => !(name in FAULTS)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no fault ${unknown.join(', ')}; --help names all of them.`);
  const [fired, met] = [new Map<FaultName, number>(), new Map<Story, number>()];
  const startedAt = performance.now();
  let steps = 0;
  const failed: number[] = [];
  for (let seed = from; seed < from + seeds; seed++) {
    const outcome = await simulate(seed, limits);
    steps += outcome.steps;
    for (const [name, times] of outcome.fired) fired.set(name, (fired.get(name) ?? 0) + times);
    for (const [name, times] of outcome.met) met.set(name, (met.get(name) ?? 0) + times);
    if (values.trace) console.log(outcome.told.join('\n'));
    if (!outcome.broken) continue;
    failed.push(seed);
    await show(outcome, limits);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `${seeds} seeds from ${from}, ${steps} steps, ${seconds.toFixed(1)} s; failed: ${failed.join(', ') || 'none'}`,
  );
  for (const name of Object.keys(FAULTS) as FaultName[])
    console.log(`${String(fired.get(name) ?? 0).padStart(8)}  ${name}: ${FAULTS[name].what}`);
  for (const name of STORIES) console.log(`${String(met.get(name) ?? 0).padStart(8)}  ${name}`);
  const never = (Object.keys(FAULTS) as FaultName[]).filter(
    (name) => !fired.has(name) && !limits.without?.includes(name),
  );
  const isIncomplete = never.length > 0 && seeds >= SEEDS_FOR_EVERY_FAULT;
  if (isIncomplete) console.log(`Never happened: ${never.join(', ')}`);
  return failed.length > 0 || isIncomplete ? 1 : 0;
}

async function show(found: Outcome, given: Limits): Promise<void> {
  console.log(`Seed ${found.seed} failed. ${found.broken?.message}`);
  if (values['no-shrink']) return;
  const { outcome, limits } = await shrink(found, given);
  console.log(
    `Shrunk to ${outcome.faults} faults: ${[...outcome.fired].map(([name, times]) => `${name} ${times}`).join(', ') || 'none'}`,
  );
  console.log(outcome.told.slice(-SHOWN_STEPS).join('\n'));
  console.log(outcome.broken?.message);
  console.log(`Again: ${replayCommand(found.seed, limits)}`);
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a whole number, not ${text}.`);
  return number;
}
