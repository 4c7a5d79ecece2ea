import { type Refused, refuse } from '../decision.ts';

export const MOST_TAGS = 20;
/** The longest tag, characters. */
export const LONGEST_TAG = 30;

/** A tag as it is kept: one line, small letters, single blanks. */
export function plainTag(tag: string): string {
  return tag.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** The tags of a campaign in the order of the alphabet, each once. */
export function sortTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort();
}

/** The tags of a campaign with some more and some fewer, and what that changes; refuses too many. */
export function editTags(
  tags: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): { tags: string[]; added: string[]; removed: string[] } | Refused<'limit_reached'> {
  const next = sortTags([...tags.filter((tag) => !remove.includes(tag)), ...add]);
  if (next.length > MOST_TAGS)
    return refuse('limit_reached', `A campaign may have ${MOST_TAGS} tags; remove one that is not used.`);
  return {
    tags: next,
    added: next.filter((tag) => !tags.includes(tag)),
    removed: tags.filter((tag) => !next.includes(tag)),
  };
}
