import { disclosureProblem, wordsAt } from './disclosure-check.ts';

/** What content is screened for. */
export const SCREENING_CHECKS = [
  'profanity',
  'toxicity',
  'claims',
  'competitors',
  'banned_words',
  'disclosure',
  'media',
] as const;
export type ScreeningCheck = (typeof SCREENING_CHECKS)[number];

/** What a check came to: nothing wrong · something to look at · it could not be measured, so that nobody has looked yet · it is being measured, and the result comes by itself. */
export const CHECK_OUTCOMES = ['passed', 'flagged', 'not_screened', 'screening'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** One check with what it found, each in a sentence. */
export interface Finding {
  check: ScreeningCheck;
  outcome: CheckOutcome;
  says: string[];
  /** Which service measured it, with the version of its model where it tells; absent for lists of words. */
  by?: string | undefined;
  /** What the service named, surest first. */
  labels?: FoundLabel[] | undefined;
}

/** Something that a service named, in words that people read, and how sure it is of it, percent. */
export interface FoundLabel {
  label: string;
  percent: number;
}

/** What a workspace wants done about what a check flags: nothing · show it to both sides · have a moderator look first. */
export const SCREENING_ACTIONS = ['off', 'show', 'hold'] as const;
export type ScreeningAction = (typeof SCREENING_ACTIONS)[number];

/** Who looks at what could not be screened: the brand when it reviews, as always, or a moderator before. */
export const UNSCREENED_FOR = ['brand', 'moderator'] as const;

/** How a workspace wants the content for its campaigns screened. */
export interface ScreeningPolicy {
  actions: Record<ScreeningCheck, ScreeningAction>;
  competitors: string[];
  bannedWords: string[];
  unscreened: (typeof UNSCREENED_FOR)[number];
}

/** What is done where a workspace has said nothing. */
export const DEFAULT_POLICY: ScreeningPolicy = {
  actions: {
    ...{ profanity: 'hold', toxicity: 'hold', claims: 'show', competitors: 'show', banned_words: 'hold' },
    ...{ disclosure: 'show', media: 'hold' },
  },
  ...{ competitors: [], bannedWords: [], unscreened: 'brand' },
};

/** How much a check that flags something weighs, of 100; the score of content is that of the gravest. Version 1. */
const WEIGHTS: Record<ScreeningCheck, number> = {
  ...{ profanity: 80, toxicity: 80, claims: 50, competitors: 60, banned_words: 90, disclosure: 40, media: 90 },
};

/** At most so many sentences of one check are kept, and so many characters of what they quote. */
const MOST_SAID = 5;
const MOST_QUOTED = 60;
/** About as much of a claim is shown, so that it is understood. */
const CLAIM_SHOWN = 40;

/** A piece of content as it is screened. */
export interface Screened {
  caption: string;
  /** Whose people it is for. */
  countries: readonly string[];
}

/** Every check of content but those of a screener, in the order of their names. */
export function screenByLists({ caption, countries }: Screened, policy: ScreeningPolicy): Finding[] {
  return [
    claimsIn(caption),
    listed('competitors', caption, policy.competitors, (word) => `It names the competitor “${word}”.`),
    listed('banned_words', caption, policy.bannedWords, (word) => `It says “${word}”, which the brand does not want.`),
    disclosureOf(caption, countries),
  ];
}

/** What content came to by all checks that its workspace wants: whether both sides are shown something, or a moderator looks first. */
export function judge(
  findings: readonly Finding[],
  policy: ScreeningPolicy,
): { state: 'passed' | 'flagged' | 'waits'; score: number; findings: Finding[] } {
  const kept = findings.filter(({ check, outcome }) => policy.actions[check] !== 'off' && outcome !== 'passed');
  const flagged = kept.filter(({ outcome }) => outcome === 'flagged');
  const isHeld =
    flagged.some(({ check }) => policy.actions[check] === 'hold') ||
    (policy.unscreened === 'moderator' && kept.some(({ outcome }) => outcome === 'not_screened'));
  const score = Math.max(0, ...flagged.map(({ check }) => WEIGHTS[check]));
  const short = kept.map((finding) => ({
    ...finding,
    says: finding.says.slice(0, MOST_SAID),
    ...(finding.labels && { labels: finding.labels.slice(0, MOST_SAID) }),
  }));
  return { state: isHeld ? 'waits' : flagged.length > 0 ? 'flagged' : 'passed', score, findings: short };
}

/** A part of a text for a sentence about it. */
export function quoted(text: string, from: number, to: number): string {
  const part = text.slice(from, to).replace(/\s+/g, ' ');
  return part.length > MOST_QUOTED ? `${part.slice(0, MOST_QUOTED)}…` : part;
}

function listed(
  check: 'competitors' | 'banned_words',
  caption: string,
  words: readonly string[],
  say: (word: string) => string,
): Finding {
  const found = words.filter((word) => wordsAt(caption, word).length > 0);
  return { check, outcome: found.length > 0 ? 'flagged' : 'passed', says: found.map(say) };
}

/**
 * Words that promise what has to be proven, in English and German: effects on health, results for everybody, freedom from risk. Article 6 of Directive 2005/29/EC, section 5 of
 * the FTC Act (15 U.S.C. § 45) and Regulation (EC) No 1924/2006 are why such claims are looked for; the list itself is ours and names only what is common.
 */
const CLAIMS: readonly RegExp[] = [
  /\b(cures?|heals?|treats?|prevents?)\b(?=.{0,40}\b(acne|eczema|cancer|diabetes|depression|anxiety|pain|disease|illness|covid|flu|cellulite)\b)/giu,
  /\b(clinically|scientifically|medically) (proven|tested and proven)\b/giu,
  /\b(doctor|dermatologist)s?[- ](recommended|approved)\b/giu,
  /\b(guaranteed|instant|permanent) (results?|weight loss|returns?|profits?)\b/giu,
  /\b100 ?% (safe|effective|guaranteed|risk[- ]free)(?!\p{L})/giu,
  /\bno side[- ]effects?\b/giu,
  /\b(miracle|wonder) (cure|product|drug|cream|serum)\b/giu,
  /\blose \d+ ?(kg|kilos?|pounds?|lbs)\b/giu,
  /\b(risk[- ]free|get rich)\b/giu,
  /(?<!\p{L})(heilt|lindert|verhindert)(?!\p{L})(?=.{0,40}(akne|neurodermitis|krebs|diabetes|depression|schmerz|krankheit))/giu,
  /(?<!\p{L})(klinisch|wissenschaftlich) (bewiesen|erwiesen|nachgewiesen)(?!\p{L})/giu,
  /(?<!\p{L})(garantierte?r?s? (ergebnis|erfolg|wirkung)\p{L}*|ohne nebenwirkungen|wundermittel|risikofrei)(?!\p{L})/giu,
];

function claimsIn(caption: string): Finding {
  const found = CLAIMS.flatMap((claim) => [...caption.matchAll(claim)]).sort((a, b) => a.index - b.index);
  const says = found.map(({ index, 0: claim }) => `“${claimed(caption, index, claim)}” has to be proven.`);
  return { check: 'claims', outcome: says.length > 0 ? 'flagged' : 'passed', says };
}

/** A claim with the words after it that fit, none of them cut. */
function claimed(caption: string, index: number, claim: string): string {
  const end = index + Math.max(claim.length, CLAIM_SHOWN);
  const rest = /^[\p{L}\p{N}]*/u.exec(caption.slice(end))?.[0] ?? '';
  const shown = quoted(caption, index, end + rest.length).trim();
  return end + rest.length < caption.trimEnd().length && !shown.endsWith('…') ? `${shown}…` : shown;
}

function disclosureOf(caption: string, countries: readonly string[]): Finding {
  const check = 'disclosure' as const;
  if (countries.length === 0)
    return { check, outcome: 'not_screened', says: ['The campaign does not say for which countries it is.'] };
  const problems = countries.flatMap((country) => disclosureProblem(caption, country) ?? []);
  const says = (some: typeof problems) => some.map((problem) => problem.says);
  const wrong = problems.filter(({ kind }) => kind !== 'unknown');
  if (wrong.length > 0) return { check, outcome: 'flagged', says: says(wrong) };
  // Right for some countries says nothing about those without a rule.
  return { check, outcome: problems.length > 0 ? 'not_screened' : 'passed', says: says(problems) };
}
