import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { type Finding, quoted } from '#domain/screening.ts';
import type { Screener } from './screener.ts';

/** The words it knows are English, with the usual disguises: “sh1t”, “f u c k” is not among them. */
const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/** Among the commonest words of English, and of no language that writes the same ones. */
const ENGLISH = new Set(
  'the and you your with this that for have has are is it its my our we they was but not from what when how just been'.split(
    ' ',
  ),
);

/** The screening without any outside service: profane words of English. What a text means, and what media show, it cannot tell. */
export const embeddedScreener: Screener = {
  screenText: async (text) => [profanityOf(text), toxicity(text)],
  screenMedia: async (media, elsewhere) => {
    const check = 'media' as const;
    if (media.length + elsewhere.length === 0) return [{ check, outcome: 'passed', says: [] }];
    return [{ check, outcome: 'not_screened', says: ['Nothing here can tell what pictures and videos show.'] }];
  },
};

function profanityOf(text: string): Finding {
  const check = 'profanity' as const;
  const matches = matcher.getAllMatches(text, true);
  if (matches.length > 0) {
    const says = matches.map(({ startIndex, endIndex }) => `It says “${quoted(text, startIndex, endIndex + 1)}”.`);
    return { check, outcome: 'flagged', says: [...new Set(says)] };
  }
  if (text.trim() === '' || isEnglish(text)) return { check, outcome: 'passed', says: [] };
  return { check, outcome: 'not_screened', says: ['Only English words are known, and this may be another language.'] };
}

/** Whether a text is English, as far as its commonest words tell: one in eight, and at least one. */
function isEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const known = words.filter((word) => ENGLISH.has(word)).length;
  return known > 0 && known * 8 >= words.length;
}

function toxicity(text: string): Finding {
  const check = 'toxicity' as const;
  if (text.trim() === '') return { check, outcome: 'passed', says: [] };
  return { check, outcome: 'not_screened', says: ['Nothing here can tell whether a text insults or threatens.'] };
}
