import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type FilmForm, filmOf } from '#testing/film.ts';
import { drawStill } from './stills.ts';

const BROWN = { r: 0xaa, g: 0x55, b: 0x33 };

function draw(film: Buffer, limits = {}) {
  let readBytes = 0;
  const read = async (start: number, end: number) => {
    readBytes += end - start;
    return Uint8Array.from(film.subarray(start, end));
  };
  return drawStill(read, film.length, limits).then((still) => ({ ...still, readBytes }));
}

async function pictureOf(film: Buffer) {
  const still = await draw(film);
  if (!('picture' in still)) throw new Error(`No still was drawn: ${still.why}`);
  const { format, width, height, exif } = await sharp(still.picture).metadata();
  const { channels } = await sharp(still.picture).stats();
  const [r = 0, g = 0, b = 0] = channels.map(({ mean }) => mean);
  return { format, width, height, exif, colour: { r, g, b } };
}

describe('the still of a film', () => {
  it.each<[string, FilmForm]>([
    ['H.264, High', {}],
    ['its table at the end', { order: 'data first', isQuickTime: true }],
    ['sizes of 64 bits', { order: 'data first', isLong: true }],
    ['fragments', { order: 'fragments' }],
  ])('is its first picture that shows something: %s', async (_case, form) => {
    const { colour, ...is } = await pictureOf(filmOf(form));
    expect(is).toEqual({ format: 'jpeg', width: 160, height: 90, exif: undefined });
    for (const part of ['r', 'g', 'b'] as const) expect(Math.abs(colour[part] - BROWN[part])).toBeLessThan(12);
  });

  it('is drawn of HEVC with ten bits a colour, in the colours of screens', async () => {
    const { colour, width } = await pictureOf(filmOf({ codec: 'hevc', frames: ['brown'] }));
    expect(width).toBe(160);
    expect(colour.r).toBeGreaterThan(colour.g + 20);
    expect(colour.g).toBeGreaterThan(colour.b);
  });

  it('stands upright', async () => {
    expect(await pictureOf(filmOf({ isTurned: true }))).toMatchObject({ width: 90, height: 160 });
  });

  it('is small, however large the film is', async () => {
    expect(await pictureOf(large())).toMatchObject({ width: 640, height: 360 });
  });

  it('is black where all of the film is', async () => {
    const { colour } = await pictureOf(filmOf({ frames: ['black', 'black'] }));
    expect(colour.r + colour.g + colour.b).toBeLessThan(20);
  });

  it('costs a long film no more than a short one', async () => {
    const still = await draw(filmOf({ order: 'data first', spareBytes: 20_000_000 }));
    expect(still).toHaveProperty('picture');
    expect(still.readBytes).toBeLessThan(2_000_000);
  });

  it.each<[string, () => Buffer, object, RegExp]>([
    ['the decoder would take too much memory', large, { memoryBytes: 36 * 2 ** 20 }, /./],
    ['the decoder takes too long', () => filmOf(), { ms: 1 }, /longer than 1 ms/],
    ['the picture is damaged', damaged, {}, /./],
    ['its coding is not known', unknownCoding, {}, /no pictures of a coding/],
    ['it is no film', () => Buffer.from('%PDF-1.7'), {}, /./],
  ])('is none, and says why, where %s', async (_case, film, limits, why) => {
    const still = await draw(film(), limits);
    expect(still).not.toHaveProperty('picture');
    expect('why' in still && still.why).toMatch(why);
  });
});

const large = () => filmOf({ codec: 'avc4k', frames: ['black'] });

/** A film whose coded pictures are zeros. */
function damaged(): Buffer {
  const film = filmOf();
  return film.fill(0, film.lastIndexOf('mdat') + 4);
}

function unknownCoding(): Buffer {
  const film = filmOf();
  film.write('xxxx', film.indexOf('avc1'), 'latin1');
  return film;
}
