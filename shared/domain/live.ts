/** How far back a connection may ask for missed pushes, ms. */
export const RESUME_WINDOW_MS = 24 * 3600 * 1000;
/** Events are named before they are written, so one with an earlier name may come later; a resumption reaches back this far, ms. */
export const RESUME_OVERLAP_MS = 60_000;
/** Longest life of a connection at the gateway, ms. */
export const CONNECTION_LIFE_MS = 2 * 3600 * 1000;
/** Rooms a connection may be in, those it starts with included. */
export const MAX_ROOMS = 20;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;

/** The instant in an id's ULID, ms since the epoch. */
export function timeOfId(id: string): number {
  const time = id.slice(id.indexOf('_') + 1).slice(0, TIME_LENGTH);
  return [...time].reduce((sum, char) => sum * ALPHABET.length + ALPHABET.indexOf(char), 0);
}

/** The smallest id with that prefix and instant; ids of earlier instants sort before it. */
export function firstIdAt(prefix: string, ms: number): string {
  let rest = Math.max(0, Math.floor(ms));
  let time = '';
  for (let place = 0; place < TIME_LENGTH; place++) {
    time = ALPHABET.charAt(rest % ALPHABET.length) + time;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return `${prefix}_${time}${'0'.repeat(16)}`;
}

/** Where a resumption begins: a little before the last event the client saw, and never further back than a day. */
export function resumeFrom(lastEventId: string, nowMs: number): string {
  return firstIdAt('evt', Math.max(timeOfId(lastEventId) - RESUME_OVERLAP_MS, nowMs - RESUME_WINDOW_MS));
}
