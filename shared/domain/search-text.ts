/** Where the words of a search may be found, with how much a find there counts. */
export const TEXT_FIELDS = { handle: 10, name: 8, niche: 5, place: 3, bio: 2 } as const;
export type TextField = keyof typeof TEXT_FIELDS;
export type IndexedText = Record<TextField, string>;

/** One word of a search; `@word` is looked for in handles only. */
export interface SearchWord {
  word: string;
  handleOnly: boolean;
}

/** A word of a document that answers a search, and the fields it stands in. */
export interface FoundTerm {
  term: string;
  fields: readonly TextField[];
}

/** Words of one search that are looked at; more only narrow what nobody means. */
const MOST_WORDS = 10;

/** Letters that Unicode does not decompose but people type without. */
const PLAIN: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** Text without case and diacritics, as it is compared. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
}

/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** The words of handles, each handle also in one piece: `@lena.cooks` is found as lena, cooks and lenacooks. */
export function handleWordsOf(handles: string): string[] {
  return handles.split(/\s+/).flatMap((handle) => {
    const words = wordsOf(handle);
    return words.length > 1 ? [...words, words.join('')] : words;
  });
}

/** The words a person typed into the search, in their order, each once. */
export function searchWordsOf(typed: string): SearchWord[] {
  const words = typed.split(/\s+/).flatMap((part) => {
    const handleOnly = part.startsWith('@');
    return wordsOf(part).map((word) => ({ word, handleOnly }));
  });
  const once = new Map(words.map((one) => [`${one.handleOnly}${one.word}`, one]));
  return [...once.values()].slice(0, MOST_WORDS);
}

/** How many letters of a word may be wrong. */
export function slackOf(word: string): number {
  return word.length >= 5 ? 1 : 0;
}

const EXACT = 100;
const BEGINNING = 70;
const SIMILAR = 40;

/**
 * How well a document answers the words: for each the best find, by its field and by how close it is. Depends on the document alone, so that
 * what changes elsewhere in the index never moves it between two pages.
 */
export function textScore(words: readonly SearchWord[], found: readonly FoundTerm[]): number {
  return words.reduce((total, one) => total + bestFind(one, found).score, 0);
}

/** The fields in which the words were found, the weightiest first. */
export function foundFields(words: readonly SearchWord[], found: readonly FoundTerm[]): TextField[] {
  const fields = new Set(words.flatMap((one) => bestFind(one, found).fields));
  return (Object.keys(TEXT_FIELDS) as TextField[]).filter((field) => fields.has(field));
}

function bestFind(
  { word, handleOnly }: SearchWord,
  found: readonly FoundTerm[],
): { score: number; fields: TextField[] } {
  const finds = found.flatMap(({ term, fields }) => {
    const closeness = closenessOf(word, term);
    if (closeness === 0) return [];
    return fields
      .filter((field) => !handleOnly || field === 'handle')
      .map((field) => ({ field, closeness, score: closeness * TEXT_FIELDS[field] }));
  });
  // A similar word says nothing where the word itself, or one that begins with it, was found.
  const literal = finds.filter(({ closeness }) => closeness > SIMILAR);
  const counted = literal.length > 0 ? literal : finds;
  return {
    score: counted.reduce((most, { score }) => Math.max(most, score), 0),
    fields: counted.map(({ field }) => field),
  };
}

function closenessOf(word: string, term: string): number {
  if (term === word) return EXACT;
  if (term.startsWith(word)) return BEGINNING;
  return slackOf(word) > 0 && isNearly(word, term) ? SIMILAR : 0;
}

/** Whether one letter added, left out or put in place of another makes one of the other. */
function isNearly(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]];
  if (long.length - short.length > 1) return false;
  const at = short.findIndex((char, index) => char !== long[index]);
  if (at < 0) return true;
  const rest = long.slice(at + 1).join('');
  return rest === short.slice(long.length === short.length ? at + 1 : at).join('');
}
