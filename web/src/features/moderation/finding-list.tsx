import type * as z from 'zod/mini';
import type { ScreeningFinding } from '#contract/screened.ts';
import type { ScreeningCheck } from '#domain/screening.ts';

type Finding = z.output<typeof ScreeningFinding>;

export const CHECK_NAMES: Record<ScreeningCheck, string> = {
  profanity: 'Swearing',
  toxicity: 'Insults and threats',
  claims: 'Claims that need proof',
  competitors: 'Competitors',
  banned_words: 'Words the brand does not want',
  disclosure: 'Saying that it is advertising',
  media: 'Pictures and videos',
};

/** What screening found, by whom and how surely, and, for who has to look, what nobody has looked at yet and why. */
export function FindingList({ findings, showUnseen = true }: { findings: readonly Finding[]; showUnseen?: boolean }) {
  const flagged = findings.filter(({ outcome }) => outcome === 'flagged');
  const unseen = showUnseen ? findings.filter(({ outcome }) => outcome === 'not_screened') : [];
  const running = findings.filter(({ outcome }) => outcome === 'screening');
  return (
    <div className="grid gap-3">
      {flagged.length > 0 && (
        <ul className="grid gap-2">
          {flagged.map((finding) => (
            <li key={finding.check} className="text-small wrap-anywhere">
              <span className="font-semibold">{CHECK_NAMES[finding.check]}.</span> {finding.says.join(' ')}
              <Measured finding={finding} />
            </li>
          ))}
        </ul>
      )}
      {running.length > 0 && (
        <p className="text-small wrap-anywhere">
          Being screened: {running.map(({ check }) => CHECK_NAMES[check].toLowerCase()).join(', ')}. It takes minutes,
          and what it comes to is shown here by itself.
        </p>
      )}
      {unseen.length > 0 && (
        <div className="text-small wrap-anywhere text-faint">
          <p>
            Not screened, so look at it yourself:{' '}
            {unseen.map(({ check }) => CHECK_NAMES[check].toLowerCase()).join(', ')}.
          </p>
          <ul className="mt-1 grid list-disc gap-1 pl-5">
            {unseen.map((finding) => (
              <li key={finding.check}>
                {CHECK_NAMES[finding.check]}: {finding.says.join(' ')}
                <Measured finding={finding} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Which service said it, and how sure it is of what. */
function Measured({ finding: { by, labels = [] } }: { finding: Finding }) {
  if (!by) return null;
  const named = labels.map(({ label, percent }) => `${label} ${percent} %`).join(', ');
  return (
    <span className="block text-faint">
      {by}
      {named && `: ${named}`}
    </span>
  );
}
