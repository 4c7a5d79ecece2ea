/** Where a rule about saying that something is advertising comes from, and when it was compared with pages about it. */
interface DisclosureRule {
  /** Words of which one has to stand there, a `#` before it or not. */
  labels: readonly string[];
  /** Whether it has to stand at the beginning, before what is read without opening the rest. */
  isAtBeginning: boolean;
  /** Words that are used for it and do not say it. */
  tooVague: readonly string[];
  source: string;
  comparedOn: string;
}

/** How much of a caption is read without opening the rest, characters: what Instagram shows of one. */
export const BEGINNING_CHARACTERS = 125;

const VAGUE = ['sp', 'spon', 'collab', 'ambassador', 'partner', 'thanks', 'gifted', 'iworkwith'];

/**
 * What has to be said in a post that somebody is paid for, by the country whose people it is for. What the rules want of pictures and videos themselves, no text shows:
 * that stays for a person. Other countries have no rule here, and that is said. The rules were compared with stored copies of what regulators, law firms and the press write about each
 * source, not all of them the source itself: compare again before one is relied on.
 */
export const DISCLOSURE_RULES: Readonly<Record<string, DisclosureRule>> = {
  US: {
    labels: ['ad', 'advertisement', 'advertising', 'sponsored', 'paid partnership', 'paid ad'],
    isAtBeginning: false,
    tooVague: VAGUE,
    source:
      'Federal Trade Commission, Disclosures 101 for Social Media Influencers (November 2019), and 16 CFR Part 255: simple and clear words such as “advertisement”, “ad” and “sponsored”; “sp”, “spon”, “collab”, “ambassador” and “thanks” are vague',
    comparedOn: '2026-11-21',
  },
  GB: {
    labels: ['ad', 'advert', 'advertisement', 'advertising', 'advertisement feature'],
    isAtBeginning: true,
    tooVague: [...VAGUE, 'sponsored', 'in association with'],
    source:
      'CAP and CMA, Influencers’ guide to making clear that ads are ads, third edition of 23 March 2023: “Ad” or the like, upfront; not “sponsored”, “gifted” or only the name of the brand',
    comparedOn: '2026-11-21',
  },
  DE: {
    labels: ['werbung', 'anzeige', 'bezahlte werbung', 'dauerwerbesendung'],
    isAtBeginning: true,
    tooVague: [...VAGUE, 'ad', 'sponsored', 'sponsored by', 'powered by'],
    source:
      '§ 5a (4) UWG; Oberlandesgericht Celle, judgment of 8 June 2017, 13 U 53/17: recognisable at first glance, “#ad” among hashtags at the end is not; “Werbung” or “Anzeige” at the beginning',
    comparedOn: '2026-11-21',
  },
  FR: {
    labels: ['publicité', 'collaboration commerciale'],
    isAtBeginning: false,
    tooVague: [...VAGUE, 'ad', 'partenariat', 'sponsorisé'],
    source:
      'Loi n° 2023-451 du 9 juin 2023, article 5: “Publicité” or “Collaboration commerciale”, clear, legible and identifiable on the picture or video in every format',
    comparedOn: '2026-11-21',
  },
  IT: {
    labels: ['pubblicità', 'advertising', 'adv', 'sponsored', 'sponsorizzato', 'in collaborazione con'],
    isAtBeginning: true,
    tooVague: VAGUE,
    source:
      'Istituto dell’Autodisciplina Pubblicitaria, Regolamento Digital Chart, version of 30 October 2024, which the guidelines of AGCOM of 16 January 2024 refer to: words such as “#adv” or “#sponsored”, seen at once',
    comparedOn: '2026-11-21',
  },
  ES: {
    labels: ['publicidad', 'publi', 'patrocinado por', 'en colaboración con'],
    isAtBeginning: true,
    tooVague: [...VAGUE, 'colab', 'sponso', 'ad'],
    source:
      'AUTOCONTROL, aea and IAB Spain, Código de Conducta de Publicidad a través de Influencers, in force since 1 October 2025: identified clearly, unambiguously and at once',
    comparedOn: '2026-11-21',
  },
};

/** What is wrong with how a caption says that it is paid for, for people of one country; `unknown` where there is no rule, undefined when nothing is. */
export type DisclosureProblem =
  | { kind: 'missing' | 'vague' | 'late'; says: string }
  | { kind: 'unknown'; says: string };

/** Judges a caption by the rule of one country. */
export function disclosureProblem(caption: string, country: string): DisclosureProblem | undefined {
  const rule = DISCLOSURE_RULES[country];
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
