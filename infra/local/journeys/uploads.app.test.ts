import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedFrames, filmOf } from '#testing/film.ts';
import { contentBody, makeFundedContract } from '#testing/fixtures/content.ts';
import { buildWorld, type World } from '#testing/fixtures/world.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

let running: TestPlatform;
let world: World;

beforeAll(async () => {
  running = await startForTests();
  world = await buildWorld(running);
});
afterAll(() => running?.stop());

/** A photograph that says who took it. */
const JPEG = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#a53' } })
  .withExif({ IFD0: { Artist: 'Ines' } })
  .jpeg()
  .toBuffer();
const TEXT = Buffer.from('<script>alert(1)</script>'.repeat(100));

interface Opened {
  uploadId: string;
  form: { url: string; fields: Record<string, string> };
}

/** Announces a file as the influencer. */
function announce(file: Buffer, edit: object = {}): Promise<Opened> {
  return world.as.influencer.do('POST /uploads', {
    fileName: '../serum "one".jpg',
    contentType: 'image/jpeg',
    sizeBytes: file.length,
    sha256: createHash('sha256').update(file).digest('base64'),
    ...edit,
  });
}

/** Posts a file as a browser does, with some fields changed. */
async function post({ form }: Opened, file: Buffer, edit: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...form.fields, ...edit })) body.append(name, value);
  body.append('file', new Blob([new Uint8Array(file)]), 'serum.jpg');
  const answer = await fetch(form.url, { method: 'POST', body });
  return { status: answer.status, code: /<Code>(\w+)</.exec(await answer.text())?.[1] };
}

async function statusOf({ uploadId }: Opened): Promise<{ status: string; reason: string | null }> {
  await running.platform.activity.idle();
  const { status, reason } = await world.as.influencer.do(`GET /uploads/${uploadId}`);
  return { status, reason };
}

/** What a still shows: the brown that films of these tests show after their black beginning. */
async function colourOf(url: string): Promise<string> {
  const answer = await fetch(url);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  const { dominant } = await sharp(await answer.arrayBuffer()).stats();
  return dominant.r > 150 && dominant.g < 110 && dominant.b < 80 ? 'brown' : JSON.stringify(dominant);
}

