import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answeredTelling,
  answersSearch,
  decideMessage,
  decideRead,
  readByOther,
  type Said,
  type Spoken,
  type Talk,
  unreadOf,
} from './message.ts';
import type { Side } from './offer.ts';

const SIDES = { nora: 'brand', otto: 'brand', mara: 'influencer' } as const satisfies Record<string, Side>;
type Who = keyof typeof SIDES;

let clock = 0;
const at = () => `2026-11-20T12:00:00.${String(clock++ % 1000).padStart(3, '0')}Z`;

function say(before: Talk | undefined, who: Who, text = 'Hello'): Spoken {
  const said: Said = { by: SIDES[who], userId: who, authorName: who, text, at: at() };
  return decideMessage(before, said, `evt-${(before?.messageCount ?? 0) + 1}`);
}

function read(talk: Talk, who: Who, number = talk.messageCount): Talk {
  const outcome = decideRead(talk, { side: SIDES[who], userId: who, number, at: at() });
  return outcome && 'marks' in outcome ? { ...talk, marks: outcome.marks } : talk;
}

const unread = (talk: Talk, who: Who) => unreadOf(talk, SIDES[who], who);

describe('telling the other side', () => {
  it('is done for the first message, and not for what follows until somebody there has looked', () => {
    const first = say(undefined, 'nora');
    const second = say(first, 'nora');
    const third = say(second, 'otto');
    expect([first.tells, second.tells, third.tells]).toEqual([true, false, false]);
    const looked = read(third, 'mara');
    expect(say(looked, 'nora').tells).toBe(true);
  });

  it('is each side’s own: an answer tells who was answered, though they were told of nothing before', () => {
    const first = say(undefined, 'nora');
    const answer = say(first, 'mara');
    expect(answer.tells).toBe(true);
    expect(say(answer, 'mara').tells).toBe(false);
  });

  it('is undone by one of several who belong together', () => {
    const told = say(say(undefined, 'nora'), 'mara');
    expect(say(read(told, 'otto'), 'mara').tells).toBe(true);
  });

  it('names the event until the person has read that far', () => {
    const told = say(undefined, 'nora');
    expect(answeredTelling(told, 'influencer', 'mara')).toBe('evt-1');
    expect(answeredTelling(read(told, 'mara'), 'influencer', 'mara')).toBeUndefined();
    expect(answeredTelling(told, 'brand', 'nora')).toBeUndefined();
  });
});

describe('what is unread', () => {
  it('is what came after the newest one that the person has seen; the own ones are seen', () => {
    const talk = say(say(say(undefined, 'nora'), 'mara'), 'mara');
    expect([unread(talk, 'nora'), unread(talk, 'mara')]).toEqual([2, 0]);
    expect(unread(read(talk, 'nora', 2), 'nora')).toBe(1);
  });

  it('is, for who never opened the talk, what nobody of their side has read', () => {
    const talk = say(say(undefined, 'mara'), 'mara');
    expect(unread(talk, 'otto')).toBe(2);
    expect(unread(read(talk, 'nora'), 'otto')).toBe(0);
  });

  it('is nothing for a key, which is nobody', () => {
    expect(unreadOf(say(undefined, 'mara'), 'brand', undefined)).toBe(0);
  });
});

describe('reading', () => {
  it('never goes back, and says whether it is new to the side', () => {
    const talk = say(say(undefined, 'mara'), 'mara');
    const byNora = read(talk, 'nora');
    expect(decideRead(byNora, { side: 'brand', userId: 'nora', number: 1, at: at() })).toBeUndefined();
    expect(decideRead(byNora, { side: 'brand', userId: 'otto', number: 2, at: at() })).toMatchObject({
      isNewToSide: false,
    });
    expect(decideRead(talk, { side: 'brand', userId: 'otto', number: 1, at: at() })).toMatchObject({
      isNewToSide: true,
    });
  });

  it('of a message that there is not is refused, and says which is the newest', () => {
    expect(decideRead(say(undefined, 'mara'), { side: 'brand', userId: 'nora', number: 2, at: at() })).toEqual({
      refused: 'validation_failed',
      issues: [{ path: 'number', message: 'must be the number of a message; the newest is 1' }],
    });
  });

  it('is shown to the other side as far as anybody got, and when first', () => {
    const talk = say(say(undefined, 'mara'), 'mara');
    expect(readByOther(talk, 'influencer')).toBeUndefined();
    const first = read(talk, 'nora');
    const both = read(first, 'otto');
    expect(readByOther(both, 'influencer')).toMatchObject({ number: 2, at: first.marks.nora?.at });
  });

  it('is remembered of a hundred people at most, the newest', () => {
    let talk: Talk = say(undefined, 'mara');
    for (let count = 0; count < 120; count++) {
      const outcome = decideRead(talk, {
        ...{ side: 'brand', userId: `m${count}`, number: 1 },
        at: `2026-11-20T13:00:${String(count).padStart(3, '0')}Z`,
      });
      if (outcome && 'marks' in outcome) talk = { ...talk, marks: outcome.marks };
    }
    expect(Object.keys(talk.marks)).toHaveLength(100);
    expect(talk.marks.m119?.number).toBe(1);
  });
});

it('whoever says and reads what: numbers have no gaps, nobody has read more than there is, and each side is told once between two looks', () => {
  const step = fc.record({ who: fc.constantFrom<Who[]>('nora', 'otto', 'mara'), does: fc.constantFrom('say', 'read') });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      let talk: Talk | undefined;
      let count = 0;
      const openTellings = { brand: 0, influencer: 0 };
      for (const { who, does } of steps) {
        const side = SIDES[who];
        if (does === 'say') {
          const spoken = say(talk, who);
          count += 1;
          // Whoever writes has looked.
          openTellings[side] = 0;
          if (spoken.tells) openTellings[side === 'brand' ? 'influencer' : 'brand'] += 1;
          talk = spoken;
        } else if (talk) {
          talk = read(talk, who);
          openTellings[side] = 0;
        }
        if (!talk) continue;
        expect(talk.messageCount).toBe(count);
        expect(talk.last.number).toBe(count);
        expect(Math.max(openTellings.brand, openTellings.influencer)).toBeLessThanOrEqual(1);
        for (const name of Object.keys(SIDES) as Who[]) {
          expect(unread(talk, name)).toBeGreaterThanOrEqual(0);
          expect(unread(talk, name)).toBeLessThanOrEqual(count);
        }
      }
    }),
  );
});

describe('what a list shows of a message', () => {
  it.each([
    ['a short one, as it is', 'See you on Monday', 'See you on Monday'],
    ['several lines, in one', 'One\n\n  two\tthree', 'One two three'],
    ['a long one, cut', 'x'.repeat(200), `${'x'.repeat(139)}…`],
  ])('%s', (_case, text, excerpt) => {
    expect(say(undefined, 'nora', text).last.excerpt).toBe(excerpt);
  });
});

describe('a search', () => {
  const message = { text: 'Der Wärmeschutz ist wichtig – see the Brief', authorName: 'José Núñez' };
  it.each([
    ['a word, whatever its case', 'BRIEF', true],
    ['without the marks on letters', 'warmeschutz', true],
    ['the beginning of a word', 'wicht', true],
    ['who wrote it', 'jose', true],
    ['all words, not one of them', 'brief tomorrow', false],
  ])('for %s', (_case, typed, found) => {
    expect(answersSearch(message, typed)).toBe(found);
  });
});
