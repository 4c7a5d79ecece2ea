/** The smallest grey JPEG of a size whose frame can be read, base64: markers, one frame, no picture. */
export function aJpeg(width: number, height: number): string {
  const [w, h] = [
    [width >> 8, width & 255],
    [height >> 8, height & 255],
  ] as const;
  const frame = [0xff, 0xc0, 0x00, 0x0b, 0x08, ...h, ...w, 0x01, 0x01, 0x11, 0x00];
  return btoa(String.fromCharCode(0xff, 0xd8, ...frame, 0xff, 0xd9));
}
