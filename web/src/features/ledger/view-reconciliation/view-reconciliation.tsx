import { useState } from 'react';
import type * as z from 'zod/mini';
import { listReconciliations, type Reconciliation } from '#contract/areas/payments.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Badge, EmptyState, Notice } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import type { DriftView } from './lines-for.ts';
import { ListAdjustments } from './list-adjustments.tsx';
import { ProposeAdjustment } from './propose-adjustment.tsx';

type Day = z.output<typeof Reconciliation>;
type Item = DriftView;

/** For people of the platform: whether what the ledger says moved is what the provider's balance says, day by day. */
export function ViewReconciliation() {
  const days = useEndpoint(listReconciliations, {});
  const [chosen, setChosen] = useState<string>();
  return (
    <>
      <PageHeader
        title="Reconciliation"
        lead="Every movement of the provider’s balance next to the entries that stand for it. A day is looked at in each of the three nights after it."
      />
      <Loaded query={days}>
        {({ items }) => {
          const shown = items.find(({ day }) => day === chosen) ?? items[0];
          return shown ? (
            <div className="grid gap-5">
              <Outcome day={shown} />
              {shown.items.length > 0 && (
                <Card title={`What differs on ${formatDay(shown.day)}`}>
                  <ol className="grid divide-y divide-line">
                    {shown.items.map((item) => (
                      <li key={item.objectId} className="py-4 first:pt-0 last:pb-0">
                        <Difference day={shown.day} item={item} />
                      </li>
                    ))}
                  </ol>
                </Card>
              )}
              <ListAdjustments />
              <Card title="Day by day" className="overflow-hidden">
                <DataTable
                  caption="Days, newest first"
                  columns={columnsOf(shown.day, setChosen)}
                  rows={items}
                  keyOf={({ day }) => day}
                />
              </Card>
            </div>
          ) : (
            <EmptyState icon="ledger" title="Nothing compared yet">
              The first comparison runs in the coming night.
            </EmptyState>
          );
        }}
      </Loaded>
    </>
  );
}

function Outcome({ day: { day, checkedAt, matchedCount, explainedCount, unexplainedCount } }: { day: Day }) {
  const counts = `${matchedCount} matched, ${explainedCount} explained, ${unexplainedCount} unexplained`;
  return (
    <Notice
      tone={unexplainedCount === 0 ? 'good' : 'bad'}
      title={
        unexplainedCount === 0
          ? `Both sides agree on ${formatDay(day)}`
          : `${unexplainedCount} unexplained on ${formatDay(day)}`
      }
    >
      {counts}; compared <RelativeTime at={checkedAt} />.
    </Notice>
  );
}

const DRIFT_WORDS: Record<Item['drift'], string> = {
  missing: 'On one side only',
  double: 'There twice',
  amount: 'Another amount',
  currency: 'Another currency',
  fee: 'Another fee',
  timing: 'A matter of time',
  own: 'The platform’s own',
};

function Difference({ day, item }: { day: string; item: Item }) {
  const [proposing, setProposing] = useState(false);
  // What stands and no longer fits is reversed first.
  const mayPropose = item.outcome === 'unexplained' && item.adjustmentIds.length === 0;
  return (
    <div className="grid gap-2 text-small">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={item.outcome === 'unexplained' ? 'bad' : 'neutral'}>{DRIFT_WORDS[item.drift]}</Badge>
        <span className="font-semibold wrap-anywhere">{item.objectId}</span>
        <span className="text-faint">
          <RelativeTime at={item.at} />
        </span>
      </div>
      <p>{item.explanation}</p>
      <dl className="grid gap-1 sm:grid-cols-2">
        <SideOf name="At the provider" side={item.provider} />
        <SideOf name="In the ledger" side={item.ledger} />
      </dl>
      {item.proposedId && <p className="text-soft">An adjustment waits for a second person, below.</p>}
      {mayPropose && !item.proposedId && (
        <div>
          <Button size="small" onClick={() => setProposing(true)}>
            Put it right<span className="sr-only"> for {item.objectId}</span>
          </Button>
        </div>
      )}
      {proposing && <ProposeAdjustment day={day} item={item} onClose={() => setProposing(false)} />}
      {(item.workspaceId || item.entryIds.length > 0) && (
        <p className="text-tiny text-faint wrap-anywhere">
          {[item.workspaceId, ...item.entryIds].filter(Boolean).join(' · ')}
        </p>
      )}
    </div>
  );
}

function SideOf({ name, side }: { name: string; side: Item['provider'] }) {
  return (
    <div className="flex gap-2">
      <dt className="text-faint">{name}</dt>
      <dd>
        {side ? (
          <>
            <Money value={side.amount} />, fee <Money value={side.fee} />
          </>
        ) : (
          'nothing'
        )}
      </dd>
    </div>
  );
}

function columnsOf(shown: string, show: (day: string) => void): readonly Column<Day>[] {
  return [
    { header: 'Day', primary: true, cell: ({ day }) => formatDay(day) },
    { header: 'Matched', align: 'right', cell: ({ matchedCount }) => matchedCount },
    { header: 'Explained', align: 'right', cell: ({ explainedCount }) => explainedCount },
    {
      header: 'Unexplained',
      align: 'right',
      cell: ({ unexplainedCount }) => (
        <Badge tone={unexplainedCount === 0 ? 'good' : 'bad'}>{String(unexplainedCount)}</Badge>
      ),
    },
    {
      header: 'Details',
      align: 'right',
      cell: ({ day }) =>
        day === shown ? (
          'shown above'
        ) : (
          <Button size="small" onClick={() => show(day)}>
            Show<span className="sr-only"> {formatDay(day)}</span>
          </Button>
        ),
    },
  ];
}
