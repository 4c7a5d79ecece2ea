import { type Box, boxAt, HEAD_OF_BOX, Piece, type ReadBytes, UnreadableFilm } from './box.ts';
import { type Edit, Edits } from './edits.ts';
import { fragmentRangesOf } from './fragment-ranges.ts';
import type { Range } from './sample-ranges.ts';
import { type Header, keptIn, PADDING, scrubHeader } from './scrub-header.ts';

/** The largest table of contents that is read, bytes: hours of film take some 20 MB. */
const MOST_HEADER_BYTES = 64 * 1024 * 1024;
/** The most boxes beside each other in a file: five hours of fragments of two seconds. */
const MOST_BOXES = 20_000;
/** How much is read at once where the head of a box is looked for. */
const WINDOW_BYTES = 64 * 1024;

/** Boxes of a file that order its samples; a producer's clock (`prft`), messages (`emsg`) and all else are emptied. */
const KEPT_IN_FILE: ReadonlySet<string> = new Set(['ftyp', 'styp', 'sidx', 'ssix', 'mfra', 'pdin']);

/**
 * What to write over a film (MP4, QuickTime) so that nothing in it tells of persons, places, times and devices any more: all but picture, sound and what playing
 * them takes becomes zeros, in place, so that every byte of a sample stays where and what it was. Reads the heads and tables only. Undefined for a film that cannot be
 * read: cut off, damaged, with a compressed table of contents.
 */
export async function planFilmEdits(read: ReadBytes, sizeBytes: number): Promise<Edit[] | undefined> {
  try {
    return await plan(read, sizeBytes);
  } catch (error) {
    if (error instanceof UnreadableFilm) return undefined;
    throw error;
  }
}

async function plan(read: ReadBytes, sizeBytes: number): Promise<Edit[]> {
  const edits = new Edits();
  const boxes = await listBoxes(windowed(read, sizeBytes), sizeBytes, edits);
  const [moov, ...more] = boxes.filter(({ type }) => type === 'moov');
  if (!moov || more.length > 0) throw new UnreadableFilm('It has no table of contents, or several.');
  const header = scrubHeader(await readWhole(read, moov), moov, edits);
  const data = boxes.filter(({ type }) => type === 'mdat').map(({ body, end }) => ({ start: body, end }));
  const kept = header.ranges.flatMap(({ exact }) => exact).concat(looseRanges(header, data));
  for (const box of boxes) {
    if (box.type === 'moof') kept.push(...scrubFragment(await readWhole(read, box), box, header, edits));
    else if (PADDING.has(box.type)) edits.wipe(box.body, box.end);
    else if (!KEPT_IN_FILE.has(box.type) && box.type !== 'mdat' && box !== moov) edits.blank(box);
  }
  wipeBetween(data, merged(kept), edits);
  return edits.sorted();
}

/** Reads through a window, so that heads that lie near each other cost one read. */
function windowed(read: ReadBytes, sizeBytes: number): ReadBytes {
  let start = 0;
  let bytes: Uint8Array = new Uint8Array();
  return async (from, to) => {
    if (from < start || to > start + bytes.length) {
      bytes = await read(from, Math.min(sizeBytes, Math.max(to, from + WINDOW_BYTES)));
      start = from;
    }
    return bytes.subarray(from - start, to - start);
  };
}

async function readWhole(read: ReadBytes, { start, end }: Box): Promise<Piece> {
  if (end - start > MOST_HEADER_BYTES) throw new UnreadableFilm('Its table of contents is too large.');
  return new Piece(await read(start, end), start);
}

/** The boxes of a file, one after the other; what follows them and is none, as another file hidden behind the film, is emptied. */
async function listBoxes(read: ReadBytes, sizeBytes: number, edits: Edits): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = 0; at < sizeBytes; ) {
    const piece = new Piece(await read(at, Math.min(sizeBytes, at + HEAD_OF_BOX)), at);
    const box = boxAt(piece, at, sizeBytes);
    if (!box || box.end > sizeBytes) {
      if (box && ['mdat', 'moov', 'moof'].includes(box.type)) throw new UnreadableFilm('It is cut off.');
      // Emptied, it is a box again: one of size zero, which goes on to the end.
      edits.wipe(at, Math.min(at + 4, sizeBytes));
      if (sizeBytes - at < 8) edits.wipe(at + 4, sizeBytes);
      else edits.blank({ start: at, body: at + 8, end: sizeBytes });
      return boxes;
    }
    boxes.push(box);
    if (boxes.length > MOST_BOXES) throw new UnreadableFilm('It has too many parts.');
    at = box.end;
  }
  return boxes;
}

/** Chunks whose length is not known for sure: up to where the next one of any track begins, or the data ends. */
function looseRanges({ ranges, starts }: Header, data: readonly Range[]): Range[] {
  const loose = ranges.flatMap((track) => track.loose);
  if (loose.length === 0) return [];
  const sorted = Float64Array.from([...starts, ...data.map(({ end }) => end)]).sort();
  return loose.map(({ start, end }) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as number) > start) high = middle;
      else low = middle + 1;
    }
    return { start, end: Math.min(end, sorted[low] ?? end) };
  });
}

function scrubFragment(piece: Piece, moof: Box, header: Header, edits: Edits): Range[] {
  const fragments = fragmentRangesOf(piece, moof, header.defaultSizes);
  const isDropped = (trackId: number) => header.droppedTracks.has(trackId);
  // One that says where the next one's samples begin stays, with no samples any more.
  const stays = new Set(
    fragments.filter((_, index) => fragments.slice(index + 1).some(({ isPlaced }) => !isPlaced)).map(({ box }) => box),
  );
  const gone = new Set(
    fragments.filter(({ box, trackId }) => isDropped(trackId) && !stays.has(box)).map(({ box }) => box.start),
  );
  for (const child of keptIn(piece, moof, edits)) {
    if (gone.has(child.start)) edits.blank(child);
    else if (child.type === 'traf') keptIn(piece, child, edits);
  }
  return fragments.flatMap(({ trackId, ranges }) => (header.keptTracks.has(trackId) ? ranges : []));
}

/** Ranges in order, those that touch or overlap as one. */
function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    if (end <= start) continue;
    const last = all.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** Empties what no kept sample lies in; throws UnreadableFilm when a sample does not lie in the data. */
function wipeBetween(data: readonly Range[], kept: readonly Range[], edits: Edits): void {
  let next = 0;
  for (const { start, end } of data) {
    let at = start;
    for (; next < kept.length; next++) {
      const range = kept[next] as Range;
      if (range.start >= end) break;
      if (range.start < at || range.end > end) throw new UnreadableFilm('A part of it lies outside of its data.');
      edits.wipe(at, range.start);
      at = range.end;
    }
    edits.wipe(at, end);
  }
  if (next < kept.length) throw new UnreadableFilm('A part of it lies outside of its data.');
}
