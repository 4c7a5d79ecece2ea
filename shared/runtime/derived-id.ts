import { createHash } from 'node:crypto';
import { ID_PREFIXES, type IdKind } from '#domain/ids.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;

/** `length` characters of an id's alphabet that follow from a text: the same text gives the same ones. */
export function derivedCharacters(text: string, length: number): string {
  const hash = createHash('sha256').update(text).digest();
  return [...hash.subarray(0, length)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** The id of the one thing of its kind that a text names; it says nothing about when the thing was made. */
export function derivedId(kind: IdKind, text: string): string {
  return `${ID_PREFIXES[kind]}_${derivedCharacters(text, LENGTH)}`;
}
