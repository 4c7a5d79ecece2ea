import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { synthesizeIfChanged } from './build-steps.ts';
import { assertUsable } from './data-folder.ts';
import { type CommandLine, helpText, readCommandLine } from './help.ts';
import type { Platform } from './kernel.ts';
import type { RunningPlatform } from './platform.ts';
import { assertFree } from './ports.ts';

/** One demo log-in as it is printed and written to platform.json. */
export interface DemoLogin {
  role: string;
  email: string;
  password: string;
}

interface Seed {
  seedDemo(options: {
    apiBase: string;
    platform: Platform;
    log: (line: string) => void;
  }): Promise<DemoLogin[] | { logins: DemoLogin[] } | undefined>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const startedAt = performance.now();

await main().catch((error: Error) => {
  console.error(`accord: ${error.message}`);
  if (process.env.DEBUG) console.error(error.stack);
  process.exit(1);
});

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
  assertUsable(options.data);
  let services: Promise<RunningPlatform> | undefined;
  const end = endOnSignal(async () => {
    // A start under way is waited for, so that no engine is left behind.
    const running = await services?.catch(() => undefined);
    await running?.stop();
  });
  await step('Application', async () =>
    (await synthesizeIfChanged(root)) ? 'built and synthesized' : 'unchanged since the last start',
  );
  services = startServices(options);
  const running = await step('Services', () => services as Promise<RunningPlatform>);
  const logins = await step('Demo data', () => seedIfEmpty(options, running));
  running.describe({ logins, startedAt: new Date().toISOString() });
  present(running.urls, logins);
  await end;
}

async function startServices(options: CommandLine): Promise<RunningPlatform> {
  const { startPlatform } = await import('./platform.ts');
  return startPlatform({
    cdkOut: join(root, 'cdk.out'),
    dataDir: options.data,
    port: options.port,
    fresh: options.fresh,
    log: (line) => console.log(`  ${line}`),
  });
}

/** Seeds the demo world when there is no data; later starts answer with the log-ins of the first. */
async function seedIfEmpty(options: CommandLine, running: RunningPlatform): Promise<DemoLogin[]> {
  const { store } = running.platform;
  const known = await store.get<DemoLogin[]>('platform', 'logins');
  const file = join(root, 'infra', 'local', 'seed', 'seed.ts');
  if (known || options.seed === 'none' || !running.isNew || !existsSync(file)) return known ?? [];
  const { seedDemo } = (await import(pathToFileURL(file).href)) as Seed;
  const result = await seedDemo({
    apiBase: running.urls.api,
    platform: running.platform,
    log: (line) => console.log(`  ${line}`),
  });
  const logins = Array.isArray(result) ? result : (result?.logins ?? []);
  await store.put('platform', 'logins', logins);
  return logins;
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

/** Resolves never: the first signal stops everything in order and ends the process, the second ends it at once. */
function endOnSignal(stop: () => Promise<void>): Promise<never> {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return new Promise(() => undefined);
}
