import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { freePort } from '#local/ports.ts';
import { residentMb } from './processes.ts';
import type { Section } from './report.ts';
import { round } from './stats.ts';
import { TARGETS } from './targets.ts';

const WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 15_000;

/** Nothing that a fresh clone would not have, and no tests or pictures that a start does not read. */
const NOT_COPIED = /^(\.git|node_modules|\.build|cdk\.out|\.local|coverage|test-results|web\/dist)(\/|$)/;

interface Start {
  readySeconds: number;
  /** Platform and engine, MB. */
  memoryMb: number;
}

/** Synthesis and starts in a copy of the sources that has been built never (cold) and just now (warm). */
export async function measureStart(root: string): Promise<Section> {
  const copy = mkdtempSync(join(tmpdir(), 'accord-copy-'));
  try {
    copySources(root, copy);
    const synthSeconds = await timeSynthesis(copy);
    for (const built of ['.build', 'cdk.out']) rmSync(join(copy, built), { recursive: true, force: true });
    const cold = await startOnce(copy);
    const warm = await startOnce(copy);
    return sectionOf(synthSeconds, cold, warm);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function copySources(root: string, copy: string): void {
  mkdirSync(copy, { recursive: true });
  cpSync(root, copy, {
    recursive: true,
    filter: (source) => !NOT_COPIED.test(relative(root, source).replaceAll('\\', '/')),
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
}

async function timeSynthesis(folder: string): Promise<number> {
  const startedAt = performance.now();
  const child = run(folder, 'infra/app.ts', [], { STAGE: 'local' });
  await ended(child, WITHIN_MS);
  if (child.process.exitCode !== 0) throw new Error(`The synthesis failed:\n${child.output()}`);
  return (performance.now() - startedAt) / 1000;
}

/** Starts the platform as `npm start` does, until it says that it is ready; then stops it. */
async function startOnce(folder: string): Promise<Start> {
  const startedAt = performance.now();
  const data = join(folder, '.local');
  const child = run(folder, 'infra/local/start.ts', ['--port', String(await freePort()), '--data', data]);
  try {
    await said(child, /Ctrl-C stops it/);
    const readySeconds = (performance.now() - startedAt) / 1000;
    const { pids } = JSON.parse(readFileSync(join(data, 'platform.json'), 'utf8')) as {
      pids: { platform: number; engine?: number };
    };
    const memoryMb = residentMb(pids.platform) + (pids.engine ? residentMb(pids.engine) : 0);
    return { readySeconds, memoryMb };
  } finally {
    child.process.kill('SIGINT');
    await ended(child, STOP_WITHIN_MS).catch(() => child.process.kill('SIGKILL'));
  }
}

interface Child {
  process: ChildProcess;
  /** The end of what it has printed. */
  output(): string;
}

function run(folder: string, script: string, args: string[], more: Record<string, string> = {}): Child {
  // One process instead of tsx's two, so that a signal reaches the platform itself.
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: folder,
    env: { ...process.env, ...more, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-8000);
    });
  return { process: child, output: () => output };
}

function said({ process: child, output }: Child, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Not ready within ${WITHIN_MS / 1000} s:\n${output()}`)), WITHIN_MS);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`The platform ended with code ${code} before it was ready:\n${output()}`));
    });
    child.stdout?.on('data', () => {
      if (!pattern.test(output())) return;
      clearTimeout(late);
      resolve();
    });
  });
}

function ended({ process: child, output }: Child, withinMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`A process did not end within ${withinMs / 1000} s:\n${output()}`));
    }, withinMs);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
  });
}

function sectionOf(synthSeconds: number, cold: Start, warm: Start): Section {
  const missed = [cold, warm]
    .filter(({ memoryMb }) => memoryMb > TARGETS.memoryMb)
    .map(({ memoryMb }) => `The platform takes ${round(memoryMb, 0)} MB; at most ${TARGETS.memoryMb}.`);
  return {
    name: 'Synthesis and start, in a copy that was never built',
    columns: ['what', 'seconds', 'memory MB'],
    rows: [
      ['synthesis', round(synthSeconds), Number.NaN],
      ['ready, cold (builds, seeds the demo)', round(cold.readySeconds), round(cold.memoryMb, 0)],
      ['ready, warm (keeps its data)', round(warm.readySeconds), round(warm.memoryMb, 0)],
    ],
    notes: ['Times are those of this machine at this moment; only the memory has a target.'],
    missed,
    data: { synthSeconds: round(synthSeconds), cold, warm },
  };
}
