import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ApiError } from './problem.ts';
import { NotTaken } from './send-file.ts';
import { type FilmRoads, type PartAddress, sendFilm } from './send-film.ts';

const PART_BYTES = 1000;
const FILM = new Uint8Array(7500).map((_, index) => index % 251);
const partOf = (number: number) => FILM.slice((number - 1) * PART_BYTES, number * PART_BYTES);
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const sum = (bytes: Uint8Array) => digest(bytes).toString('base64');
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8];
const COMPOSITE = sum(Buffer.concat(NUMBERS.map((number) => digest(partOf(number)))));
const offline = () => new ApiError({ code: 'offline', status: 0, message: 'no answer' });

type Listed = Awaited<ReturnType<FilmRoads['list']>>;

/** A store that takes what fits its address, and notes what was asked. */
function storeWith(
  there: Record<number, string> = {},
  edit: { upload?: Partial<Listed['upload']>; fail?: (what: string, turn: number) => Error | undefined } = {},
) {
  const asked = {
    put: [] as number[],
    completed: [] as string[],
    pauses: [] as number[],
    most: 0,
    shares: [] as number[],
  };
  let [turn, atOnce] = [0, 0];
  const attempt = (what: string) => {
    turn += 1;
    const error = edit.fail?.(what, turn);
    if (error) throw error;
  };
  const upload = { status: 'awaiting', sha256: null, parts: { count: 8, partBytes: PART_BYTES }, ...edit.upload };
  const roads: FilmRoads = {
    list: async () => {
      attempt('list');
      const arrived = Object.entries(there).map(([number, sha256]) => ({
        number: Number(number),
        sizeBytes: 1,
        sha256,
      }));
      return { upload, arrived } as Listed;
    },
    sign: async (parts) => {
      attempt('sign');
      return parts.map(({ number, sha256 }) => ({
        ...{ number, sizeBytes: partOf(number).length, url: 'https://store.example/', headers: { sha256 } },
        expiresAt: '2026-11-21T00:00:00Z',
      }));
    },
    put: async ({ number, headers }: PartAddress, part, onBytes) => {
      atOnce += 1;
      asked.most = Math.max(asked.most, atOnce);
      const bytes = new Uint8Array(await part.arrayBuffer());
      onBytes(bytes.length / 2);
      atOnce -= 1;
      attempt(`put ${number}`);
      expect(sum(bytes)).toBe(headers.sha256);
      asked.put.push(number);
    },
    complete: async (sha256) => {
      attempt('complete');
      asked.completed.push(sha256);
    },
    pause: async (ms) => void asked.pauses.push(ms),
  };
  return { asked, send: () => sendFilm(new Blob([FILM]), roads, (share) => asked.shares.push(share)) };
}

describe('sending a film in parts', () => {
  it('sends every part once, three at a time at most, and completes it with the checksum of all', async () => {
    const { asked, send } = storeWith();
    await send();
    expect([...asked.put].sort()).toEqual(NUMBERS);
    expect(asked.most).toBe(3);
    expect(asked.completed).toEqual([COMPOSITE]);
    expect(asked.shares.at(-1)).toBe(1);
    expect(Math.max(...asked.shares)).toBe(1);
  });

  it('goes on with what has not arrived, and sends anew what is another file’s', async () => {
    const there = Object.fromEntries(NUMBERS.map((number) => [number, sum(partOf(number))]));
    const { asked, send } = storeWith({ ...there, 2: sum(partOf(1)), 7: '' });
    await send();
    expect([...asked.put].sort()).toEqual([2, 7]);
    expect(asked.completed).toEqual([COMPOSITE]);
    expect(asked.shares.at(-1)).toBe(1);
  });

  it('only completes what is all there, and a completion whose answer was lost', async () => {
    const there = Object.fromEntries(NUMBERS.map((number) => [number, sum(partOf(number))]));
    const whole = storeWith(there);
    await whole.send();
    expect(whole.asked).toMatchObject({ put: [], completed: [COMPOSITE] });
    const sealed = storeWith({}, { upload: { sha256: `${COMPOSITE}-8` } });
    await sealed.send();
    expect(sealed.asked).toMatchObject({ put: [], completed: [COMPOSITE] });
    const arrived = storeWith({}, { upload: { status: 'scanning' } });
    await arrived.send();
    expect(arrived.asked).toMatchObject({ put: [], completed: [] });
  });

  it('tries again what fails for a while, each time later, with an address of its own', async () => {
    let failures = 0;
    const { asked, send } = storeWith(
      {},
      {
        fail: (what) => {
          if (what !== 'put 4' || failures === 3) return undefined;
          failures += 1;
          return failures === 2 ? new NotTaken(403) : new NotTaken(0);
        },
      },
    );
    await send();
    expect([...asked.put].sort()).toEqual(NUMBERS);
    expect(asked.pauses).toEqual([1000, 2000, 4000]);
    expect(asked.completed).toEqual([COMPOSITE]);
  });

  it('goes on after any one call got no answer', async () => {
    for (let turn = 1; turn <= 12; turn++) {
      const { asked, send } = storeWith({}, { fail: (_what, now) => (now === turn ? offline() : undefined) });
      await send();
      expect(asked.completed).toEqual([COMPOSITE]);
      expect(asked.pauses).toHaveLength(1);
    }
  });

  it.each<[string, Error, number]>([
    ['at once what is refused', new NotTaken(400), 0],
    ['at once what is over', new ApiError({ code: 'upload_takes_no_parts', status: 409, message: 'It is over.' }), 0],
    ['after a minute what never works', new NotTaken(0), 6],
  ])('gives up %s', async (_case, error, pauses) => {
    const { asked, send } = storeWith({}, { fail: (what) => (what === 'put 1' ? error : undefined) });
    await expect(send()).rejects.toBe(error);
    expect(asked.pauses).toHaveLength(pauses);
    expect(asked.completed).toEqual([]);
  });
});
