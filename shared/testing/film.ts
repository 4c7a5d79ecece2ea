/** Words that a film of these tests says where it is told to: a place, a device, a person. */
export const PLANTED = 'Planted +48.1374+011.5755/ Phone-17 Ines';

const LARGE_PICTURE =
  'AAAGFmWIhAS//vet34FNwys1a7pXOLTLq5Q0PVH2lKZ4tkgAAAMAAAMAAAMAAAMAAAMAAAMAAMumtDm1EcOH+g8AAAMAAAMAAAMAAAMAAfgAAAMAAAMAAAMBlwAAAwAAAwAAAwIqAAADAAADAAAELAAAAwAAAwAADUAAAAMAAAMAADJAAAADAAADAADiAAADAAADAAADA/gAAAMAAAMAABMgAAADAAADAACGgAAAAwAAAwAEBAAAAwAAAwAAGKAAAAMAAAMAAOwAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMABNU=';

/** Pictures of 160 × 90 points, coded: black, and a warm brown (#aa5533). */
const CODED = {
  avc: {
    entry: 'avc1',
    configuration: ['avcC', 'AWQQCv/hABZnZBAKrLhRvyYCIAAAAwAgAAADAECAAQAFaO4PLIv9+PgA'],
    black: 'AAAALmWIhAS//vet34FNwys1a7pXOLTLq5Q0PVH388FdamovxZzJ/mWAoIuAAnoKYfk=',
    brown: 'AAAANWWIggF//u6CvgU1a8r8DaCrEzQnPjqgvTQ3xXV/pvULlpw3qk41BgBrtASS9YFiAAa8GYPw',
  },
  /** 3840 × 2160 points, black. */
  avc4k: {
    entry: 'avc1',
    configuration: ['avcC', 'AWQQM//hABdnZBAzrLgHgAh9gIgAAAMACAAAAwAQIAEABWjuDyyL/fj4AA=='],
    black: LARGE_PICTURE,
    brown: LARGE_PICTURE,
  },
  /** Ten bits a colour, hybrid log-gamma, as telephones film by themselves. */
  hevc: {
    entry: 'hvc1',
    configuration: [
      'hvcC',
      'AQIgAAAAkAAAAAAAHvAA/P36+gAADwOgAAEAGEABDAH//wIgAAADAJAAAAMAAAMAHpWYCaEAAQAuQgEBAiAAAAMAkAAAAwAAAwAeoBQgYfI2WVmkkyvAWoSJBIIAAAMAAgAAAwACEKIAAQAHRAHBcrRiQA==',
    ],
    black: 'AAAAISgBrxNFrOUyUf/iCj/4Xzw5VBWnaIUJ5Vxrm+ilcFDgiA==',
    brown: 'AAAAISgBrxNFrOUyUf/iCj/4Xzw5VBWnaIUJ5Vxrm+ilcFDgiA==',
  },
} as const;

export interface FilmForm {
  codec?: keyof typeof CODED;
  /** What it shows, a second each, each a key frame. */
  frames?: readonly ('black' | 'brown')[];
  order?: 'table first' | 'data first' | 'fragments';
  /** Sizes and places of 64 bits. */
  isLong?: boolean;
  /** Whether it tells of place, device and person wherever films do. */
  tells?: boolean;
  isQuickTime?: boolean;
  /** Held upright: to be shown turned by a quarter. */
  isTurned?: boolean;
  /** Bytes of zeros in the data that no sample lies in. */
  spareBytes?: number;
}

/** When it was filmed and changed, seconds since 1904. */
export const FILMED_AT = 0xd1e2f304;
const u16 = (...values: number[]) => Buffer.concat(values.map((value) => Buffer.of(value >> 8, value & 255)));
const u32 = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from((value >>> 0).toString(16).padStart(8, '0'), 'hex')));
const u64 = (value: number) => u32(Math.floor(value / 2 ** 32), value % 2 ** 32);
const text = (value: string) => Buffer.from(value, 'latin1');

/** A box of a film: its size, its type, what it holds. */
export function box(type: string, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
}
const longBox = (type: string, ...parts: Uint8Array[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(1), text(type), u64(body.length + 16), body]);
};
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
const QUARTER_TURN = [0, 0x10000, 0, -0x10000, 0, 0, 90 * 0x10000, 0, 0x40000000];
/** Samples of sound in the film: nobody hears them. */
const SOUND = Buffer.from('sound-sound-sound');
const TELEMETRY = text(`gpmd ${PLANTED}`);

