import {
  accessSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DATA_SHAPE, whyNotRead } from './data-shape.ts';
import { commandOf, killStaleEngine } from './engine.ts';

/** The folder one running platform has to itself. */
export interface DataFolder {
  home: string;
  /** What survives restarts and goes with --fresh. */
  data: string;
  logs: string;
  /** Whether there was no data before this start. */
  isNew: boolean;
  /** Writes platform.json, readable by its owner only. */
  describe(description: Record<string, unknown>): void;
  /** Gives the folder free for the next start. */
  release(): void;
}

/** Beside the data, and gone with it. */
const shapeFileOf = (data: string): string => join(data, 'shape');

/**
 * Takes a data folder: refuses one that another instance uses, that cannot be written or whose data has another form, ends the engine a killed
 * instance left behind, and empties it when `fresh`.
 */
export function takeDataFolder(path: string, options: { fresh: boolean }): DataFolder {
  const home = resolve(path);
  const data = join(home, 'data');
  const logs = join(home, 'logs');
  const descriptionFile = join(home, 'platform.json');
  assertUsable(path, options);
  const lockFile = lock(home);
  endStaleEngine(descriptionFile);
  if (options.fresh) for (const folder of [data, logs]) rmSync(folder, { recursive: true, force: true });
  const isNew = !hasData(data);
  makeWritable(data);
  if (isNew) writeFileSync(shapeFileOf(data), `${DATA_SHAPE}\n`, { mode: 0o600 });
  return {
    home,
    data,
    logs,
    isNew,
    describe: (description) => {
      rmSync(descriptionFile, { force: true });
      writeFileSync(descriptionFile, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
    },
    release() {
      rmSync(descriptionFile, { force: true });
      rmSync(lockFile, { force: true });
    },
  };
}

/** Fails when the folder cannot be used, another instance uses it, or its data, unless it is to go, has another form; changes nothing but making the folder. */
export function assertUsable(path: string, options: { fresh: boolean }): void {
  const home = resolve(path);
  makeWritable(home);
  const pid = holderOf(join(home, 'lock'));
  if (pid !== undefined) throw inUse(home, pid);
  const data = join(home, 'data');
  const why = options.fresh || !hasData(data) ? undefined : whyNotRead(home, readText(shapeFileOf(data)));
  if (why) throw new Error(why);
}

/** Whether anything was written there; a start that ended at once leaves nothing but the folder. */
function hasData(data: string): boolean {
  try {
    return readdirSync(data).length > 0;
  } catch {
    return false;
  }
}

function makeWritable(folder: string): void {
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isFile()) throw new Error('it is a file');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `The data folder ${folder} cannot be used (${(error as Error).message}); choose another with --data.`,
    );
  }
}

function lock(home: string): string {
  const file = join(home, 'lock');
  for (;;) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify({ pid: process.pid, command: commandOf(process.pid) }));
      closeSync(handle);
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = holderOf(file);
    if (pid !== undefined) throw inUse(home, pid);
    rmSync(file, { force: true });
  }
}

/** The process that holds a lock; undefined when that one is gone. */
function holderOf(lockFile: string): number | undefined {
  const holder = readJson(lockFile);
  const pid = Number(holder.pid);
  // The same pid with another command line is another program that came later.
  const isRunning = pid === process.pid || (pid > 0 && commandOf(pid) !== '' && commandOf(pid) === holder.command);
  return isRunning ? pid : undefined;
}

function inUse(home: string, pid: number): Error {
  return new Error(
    `The data folder ${home} is in use by process ${pid}; stop that one or choose another folder with --data.`,
  );
}

function endStaleEngine(descriptionFile: string): void {
  const pids = readJson(descriptionFile).pids as { engine?: number } | undefined;
  if (pids?.engine) killStaleEngine(pids.engine);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
