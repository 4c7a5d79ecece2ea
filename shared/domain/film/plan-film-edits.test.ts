import { describe, expect, it } from 'vitest';
import { box, codedFrames, FILMED_AT, type FilmForm, filmOf, PLANTED } from '#testing/film.ts';
import { readingEdited } from './edits.ts';
import { planFilmEdits } from './plan-film-edits.ts';

/** A film after its edits, made in parts of odd length, and how many bytes were read to plan them. */
async function scrubbed(film: Buffer, partBytes = 37): Promise<{ film: Buffer | undefined; readBytes: number }> {
  let readBytes = 0;
  const read = async (start: number, end: number) => Uint8Array.from(film.subarray(start, end));
  const edits = await planFilmEdits((start, end) => {
    readBytes += end - start;
    return read(start, end);
  }, film.length);
  if (!edits) return { film: undefined, readBytes };
  const parts = [];
  for (let at = 0; at < film.length; at += partBytes)
    parts.push(await readingEdited(read, edits)(at, Math.min(film.length, at + partBytes)));
  return { film: Buffer.concat(parts), readBytes };
}

const FORMS: [string, FilmForm][] = [
  ['its table first', {}],
  ['its data first', { order: 'data first' }],
  ['QuickTime', { order: 'data first', isQuickTime: true }],
  ['sizes of 64 bits', { order: 'data first', isLong: true }],
  ['fragments', { order: 'fragments' }],
  ['held upright', { isTurned: true }],
  ['ten bits of colour', { codec: 'hevc', frames: ['brown'] }],
];

describe('a film that is kept', () => {
  it.each(FORMS)('tells of no place, device or person: %s', async (_case, form) => {
    const told = filmOf({ ...form, tells: true });
    expect(told.toString('latin1').split('Planted').length).toBeGreaterThan(10);
    const { film } = await scrubbed(told);
    const said = film?.toString('latin1') ?? PLANTED;
    for (const word of [
      'lanted',
      '48.1374',
      'Phone-17',
      'Ines',
      'quicktime.location',
      'xmpmeta',
      'gpmd',
      'sefd',
      'Plan',
    ])
      expect(said).not.toContain(word);
    const filmedAt = Buffer.from(FILMED_AT.toString(16), 'hex');
    expect(told.includes(filmedAt)).toBe(true);
    expect(film?.includes(filmedAt)).toBe(false);
    // No track but picture and sound.
    expect(said.split('trak').length - 1).toBe(2);
    expect(said).not.toContain('tmcd');
  });

  it.each(FORMS)('is as long as before, with each sample and table where it was: %s', async (_case, form) => {
    const told = filmOf({ ...form, tells: true });
    const { film } = await scrubbed(told);
    expect(film?.length).toBe(told.length);
    const frames = codedFrames(form);
    expect(film?.indexOf(frames)).toBe(told.indexOf(frames));
    expect(told.indexOf(frames)).toBeGreaterThan(0);
    expect(film?.indexOf('sound-sound')).toBe(told.indexOf('sound-sound'));
    for (const table of ['stsd', 'stts', 'stsz', 'stsc', 'avcC', 'hvcC', 'trun', 'trex', 'co64', 'mvhd'])
      expect(film?.indexOf(table), table).toBe(told.indexOf(table));
  });

  it.each(FORMS)('that tells nothing loses only names and times: %s', async (_case, form) => {
    const plain = filmOf(form);
    const { film } = await scrubbed(plain);
    const changed = [...plain.keys()].filter((at) => plain[at] !== film?.[at]);
    const words = changed.map((at) => String.fromCharCode(plain[at] as number)).join('');
    expect(words.replaceAll('Handler', '').replaceAll('\u00d1\u00e2\u00f3\u0004', '')).toBe('');
  });

  it('that was cleaned stays as it is', async () => {
    const once = (await scrubbed(filmOf({ tells: true, order: 'data first' }))).film as Buffer;
    expect((await scrubbed(once)).film?.equals(once)).toBe(true);
  });

  it('is read in its heads and tables alone, however long it is', async () => {
    const { readBytes, film } = await scrubbed(filmOf({ order: 'data first', spareBytes: 3_000_000 }), 100_000);
    expect(film).toBeDefined();
    expect(readBytes).toBeLessThan(200_000);
  });

  it('keeps sound of one size a sample, whichever way that is said', async () => {
    const film = filmOf();
    // Seventeen samples of one channel of 16 bits, told as one byte each.
    const sizes = film.lastIndexOf('stsz');
    film.writeUInt32BE(1, sizes + 8);
    film.writeUInt32BE(17, sizes + 12);
    film.writeUInt32BE(17, film.lastIndexOf('stsc') + 16);
    const { film: after } = await scrubbed(film);
    expect(after?.indexOf('sound-sound-soundsound-sound-sound')).toBe(film.indexOf('sound-sound-sound'));
  });

  it('keeps where a fragment has the samples of a track that goes, while it says where the next ones begin', async () => {
    const u32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer).swap32();
    const told = filmOf({ order: 'fragments', tells: true });
    const frames = codedFrames({});
    const telemetry = Buffer.from('48.1374,11.5755');
    const track = (id: number, ...run: number[]) => box('traf', box('tfhd', u32(0, id)), box('trun', u32(...run)));
    const fragment = (dataAt: number) =>
      box('moof', track(3, 0x201, 1, dataAt, telemetry.length), track(1, 0x200, 1, frames.length));
    const film = Buffer.concat([
      told.subarray(0, told.indexOf('moof') - 4),
      fragment(fragment(0).length + 8),
      box('mdat', telemetry, frames),
    ]);
    const after = (await scrubbed(film)).film;
    expect(after?.indexOf(frames)).toBe(film.indexOf(frames));
    expect(after?.includes('48.1374')).toBe(false);
    expect(after?.toString('latin1').split('traf').length).toBe(3);
  });
});

