import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file of lines that never grows beyond its bound: the older half moves to `<file>.1`. */
export interface LogFile {
  append(line: string): void;
  close(): Promise<void>;
}

const defaultMaxBytes = 10 * 1024 * 1024;

/** Opens `file` for appending; lines are written in the background, in order. */
export function openLogFile(file: string, maxBytes = defaultMaxBytes): LogFile {
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let handle: FileHandle | undefined;
  let size = 0;

  const reopen = async (): Promise<FileHandle> => {
    await mkdir(dirname(file), { recursive: true });
    const opened = await open(file, 'a', 0o600);
    size = (await stat(file)).size;
    return opened;
  };
  const flush = async (): Promise<void> => {
    const text = waiting.map((line) => `${line}\n`).join('');
    waiting = [];
    if (text === '') return;
    handle ??= await reopen();
    await handle.appendFile(text);
    size += Buffer.byteLength(text);
    if (size < maxBytes / 2) return;
    await handle.close();
    handle = undefined;
    await rename(file, `${file}.1`);
  };
  return {
    append(line) {
      waiting.push(line);
      // A full disk must not stop the functions; their lines are in the trace as well.
      if (waiting.length === 1) writing = writing.then(flush).catch(() => undefined);
    },
    async close() {
      await writing;
      await handle?.close();
      handle = undefined;
    },
  };
}
