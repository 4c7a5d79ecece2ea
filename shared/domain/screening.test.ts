import { describe, expect, it } from 'vitest';
import { DISCLOSURE_RULES } from './disclosure.ts';
import { BEGINNING_CHARACTERS, CAPTION_RULES, disclosureProblem } from './disclosure-check.ts';
import { DEFAULT_POLICY, judge, type ScreeningPolicy, screenByLists } from './screening.ts';

const late = `${'x'.repeat(BEGINNING_CHARACTERS)} `;

describe('saying that it is paid for', () => {
  it.each<[string, string, string | undefined]>([
    ['US', 'I love this. #ad', undefined],
    ['US', 'I love this. #collab', 'vague'],
    ['US', 'I love this.', 'missing'],
    ['US', 'An adorable ladder.', 'missing'],
    ['GB', 'Ad: I love this.', undefined],
    ['GB', `${late}#ad`, 'late'],
    ['GB', '#sponsored I love this.', 'vague'],
    ['DE', 'Werbung. Das ist mein Serum.', undefined],
    ['DE', 'ANZEIGE | Das ist mein Serum.', undefined],
    ['DE', 'Das ist mein Serum. #ad', 'vague'],
    ['FR', 'Collaboration  commerciale avec Glow.', undefined],
    ['FR', 'PUBLICITE avec Glow.', undefined],
    ['FR', 'Merci Glow. #ad', 'vague'],
    ['IT', '#adv Il mio siero.', undefined],
    ['ES', 'Publi: mi sérum.', undefined],
    ['BR', '#publi Meu sérum.', 'unknown'],
  ])('in %s, “%s”', (country, caption, kind) => {
    expect(disclosureProblem(caption, country)?.kind).toBe(kind);
  });

  it('is said by every word that a contract quotes for the same country', () => {
    const judged = Object.entries(DISCLOSURE_RULES).filter(([country]) => country in CAPTION_RULES);
    expect(judged.map(([country]) => country)).toEqual(['US', 'GB', 'DE', 'FR', 'IT', 'ES']);
    for (const [country, { labels }] of judged)
      for (const label of labels)
        expect(disclosureProblem(`${label} – Glow`, country), `${label} in ${country}`).toBeUndefined();
  });

  it('is a rule with a source and the day on which it was compared', () => {
    for (const { source, comparedOn, labels } of Object.values(CAPTION_RULES))
      expect([source.length > 40, /^20\d\d-\d\d-\d\d$/.test(comparedOn), labels.length > 0]).toEqual([
        true,
        true,
        true,
      ]);
  });
});

const screened = (caption: string, edit: Partial<ScreeningPolicy> = {}, countries = ['US']) =>
  screenByLists({ caption, countries }, { ...DEFAULT_POLICY, ...edit });
const flagged = (caption: string, edit?: Partial<ScreeningPolicy>, countries?: string[]) =>
  screened(caption, edit, countries)
    .filter(({ outcome }) => outcome === 'flagged')
    .map(({ check }) => check);

describe('what a text is screened for', () => {
  it.each<[string, string, string[]]>([
    ['cures a disease', 'It cures acne overnight. #ad', ['claims']],
    ['is proven', 'Clinically proven to work. #ad', ['claims']],
    ['promises results', 'Guaranteed results, 100% safe. #ad', ['claims']],
    ['promises it in German', 'Wirkt ohne Nebenwirkungen. #ad', ['claims']],
    ['says what one likes', 'My skin likes it, and so do I. #ad', []],
    ['treats oneself', 'I treat myself on Sundays. #ad', []],
  ])('a text that %s', (_case, caption, checks) => {
    expect(flagged(caption)).toEqual(checks);
  });

  it('words of the workspace, whole and whatever their case, accents and spaces', () => {
    const policy = { competitors: ['Glow Co', 'L’Été'], bannedWords: ['cheap'] };
    expect(flagged('CHEAP like glow   co. #ad', policy)).toEqual(['competitors', 'banned_words']);
    expect(flagged('Cheapest of all, l’ete. #ad', policy)).toEqual(['competitors']);
    expect(flagged('A glowing colour. #ad', policy)).toEqual([]);
  });

  it('says that nobody has looked where it has no rule, or does not know for whom it is', () => {
    const outcomeFor = (countries: string[]) =>
      screened('Olá', {}, countries).find(({ check }) => check === 'disclosure')?.outcome;
    expect([outcomeFor([]), outcomeFor(['BR']), outcomeFor(['BR', 'US'])]).toEqual([
      'not_screened',
      'not_screened',
      'flagged',
    ]);
    // What is right for one country says nothing about another.
    const both = screened('#ad for you', {}, ['US', 'PT']).find(({ check }) => check === 'disclosure');
    expect(both).toEqual({
      check: 'disclosure',
      outcome: 'not_screened',
      says: ['There is no rule of Portugal here.'],
    });
  });

  it('quotes claims in whole words, in their order', () => {
    const caption = 'This miracle cream is clinically proven and it is wonderful indeed. No side effects!';
    expect(screened(caption).find(({ check }) => check === 'claims')?.says).toEqual([
      '“miracle cream is clinically proven and it…” has to be proven.',
      '“clinically proven and it is wonderful indeed…” has to be proven.',
      '“No side effects!” has to be proven.',
    ]);
  });
});

describe('what screened content comes to', () => {
  const one = (check: 'claims' | 'profanity' | 'media', outcome: 'flagged' | 'not_screened' | 'passed') => ({
    ...{ check, outcome },
    says: ['…'],
  });
  it.each([
    ['nothing found', [one('claims', 'passed')], {}, { state: 'passed', score: 0, findings: [] }],
    ['something to show', [one('claims', 'flagged')], {}, { state: 'flagged', score: 50 }],
    ['something to hold', [one('claims', 'flagged'), one('profanity', 'flagged')], {}, { state: 'waits', score: 80 }],
    ['nothing seen, for the brand', [one('media', 'not_screened')], {}, { state: 'passed', score: 0 }],
    ['nothing seen, for a moderator', [one('media', 'not_screened')], { unscreened: 'moderator' }, { state: 'waits' }],
  ])('%s', (_case, findings, edit, judged) => {
    expect(judge(findings as never, { ...DEFAULT_POLICY, ...edit } as ScreeningPolicy)).toMatchObject(judged);
  });

  it('leaves out what the workspace does not want looked at', () => {
    const actions = { ...DEFAULT_POLICY.actions, profanity: 'off' as const };
    expect(judge([one('profanity', 'flagged')], { ...DEFAULT_POLICY, actions })).toEqual({
      ...{ state: 'passed', score: 0, findings: [] },
    });
  });
});
