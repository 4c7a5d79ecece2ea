import { type Issue, type Refused, refuse } from './decision.ts';

/** How many questions a brief may ask. */
export const MOST_QUESTIONS = 5;

/** Something that a brief asks everybody who applies. */
export interface Question {
  questionId: string;
  text: string;
  /** Without an answer nobody can apply. */
  required: boolean;
}

/** How a campaign takes applications. */
export interface Applying {
  /** The last day (UTC) on which one may apply; null for as long as the campaign is open. */
  until: string | null;
  questions: Question[];
  /** How many influencers it takes; null for as many as its budget reaches for. */
  places: number | null;
}

/** How campaigns take applications that say nothing of it. */
export const APPLY_FREELY: Applying = { until: null, questions: [], places: null };

/** A question as it was asked, with the answer to it. */
export interface Answered {
  questionId: string;
  question: string;
  answer: string;
}

/** What contradicts itself in how a campaign takes applications. */
export function issuesOfApplying({
  applying,
  endDate,
}: {
  applying?: Applying | undefined;
  endDate: string | null;
}): Issue[] {
  if (!applying) return [];
  const { until, questions } = applying;
  const ids = questions.map(({ questionId }) => questionId);
  return [
    ...(until && endDate && until > endDate
      ? [{ path: 'applying.until', message: `must not be after ${endDate}, the last day of the campaign` }]
      : []),
    ...ids.flatMap((questionId, index) =>
      ids.indexOf(questionId) === index
        ? []
        : [{ path: `applying.questions.${index}.questionId`, message: 'is used twice in this campaign' }],
    ),
  ];
}

/** The answers of an application, each with its question as it was asked, in the order of the brief; refuses with every question that needs one and has none, and every answer to none. */
export function decideAnswers(
  questions: readonly Question[],
  answers: readonly { questionId: string; answer: string }[],
): { answers: Answered[] } | Refused<'validation_failed'> {
  const given = answers.map(({ questionId }) => questionId);
  const issues = [
    ...given.flatMap((questionId, index) => {
      const path = `answers.${index}.questionId`;
      if (!questions.some((one) => one.questionId === questionId))
        return [{ path, message: 'is no question of this campaign' }];
      return given.indexOf(questionId) === index ? [] : [{ path, message: 'is answered twice' }];
    }),
    ...questions
      .filter(({ questionId, required }) => required && !given.includes(questionId))
      .map(({ questionId, text }) => ({ path: 'answers', message: `must answer ${questionId}: ${text}` })),
  ];
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  return {
    answers: questions.flatMap(({ questionId, text }) => {
      const answer = answers.find((one) => one.questionId === questionId)?.answer;
      return answer === undefined ? [] : [{ questionId, question: text, answer }];
    }),
  };
}
