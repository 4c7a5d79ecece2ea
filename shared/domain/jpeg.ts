/** What the frame of a JPEG file says. */
export interface JpegFrame {
  width: number;
  height: number;
  /** 1 for grey, 3 for colour. */
  channels: number;
}

/** Markers that begin a frame: baseline, extended and progressive. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);

/** The frame of a JPEG file (ITU-T T.81, annex B) that begins and ends as one; undefined for anything else. */
export function jpegFrameOf(bytes: Uint8Array): JpegFrame | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length;
  if (end < 4 || view.getUint16(0) !== 0xffd8 || view.getUint16(end - 2) !== 0xffd9) return undefined;
  let at = 2;
  while (at + 10 <= end) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    if (FRAMES.has(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), channels: bytes[at + 9] as number };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The bytes of base64 text; undefined when it is none. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
