import { type Box, boxAt, boxesIn, type Piece, UnreadableFilm } from './box.ts';
import type { Edits } from './edits.ts';
import type { DefaultSizes } from './fragment-ranges.ts';
import { sampleRangesOf, type TrackRanges } from './sample-ranges.ts';

/**
 * What is kept inside each box: what picture and sound, their order, their turning and their colour take. All else is made empty, known or not: places and names
 * (`udta`, `meta`, `uuid`), and whatever a device adds tomorrow.
 */
const KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'mdia', 'edts', 'tref', 'tapt', 'clip', 'matt', 'load', 'trgr']),
  mdia: new Set(['mdhd', 'hdlr', 'minf', 'elng']),
  minf: new Set(['vmhd', 'smhd', 'gmhd', 'nmhd', 'hdlr', 'dinf', 'stbl']),
  stbl: new Set('stsd stts ctts cslg stsc stsz stz2 stco co64 stss stps stsh padb stdp sdtp sbgp sgpd subs'.split(' ')),
  mvex: new Set(['mehd', 'trex', 'trep', 'leva']),
  moof: new Set(['mfhd', 'traf']),
  traf: new Set(['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd', 'subs']),
};

/** Kinds of tracks that are kept: picture, sound, and what goes with a picture (its depth, its second layer). Subtitles and times of day are what drones write where they were into. */
const KEPT_TRACKS: ReadonlySet<string> = new Set(['vide', 'soun', 'auxv']);

/** Boxes beside the coding of a sample entry that say nothing about it. */
const BESIDE_CODING: ReadonlySet<string> = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'name']);

/** Padding that files may have anywhere: it stays, with nothing in it. */
export const PADDING: ReadonlySet<string> = new Set(['free', 'skip', 'wide']);

/** What the movie box says of the samples. */
export interface Header {
  /** The samples of the tracks that are kept. */
  ranges: TrackRanges[];
  /** Where chunks of any track begin. */
  starts: number[];
  keptTracks: ReadonlySet<number>;
  droppedTracks: ReadonlySet<number>;
  defaultSizes: DefaultSizes;
}

interface Track {
  box: Box;
  id: number;
  isKept: boolean;
  samples: TrackRanges;
}

/** Empties all in a movie box that is not kept, and reads where samples lie. Throws UnreadableFilm, also for one that is compressed. */
export function scrubHeader(piece: Piece, moov: Box, edits: Edits): Header {
  const children = boxesIn(piece, moov.body, moov.end);
  const tracks = children.filter(({ type }) => type === 'trak').map((box) => readTrack(piece, box));
  if (tracks.length === 0) throw new UnreadableFilm('It has no tracks that can be read.');
  for (const child of keptIn(piece, moov, edits)) if (child.type === 'mvhd') wipeTimes(piece, child, edits);
  const dropped = new Set(tracks.filter(({ isKept }) => !isKept).map(({ id }) => id));
  for (const track of tracks)
    if (track.isKept) scrubTrack(piece, track.box, dropped, edits);
    else edits.blank(track.box);
  const extends_ = children.find(({ type }) => type === 'mvex');
  const defaults = extends_ ? keptIn(piece, extends_, edits).filter(({ type }) => type === 'trex') : [];
  return {
    ranges: tracks.filter(({ isKept }) => isKept).map(({ samples }) => samples),
    starts: tracks.flatMap(({ samples }) => [...samples.exact, ...samples.loose].map(({ start }) => start)),
    keptTracks: new Set(tracks.filter(({ isKept }) => isKept).map(({ id }) => id)),
    droppedTracks: dropped,
    defaultSizes: new Map(defaults.map(({ body }) => [piece.u32(body + 4), piece.u32(body + 16)])),
  };
}

/** The boxes in a box that are kept; all others are made empty. */
export function keptIn(piece: Piece, { type, body, end }: Box, edits: Edits): Box[] {
  const kept = KEPT[type];
  return boxesIn(piece, body, end).filter((child) => {
    if (kept?.has(child.type)) return true;
    if (PADDING.has(child.type)) edits.wipe(child.body, child.end);
    else edits.blank(child);
    return false;
  });
}

