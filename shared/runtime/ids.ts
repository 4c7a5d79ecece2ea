import { randomBytes, randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { ID_PREFIXES, type IdKind } from '#domain/ids.ts';
import { nowMs } from './clock.ts';

/** Rises within one millisecond too: what is minted later, such as the second entry of one commit, is sorted later. */
let rising = monotonicFactory();

/** Forgets when the last id was minted, for tests whose time goes back to a beginning. */
export function mintAnew(): void {
  rising = monotonicFactory();
}

/** A new id of that kind; mint it before anything that may be retried. */
export function newId(kind: IdKind): string {
  return `${ID_PREFIXES[kind]}_${rising(nowMs())}`;
}

/** 256 random bits as base64url, for what works without a session; store only its hash. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Six random digits, for a mail. */
export function newMailedCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** A uniform random number in [0, 1), for jitter only. */
export function jitter(): number {
  return Math.random();
}
