import { ID_PREFIXES, type IdKind } from '#domain/ids.ts';

/** A well-formed id that counts up, the same in every run. */
export function countedId(kind: IdKind, count: number): string {
  return `${ID_PREFIXES[kind]}_01JD${String(count).padStart(22, '0')}`;
}
