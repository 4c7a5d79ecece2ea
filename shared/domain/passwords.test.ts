import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPasswords } from './common-passwords.ts';
import { findPasswordWeakness } from './passwords.ts';

const isCommon = (word: string) => commonPasswords().has(word);
const weaknessOf = (password: string) =>
  findPasswordWeakness(password, ['Olivia Brandt', 'liv.b@glowlabs.example'], isCommon);

describe('a password is refused, with the reason,', () => {
  it.each([
    [' begins with a space', 'begin or end'],
    ['password1234', 'common'],
    ['PassWord1234', 'common'],
    ['qwertyuiop', 'one of the most common'],
    ['sunshine2024!', 'a few characters added'],
    ['P@ssw0rd!!', 'a few characters added'],
    ['!!liverpool99', 'a few characters added'],
    ['aaaaaaaaaaaa', 'one character repeated'],
    ['abcabcabcabc', 'repeats one piece'],
    ['wintertimewintertime', 'repeats one piece'],
    ['bcdefghijklm', 'a row'],
    ['9876543210987', 'a row'],
    ['lkjhgfdsapoiu', 'a row'],
    ['Olivia#2026', 'your name'],
    ['brandtolivia', 'your name'],
    ['glowlabs-26', 'your e-mail'],
    ['accord-accord', 'repeats|Accord'],
    ['accord2026!', 'Accord'],
  ])('%s', (password, why) => expect(weaknessOf(password)).toMatch(new RegExp(why)));

  it('whatever case a common one is written in', () =>
    fc.assert(
      fc.property(fc.constantFrom(...commonPasswords()), fc.infiniteStream(fc.boolean()), (word, isUpper) => {
        const written = [...word].map((letter) => (isUpper.next().value ? letter.toUpperCase() : letter)).join('');
        expect(weaknessOf(written)).toBe('This is one of the most common passwords.');
      }),
    ));
});

it.each([
  'correct horse battery',
  'žluťoučký kůň',
  '🐎🔋🐎🔋 staple',
  'only lower case letters',
  'a lamp beside 7 quiet harbours',
  'olivia sings in the kitchen',
  `${'x'.repeat(60)}y and something else`,
])('%s will do without any composition rule', (password) => expect(weaknessOf(password)).toBeUndefined());

it('knows more than the 3,000 most common ones, every one as long as passwords here must be among them', () => {
  const known = [...commonPasswords()];
  expect(known.length).toBeGreaterThan(11_000);
  expect(known.filter((word) => word.length >= 10).length).toBeGreaterThan(1500);
  expect(known).toEqual(expect.arrayContaining(['123456', 'password', 'password123', 'qwertyuiop', '1234567890']));
});
