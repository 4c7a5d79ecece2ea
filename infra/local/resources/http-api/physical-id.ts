import { createHash } from 'node:crypto';

/** A stable id in the style of a generated one: `length` characters out of `alphabet`, the same for the same names. */
export function generatedId(
  names: { stack: string; logicalId: string },
  length: number,
  alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789',
): string {
  const digest = createHash('sha256').update(`${names.stack}/${names.logicalId}`).digest();
  return Array.from(digest.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
}
