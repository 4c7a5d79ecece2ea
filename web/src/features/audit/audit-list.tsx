import { useEffect, useState } from 'react';
import { EmptyState } from '@/ui/feedback.tsx';
import { type Column, DataTable } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { AuditDetail } from './audit-detail.tsx';
import { actorName, affectedName, changeSummary, type Entry, type Names } from './audit-words.ts';

type Pages = Parameters<typeof LoadedPages<Entry>>[0]['query'];

/** A log, newest first; a line opens in full. `own` leaves out who, since it is always the same person. */
export function AuditList({ query, names, own = false }: { query: Pages; names: Names; own?: boolean }) {
  const [shown, setShown] = useState<Entry>();
  useGoOnWhileEmpty(query);
  return (
    <>
      <LoadedPages
        query={query}
        empty={
          <EmptyState icon="clock" title="Nothing here">
            Nothing of that kind has happened in that time.
          </EmptyState>
        }
      >
        {(entries) => (
          <div className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
            <DataTable
              caption="What happened, newest first"
              columns={columns(names, own, setShown)}
              rows={entries}
              keyOf={({ eventId }) => eventId}
            />
          </div>
        )}
      </LoadedPages>
      <AuditDetail entry={shown} names={names} onClose={() => setShown(undefined)} />
    </>
  );
}

/** What a filter leaves out is read as well, so that a page may be empty and yet not the last one. */
function useGoOnWhileEmpty({ items, hasNextPage, isFetchingNextPage, fetchNextPage }: Pages): void {
  const goesOn = items?.length === 0 && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
}

function columns(names: Names, own: boolean, onOpen: (entry: Entry) => void): Column<Entry>[] {
  const who: Column<Entry> = {
    header: 'Who',
    cell: (entry) => <span className="text-small">{actorName(entry, names)}</span>,
  };
  return [
    { header: 'What', primary: true, cell: (entry) => <What entry={entry} names={names} onOpen={onOpen} /> },
    ...(own ? [] : [who]),
    {
      header: 'From where',
      cell: ({ place, device }) => (
        <span className="block text-small text-soft md:text-left">
          {device ?? '–'}
          {place && <span className="block wrap-anywhere text-faint">{place}</span>}
        </span>
      ),
    },
    {
      header: 'When',
      align: 'right',
      cell: ({ occurredAt }) => (
        <span className="text-small whitespace-nowrap text-soft">
          <RelativeTime at={occurredAt} />
        </span>
      ),
    },
  ];
}

function What(props: { entry: Entry; names: Names; onOpen: (entry: Entry) => void }) {
  const { entry, names } = props;
  const concerned = affectedName(entry, names);
  const summary = changeSummary(entry.changes);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => props.onOpen(entry)}
        className="min-h-11 rounded-control text-left font-semibold underline decoration-line-strong underline-offset-4 hover:decoration-ink md:min-h-8"
      >
        {entry.what}
      </button>
      {concerned && <span className="block text-small text-soft">{concerned}</span>}
      {summary && <span className="block text-small wrap-anywhere text-soft">{summary}</span>}
    </>
  );
}