describe('a form', () => {
  it.each<[string, Buffer, Record<string, string>, number, string]>([
    ['another type', JPEG, { 'Content-Type': 'text/html' }, 403, 'AccessDenied'],
    ['a longer file', Buffer.concat([JPEG, JPEG]), {}, 400, 'EntityTooLarge'],
    ['a shorter file', JPEG.subarray(0, 100), {}, 400, 'EntityTooSmall'],
    ['other content of the same size', Buffer.alloc(JPEG.length, 1), {}, 400, 'BadDigest'],
    ['a checksum of its own', JPEG, { 'x-amz-checksum-sha256': 'A'.repeat(43) }, 403, 'AccessDenied'],
    ['another key', JPEG, { key: 'media/stolen.jpg' }, 403, 'AccessDenied'],
  ])('refuses %s', async (_case, file, edit, status, code) => {
    expect(await post(await announce(JPEG), file, edit)).toEqual({ status, code });
  });

  it('goes to an origin that pages of the site may send to, and may be sent from there alone', async () => {
    const { form } = await announce(JPEG);
    const page = await fetch(running.urls.site);
    const policy = page.headers.get('content-security-policy') ?? '';
    const sources = /connect-src ([^;]+)/.exec(policy)?.[1]?.split(' ');
    expect(sources).toContain(new URL(form.url).origin);
    expect(/img-src ([^;]+)/.exec(policy)?.[1]).toContain(new URL(form.url).origin);
    const preflight = (origin: string) =>
      fetch(form.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const own = new URL(running.urls.site).origin;
    expect((await preflight(own)).headers.get('access-control-allow-origin')).toBe(own);
    expect((await preflight('https://elsewhere.example')).status).toBe(403);
  });

  it('takes a file for ten minutes', async () => {
    const opened = await announce(JPEG);
    await world.advance(10 * 60_000 + 1000);
    expect(await post(opened, JPEG)).toMatchObject({ status: 403 });
    expect(await statusOf(opened)).toEqual({ status: 'expired', reason: null });
  });

  it('is anew for a repeat of the same request, for the same upload', async () => {
    const body = { fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: JPEG.length, sha256: `${'A'.repeat(43)}=` };
    const first = await world.as.influencer.call('POST /uploads', { body, key: 'upload-once' });
    const again = await world.as.influencer.call('POST /uploads', { body, key: 'upload-once' });
    expect(again.body.uploadId).toBe(first.body.uploadId);
    expect(again.body.form.fields.key).toBe(first.body.form.fields.key);
  });
});

describe('an arrived file', () => {
  it('may be as large as a form takes', async () => {
    const form = { order: 'data first', tells: true } as const;
    const film = filmOf({ ...form, spareBytes: 100 * 1024 * 1024 - filmOf(form).length });
    expect(film.length).toBe(100 * 1024 * 1024);
    const opened = await announce(film, { fileName: 'trail.mp4', contentType: 'video/mp4' });
    expect(await post(opened, film)).toMatchObject({ status: 201 });
    expect(await statusOf(opened)).toEqual({ status: 'ready', reason: null });
    const seen = await world.as.influencer.do(`GET /uploads/${opened.uploadId}`);
    expect(await colourOf(seen.thumbnailUrl)).toBe('brown');
  });

  it('that is a film tells nobody where it was made, and shows what it is before it plays', async () => {
    const film = filmOf({ tells: true, isQuickTime: true });
    const opened = await announce(film, { fileName: 'trail.mov', contentType: 'video/quicktime' });
    expect(await post(opened, film)).toMatchObject({ status: 201 });
    expect(await statusOf(opened)).toEqual({ status: 'ready', reason: null });
    const { campaignId, contractId } = await makeFundedContract(world);
    const body = { ...contentBody(contractId), mediaUrls: [], uploadIds: [opened.uploadId] };
    const sent = await world.as.influencer.do(`POST /campaigns/${campaignId}/content`, body);
    expect(sent.media).toMatchObject([{ url: null, thumbnailUrl: null }]);
    const [medium] = (await world.as.viewer.do(`GET /campaigns/${campaignId}/content/${sent.contentId}`)).media;
    const shown = Buffer.from(await (await fetch(medium.url)).arrayBuffer());
    expect(film.includes('Planted')).toBe(true);
    expect(shown.includes('Planted')).toBe(false);
    expect(shown.length).toBe(film.length);
    expect(shown.indexOf(codedFrames({}))).toBe(film.indexOf(codedFrames({})));
    expect(await colourOf(medium.thumbnailUrl)).toBe('brown');
    expect(new URL(medium.thumbnailUrl).origin).not.toBe(new URL(running.urls.site).origin);
    await world.advance(5 * 60_000 + 1000);
    expect((await fetch(medium.thumbnailUrl)).status).toBe(403);
  });

  it('that is a film and cut off is rejected', async () => {
    const film = filmOf({ order: 'data first' }).subarray(0, -20);
    const opened = await announce(film, { fileName: 'trail.mp4', contentType: 'video/mp4' });
    expect(await post(opened, film)).toMatchObject({ status: 201 });
    expect(await statusOf(opened)).toEqual({ status: 'rejected', reason: 'unreadable_film' });
  });

  it('is rejected when it is not what it says, and nothing of it stays', async () => {
    const opened = await announce(TEXT);
    expect(await post(opened, TEXT)).toMatchObject({ status: 201 });
    expect(await statusOf(opened)).toEqual({ status: 'rejected', reason: 'type_mismatch' });
    const { campaignId, contractId } = await makeFundedContract(world);
    const answer = await world.as.influencer.call(`POST /campaigns/${campaignId}/content`, {
      body: { ...contentBody(contractId), uploadIds: [opened.uploadId] },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'upload_not_ready' } });
  });

  it('is shown drawn anew to both sides of the content that names it, for five minutes, from another origin and as what it is', async () => {
    const opened = await announce(JPEG);
    expect(await post(opened, JPEG)).toMatchObject({ status: 201 });
    expect(await statusOf(opened)).toEqual({ status: 'ready', reason: null });
    const { campaignId, contractId } = await makeFundedContract(world);
    const sent = await world.as.influencer.do(`POST /campaigns/${campaignId}/content`, {
      ...contentBody(contractId),
      mediaUrls: [],
      uploadIds: [opened.uploadId],
    });
    expect(sent.media).toMatchObject([{ uploadId: opened.uploadId, url: null }]);
    const path = `/campaigns/${campaignId}/content/${sent.contentId}`;
    for (const session of [world.as.viewer, world.as.influencer]) {
      const [{ url }] = (await session.do(`GET ${path}`)).media;
      const shown = await fetch(url);
      expect(shown.status).toBe(200);
      expect(shown.headers.get('content-type')).toBe('image/jpeg');
      expect(shown.headers.get('content-disposition')).toBe('inline; filename="serum-one.jpg"');
      const picture = await sharp(await shown.arrayBuffer()).metadata();
      expect({ width: picture.width, exif: picture.exif }).toEqual({ width: 600, exif: undefined });
      expect((await fetch(url.replace('/media/', '/quarantine/'))).status).toBe(403);
    }
    const [{ url }] = (await world.as.viewer.do(`GET /campaigns/${campaignId}/content`)).items[0].media;
    await world.advance(5 * 60_000 + 1000);
    expect((await fetch(url)).status).toBe(403);
    expect(new URL(url).origin).not.toBe(new URL(running.urls.site).origin);
  });

  it('that comes twice is moved once', async () => {
    const opened = await announce(JPEG);
    // Two deliveries of one arrival may be at work at once and move the same bytes.
    const moves = () =>
      running.platform.trace
        .recent({ kind: 'object.created', limit: 1000 })
        .map(({ data }) => String((data as { key: string }).key))
        .filter((key) => key.startsWith('media/') && key.includes(opened.uploadId)).length;
    expect(await post(opened, JPEG)).toMatchObject({ status: 201 });
    expect(await statusOf(opened)).toMatchObject({ status: 'ready' });
    const movesOfFirst = moves();
    expect(movesOfFirst).toBeGreaterThanOrEqual(1);
    expect(await post(opened, JPEG)).toMatchObject({ status: 201 });
    expect(await statusOf(opened)).toMatchObject({ status: 'ready' });
    expect(moves()).toBe(movesOfFirst);
  });
});

