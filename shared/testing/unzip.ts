import { inflateRawSync } from 'node:zlib';

/** The files of an archive as its directory names them, each with the checksum it is said to have. */
export function unzipped(archive: Uint8Array): { name: string; bytes: Uint8Array; checksum: number }[] {
  const zip = Buffer.from(archive);
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error('This is no archive: its end is missing.');
  const found = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packedLength, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    found.push({
      name: zip.toString('ascii', at + 46, at + 46 + nameLength),
      bytes: inflateRawSync(zip.subarray(start, start + packedLength)),
      checksum: zip.readUInt32LE(at + 16),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}
