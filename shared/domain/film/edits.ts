import type { Box, ReadBytes } from './box.ts';

/** What is written over a part of a file; zeros where no bytes are given. */
export interface Edit {
  start: number;
  end: number;
  bytes?: Uint8Array;
}

const FREE = Uint8Array.from([0x66, 0x72, 0x65, 0x65]);

/** Collects what is to be written over a file; nothing in it moves. */
export class Edits {
  readonly #edits: Edit[] = [];

  /** Zeros from `start` up to, not including, `end`. */
  wipe(start: number, end: number): void {
    if (end > start) this.#edits.push({ start, end });
  }
  write(start: number, bytes: Uint8Array): void {
    this.#edits.push({ start, end: start + bytes.length, bytes });
  }
  /** Makes a box one that holds nothing: `free`, which every reader passes over (ISO 14496-12 §8.1.2). */
  blank({ start, body, end }: Pick<Box, 'start' | 'body' | 'end'>): void {
    this.write(start + 4, FREE);
    this.wipe(body, end);
  }
  /** In the order of their places. */
  sorted(): Edit[] {
    return this.#edits.sort((one, other) => one.start - other.start);
  }
}

/** Reads a file as it is after its edits. */
export function readingEdited(read: ReadBytes, edits: readonly Edit[]): ReadBytes {
  return async (start, end) => {
    const part = await read(start, end);
    applyEdits(part, start, edits);
    return part;
  };
}

/** Writes what edits (in order, none over another) say over the part of a file that begins at `at`. */
export function applyEdits(part: Uint8Array, at: number, edits: readonly Edit[]): void {
  const end = at + part.length;
  for (let index = firstEndingAfter(edits, at); index < edits.length; index++) {
    const edit = edits[index] as Edit;
    if (edit.start >= end) return;
    const from = Math.max(edit.start, at);
    const to = Math.min(edit.end, end);
    if (edit.bytes) part.set(edit.bytes.subarray(from - edit.start, to - edit.start), from - at);
    else part.fill(0, from - at, to - at);
  }
}

function firstEndingAfter(edits: readonly Edit[], at: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle] as Edit).end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
