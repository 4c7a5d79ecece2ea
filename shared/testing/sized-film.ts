/** A box of an MP4 (ISO 14496-12): its size, its type, what it holds. */
function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

const UPRIGHT = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

/** The table of contents of a second of film whose one track has no pictures. */
function contents(): Buffer {
  const tables = [
    box('stsd', u32(0, 0)),
    box('stts', u32(0, 0)),
    box('stsc', u32(0, 1, 1, 1, 1)),
    box('stsz', u32(0, 0, 0)),
    box('stco', u32(0, 0)),
  ];
  const information = box('minf', box('vmhd', u32(1, 0, 0)), box('stbl', ...tables));
  const handler = box('hdlr', u32(0, 0), Buffer.from('vide'), u32(0, 0, 0, 0));
  const track = box(
    'trak',
    box('tkhd', u32(7, 0, 0, 1, 0, 1000, 0, 0, 0, 0, ...UPRIGHT, 160 << 16, 90 << 16)),
    box('mdia', box('mdhd', u32(0, 0, 0, 1000, 1000, 0)), handler, information),
  );
  const header = u32(0, 0, 0, 1000, 1000, 0x10000, 0x1000000, 0, 0, ...UPRIGHT, 0, 0, 0, 0, 0, 0, 2);
  return box('moov', box('mvhd', header), track);
}

/** The beginning of an MP4 of so many bytes, up to 4 GiB: what follows is its data, whatever it is. */
export function beginOfFilm(sizeBytes: number): Buffer {
  const begin = Buffer.concat([box('ftyp', Buffer.from('isom\0\0\x02\0isommp42', 'latin1')), contents()]);
  return Buffer.concat([begin, u32(sizeBytes - begin.length), Buffer.from('mdat')]);
}

/** Such a film, filled up with one byte. */
export function filmOfSize(sizeBytes: number, filledWith = 0): Buffer {
  const film = Buffer.alloc(sizeBytes, filledWith);
  beginOfFilm(sizeBytes).copy(film);
  return film;
}
