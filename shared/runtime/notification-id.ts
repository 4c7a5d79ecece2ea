import { createHash } from 'node:crypto';
import { ID_PREFIXES } from '#domain/ids.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** The id of what an event tells a person: the same for every delivery, and sorted by the event's time. */
export function notificationIdOf(eventId: string, userId: string, noticeIndex: number): string {
  const time = eventId.slice(eventId.indexOf('_') + 1).slice(0, TIME_LENGTH);
  const hash = createHash('sha256').update(`${eventId}\n${userId}\n${noticeIndex}`).digest();
  const rest = [...hash.subarray(0, RANDOM_LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return `${ID_PREFIXES.notification}_${time}${rest}`;
}
