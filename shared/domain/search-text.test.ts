import { describe, expect, it } from 'vitest';
import { foldText, foundFields, handleWordsOf, searchWordsOf, textScore, wordsOf } from './search-text.ts';

const said = (typed: string) => searchWordsOf(typed).map(({ word, handleOnly }) => (handleOnly ? `@${word}` : word));

describe('words of the search', () => {
  it.each([
    ['Zoë Müller', 'zoe muller'],
    ['ŁÓDŹ', 'lodz'],
    ['Straße', 'strasse'],
    ['Smørrebrød', 'smorrebrod'],
    ['ﬁtness', 'fitness'],
    ['日本', '日本'],
  ])('%s is compared as %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('are told apart by whatever is no letter and no digit', () => {
    expect(wordsOf(' Plant-based, 3× a day! ')).toEqual(['plant', 'based', '3', 'a', 'day']);
    expect(wordsOf('')).toEqual([]);
  });

  it('of a handle are its parts and the whole', () => {
    expect(handleWordsOf('@lena.cooks')).toEqual(['lena', 'cooks', 'lenacooks']);
    expect(handleWordsOf('mara  jo_runs')).toEqual(['mara', 'jo', 'runs', 'joruns']);
  });

  it('are taken once each, with handles marked, ten at most', () => {
    expect(said('lena  Léna @lena.cooks')).toEqual(['lena', '@lena', '@cooks']);
    expect(said('a b c d e f g h i j k l')).toHaveLength(10);
    expect(said('  @ !')).toEqual([]);
  });
});

describe('how well words are answered', () => {
  const score = (typed: string, ...found: Parameters<typeof textScore>[1]) => textScore(searchWordsOf(typed), found);

  it('the word itself is better than one that begins with it, and that than a similar one', () => {
    const exact = score('beauty', { term: 'beauty', fields: ['bio'] });
    const begins = score('beau', { term: 'beauty', fields: ['bio'] });
    const similar = score('beauti', { term: 'beauty', fields: ['bio'] });
    expect(exact).toBeGreaterThan(begins);
    expect(begins).toBeGreaterThan(similar);
    expect(similar).toBeGreaterThan(0);
    expect(score('beuaty', { term: 'beauty', fields: ['bio'] })).toBe(0);
  });

  it('a handle is better than a name, and that than a bio', () => {
    const inField = (field: 'handle' | 'name' | 'bio') => score('mara', { term: 'mara', fields: [field] });
    expect(inField('handle')).toBeGreaterThan(inField('name'));
    expect(inField('name')).toBeGreaterThan(inField('bio'));
  });

  it.each([
    ['berlin', 'berlon', 'put in place'],
    ['berlin', 'berrlin', 'added'],
    ['berlin', 'berln', 'left out'],
  ])('%s is nearly %s (one letter %s)', (word, term) => {
    expect(score(word, { term, fields: ['bio'] })).toBeGreaterThan(0);
  });

  it('names the fields of the find that counts, the weightiest first', () => {
    const found = [
      { term: 'mara', fields: ['bio', 'handle'] as const },
      { term: 'berlin', fields: ['place'] as const },
    ];
    expect(foundFields(searchWordsOf('mara berlin'), found)).toEqual(['handle', 'place', 'bio']);
    expect(foundFields(searchWordsOf('@mara'), found)).toEqual(['handle']);
    // A similar word in the name says nothing where the word itself stands in the bio.
    const both = [
      { term: 'martha', fields: ['bio'] as const },
      { term: 'marthe', fields: ['name'] as const },
    ];
    expect(foundFields(searchWordsOf('martha'), both)).toEqual(['bio']);
  });
});