function readTrack(piece: Piece, box: Box): Track {
  const inTrack = boxesIn(piece, box.body, box.end);
  const media = findIn(piece, inTrack, 'mdia');
  const handler = media.find(({ type }) => type === 'hdlr');
  const header = inTrack.find(({ type }) => type === 'tkhd');
  if (!handler || !header) throw new UnreadableFilm('A track does not say what it is.');
  const kind = piece.type(handler.body + 8);
  const tables = findIn(piece, findIn(piece, media, 'minf'), 'stbl');
  return {
    box,
    id: piece.u32(header.body + (piece.u8(header.body) === 1 ? 20 : 12)),
    isKept: KEPT_TRACKS.has(kind),
    samples: sampleRangesOf(piece, tables, kind === 'soun'),
  };
}

/** What is in the first box of a type; nothing where there is none. */
function findIn(piece: Piece, boxes: readonly Box[], wanted: string): Box[] {
  const box = boxes.find(({ type }) => type === wanted);
  return box ? boxesIn(piece, box.body, box.end) : [];
}

function scrubTrack(piece: Piece, track: Box, dropped: ReadonlySet<number>, edits: Edits): void {
  for (const child of keptIn(piece, track, edits)) {
    if (child.type === 'tkhd') wipeTimes(piece, child, edits);
    if (child.type === 'tref') scrubReferences(piece, child, dropped, edits);
    if (child.type === 'mdia') scrubMedia(piece, child, edits);
  }
}

function scrubMedia(piece: Piece, media: Box, edits: Edits): void {
  const handler = boxesIn(piece, media.body, media.end).find(({ type }) => type === 'hdlr');
  const isPicture = handler !== undefined && piece.type(handler.body + 8) !== 'soun';
  for (const child of keptIn(piece, media, edits)) {
    if (child.type === 'mdhd') wipeTimes(piece, child, edits);
    if (child.type === 'hdlr') wipeName(child, edits);
    if (child.type !== 'minf') continue;
    for (const part of keptIn(piece, child, edits)) {
      if (part.type === 'hdlr') wipeName(part, edits);
      if (part.type === 'dinf') scrubSources(piece, part, edits);
      if (part.type !== 'stbl') continue;
      for (const table of keptIn(piece, part, edits))
        if (table.type === 'stsd') scrubDescriptions(piece, table, isPicture, edits);
    }
  }
}

/** When it was made and changed: zero is “not said”. */
function wipeTimes(piece: Piece, { body }: Box, edits: Edits): void {
  edits.wipe(body + 4, body + (piece.u8(body) === 1 ? 20 : 12));
}

/** The name of a handler, which names the device or its software, and its maker (QuickTime). */
function wipeName({ body, end }: Box, edits: Edits): void {
  edits.wipe(body + 12, end);
}

/** References to tracks that are no more. */
function scrubReferences(piece: Piece, references: Box, dropped: ReadonlySet<number>, edits: Edits): void {
  const all = boxesIn(piece, references.body, references.end);
  const gone = all.filter(({ body, end }) => {
    for (let at = body; at + 4 <= end; at += 4) if (dropped.has(piece.u32(at))) return true;
    return false;
  });
  if (gone.length === all.length) edits.blank(references);
  else for (const reference of gone) edits.blank(reference);
}

/** Where samples come from: this file, and no path on the disk of whoever made it. */
function scrubSources(piece: Piece, info: Box, edits: Edits): void {
  for (const child of boxesIn(piece, info.body, info.end)) {
    if (child.type !== 'dref') {
      edits.blank(child);
      continue;
    }
    for (const { body, end } of boxesIn(piece, child.body + 8, child.end)) {
      edits.write(body + 3, Uint8Array.from([1]));
      edits.wipe(body + 4, end);
    }
  }
}

/** Who made a coding, its name, and what lies beside it; the coding itself is not touched. */
function scrubDescriptions(piece: Piece, { body, end }: Box, isPicture: boolean, edits: Edits): void {
  for (const entry of boxesIn(piece, body + 8, end)) {
    if (entry.end < entry.start + 36) throw new UnreadableFilm('The description of a track is too short.');
    edits.wipe(entry.start + 20, entry.start + 24);
    if (!isPicture || entry.end < entry.start + 86) continue;
    edits.wipe(entry.start + 50, entry.start + 82);
    for (let at = entry.start + 86; ; ) {
      const box = boxAt(piece, at, entry.end);
      // What follows is no list of boxes: a table of colours.
      if (!box || box.end > entry.end) break;
      if (BESIDE_CODING.has(box.type)) edits.blank(box);
      at = box.end;
    }
  }
}
