import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesizeIfChanged } from '#local/build-steps.ts';
import type { Platform } from '#local/kernel.ts';
import { startForTests } from '#local/testing.ts';
import { buildWorld } from '#testing/fixtures/world.ts';
import { renderSection, type Section } from '../bench/report.ts';
import { buildCreators } from './build-creators.ts';
import { checkAccounts, checkNumbers, checkReceipts } from './check-numbers.ts';
import { type Counted, countEverything } from './count-calls.ts';

const helpText = `Plays days of hourly pulls for many accounts and compares every number with what the platforms' stand-ins say.

  npm run pulls -- [options]

  --accounts <number>  accounts, a third on each platform, each with a piece of live content (default 200)
  --days <number>      virtual days of hourly pulls (default 14)
  --minutes <number>   real minutes after which it gives up (default 60)
  --help               this text

The data lies in a folder of its own below TMPDIR; one in memory (TMPDIR=/dev/shm) spares the disk.
The exit code is 1 when a pull failed or was missed, an account is not well, or a number is not the platform's.`;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const HOUR_MS = 3_600_000;

interface CommandLine {
  accounts: number;
  days: number;
  minutes: number;
  help: boolean;
}

const options = readCommandLine(process.argv.slice(2));
if (options.help) console.log(helpText);
else process.exitCode = await play(options);
process.exit();

/** Answers the exit code. */
async function play({ accounts, days, minutes }: CommandLine): Promise<number> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  await synthesizeIfChanged(root);
  const startedAt = performance.now();
  const secondsSince = (from: number) => Math.round((performance.now() - from) / 1000);
  const running = await startForTests({ cdkOut: join(root, 'cdk.out') });
  try {
    const world = await buildWorld(running);
    const creators = await buildCreators(world, accounts, (done) => tell(`${done} creators with live content`));
    tell(`${accounts} accounts connected in ${secondsSince(startedAt)} s`);
    // Everyone has been pulled once, and the numbers of new posts exist.
    await world.advance(3 * HOUR_MS);
    const counted = countEverything(running.platform);
    const wrong: string[] = [];
    let numbers = 0;
    const from = performance.now();
    for (let day = 1; day <= days; day++) {
      for (let hour = 0; hour < 24; hour++) await world.advance(HOUR_MS);
      const checked = await checkNumbers(world, creators);
      numbers += checked.numbers;
      wrong.push(...checked.wrong);
      tell(
        `day ${day} of ${days}: ${counted.pulls} pulls, ${checked.wrong.length} wrong numbers, ${secondsSince(from)} s`,
      );
      if (secondsSince(startedAt) > minutes * 60) throw new Error(`Gave up on day ${day}, after ${minutes} minutes.`);
    }
    const realSeconds = secondsSince(from);
    counted.stop();
    const receipts = await checkReceipts(world, creators);
    wrong.push(...receipts.wrong, ...(await checkAccounts(world, creators)));
    const due = accounts * days * 24;
    const section = sectionOf(counted, { due, numbers: numbers + receipts.numbers, wrong, realSeconds });
    console.log(renderSection(section));
    return section.missed.length === 0 ? 0 : 1;
  } catch (error) {
    for (const line of lastErrors(running.platform)) tell(line);
    throw error;
  } finally {
    await running.stop();
  }
}

function sectionOf(
  counted: Counted,
  { due, numbers, wrong, realSeconds }: { due: number; numbers: number; wrong: string[]; realSeconds: number },
): Section {
  const { pulls, troubles, providerCalls, tableCalls, fileCalls, keyCalls } = counted;
  const perPull = (calls: number) => Math.round((calls / Math.max(1, pulls)) * 100) / 100;
  const rows: [string, number, number][] = [
    ['account pulls', pulls, 1],
    ...Object.entries(providerCalls).map(([name, calls]): [string, number, number] => [
      `calls of ${name}`,
      calls,
      perPull(calls),
    ]),
    ['table calls of the pulls', tableCalls, perPull(tableCalls)],
    ['raw answers kept', fileCalls, perPull(fileCalls)],
    ['key calls', keyCalls, perPull(keyCalls)],
    ['numbers compared', numbers, perPull(numbers)],
    ['numbers and accounts that are wrong', wrong.length, perPull(wrong.length)],
    ['errors', troubles.length, perPull(troubles.length)],
    ['real seconds', realSeconds, perPull(realSeconds)],
  ];
  return {
    name: 'Hourly pulls',
    columns: ['what', 'in all', 'per pull'],
    rows,
    missed: [
      ...(pulls < due ? [`${due - pulls} of ${due} pulls were missed.`] : []),
      ...wrong.slice(0, 20),
      ...troubles.slice(0, 20),
    ],
    data: {},
  };
}

/** What functions logged as errors lately, oldest first. */
function lastErrors({ trace }: Platform): string[] {
  return trace
    .recent({ kind: 'log', limit: 5000 })
    .filter(({ data }) => (data.line as { level?: string } | null)?.level === 'error')
    .slice(0, 5)
    .map(({ data }) => `${String(data.functionName)}: ${JSON.stringify(data.line)}`)
    .reverse();
}

function tell(line: string): void {
  console.log(line);
}

function readCommandLine(args: readonly string[]): CommandLine {
  const read: CommandLine = { accounts: 200, days: 14, minutes: 60, help: false };
  for (let at = 0; at < args.length; at++) {
    const name = args[at];
    if (name === '--help' || name === '-h') read.help = true;
    else if (name === '--accounts') read.accounts = numberOf(name, args[++at]);
    else if (name === '--days') read.days = numberOf(name, args[++at]);
    else if (name === '--minutes') read.minutes = numberOf(name, args[++at]);
    else {
      console.error(`pulls: There is no option ${name}; --help lists them.`);
      process.exit(1);
    }
  }
  return read;
}

function numberOf(name: string, text: string | undefined): number {
  const number = Number(text);
  if (text && Number.isInteger(number) && number >= 1) return number;
  console.error(`pulls: ${name} takes a whole number above 0, not ${text ?? 'nothing'}.`);
  process.exit(1);
}
