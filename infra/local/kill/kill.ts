import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesizeIfChanged } from '#local/build-steps.ts';
import type { Journey } from './journey.ts';
import { campaignLifecycle } from './journeys/campaign-lifecycle.ts';
import { everyState } from './journeys/every-state.ts';
import { money } from './journeys/money.ts';
import { killEveryPlatform } from './platform-process.ts';
import { hasFailed, type KillOptions, removeFolders, runKills } from './run-kills.ts';

const helpText = `Kills the platform at every outgoing call of a journey, starts it again and checks that nothing is lost and nothing done twice.

  npm run kill -- [options]

  --journey <name>   one of the journeys below (default: all)
  --only <text>      only calls whose description holds this text, e.g. transfers
  --deaths <number>  how many of the points one telling of the journey dies at (default 8; 1 tells what each death does alone)
  --sample <number>  only so many of the points to die at, by chance
  --seed <number>    of that chance (default 1)
  --engine <when>    never, some (default: every third kill) or always: whether the database process dies too
  --parallel <n>     how many runs at a time (default 1)
  --app <folder>     a synthesized application (default: cdk.out, built when anything has changed)
  --list             only number the calls of each journey and print them
  --help             this text

The exit code is 1 when an invariant does not hold, or a kill never fired although every telling without a kill made its call.`;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const journeys: Journey[] = [money, campaignLifecycle(3), everyState()];

interface CommandLine extends Pick<KillOptions, 'seed' | 'engine' | 'only' | 'parallel' | 'deaths'> {
  journeys: Journey[];
  sample?: number;
  app?: string;
  list: boolean;
  help: boolean;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
process.on('exit', () => {
  killEveryPlatform();
  removeFolders();
});

await main().catch((error: Error) => {
  console.error(`kill: ${error.message}`);
  process.exit(1);
});

async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2));
  if (options.help) {
    console.log(`${helpText}\n\n${journeys.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n')}`);
    return;
  }
  if (!options.app) await synthesizeIfChanged(root);
  const cdkOut = options.app ?? join(root, 'cdk.out');
  let failures = 0;
  for (const journey of options.journeys) failures += await runJourney(journey, { ...options, cdkOut });
  process.exit(failures === 0 ? 0 : 1);
}

async function runJourney(journey: Journey, options: CommandLine & { cdkOut: string }): Promise<number> {
  const { cdkOut, seed, engine, list, only = '', parallel = 1, deaths = 8 } = options;
  const sample = list ? 0 : options.sample;
  const startedAt = performance.now();
  const report = await runKills({
    journey,
    cdkOut,
    seed,
    engine,
    only,
    parallel,
    deaths,
    log: (line) => console.log(line),
    ...(sample === undefined ? {} : { sample }),
  });
  if (list)
    for (const { number, label, occurrence } of report.calls)
      console.log(`${String(number).padStart(5)} ${label} (${occurrence})`);
  const fired = report.verdicts.filter(({ fired }) => fired).length;
  const failed = report.verdicts.filter(hasFailed).length;
  const away = report.verdicts.filter((verdict) => !verdict.fired && !hasFailed(verdict)).length;
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  console.log(
    `${journey.name}: ${report.calls.length} outgoing calls, ${fired} of ${report.verdicts.length} kills fired, ${away} calls did not come again (races), ${failed} failed, ${minutes} min`,
  );
  return failed + report.problems.length;
}

function readCommandLine(args: readonly string[]): CommandLine {
  const options: CommandLine = { journeys, seed: 1, engine: 'some', list: false, help: false };
  for (let at = 0; at < args.length; at++) {
    const name = args[at];
    if (name === '--help' || name === '-h') options.help = true;
    else if (name === '--list') options.list = true;
    else if (name === '--journey') options.journeys = [journeyNamed(args[++at])];
    else if (name === '--only') options.only = args[++at] ?? '';
    else if (name === '--parallel') options.parallel = numberOf(name, args[++at]);
    else if (name === '--deaths') options.deaths = Math.max(1, numberOf(name, args[++at]));
    else if (name === '--sample') options.sample = numberOf(name, args[++at]);
    else if (name === '--seed') options.seed = numberOf(name, args[++at]);
    else if (name === '--engine') options.engine = engineOf(args[++at]);
    else if (name === '--app') options.app = args[++at] ?? 'cdk.out';
    else throw new Error(`There is no option ${name}; --help lists them.`);
  }
  return options;
}

function journeyNamed(name: string | undefined): Journey {
  const found = journeys.find((journey) => journey.name === name);
  if (found) return found;
  throw new Error(`There is no journey ${name}; there are ${journeys.map((journey) => journey.name).join(', ')}.`);
}

function numberOf(name: string, text: string | undefined): number {
  const number = Number(text);
  if (text && Number.isInteger(number) && number >= 0) return number;
  throw new Error(`${name} takes a whole number, not ${text ?? 'nothing'}.`);
}

function engineOf(text: string | undefined): KillOptions['engine'] {
  if (text === 'never' || text === 'some' || text === 'always') return text;
  throw new Error(`--engine takes never, some or always, not ${text ?? 'nothing'}.`);
}