describe('a film cannot be read', () => {
  const film = filmOf({ order: 'data first' });
  const changedAt = (word: string, offset: number, value: number) => {
    const changed = Buffer.from(film);
    changed.writeUInt32BE(value, changed.indexOf(word) + offset);
    return changed;
  };
  it.each([
    ['that is empty', Buffer.alloc(0)],
    ['that is something else', Buffer.from('%PDF-1.7 and no film at all, only some text')],
    ['whose table of contents is missing', film.subarray(0, film.indexOf('moov') - 4)],
    ['that is cut off in its table', film.subarray(0, -20)],
    ['that is cut off in its data', filmOf().subarray(0, -20)],
    ['with two tables', Buffer.concat([film, film.subarray(film.indexOf('moov') - 4)])],
    ['with a compressed table', Buffer.concat([box('ftyp', Buffer.from('qt  ')), box('moov', box('cmov'))])],
    ['with a box larger than what holds it', changedAt('trak', -4, 0x7fffffff)],
    ['with a table shorter than it says', changedAt('stsz', 12, 0x7fffffff)],
    ['whose samples lie outside of its data', changedAt('stco', 12, 4)],
    ['whose samples lie behind its end', changedAt('stco', 12, 0x7fffffff)],
    ['with a table of contents that would fill the memory', changedAt('moov', -4, 100 * 2 ** 20)],
  ])('%s', async (_case, broken) => {
    expect((await scrubbed(broken)).film).toBeUndefined();
  });

  it('with a run of samples without end', async () => {
    const fragments = filmOf({ order: 'fragments' });
    fragments.writeUInt32BE(0xffffffff, fragments.indexOf('trun') + 8);
    expect((await scrubbed(fragments)).film).toBeUndefined();
  });

  it('of boxes without end', async () => {
    const boxes = Buffer.concat([
      box('ftyp', Buffer.from('isom')),
      ...Array.from({ length: 20_001 }, () => box('free')),
    ]);
    expect((await scrubbed(boxes)).film).toBeUndefined();
  });
});
