import { Card } from '@/ui/layout.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import type { CampaignView } from './campaign-words.tsx';

/** How many a campaign takes, until when one may apply, and what is asked; nothing where it says none of it. */
export function ApplyingCard({ applying: { until, questions, places } }: Pick<CampaignView, 'applying'>) {
  if (!until && questions.length === 0 && places === null) return null;
  const said = [
    ...(places === null ? [] : [`It takes ${countOf(places, 'influencer')}.`]),
    ...(until ? [`Until ${formatDay(until)}, that day included.`] : []),
  ];
  return (
    <Card title="Applications" lead={said.length > 0 ? said.join(' ') : undefined}>
      {questions.length > 0 && (
        <ol className="grid gap-2">
          {questions.map(({ questionId, text, required }) => (
            <li key={questionId} className="wrap-anywhere">
              {text} <span className="text-small text-faint">{required ? 'has to be answered' : 'optional'}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
