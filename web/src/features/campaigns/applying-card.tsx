import { Card } from '@/ui/layout.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import type { CampaignView } from './campaign-words.tsx';

/** Until when one may apply to a campaign, and what is asked; nothing where it says neither. */
export function ApplyingCard({ applying: { until, questions } }: Pick<CampaignView, 'applying'>) {
  if (!until && questions.length === 0) return null;
  return (
    <Card title="Applications" lead={until ? `Until ${formatDay(until)}, that day included.` : undefined}>
      {questions.length > 0 && (
        <ol className="grid gap-2">
          {questions.map(({ questionId, text, required }) => (
            <li key={questionId} className="break-words">
              {text} <span className="text-small text-faint">{required ? 'has to be answered' : 'optional'}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
