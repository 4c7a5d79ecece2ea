import { getTimeline } from '#contract/areas/lifecycle.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { EmptyState } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { peopleWords, timelineSentence } from '../timeline-words.ts';

/** Everything that happened in a campaign, newest first. */
export function Timeline({ campaignId }: { campaignId: string }) {
  const timeline = useEndpointPages(
    getTimeline,
    { params: { campaignId }, query: { limit: 50 } },
    { keyOf: (entry) => entry.eventId },
  );
  return (
    <LoadedPages
      query={timeline}
      empty={
        <EmptyState icon="clock" title="Nothing has happened yet">
          Everything that happens in this campaign is noted here.
        </EmptyState>
      }
    >
      {(entries) => (
        <Card>
          <ol className="border-l border-line">
            {entries.map((entry) => (
              <li key={entry.eventId} className="relative pb-5 pl-6 last:pb-0">
                <span
                  aria-hidden="true"
                  className="absolute top-1.5 -left-1.25 size-2.5 rounded-full border-2 border-surface bg-accent"
                />
                <p className="font-medium wrap-anywhere">{timelineSentence(entry)}</p>
                <p className="text-small text-faint wrap-anywhere">
                  {peopleWords(entry)}, <RelativeTime at={entry.occurredAt} />
                </p>
              </li>
            ))}
          </ol>
        </Card>
      )}
    </LoadedPages>
  );
}
