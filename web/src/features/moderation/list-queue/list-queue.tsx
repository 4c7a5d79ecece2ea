import { Link } from '@tanstack/react-router';
import type * as z from 'zod/mini';
import { listModerationQueue, type ModerationEntry } from '#contract/areas/moderation.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { CHECK_NAMES } from '../finding-list.tsx';

type Entry = z.output<typeof ModerationEntry>;

/** For moderators: content and campaigns that wait for them. */
export function ListQueue() {
  const queue = useEndpointPages(listModerationQueue, { query: {} }, { keyOf: ({ itemId }) => itemId });
  return (
    <>
      <PageHeader
        title="Moderation"
        lead="Content and campaigns that screening holds back, content that nobody answered and nobody has seen, first campaigns of new brands, and appeals; the longest waiting first."
      />
      <LoadedPages
        query={queue}
        empty={
          <EmptyState icon="check" title="Nothing waits for a moderator">
            Content and campaigns appear here when screening finds what nobody should see before a person has looked.
          </EmptyState>
        }
      >
        {(items) => (
          <Card className="overflow-hidden p-0! md:p-0!">
            <ul className="divide-y divide-line">
              {items.map((entry) => (
                <li key={entry.itemId}>
                  <Row entry={entry} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </LoadedPages>
    </>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { itemId, workspaceId, kind, brand, campaignTitle, brandName, caption, findings, score, state } = entry;
  const { waitsSince, unanswered } = entry;
  const found = [
    ...(brand?.isNew ? ['New brand'] : []),
    ...(unanswered ? ['Nobody answered'] : []),
    ...findings.filter(({ outcome }) => outcome === 'flagged').map(({ check }) => CHECK_NAMES[check]),
  ];
  return (
    <Link
      to="/moderation/$itemId"
      params={{ itemId }}
      search={{ workspace: workspaceId }}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4 no-underline hover:bg-sunken/60 md:px-6"
    >
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">{campaignTitle}</span>
        <span className="block text-small wrap-anywhere text-soft">
          {brandName} · {found.length > 0 ? found.join(', ') : 'Not screened'}
        </span>
        <span className="line-clamp-2 text-small wrap-anywhere text-faint">{caption}</span>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-faint">
        {kind === 'campaign' && <Badge tone="neutral">Campaign</Badge>}
        {state === 'appealed' && <Badge tone="info">Appeal</Badge>}
        {unanswered ? (
          <DecideBy at={unanswered.decideBy} />
        ) : (
          <Badge tone={score >= 80 ? 'bad' : 'attention'}>{`Score ${score}`}</Badge>
        )}
        <RelativeTime at={waitsSince} />
      </span>
    </Link>
  );
}

/** Until when it is to be decided, or that this is over. */
function DecideBy({ at }: { at: string }) {
  const isOver = Date.parse(at) <= serverNowMs();
  return (
    <Badge tone={isOver ? 'bad' : 'attention'}>
      {isOver ? 'Was due' : 'Due'} <RelativeTime at={at} />
    </Badge>
  );
}
