/** A film whose structure cannot be read: cut off, damaged, or no film at all. */
export class UnreadableFilm extends Error {}

/** Bytes of a file from `start` up to, not including, `end`. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** A box of an ISO base media file (ISO 14496-12 §4.2) or an atom of a QuickTime one; places count from the first byte of the file. */
export interface Box {
  type: string;
  start: number;
  /** Where what it holds begins. */
  body: number;
  end: number;
}

/** Part of a file in memory. */
export class Piece {
  readonly #view: DataView;
  readonly #start: number;

  /** `start` is where in the file the bytes begin. */
  constructor(bytes: Uint8Array, start: number) {
    this.#start = start;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(at: number): number {
    return this.#at(at, 1, (place) => this.#view.getUint8(place));
  }
  u16(at: number): number {
    return this.#at(at, 2, (place) => this.#view.getUint16(place));
  }
  u32(at: number): number {
    return this.#at(at, 4, (place) => this.#view.getUint32(place));
  }
  i32(at: number): number {
    return this.#at(at, 4, (place) => this.#view.getInt32(place));
  }
  u64(at: number): number {
    return this.u32(at) * 2 ** 32 + this.u32(at + 4);
  }
  type(at: number): string {
    return String.fromCharCode(this.u8(at), this.u8(at + 1), this.u8(at + 2), this.u8(at + 3));
  }

  #at(at: number, bytes: number, get: (place: number) => number): number {
    const place = at - this.#start;
    if (place < 0 || place + bytes > this.#view.byteLength) throw new UnreadableFilm(`It ends before byte ${at}.`);
    return get(place);
  }
}

/** Bytes that the longest head of a box takes: its size, its type and a size of 64 bits. */
export const HEAD_OF_BOX = 16;

/** The box that begins at a place of a piece; undefined where its size says nothing that can be. `limit` is where what holds it ends. */
export function boxAt(piece: Piece, start: number, limit: number): Box | undefined {
  if (limit - start < 8) return undefined;
  const size = piece.u32(start);
  const type = piece.type(start + 4);
  if (size === 0) return { type, start, body: start + 8, end: limit };
  if (size !== 1) return size < 8 ? undefined : { type, start, body: start + 8, end: start + size };
  if (limit - start < HEAD_OF_BOX) return undefined;
  const long = piece.u64(start + 8);
  return long < HEAD_OF_BOX ? undefined : { type, start, body: start + HEAD_OF_BOX, end: start + long };
}

/** The boxes in a part of a piece; up to seven bytes after the last one end a list in QuickTime files. Throws UnreadableFilm. */
export function boxesIn(piece: Piece, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; to - at >= 8; ) {
    const box = boxAt(piece, at, to);
    if (!box || box.end > to) throw new UnreadableFilm(`The box at byte ${at} is larger than what holds it.`);
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}
