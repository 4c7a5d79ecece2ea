import { createHash } from 'node:crypto';
import { ID_PREFIXES, type IdKind } from '#domain/ids.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;
const TIME_LENGTH = 10;

/** `length` characters of an id's alphabet that follow from a text: the same text gives the same ones. */
function derivedCharacters(text: string, length: number): string {
  const hash = createHash('sha256').update(text).digest();
  return [...hash.subarray(0, length)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** The id of the one thing of its kind that a text names; it says nothing about when the thing was made. */
export function derivedId(kind: IdKind, text: string): string {
  return `${ID_PREFIXES[kind]}_${derivedCharacters(text, LENGTH)}`;
}

/** The id of what comes of an event for `whom`: the same for every delivery of the event, and sorted by its time. */
export function idFromEvent(kind: IdKind, eventId: string, ...whom: readonly (string | number)[]): string {
  const time = eventId.slice(eventId.indexOf('_') + 1).slice(0, TIME_LENGTH);
  return `${ID_PREFIXES[kind]}_${time}${derivedCharacters([eventId, ...whom].join('\n'), LENGTH - TIME_LENGTH)}`;
}
