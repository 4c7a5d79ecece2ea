import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawAnew } from './pictures.ts';

const RED = { r: 200, g: 20, b: 20 };
const plain = (width = 40, height = 20) => sharp({ create: { width, height, channels: 3, background: RED } });
const withPlace = () =>
  plain()
    .withExif({ IFD0: { Copyright: 'Mara' }, IFD3: { GPSLatitude: '48/1 12/1 30/1', GPSLatitudeRef: 'N' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>Mara</creator></x:xmpmeta>');
const drawn = async (bytes: Buffer, type: 'image/jpeg' | 'image/png' | 'image/webp') => {
  const picture = await drawAnew(bytes, type);
  if (!picture) throw new Error('The picture was not drawn.');
  return picture;
};

describe('a picture drawn anew', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'stays a %s of the same size, and says nothing of place, camera or author',
    async (format) => {
      const taken = await withPlace().toFormat(format).toBuffer();
      expect((await sharp(taken).metadata()).exif).toBeDefined();
      const picture = await drawn(taken, `image/${format}`);
      const { format: is, width, height, exif, xmp } = await sharp(picture).metadata();
      expect({ is, width, height, exif, xmp }).toEqual({
        is: format,
        width: 40,
        height: 20,
        exif: undefined,
        xmp: undefined,
      });
      expect(Buffer.from(picture).includes('Mara')).toBe(false);
    },
  );

  it('stands upright without the note that says how it was held', async () => {
    const sideways = await plain().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { width, height, orientation } = await sharp(await drawn(sideways, 'image/jpeg')).metadata();
    expect({ width, height, orientation }).toEqual({ width: 20, height: 40, orientation: undefined });
  });

  it('loses what was hidden behind its end', async () => {
    const hiding = Buffer.concat([await plain().png().toBuffer(), Buffer.from('PK-secret-archive')]);
    expect(Buffer.from(await drawn(hiding, 'image/png')).includes('secret')).toBe(false);
  });

  it('keeps every frame of one that moves', async () => {
    const frames = await Promise.all(
      [RED, { r: 0, g: 0, b: 200 }].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer();
    expect((await sharp(await drawn(moving, 'image/webp')).metadata()).pages).toBe(2);
  });

  it.each([
    ['what is no picture', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]), 'image/jpeg'],
    ['one that ends too early', async () => (await plain(400, 300).jpeg().toBuffer()).subarray(0, 900), 'image/jpeg'],
    ['one of another type', () => plain().png().toBuffer(), 'image/jpeg'],
    [
      'a drawing that could load files',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'image/png',
    ],
    ['one that unpacks to more than 50 megapixels', () => plain(10_000, 5001).png().toBuffer(), 'image/png'],
  ] as const)('is none of: %s', async (_case, make, type) => {
    expect(await drawAnew(await make(), type)).toBeUndefined();
  });
});
