import type { ApplicationView } from './application-words.tsx';

/** What the brief asked and the applicant answered. */
export function Answers({ answers }: Pick<ApplicationView, 'answers'>) {
  if (answers.length === 0) return null;
  return (
    <dl aria-label="Answers" className="mt-4 grid gap-3 border-l-2 border-line pl-4">
      {answers.map(({ questionId, question, answer }) => (
        <div key={questionId}>
          <dt className="text-small text-faint wrap-anywhere">{question}</dt>
          <dd className="mt-0.5 whitespace-pre-line wrap-anywhere">{answer}</dd>
        </div>
      ))}
    </dl>
  );
}
