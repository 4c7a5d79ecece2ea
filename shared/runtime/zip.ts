import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive. */
export interface ZipFile {
  /** ASCII, with `/` between folders. */
  name: string;
  content: string | Uint8Array;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const DEFLATED = 8;
/** The first instant a ZIP can name, 1980-01-01: the same files make the same bytes whenever they are packed. */
const DOS_DATE = 0x21;

/** Packs a few files into a ZIP (PKWARE APPNOTE 6.3, deflated); for archives below 4 GB of fewer than 65,536 files. */
export function zipOf(files: readonly ZipFile[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const about = aboutFile(Buffer.from(name, 'ascii'), bytes, packed);
    const local = Buffer.concat([uint32(LOCAL_HEADER), about.fields, uint16(0), about.name]);
    bodies.push(local, packed);
    const place = Buffer.concat([uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), uint32(offset)]);
    directory.push(Buffer.concat([uint32(CENTRAL_HEADER), uint16(VERSION), about.fields, place, about.name]));
    offset += local.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const counts = [uint16(0), uint16(0), uint16(files.length), uint16(files.length)];
  const end = [uint32(END_OF_DIRECTORY), ...counts, uint32(index.length), uint32(offset), uint16(0)];
  return Buffer.concat([...bodies, index, ...end]);
}

/** What both headers of a file say alike: from the version needed to the length of its name. */
function aboutFile(name: Buffer, bytes: Buffer, packed: Buffer): { fields: Buffer; name: Buffer } {
  const when = [uint16(0), uint16(DOS_DATE)];
  const sizes = [uint32(crc32(bytes)), uint32(packed.length), uint32(bytes.length)];
  const fields = [uint16(VERSION), uint16(0), uint16(DEFLATED), ...when, ...sizes, uint16(name.length)];
  return { fields: Buffer.concat(fields), name };
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
