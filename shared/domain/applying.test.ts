import { describe, expect, it } from 'vitest';
import { decideAnswers, issuesOfApplying } from './applying.ts';
import { isRefused } from './decision.ts';

const questions = [
  { questionId: 'why', text: 'Why this brand?', required: true },
  { questionId: 'pets', text: 'Do you have pets?', required: false },
];
const answer = (questionId: string) => ({ questionId, answer: `About ${questionId}` });
const issues = (answers: { questionId: string; answer: string }[]) => {
  const decided = decideAnswers(questions, answers);
  return isRefused(decided) ? decided.issues?.map(({ path, message }) => `${path} ${message}`) : [];
};

describe('answers to the questions of a brief', () => {
  it('are kept with the question as it was asked, in the order of the brief', () => {
    expect(decideAnswers(questions, [answer('pets'), answer('why')])).toEqual({
      answers: [
        { questionId: 'why', question: 'Why this brand?', answer: 'About why' },
        { questionId: 'pets', question: 'Do you have pets?', answer: 'About pets' },
      ],
    });
  });

  it('may leave out what need not be answered', () => {
    expect(decideAnswers(questions, [answer('why')])).toMatchObject({ answers: [{ questionId: 'why' }] });
    expect(decideAnswers([], [])).toEqual({ answers: [] });
  });

  it.each([
    ['what must be answered is not', [answer('pets')], ['answers must answer why: Why this brand?']],
    [
      'there is no such question',
      [answer('why'), answer('age')],
      ['answers.1.questionId is no question of this campaign'],
    ],
    ['one is answered twice', [answer('why'), answer('why')], ['answers.1.questionId is answered twice']],
  ])('are refused where %s', (_what, answers, said) => {
    expect(issues(answers)).toEqual(said);
  });
});

describe('how a campaign takes applications', () => {
  it('is sound where its last day for them is within it, and no question is named twice', () => {
    const endDate = '2027-02-01';
    expect(issuesOfApplying({ endDate })).toEqual([]);
    expect(issuesOfApplying({ endDate, applying: { until: endDate, questions, places: null } })).toEqual([]);
    const late = { until: '2027-02-02', questions: [...questions, ...questions.slice(0, 1)], places: null };
    expect(issuesOfApplying({ endDate, applying: late }).map(({ path }) => path)).toEqual([
      'applying.until',
      'applying.questions.2.questionId',
    ]);
    expect(issuesOfApplying({ endDate: null, applying: late })).toHaveLength(1);
  });
});