const udta = () =>
  box('udta', box('\u00a9xyz', u16(PLANTED.length, 0x15c7), text(PLANTED)), box('loci', text(PLANTED)));
const meta = () =>
  box('meta', u32(0), box('keys', u32(0, 1), box('mdta', text('com.apple.quicktime.location.ISO6709'))), text(PLANTED));
const uuid = () => box('uuid', Buffer.alloc(16, 0xbe), text(`<x:xmpmeta>${PLANTED}</x:xmpmeta>`));

interface TrackPlan {
  id: number;
  handler: string;
  description: Buffer;
  samples: Buffer[];
  reference?: Buffer;
}

function tracksOf(form: FilmForm): TrackPlan[] {
  const { codec = 'avc', frames = ['black', 'brown', 'brown'], tells = false } = form;
  const { entry, configuration, ...pictures } = CODED[codec];
  const name = Buffer.alloc(32);
  if (tells) name.write('\u000aPlanted AVC', 'latin1');
  const picture = box(
    entry,
    ...[Buffer.alloc(6), u16(1), u32(0), text(tells ? 'Plan' : '\0\0\0\0'), u32(0, 0), u16(160, 90)],
    ...[u32(0x480000, 0x480000, 0), u16(1), name, u16(24, 0xffff)],
    box(configuration[0], Buffer.from(configuration[1], 'base64')),
    ...(tells ? [uuid()] : []),
  );
  const sound = box(
    'mp4a',
    ...[Buffer.alloc(6), u16(1), Buffer.alloc(8), u16(1, 16, 0, 0), u32(8000 * 0x10000)],
    box('esds', u32(0), Buffer.from('031900020004114015000000000000000000000005021588060102', 'hex')),
  );
  const plans: TrackPlan[] = [
    {
      ...{ id: 1, handler: 'vide', description: picture },
      samples: frames.map((frame) => Buffer.from(pictures[frame], 'base64')),
    },
    { id: 2, handler: 'soun', description: sound, samples: [SOUND, SOUND] },
  ];
  const telemetry = box('mett', Buffer.alloc(6), u16(1), text('application/planted\0'));
  if (tells)
    plans.push({
      id: 3,
      handler: 'meta',
      description: telemetry,
      samples: [TELEMETRY],
      reference: box('cdsc', u32(1)),
    });
  if (tells && plans[0]) plans[0].reference = box('tmcd', u32(3));
  return plans;
}

function trackBox(plan: TrackPlan, form: FilmForm, offset: number | undefined): Buffer {
  const { id, handler, description, samples, reference } = plan;
  const isFilled = offset !== undefined;
  const duration = isFilled ? samples.length * 1000 : 0;
  const matrix = form.isTurned && handler === 'vide' ? QUARTER_TURN : MATRIX;
  const tables = [
    box('stsd', u32(0, 1), description),
    box('stts', u32(0, ...(isFilled ? [1, samples.length, 1000] : [0]))),
    box('stsc', u32(0, ...(isFilled ? [1, 1, samples.length, 1] : [0]))),
    box('stsz', u32(0, 0, ...(isFilled ? [samples.length, ...samples.map(({ length }) => length)] : [0]))),
    form.isLong
      ? box('co64', u32(0, isFilled ? 1 : 0), ...(isFilled ? [u64(offset)] : []))
      : box('stco', u32(0, ...(isFilled ? [1, offset] : [0]))),
  ];
  const name = text(form.tells ? `${PLANTED}\0` : 'Handler\0');
  const source = box('url ', u32(1), ...(form.tells ? [text(`file:///${PLANTED}\0`)] : []));
  const information = box(
    'minf',
    handler === 'vide' ? box('vmhd', u32(1, 0, 0)) : handler === 'soun' ? box('smhd', u32(0, 0)) : box('nmhd', u32(0)),
    box('dinf', box('dref', u32(0, 1), source)),
    box('stbl', ...tables),
  );
  return box(
    'trak',
    box(
      'tkhd',
      u32(7, FILMED_AT, FILMED_AT, id, 0, duration, 0, 0),
      u16(0, 0, 0, 0),
      u32(...matrix, 160 << 16, 90 << 16),
    ),
    ...(reference ? [box('tref', reference)] : []),
    box(
      'mdia',
      box('mdhd', u32(0, FILMED_AT, FILMED_AT, 1000, duration, 0x55c40000)),
      box('hdlr', u32(0, 0), text(handler), text(form.tells ? 'Plan' : '\0\0\0\0'), u32(0, 0), name),
      information,
    ),
    ...(form.tells ? [udta(), meta()] : []),
  );
}

