import sharp from 'sharp';
import type { PictureType } from '#domain/upload.ts';

/** What a picture may have at most, pixels: some 50 megapixels are the largest of today's telephones, and take 200 MB when they are unpacked. */
const MOST_PIXELS = 50_000_000;

/** Qualities at which a photograph shows no loss to the eye. */
const QUALITY = { jpeg: 90, webp: 90 } as const;

/**
 * A picture drawn anew from its pixels, of the same type: upright, in sRGB, and without anything that was hidden beside or behind the pixels — places and
 * cameras (EXIF, XMP, IPTC), thumbnails, other files. Undefined for bytes that are no picture of this type, are cut off, or unpack to more than 50 megapixels.
 */
export async function drawAnew(bytes: Uint8Array, type: PictureType): Promise<Uint8Array | undefined> {
  try {
    const picture = sharp(bytes, {
      failOn: 'truncated',
      limitInputPixels: MOST_PIXELS,
      animated: type === 'image/webp',
    });
    const { format } = await picture.metadata();
    if (`image/${format}` !== type) return undefined;
    picture.autoOrient();
    if (type === 'image/jpeg') picture.jpeg({ quality: QUALITY.jpeg });
    else if (type === 'image/webp') picture.webp({ quality: QUALITY.webp });
    else picture.png();
    return await picture.toBuffer();
  } catch (error) {
    if (error instanceof Error && error.name === 'Error') return undefined;
    throw error;
  }
}
