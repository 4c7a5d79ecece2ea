import { type Box, boxesIn, type Piece, UnreadableFilm } from './box.ts';
import type { Range } from './sample-ranges.ts';

/** Sizes of samples where a fragment gives none, by track: from `trex`. */
export type DefaultSizes = ReadonlyMap<number, number>;

/** The part of a fragment that is about one track. */
export interface TrackFragment {
  box: Box;
  trackId: number;
  /** Whether it says by itself where its samples begin, not by where those of the one before end. */
  isPlaced: boolean;
  ranges: Range[];
}

/** The most samples that one run may have: a day of 10 a second; who reads a run makes an entry of each. */
const MOST_SAMPLES = 1_000_000;

const FLAG = {
  baseDataOffset: 0x1,
  sampleDescription: 0x2,
  defaultDuration: 0x8,
  defaultSize: 0x10,
  defaultBaseIsMoof: 0x20000,
  dataOffset: 0x1,
  firstFlags: 0x4,
  duration: 0x100,
  size: 0x200,
  flags: 0x400,
  compositionOffset: 0x800,
} as const;

/** Where the samples of each track in a fragment lie (ISO 14496-12 §8.8). Throws UnreadableFilm. */
export function fragmentRangesOf(piece: Piece, moof: Box, sizes: DefaultSizes): TrackFragment[] {
  const fragments: TrackFragment[] = [];
  // Without any other word samples begin with the fragment, and those of the next track after them.
  let endOfData = moof.start;
  for (const box of boxesIn(piece, moof.body, moof.end).filter(({ type }) => type === 'traf')) {
    const parts = boxesIn(piece, box.body, box.end);
    const header = parts.find(({ type }) => type === 'tfhd');
    if (!header) continue;
    const { trackId, base, size, isPlaced } = readHeader(piece, header, { moof, endOfData, sizes });
    const ranges: Range[] = [];
    let at = base;
    for (const run of parts.filter(({ type }) => type === 'trun')) {
      const range = readRun(piece, run, { base, at, size });
      ranges.push(range);
      at = range.end;
    }
    endOfData = at;
    fragments.push({ box, trackId, isPlaced, ranges });
  }
  return fragments;
}

function readHeader(
  piece: Piece,
  { body }: Box,
  { moof, endOfData, sizes }: { moof: Box; endOfData: number; sizes: DefaultSizes },
) {
  const flags = piece.u32(body) & 0xffffff;
  const trackId = piece.u32(body + 4);
  let at = body + 8;
  let base = flags & FLAG.defaultBaseIsMoof ? moof.start : endOfData;
  if (flags & FLAG.baseDataOffset) {
    base = piece.u64(at);
    at += 8;
  }
  if (flags & FLAG.sampleDescription) at += 4;
  if (flags & FLAG.defaultDuration) at += 4;
  const size = flags & FLAG.defaultSize ? piece.u32(at) : (sizes.get(trackId) ?? 0);
  return { trackId, base, size, isPlaced: (flags & (FLAG.baseDataOffset | FLAG.defaultBaseIsMoof)) !== 0 };
}

function readRun(piece: Piece, { body }: Box, { base, at, size }: { base: number; at: number; size: number }): Range {
  const flags = piece.u32(body) & 0xffffff;
  const count = piece.u32(body + 4);
  if (count > MOST_SAMPLES) throw new UnreadableFilm('A part of it has too many samples.');
  let place = body + 8;
  let start = at;
  if (flags & FLAG.dataOffset) {
    start = base + piece.i32(place);
    place += 4;
  }
  if (flags & FLAG.firstFlags) place += 4;
  if (!(flags & FLAG.size)) return { start, end: start + count * size };
  const before = flags & FLAG.duration ? 4 : 0;
  const each = before + 4 + (flags & FLAG.flags ? 4 : 0) + (flags & FLAG.compositionOffset ? 4 : 0);
  let end = start;
  for (let sample = 0; sample < count; sample++) end += piece.u32(place + sample * each + before);
  return { start, end };
}