function movieBox(plans: TrackPlan[], form: FilmForm, offsets: readonly number[] | undefined): Buffer {
  const duration = offsets ? Math.max(...plans.map(({ samples }) => samples.length)) * 1000 : 0;
  const header = u32(0, FILMED_AT, FILMED_AT, 1000, duration, 0x10000, 0x1000000, 0, 0, ...MATRIX, 0, 0, 0, 0, 0, 0, 9);
  return box(
    'moov',
    box('mvhd', header),
    ...plans.map((plan, index) => trackBox(plan, form, offsets?.[index])),
    ...(offsets ? [] : [box('mvex', ...plans.map(({ id }) => box('trex', u32(0, id, 1, 1000, 0, 0x2000000))))]),
    ...(form.tells ? [udta(), meta(), uuid(), box('free', text(PLANTED)), box('smta', text(PLANTED))] : []),
  );
}

/** One fragment for each track: its table and, right behind it, its samples. */
function fragmentsOf(plans: TrackPlan[], form: FilmForm): Buffer[] {
  return plans.flatMap(({ id, samples }, index) => {
    const fragment = (dataAt: number) =>
      box(
        'moof',
        box('mfhd', u32(0, index + 1)),
        box(
          'traf',
          box('tfhd', u32(0x20000, id)),
          box('tfdt', u32(0, 0)),
          box('trun', u32(0x201, samples.length, dataAt), u32(...samples.map(({ length }) => length))),
          ...(form.tells ? [uuid()] : []),
        ),
      );
    return [fragment(fragment(0).length + 8), box('mdat', ...samples)];
  });
}

/** A film of a few seconds, written box by box. */
export function filmOf(form: FilmForm = {}): Buffer {
  const { order = 'table first', tells = false } = form;
  const plans = tracksOf(form);
  const brand = text(form.isQuickTime ? 'qt  ' : 'isom');
  const begin = [box('ftyp', brand, u32(512), brand), ...(form.isQuickTime ? [box('wide')] : [])];
  const end = tells ? [uuid(), box('sefd', text(PLANTED)), text(`PK\u0003\u0004${PLANTED}`)] : [];
  if (order === 'fragments')
    return Buffer.concat([...begin, movieBox(plans, form, undefined), ...fragmentsOf(plans, form), ...end]);
  const spare = Buffer.concat([text(tells ? PLANTED : ''), Buffer.alloc(form.spareBytes ?? 0)]);
  const data = (form.isLong ? longBox : box)('mdat', spare, ...plans.flatMap(({ samples }) => samples));
  const headBytes = data.length - plans.flatMap(({ samples }) => samples).reduce((sum, one) => sum + one.length, 0);
  const offsetsFrom = (dataAt: number) => {
    let at = dataAt + headBytes;
    return plans.map(({ samples }) => {
      const offset = at;
      for (const { length } of samples) at += length;
      return offset;
    });
  };
  const beginBytes = Buffer.concat(begin).length;
  if (order === 'data first')
    return Buffer.concat([...begin, data, movieBox(plans, form, offsetsFrom(beginBytes)), ...end]);
  const dataAt = beginBytes + movieBox(plans, form, offsetsFrom(0)).length;
  return Buffer.concat([...begin, movieBox(plans, form, offsetsFrom(dataAt)), data, ...end]);
}

/** The coded pictures that a film shows, as they lie in it. */
export function codedFrames({ codec = 'avc', frames = ['black', 'brown', 'brown'] }: FilmForm): Buffer {
  return Buffer.concat(frames.map((frame) => Buffer.from(CODED[codec][frame], 'base64')));
}
