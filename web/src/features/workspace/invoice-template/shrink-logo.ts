import { LOGO_LIMITS } from '#domain/invoice-template.ts';

/** The most pixels a logo is given; more shows on no paper. */
const SIDE = { width: 600, height: 240 };
const QUALITIES = [0.92, 0.8, 0.65, 0.5, 0.35];

/** Any image the browser reads as a small JPEG on white, base64; undefined when it is no image or stays too large. */
export async function shrinkLogo(file: File): Promise<string | undefined> {
  const image = await createImageBitmap(file).catch(() => undefined);
  if (!image) return undefined;
  const scale = Math.min(1, SIDE.width / image.width, SIDE.height / image.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return QUALITIES.map((quality) => canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '').find(
    (text) => text !== '' && text.length <= LOGO_LIMITS.characters,
  );
}
