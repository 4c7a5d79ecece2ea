import type { listParts, signParts } from '#contract/areas/uploads.ts';
import type { OutputOf } from './client.ts';
import { ApiError } from './problem.ts';
import { base64Of, NotTaken, sha256Of } from './send-file.ts';

type Listed = OutputOf<typeof listParts>;
export type PartAddress = OutputOf<typeof signParts>['parts'][number];

/** What sending a film needs from its surroundings; tests pass their own. */
export interface FilmRoads {
  list: () => Promise<Listed>;
  sign: (parts: { number: number; sha256: string }[]) => Promise<PartAddress[]>;
  /** Sends one part and tells how many of its bytes are on their way; rejects with NotTaken. */
  put: (address: PartAddress, part: Blob, onBytes: (bytes: number) => void) => Promise<void>;
  complete: (sha256: string) => Promise<unknown>;
  /** Resolves after about so many ms, and not before there is a connection; rejects when it is given up. */
  pause: (ms: number) => Promise<void>;
}

/** How many parts are on their way at once, and how many are hashed and signed at a time. */
const LANES = 3;
const SIGNED_AT_A_TIME = 6;
/** How often one thing is tried before a person has to say that it be tried again; a little more than a minute. */
const TRIES = 7;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 20_000;

/**
 * Sends what has not arrived of a film, and completes it. Every part is read and hashed on its way, so that what is there already is known to be of this very
 * file, and no more than a few parts are ever in memory.
 */
export async function sendFilm(film: Blob, roads: FilmRoads, onProgress: (share: number) => void): Promise<void> {
  const { upload, arrived } = await persist(roads, () => roads.list());
  const { parts } = upload;
  if (upload.status !== 'awaiting' || !parts) return;
  if (upload.sha256 !== null && (await wasCompleted(roads, upload.sha256))) return;
  const there = new Map(arrived.map(({ number, sha256 }) => [number, sha256]));
  const digests: Uint8Array[] = [];
  const bytesOf = new Map<number, number>();
  const note = (number: number, bytes: number) => {
    bytesOf.set(number, bytes);
    onProgress([...bytesOf.values()].reduce((sum, one) => sum + one, 0) / film.size);
  };
  const partOf = (number: number) => film.slice((number - 1) * parts.partBytes, number * parts.partBytes);
  const sumOf = (number: number) => base64Of(digests[number - 1] ?? new Uint8Array());

  const signed: PartAddress[] = [];
  let hashed = 0;
  const signMore = async () => {
    const missing: { number: number; sha256: string }[] = [];
    while (hashed < parts.count && missing.length < SIGNED_AT_A_TIME) {
      const number = hashed + 1;
      digests.push(await sha256Of(partOf(number)));
      hashed = number;
      if (there.get(number) === sumOf(number)) note(number, partOf(number).size);
      else missing.push({ number, sha256: sumOf(number) });
    }
    if (missing.length > 0) signed.push(...(await persist(roads, () => roads.sign(missing))));
  };
  let signing: Promise<void> | undefined;
  const take = async (): Promise<PartAddress | undefined> => {
    while (signed.length === 0 && hashed < parts.count) {
      signing ??= signMore().finally(() => {
        signing = undefined;
      });
      await signing;
    }
    return signed.shift();
  };
  const sendOne = async (first: PartAddress) => {
    const { number } = first;
    let address: PartAddress | undefined = first;
    await persist(roads, async () => {
      // An address that failed may be over by now: the next try has one of its own.
      address ??= (await roads.sign([{ number, sha256: sumOf(number) }]))[0];
      const now = address;
      address = undefined;
      note(number, 0);
      if (now) await roads.put(now, partOf(number), (bytes) => note(number, bytes));
    });
    note(number, partOf(number).size);
  };
  const lane = async () => {
    for (let next = await take(); next; next = await take()) await sendOne(next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const all = new Blob(digests.map((digest) => new Uint8Array(digest)));
  const sha256 = base64Of(await sha256Of(all));
  await persist(roads, () => roads.complete(sha256));
}

/** Whether an upload whose completion was begun before, and whose answer was lost, is complete by now; what is wrong otherwise, sending it shows. */
function wasCompleted({ complete }: FilmRoads, composite: string): Promise<boolean> {
  return complete(composite.split('-')[0] ?? '').then(
    () => true,
    () => false,
  );
}

/** Tries again after a pause what failed for a reason that passes; each pause is twice the one before. */
async function persist<T>({ pause }: Pick<FilmRoads, 'pause'>, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || attempt === TRIES) throw error;
      const waitMs = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
      await pause(Math.max(waitMs, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1))));
    }
  }
}

/** Whether something may go well next time: no answer, too busy, too many; and an address whose time was over. */
function passes(error: unknown): boolean {
  if (error instanceof NotTaken) return error.status === 403 || error.status === 408 || isBusy(error.status);
  return error instanceof ApiError && isBusy(error.status);
}

function isBusy(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}