describe('a film in parts', () => {
  const MIB = 1024 * 1024;
  const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  const base64 = (bytes: Buffer) => sum(bytes).toString('base64');
  /** Of three parts that differ; what it shows lies in the last kilobyte. */
  const FILM = filmOf({ spareBytes: 17 * MIB - filmOf().length })
    .fill(2, 8 * MIB, 16 * MIB)
    .fill(3, 16 * MIB, 17 * MIB - 1024);
  const PARTS = [FILM.subarray(0, 8 * MIB), FILM.subarray(8 * MIB, 16 * MIB), FILM.subarray(16 * MIB)];
  const SHA256 = base64(Buffer.concat(PARTS.map(sum)));
  const begin = async (): Promise<string> =>
    (
      await world.as.influencer.do('POST /uploads/parts', {
        ...{ fileName: 'trail.mp4', contentType: 'video/mp4', sizeBytes: FILM.length },
      })
    ).uploadId;

  interface Address {
    url: string;
    headers: Record<string, string>;
  }
  const sign = async (uploadId: string, number: number): Promise<Address> => {
    const sha256 = base64(PARTS[number - 1] ?? expect.fail('no such part'));
    return (await world.as.influencer.do(`POST /uploads/${uploadId}/parts`, { parts: [{ number, sha256 }] })).parts[0];
  };
  const put = async ({ url, headers }: Address, part: Buffer | undefined, edit = {}) => {
    const answer = await fetch(url, {
      ...{ method: 'PUT', headers: { ...headers, ...edit }, body: new Uint8Array(part ?? []) },
    });
    return { status: answer.status, code: /<Code>(\w+)</.exec(await answer.text())?.[1] };
  };
  const send = async (uploadId: string, ...numbers: number[]) => {
    for (const number of numbers)
      expect(await put(await sign(uploadId, number), PARTS[number - 1])).toMatchObject({ status: 200 });
  };
  const complete = (uploadId: string, sha256 = SHA256) =>
    world.as.influencer.call(`POST /uploads/${uploadId}/completion`, { body: { sha256 } });
  const arrivedOf = async (uploadId: string): Promise<number[]> =>
    (await world.as.influencer.do(`GET /uploads/${uploadId}/parts`)).arrived.map(
      ({ number }: { number: number }) => number,
    );

  it('goes on where it was interrupted, and is inspected and shown as what was sent', async () => {
    const uploadId = await begin();
    await send(uploadId, 3, 1);
    expect(await arrivedOf(uploadId)).toEqual([1, 3]);
    expect(await complete(uploadId)).toMatchObject({
      ...{ status: 409, body: { code: 'upload_incomplete', issues: [{ path: 'parts.2' }] } },
    });
    await send(uploadId, 2);
    expect(await complete(uploadId, base64(FILM))).toMatchObject({ status: 400 });
    const [one, other] = await Promise.all([complete(uploadId), complete(uploadId)]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(await statusOf({ uploadId } as Opened)).toEqual({ status: 'ready', reason: null });
    expect(await complete(uploadId)).toMatchObject({ status: 200, body: { status: 'ready' } });
    const { campaignId, contractId } = await makeFundedContract(world);
    const { contentId } = await world.as.influencer.do(`POST /campaigns/${campaignId}/content`, {
      ...{ ...contentBody(contractId), mediaUrls: [], uploadIds: [uploadId] },
    });
    const [{ url, thumbnailUrl, sizeBytes }] = (
      await world.as.viewer.do(`GET /campaigns/${campaignId}/content/${contentId}`)
    ).media;
    expect(sizeBytes).toBe(FILM.length);
    const shown = await fetch(url, { headers: { range: 'bytes=4-7' } });
    expect([shown.status, shown.headers.get('content-range'), await shown.text()]).toEqual([
      ...[206, `bytes 4-7/${FILM.length}`, 'ftyp'],
    ]);
    expect((await fetch(thumbnailUrl)).headers.get('content-type')).toBe('image/jpeg');
  });

  it('takes exactly the parts that were announced', async () => {
    const uploadId = await begin();
    const address = await sign(uploadId, 3);
    expect(await put(address, Buffer.alloc(MIB, 9))).toEqual({ status: 400, code: 'BadDigest' });
    expect(await put(address, PARTS[0])).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
    const own = { 'x-amz-checksum-sha256': base64(Buffer.alloc(MIB, 9)) };
    expect(await put(address, Buffer.alloc(MIB, 9), own)).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
    const second = { ...address, url: address.url.replace('partNumber=3', 'partNumber=2') };
    expect(await put(second, PARTS[2])).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(await arrivedOf(uploadId)).toEqual([]);
    expect(await put(address, PARTS[2])).toMatchObject({ status: 200 });
  });

  it('may be sent by pages of the site alone, which see what the store computed', async () => {
    const { url } = await sign(await begin(), 1);
    const preflight = (origin: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: {
          ...{ origin, 'access-control-request-method': 'PUT' },
          'access-control-request-headers': 'x-amz-checksum-sha256',
        },
      });
    expect((await preflight(new URL(running.urls.site).origin)).status).toBe(200);
    expect((await preflight('https://elsewhere.example')).status).toBe(403);
  });

  it('leaves nothing behind when it is given up, or when a day is over', async () => {
    const [dropped, late] = [await begin(), await begin()];
    await send(dropped, 3);
    await send(late, 3);
    const address = await sign(dropped, 1);
    expect(await world.as.influencer.do(`DELETE /uploads/${dropped}`)).toMatchObject({ status: 'aborted' });
    expect(await put(address, PARTS[0])).toEqual({ status: 404, code: 'NoSuchUpload' });
    await world.advance(24 * 3_600_000);
    expect(await statusOf({ uploadId: late } as Opened)).toEqual({ status: 'expired', reason: null });
    expect(await complete(late)).toMatchObject({ status: 409, body: { code: 'upload_takes_no_parts' } });
    await world.advance(24 * 3_600_000);
    const aborted = running.platform.trace.recent({ kind: 'upload.aborted' }).map(({ data }) => String(data.key));
    expect(aborted.some((key) => key.endsWith(late))).toBe(true);
    expect(aborted.some((key) => key.endsWith(dropped))).toBe(false);
  });
});
