import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

// Everything the synthesized application is made of; the local target itself is not part of it.
const inputs = ['infra', 'functions', 'workflows', 'shared', 'web', 'package-lock.json', 'cdk.json', 'tsconfig.json'];
const notInputs =
  /^(infra\/local|web\/dist|web\/journeys|web\/node_modules)(\/|$)|\.test\.tsx?$|\.(template|app|browser)\.test\.tsx?$/;

/** Builds functions and site and synthesizes the stacks for this machine, unless no input has changed since. Gives whether it did. */
export async function synthesizeIfChanged(root: string): Promise<boolean> {
  const release = await takeBuildLock(root);
  try {
    return await synthesizeUnlessCurrent(root);
  } finally {
    release();
  }
}

async function synthesizeUnlessCurrent(root: string): Promise<boolean> {
  const stampFile = join(root, '.build', 'local.stamp');
  const stamp = hashOf(root);
  const cdkOut = join(root, 'cdk.out');
  const isUpToDate =
    existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && existsSync(join(cdkOut, 'manifest.json'));
  if (isUpToDate) return false;
  await synthesize(root, cdkOut);
  mkdirSync(join(root, '.build'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

/** How long one process waits for another that builds the same folder, ms. */
const longestBuildMs = 600_000;

/** One process at a time builds this folder; a start and a test run may well come together. Gives the way to let go. */
async function takeBuildLock(root: string): Promise<() => void> {
  const lock = join(root, '.build', 'lock');
  mkdirSync(join(root, '.build'), { recursive: true });
  for (const from = performance.now(); ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readIfThere(lock);
    // An empty one is about to say whose it is.
    if (holder !== '' && !isAlive(Number(holder))) rmSync(lock, { force: true });
    if (performance.now() - from > longestBuildMs)
      throw new Error(`Another process has been building this folder for too long; remove ${lock} if none is.`);
  }
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function isAlive(pid: number): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** In a process of its own: the CDK library and the bundlers would stay in the memory of the running platform. */
function synthesize(root: string, cdkOut: string): Promise<void> {
  const tsx = createRequire(import.meta.url).resolve('tsx/cli');
  const environment = { ...process.env, STAGE: 'local', CDK_OUTDIR: cdkOut, NO_COLOR: '1' };
  const child = spawn(process.execPath, [tsx, join(root, 'infra', 'app.ts')], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', stop);
      if (code === 0) resolve();
      else reject(new Error(`The application could not be built:\n${output.trim()}`));
    });
  });
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesBelow(root, join(root, input)))) {
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesBelow(root: string, path: string): string[] {
  const name = relative(root, path).replaceAll('\\', '/');
  if (notInputs.test(name) || !existsSync(path)) return [];
  if (/\.\w+$/.test(name) && !name.startsWith('.')) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return filesBelow(root, child);
    return notInputs.test(relative(root, child).replaceAll('\\', '/')) ? [] : [child];
  });
}
