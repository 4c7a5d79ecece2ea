import { DISCLOSURE_RULES } from './disclosure.ts';

/** How much of a caption is read without opening the rest, characters: what Instagram shows of one. */
export const BEGINNING_CHARACTERS = 125;

/** How a caption is judged for the people of one country. */
interface CaptionRule {
  /** Words of which one has to stand there, in small letters, a `#` before it or not. */
  labels: readonly string[];
  isAtBeginning: boolean;
  tooVague: readonly string[];
  source: string;
  comparedOn: string;
}

/**
 * What has to be said in a post that somebody is paid for, by the country whose people it is for. What the rules want of pictures and videos themselves, no text shows: that stays for a
 * person. Other countries have no rule here, and that is said.
 */
export const CAPTION_RULES: Readonly<Record<string, CaptionRule>> = Object.fromEntries(
  Object.entries(DISCLOSURE_RULES).flatMap(([country, { labels, captions }]) => {
    if (!captions) return [];
    const { furtherLabels, ...rule } = captions;
    const words = [...labels, ...furtherLabels].map((label) => label.replace('#', '').toLowerCase());
    return [[country, { ...rule, labels: [...new Set(words)] }]];
  }),
);

/** What is wrong with how a caption says that it is paid for, for people of one country; `unknown` where there is no rule, undefined when nothing is. */
export type DisclosureProblem =
  | { kind: 'missing' | 'vague' | 'late'; says: string }
  | { kind: 'unknown'; says: string };

/** Judges a caption by the rule of one country. */
export function disclosureProblem(caption: string, country: string): DisclosureProblem | undefined {
  const rule = CAPTION_RULES[country];
  const name = new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;
  if (!rule) return { kind: 'unknown', says: `There is no rule of ${name} here.` };
  const words = `say ${rule.labels.map((label) => `“${label}”`).join(' or ')}`;
  const at = firstOf(caption, rule.labels);
  if (at === undefined) {
    const vague = rule.tooVague.find((word) => firstOf(caption, [word]) !== undefined);
    return vague
      ? { kind: 'vague', says: `In ${name} “${vague}” does not say that this is paid for; ${words}.` }
      : { kind: 'missing', says: `It is not said that this is paid for; in ${name} ${words}.` };
  }
  if (rule.isAtBeginning && at > BEGINNING_CHARACTERS)
    return { kind: 'late', says: `In ${name} ${words} at the beginning, before “more”.` };
  return undefined;
}

/** Where the first of some words stands as a word of its own, a `#` before it or not; undefined when none does. */
function firstOf(text: string, words: readonly string[]): number | undefined {
  const found = words.flatMap((word) => wordsAt(text, word).slice(0, 1)).sort((a, b) => a - b);
  return found[0];
}

/** Where a word or some words stand in a text, whatever their case, accents and spaces. */
export function wordsAt(text: string, words: string): number[] {
  const wanted = plainText(words).trim().replace(/\s+/g, ' ');
  if (wanted === '') return [];
  const pattern = wanted
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  const found = plainText(text).matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu'));
  return [...found].map(({ index }) => index);
}

/** Small letters without accents, one for each of the text's own as far as possible. */
function plainText(text: string): string {
  return [...text]
    .map((char) => {
      const plain = char.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      return plain.length === char.length ? plain : char.toLowerCase();
    })
    .join('');
}
