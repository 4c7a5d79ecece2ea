import { type Box, type Piece, UnreadableFilm } from './box.ts';

/** A part of a file. */
export interface Range {
  start: number;
  end: number;
}

/** Where the samples of a track lie, one range a chunk, and the chunks whose length is only known to be at most so much. */
export interface TrackRanges {
  exact: Range[];
  loose: Range[];
}

/** Where a track's tables of samples (ISO 14496-12 §8.7) say that its samples lie. Throws UnreadableFilm. */
export function sampleRangesOf(piece: Piece, tables: readonly Box[], isSound: boolean): TrackRanges {
  const offsets = chunkOffsetsOf(piece, tables);
  const sizes = sampleSizesOf(piece, tables);
  if (offsets.count === 0 || sizes.count === 0) return { exact: [], loose: [] };
  const bytesOf = sizes.fixed > 0 && isSound ? soundBytesOf(piece, findTable(tables, 'stsd'), sizes.fixed) : undefined;
  const perChunk = samplesPerChunkOf(piece, tables);
  const ranges: Range[] = [];
  let sample = 0;
  for (let chunk = 0; chunk < offsets.count; chunk++) {
    const count = Math.min(perChunk(chunk), sizes.count - sample);
    const start = offsets.at(chunk);
    let bytes = bytesOf?.(count) ?? sizes.fixed * count;
    if (sizes.fixed === 0) for (let index = 0; index < count; index++) bytes += sizes.at(sample + index);
    ranges.push({ start, end: start + bytes });
    sample += count;
  }
  return bytesOf ? { exact: [], loose: ranges } : { exact: ranges, loose: [] };
}

function findTable(tables: readonly Box[], ...types: string[]): Box | undefined {
  return tables.find(({ type }) => types.includes(type));
}

function chunkOffsetsOf(piece: Piece, tables: readonly Box[]): { count: number; at: (chunk: number) => number } {
  const box = findTable(tables, 'stco', 'co64');
  if (!box) return { count: 0, at: () => 0 };
  const { body, type } = box;
  const count = entriesOf(piece, box, body + 4, type === 'stco' ? 4 : 8);
  const at = (chunk: number) => (type === 'stco' ? piece.u32(body + 8 + 4 * chunk) : piece.u64(body + 8 + 8 * chunk));
  return { count, at };
}

/** How many entries a table says that it has; throws UnreadableFilm when it has not that room. */
function entriesOf(piece: Piece, box: Box, countAt: number, bytesEach: number): number {
  const count = piece.u32(countAt);
  if (countAt + 4 + Math.ceil(count * bytesEach) > box.end)
    throw new UnreadableFilm(`The table ${box.type} is shorter than it says.`);
  return count;
}

function sampleSizesOf(
  piece: Piece,
  tables: readonly Box[],
): { count: number; fixed: number; at: (sample: number) => number } {
  const box = findTable(tables, 'stsz', 'stz2');
  if (!box) return { count: 0, fixed: 0, at: () => 0 };
  const { body } = box;
  if (box.type === 'stsz') {
    const fixed = piece.u32(body + 4);
    const count = fixed > 0 ? piece.u32(body + 8) : entriesOf(piece, box, body + 8, 4);
    return { count, fixed, at: (sample) => piece.u32(body + 12 + 4 * sample) };
  }
  const bits = piece.u8(body + 7);
  if (![4, 8, 16].includes(bits)) throw new UnreadableFilm(`A sample size of ${bits} bits is not known.`);
  const count = entriesOf(piece, box, body + 8, bits / 8);
  const first = body + 12;
  const at = (sample: number) => {
    if (bits === 16) return piece.u16(first + 2 * sample);
    if (bits === 8) return piece.u8(first + sample);
    const two = piece.u8(first + (sample >> 1));
    return sample % 2 === 0 ? two >> 4 : two & 15;
  };
  return { count, fixed: 0, at };
}

/** How many samples each chunk holds; to be asked in the order of the chunks. */
function samplesPerChunkOf(piece: Piece, tables: readonly Box[]): (chunk: number) => number {
  const box = findTable(tables, 'stsc');
  if (!box) throw new UnreadableFilm('It does not say which samples are in which chunk.');
  const runs = entriesOf(piece, box, box.body + 4, 12);
  if (runs === 0) throw new UnreadableFilm('It does not say which samples are in which chunk.');
  let run = 0;
  return (chunk) => {
    // The first chunk of a run is counted from 1.
    while (run + 1 < runs && piece.u32(box.body + 8 + 12 * (run + 1)) <= chunk + 1) run++;
    return piece.u32(box.body + 8 + 12 * run + 4);
  };
}

/**
 * The most bytes that so many samples of sound of one size take. QuickTime files give that size in three ways (QuickTime File Format, “Sound Sample Descriptions”), and
 * some of them give 1 for what is one frame of all channels.
 */
function soundBytesOf(piece: Piece, stsd: Box | undefined, fixed: number): (count: number) => number {
  const entry = (stsd?.body ?? 0) + 8;
  if (!stsd || entry + 36 > stsd.end) return (count) => count * fixed;
  const version = piece.u16(entry + 16);
  const bytesOfFrame = piece.u16(entry + 24) * Math.ceil(piece.u16(entry + 26) / 8);
  const has = (bytes: number) => entry + bytes <= stsd.end;
  const samplesPerPacket = version === 1 && has(52) ? piece.u32(entry + 36) : 0;
  const bytesPerPacketFrame = samplesPerPacket > 0 ? piece.u32(entry + 44) : 0;
  const bytesPerPacket = version === 2 && has(72) ? piece.u32(entry + 64) : 0;
  return (count) =>
    Math.max(
      count * Math.max(fixed, bytesOfFrame, bytesPerPacket),
      samplesPerPacket > 0 ? Math.ceil(count / samplesPerPacket) * bytesPerPacketFrame : 0,
    );
}
