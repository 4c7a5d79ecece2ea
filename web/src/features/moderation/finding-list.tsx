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

/** What screening found, and, for who has to look, what nobody has looked at yet. */
export function FindingList({ findings, showUnseen = true }: { findings: readonly Finding[]; showUnseen?: boolean }) {
  const flagged = findings.filter(({ outcome }) => outcome === 'flagged');
  const unseen = showUnseen ? findings.filter(({ outcome }) => outcome === 'not_screened') : [];
  return (
    <div className="grid gap-3">
      {flagged.length > 0 && (
        <ul className="grid gap-2">
          {flagged.map(({ check, says }) => (
            <li key={check} className="text-small break-words">
              <span className="font-semibold">{CHECK_NAMES[check]}.</span> {says.join(' ')}
            </li>
          ))}
        </ul>
      )}
      {unseen.length > 0 && (
        <p className="text-small break-words text-faint">
          Not screened, so look at it yourself: {unseen.map(({ check }) => CHECK_NAMES[check].toLowerCase()).join(', ')}
          .
        </p>
      )}
    </div>
  );
}
