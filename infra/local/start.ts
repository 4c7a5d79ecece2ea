import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesizeIfChanged } from './build-steps.ts';
import { assertUsable } from './data-folder.ts';
import { type CommandLine, helpText, readCommandLine } from './help.ts';
import type { RunningPlatform } from './platform.ts';
import { assertFree } from './ports.ts';
import { DEMO_PAST_MS, type DemoLogin } from './seed/seed.ts';

/** What is known of the demo world of a data folder. */
type SeedState =
  | { is: 'left out' }
  | { is: 'under way' }
  | { is: 'there'; logins: DemoLogin[]; past: 'under way' | 'over' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const startedAt = performance.now();

async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2));
  if (options.help) {
    console.log(helpText);
    return;
  }
  assertNode();
  removeAwsCredentials();
  // A part that forgot to wait for its work must not end the platform under the others, but it must be seen.
  process.on('unhandledRejection', (error) => console.error('Unhandled in the local target:', error));
  // Before the build, so that what cannot work is said at once.
  await assertFree(options.port);
  assertUsable(options.data, options);
  const services = new Services(options);
  const signal = endOnSignal(() => services.stop());
  try {
    await run(options, services);
  } catch (error) {
    // What a signal interrupts fails by it; then the process ends when everything has stopped.
    if (!signal.seen()) {
      await services.stop();
      throw error;
    }
  }
  await signal.end;
}

async function run(options: CommandLine, services: Services): Promise<void> {
  await step('Application', async () =>
    (await synthesizeIfChanged(root)) ? 'built and synthesized' : 'unchanged since the last start',
  );
  let running = await step('Services', () => services.start());
  if ((await seedStateOf(running))?.is === 'under way') {
    console.log('The last start ended before its demo world was made; it is made anew.');
    running = await services.startFresh();
  }
  const { logins, complete } = await step('Demo data', () => seedOnce(options, running));
  running.describe({ logins, startedAt: new Date().toISOString() });
  present(running.urls, logins);
  if (!complete) return;
  console.log(
    '\nThe last days of the demo world are still passing, which takes about half a minute; what you do meanwhile happens in them.',
  );
  await complete();
  console.log('They are over: contracts are paid, numbers pulled, and all influencers there.');
}

/** The local target of this process: started, started anew with empty data, and stopped once. */
class Services {
  readonly #options: CommandLine;
  #running: Promise<RunningPlatform> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: CommandLine) {
    this.#options = options;
  }

  start(): Promise<RunningPlatform> {
    this.#running = startServices(this.#options);
    return this.#running;
  }

  startFresh(): Promise<RunningPlatform> {
    const before = this.#running;
    this.#running = (async () => {
      await (await before)?.stop();
      return startServices({ ...this.#options, fresh: true });
    })();
    return this.#running;
  }

  /** Stops what runs; a start under way is waited for, so that no engine is left behind. */
  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      const running = await this.#running?.catch(() => undefined);
      await running?.stop();
    })();
    return this.#stopped;
  }
}

async function startServices(options: CommandLine): Promise<RunningPlatform> {
  const { startPlatform } = await import('./platform.ts');
  return startPlatform({
    cdkOut: join(root, 'cdk.out'),
    dataDir: options.data,
    port: options.port,
    fresh: options.fresh,
    beginsAgoMs: options.seed === 'none' ? 0 : DEMO_PAST_MS,
    log: (line) => console.log(`  ${line}`),
  });
}

function seedStateOf({ platform }: RunningPlatform): Promise<SeedState | undefined> {
  return platform.store.get<SeedState>('platform', 'seed');
}

/** Seeds the demo world into new data, unless told not to; later starts answer with the log-ins of the first, and end a past that was broken off. */
async function seedOnce(
  options: CommandLine,
  running: RunningPlatform,
): Promise<{ logins: DemoLogin[]; complete?: () => Promise<void> }> {
  const { urls, platform, providerPorts } = running;
  const keep = (next: SeedState): Promise<void> => platform.store.put('platform', 'seed', next);
  const state = await seedStateOf(running);
  if (!state && options.seed === 'none') await keep({ is: 'left out' });
  if (state?.is === 'left out' || (!state && options.seed === 'none')) return { logins: [] };
  const { endPast, seedDemo } = await import('./seed/seed.ts');
  const ended = (logins: DemoLogin[], complete: () => Promise<void>) => ({
    logins,
    complete: async () => {
      await complete();
      await keep({ is: 'there', logins, past: 'over' });
    },
  });
  if (state?.is === 'there')
    return state.past === 'over' ? { logins: state.logins } : ended(state.logins, () => endPast(platform));
  await keep({ is: 'under way' });
  const { logins, complete } = await seedDemo({ apiBase: urls.api, platform, providerPorts });
  await keep({ is: 'there', logins, past: 'under way' });
  return ended(logins, complete);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  const note = typeof result === 'string' ? ` ${result}` : '';
  console.log(`${name.padEnd(12)}${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s${note}`);
  return result;
}

function present(urls: Record<string, string>, logins: DemoLogin[]): void {
  const lines = [
    '',
    `Ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`,
    '',
    `  Site      ${urls.site}`,
    `  API       ${urls.api}`,
    `  Console   ${urls.console}`,
    `  Mail      ${urls.mail}`,
    `  SMS       ${urls.console}/#/sms`,
    '',
    ...logins.map(({ role, email, password }) => `  ${role.padEnd(18)} ${email.padEnd(30)} ${password}`),
    ...(logins.length > 0 ? [''] : []),
    'Ctrl-C stops it; the data stays.',
  ];
  console.log(lines.join('\n'));
}

function assertNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node ${process.versions.node} is too old; install Node 20.19 or later.`);
}

/** A developer's own account must be out of reach of everything that runs here. */
function removeAwsCredentials(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  process.env.AWS_CONFIG_FILE = join(root, '.local', 'no-aws-config');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(root, '.local', 'no-aws-credentials');
}

/** The first signal stops everything in order and ends the process, the second ends it at once; `end` resolves never. */
function endOnSignal(stop: () => Promise<void>): { seen: () => boolean; end: Promise<never> } {
  let seen = false;
  const onSignal = (): void => {
    if (seen) process.exit(1);
    seen = true;
    void stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return { seen: () => seen, end: new Promise(() => undefined) };
}

await main().catch((error: Error) => {
  console.error(`accord: ${error.message}`);
  if (process.env.DEBUG) console.error(error.stack);
  process.exit(1);
});
