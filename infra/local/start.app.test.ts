import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { synthesizeIfChanged } from './build-steps.ts';
import { DATA_SHAPE } from './data-shape.ts';
import { commandOf, killStaleEngine } from './engine.ts';
import { startPlatform } from './platform.ts';
import { freePort } from './ports.ts';
import { openAccount } from './seed/open-account.ts';
import { demoBrands, demoPassword } from './seed/world.ts';

const [firstBrand] = demoBrands as [(typeof demoBrands)[0]];
const root = fileURLToPath(new URL('../..', import.meta.url));
const children = new Set<ChildProcess>();
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'accord-start-'));
  await synthesizeIfChanged(root);
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  // A killed platform cannot end its engine itself.
  const left = existsSync(join(home, 'platform.json'))
    ? JSON.parse(readFileSync(join(home, 'platform.json'), 'utf8'))
    : {};
  if (left.pids?.engine) killStaleEngine(left.pids.engine);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Started {
  child: ChildProcess;
  output: () => string;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
}

function start(args: string[]): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  );
  return { child, output: () => text, ended };
}

interface Description {
  pids: Record<string, number>;
  urls: Record<string, string>;
  logins: { email: string }[];
}

/** Starts the platform and waits until it says that it is ready. */
async function startReady(args: string[], folder = home): Promise<Started & { description: Description }> {
  const started = start(['--seed', 'none', '--data', home, ...args]);
  await new Promise<void>((resolve, reject) => {
    started.child.stdout?.on('data', () => started.output().includes('Ready in') && resolve());
    void started.ended.then(() => reject(new Error(`It ended: ${started.output()}`)));
  });
  return { ...started, description: JSON.parse(readFileSync(join(folder, 'platform.json'), 'utf8')) };
}

const clockOf = async (consoleUrl: string | undefined, advanceMs?: number): Promise<number> => {
  const change = { method: 'POST', headers: { 'x-accord-console': '1' }, body: JSON.stringify({ ms: advanceMs }) };
  if (advanceMs !== undefined) await fetch(new URL('/api/clock/advance', consoleUrl), change);
  const response = await fetch(new URL('/api/clock', consoleUrl));
  return ((await response.json()) as { nowMs: number }).nowMs;
};

describe('npm start', () => {
  it('tells its options', async () => {
    const { ended, output } = start(['--help']);
    expect(await ended).toBe(0);
    for (const option of ['--port', '--fresh', '--seed', '--data', 'DYNAMODB_ENDPOINT'])
      expect(output()).toContain(option);
  });

  it('keeps data and time through kill -9, ends the engine left behind, and leaves no process at Ctrl-C', async () => {
    const first = await startReady(['--port', String(await freePort())]);
    const { urls, pids } = first.description;
    expect((await fetch(`${urls.api}/health`)).status).toBe(200);
    const advanced = await clockOf(urls.console, 2 * 86_400_000);
    process.kill(pids.platform ?? 0, 'SIGKILL');
    expect(await first.ended).toBe('SIGKILL');

    const second = await startReady(['--port', String(await freePort())]);
    expect(commandOf(pids.engine ?? 0)).not.toContain('dynoxide');
    expect(await clockOf(second.description.urls.console)).toBeGreaterThanOrEqual(advanced);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(commandOf(second.description.pids.engine ?? 0)).not.toContain('dynoxide');
  });

  it('makes the demo world anew when the last start ended in the middle of it', async () => {
    const dataDir = join(home, 'half');
    const half = await startPlatform({ cdkOut: join(root, 'cdk.out'), dataDir, port: 0 });
    await openAccount(half.urls.api, half.platform, { ...firstBrand.account, password: demoPassword });
    await half.platform.store.put('platform', 'seed', { is: 'under way' });
    await half.stop();

    const whole = await startReady(['--seed', 'demo', '--data', dataDir, '--port', String(await freePort())], dataDir);
    expect(whole.description.logins).toHaveLength(9);
    whole.child.kill('SIGINT');
    expect(await whole.ended).toBe(0);
    const check = ['--import', 'tsx', 'infra/tools/data-check.ts', '--data', dataDir];
    const told = execFileSync(process.execPath, check, { cwd: root, encoding: 'utf8' });
    expect(told).toContain('OK: everything belongs to what it says, and both sides of every deal say the same.');
  });
});

describe('what cannot start is one sentence and exit code 1:', () => {
  it.each<[string, () => Promise<string[]>, RegExp]>([
    [
      'a taken port',
      async () => ['--port', String(await takenPort())],
      /^accord: Port \d+ of 127\.0\.0\.1 is taken; .*--port\.\n$/,
    ],
    [
      'a data folder that is a file',
      async () => ['--port', String(await freePort()), '--data', fileInPlace()],
      /^accord: The data folder .* cannot be used .*--data\.\n$/,
    ],
    [
      'damaged data',
      async () => ['--port', String(await freePort()), '--data', damagedData()],
      /accord: The database engine did not start \(.*not a valid SQLite database\); .*--fresh to begin with empty data\.\n$/,
    ],
    [
      'data of another version',
      async () => ['--port', String(await freePort()), '--data', damagedData(DATA_SHAPE - 1)],
      /^accord: The data in .* was written by an earlier version .*--data to keep it, .*--fresh\.\n$/,
    ],
    [
      'an option nobody knows',
      async () => ['--prot', '1'],
      /^accord: There is no option --prot; --help lists them\.\n$/,
    ],
  ])('%s', async (_what, args, message) => {
    const { ended, output } = start(['--seed', 'none', ...(await args())]);
    expect(await ended).toBe(1);
    expect(output()).toMatch(message);
  });

  const servers: ReturnType<typeof createServer>[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });
  const takenPort = async (): Promise<number> => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const fileInPlace = (): string => {
    const file = join(home, 'a-file');
    writeFileSync(file, '');
    return file;
  };
  const damagedData = (shape = DATA_SHAPE): string => {
    const folder = mkdtempSync(join(home, 'damaged-'));
    const data = join(folder, 'data');
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    writeFileSync(join(data, 'shape'), String(shape));
    writeFileSync(join(data, 'engine.db'), 'not a database, but long enough to have a header of its own '.repeat(100));
    return folder;
  };
});
