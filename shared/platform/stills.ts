import {
  BufferTarget,
  CustomSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
} from 'mediabunny';
import sharp from 'sharp';
import type { ReadBytes } from '#domain/film/box.ts';
import { type DecoderLimits, decodePicture } from './decode-picture.ts';

/** The longer side of a still, points. */
const STILL_POINTS = 640;
/** Where in a film its still is looked for, in parts of its length: films often begin black, or fade in. */
const PLACES = [0.1, 0.35, 0.65];
/** The most that is read of a film for its still, bytes: the tables of hours of it, and three pictures. */
const MOST_READ_BYTES = 24 * 1024 * 1024;
/** A picture of which nothing is lighter than this, of 255, shows nothing. */
const DARK = 48;
/** What all of it may take, ms. */
const MOST_MS = 90_000;
const QUALITY = 80;

/** A film's still, or why there is none. */
export type Still = { picture: Uint8Array } | { why: string };

/**
 * A picture out of a film as a JPEG of at most 640 points a side, upright, in the colours of screens. Where none can be drawn, or not within the limits of time and
 * memory, it says why and nothing else happens: the decoder works in a thread of its own. Of a large film as little is read as of a small one.
 */
export async function drawStill(
  read: ReadBytes,
  sizeBytes: number,
  limits: Partial<DecoderLimits> = {},
): Promise<Still> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Still>((resolve) => {
    timer = setTimeout(resolve, MOST_MS, { why: `It took longer than ${MOST_MS} ms.` });
  });
  const input = new Input({ formats: [MP4, QTFF], source: sourceOf(read, sizeBytes) });
  try {
    return await Promise.race([draw(input, limits), late]);
  } catch (error) {
    return { why: error instanceof Error ? error.message : 'It could not be read.' };
  } finally {
    clearTimeout(timer);
    input.dispose();
  }
}

function sourceOf(read: ReadBytes, sizeBytes: number): CustomSource {
  let left = MOST_READ_BYTES;
  return new CustomSource({
    getSize: () => sizeBytes,
    read: (start, end) => {
      left -= end - start;
      if (left < 0) throw new Error(`Its tables or pictures are larger than ${MOST_READ_BYTES} bytes.`);
      return read(start, end);
    },
  });
}

async function draw(input: Input, limits: Partial<DecoderLimits>): Promise<Still> {
  const track = await input.getPrimaryVideoTrack();
  if (!track?.codec) return { why: 'It has no pictures of a coding that is known.' };
  let still: Still = { why: 'It has no key frame.' };
  for await (const packet of keyFramesOf(track)) {
    const decoded = await decodePicture(await filmOfOne(track, packet), await filtersFor(track), limits);
    if ('why' in decoded) return 'picture' in still ? still : decoded;
    const picture = sharp(decoded.picture);
    const { channels } = await picture.stats();
    still = { picture: await picture.removeAlpha().jpeg({ quality: QUALITY }).toBuffer() };
    if (channels.slice(0, 3).some(({ max }) => max >= DARK)) return still;
  }
  return still;
}

/** The key frames at the places where a still is looked for, each once. */
async function* keyFramesOf(track: InputVideoTrack): AsyncGenerator<EncodedPacket> {
  const sink = new EncodedPacketSink(track);
  const [from, to] = [await track.getFirstTimestamp(), await track.computeDuration()];
  const seen = new Set<number>();
  for (const place of PLACES) {
    const packet = await sink.getKeyPacket(from + (to - from) * place);
    if (!packet || seen.has(packet.timestamp)) continue;
    seen.add(packet.timestamp);
    yield packet;
  }
}

/** A film of one picture: all that the decoder gets to see. It keeps how the picture is turned and what its colours mean. */
async function filmOfOne(track: InputVideoTrack, packet: EncodedPacket): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const decoderConfig = await track.getDecoderConfig();
  if (!track.codec || !decoderConfig) throw new Error('Its coding is not described.');
  const source = new EncodedVideoPacketSource(track.codec);
  output.addVideoTrack(source, { rotation: track.rotation });
  await output.start();
  await source.add(packet.clone({ timestamp: 0 }), { decoderConfig });
  await output.finalize();
  if (!target.buffer) throw new Error('Its picture could not be taken out.');
  return new Uint8Array(target.buffer);
}

/** Small, of square points; and where its light is that of bright screens (HLG, PQ) brought to that of all others. */
async function filtersFor(track: InputVideoTrack): Promise<string> {
  const scale = `min(1,${STILL_POINTS}/max(iw*sar,ih))`;
  const small = `scale=w='max(2,trunc(iw*sar*${scale}))':h='max(2,trunc(ih*${scale}))',setsar=1`;
  if (!(await track.hasHighDynamicRange())) return small;
  const mapped = 'zscale=t=linear:npl=100,tonemap=hable,zscale=p=bt709:t=bt709:m=bt709:r=full,format=rgb24';
  return `${small},${mapped}`;
}
