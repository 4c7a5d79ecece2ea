import { useState } from 'react';
import { getPerformance } from '#contract/areas/analytics.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import { explain } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { EmptyState, Notice } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { saveFile } from '@/ui/save-file.ts';
import { PerformanceDetail } from './performance-detail.tsx';
import { metricText } from './performance-words.ts';
import type { CampaignPerformanceView } from './series.ts';

/** Numbers come every hour and are pushed; whoever missed the push sees them this much later, ms. */
const FOLLOW_MS = 300_000;

/** What a campaign's content has brought and what it cost. */
export function ViewCampaignPerformance({ campaignId }: { campaignId: string }) {
  const performance = useEndpoint(getPerformance, { params: { campaignId } }, { everyMs: () => FOLLOW_MS });
  return (
    <Loaded query={performance} title="The numbers of this campaign could not be loaded">
      {(view) =>
        view.liveContent === 0 ? (
          <EmptyState icon="chart" title="Nothing live yet">
            Once a creator reports the address of a published piece, its numbers are read from the platform every hour
            and appear here, each with its receipt.
          </EmptyState>
        ) : (
          <PerformanceDetail
            view={view}
            actions={<SaveTable campaignId={campaignId} />}
            costs={<Costs view={view} />}
            people={<Influencers view={view} />}
          />
        )
      }
    </Loaded>
  );
}

function Costs({ view }: { view: CampaignPerformanceView }) {
  const items = [
    { name: 'Spent', note: 'held or paid for contracts', value: view.spend },
    { name: 'Per thousand views', note: 'spent ÷ views × 1,000', value: view.costPerThousandViews },
    { name: 'Per engagement', note: 'spent ÷ engagements', value: view.costPerEngagement },
  ];
  return (
    <dl
      aria-label="What it cost"
      className="grid overflow-hidden rounded-card border border-line bg-surface shadow-card sm:grid-cols-3 sm:divide-x sm:divide-line"
    >
      {items.map(({ name, note, value }) => (
        <div key={name} className="border-b border-line px-5 py-4 last:border-b-0 sm:border-b-0 md:px-6">
          <dt className="text-small text-faint">{name}</dt>
          <dd>
            <span className="text-heading font-semibold">{value ? <Money value={value} /> : '–'}</span>
            <span className="block text-tiny text-faint">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Person = CampaignPerformanceView['influencers'][number];

const COLUMNS: readonly Column<Person>[] = [
  {
    header: 'Creator',
    primary: true,
    cell: ({ influencerName }) => <span className="font-medium">{influencerName}</span>,
  },
  { header: 'Pieces', align: 'right', cell: ({ liveContent }) => liveContent },
  { header: 'Views', align: 'right', cell: ({ totals }) => metricText(totals.views, 'views') },
  { header: 'Engagements', align: 'right', cell: ({ engagements }) => metricText(engagements, 'engagements') },
  { header: 'Rate', align: 'right', cell: ({ engagementRate }) => metricText(engagementRate, 'engagementRate') },
  { header: 'Spent', align: 'right', cell: ({ spend }) => <Money value={spend} /> },
  {
    header: 'Per 1,000 views',
    align: 'right',
    cell: ({ costPerThousandViews: cost }) => (cost ? <Money value={cost} /> : '–'),
  },
];

function Influencers({ view }: { view: CampaignPerformanceView }) {
  return (
    <Card title="Creators" className="pb-0! md:pb-0!">
      <div className="-mx-5 md:-mx-6">
        <DataTable
          caption="Numbers by creator"
          columns={COLUMNS}
          rows={view.influencers}
          keyOf={({ influencerId }) => influencerId}
        />
      </div>
    </Card>
  );
}

function SaveTable({ campaignId }: { campaignId: string }) {
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false });
  async function save() {
    setState({ busy: true });
    try {
      const file = await api.call(getPerformance, { params: { campaignId }, query: { format: 'csv' } });
      saveFile(file as unknown as Blob, `performance-${campaignId}.csv`);
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, problem: explain(error) });
    }
  }
  return (
    <div className="grid justify-items-start gap-3">
      <Button size="small" onClick={() => void save()} busy={state.busy}>
        Download as CSV
      </Button>
      {state.problem && <Notice tone="bad">{state.problem}</Notice>}
    </div>
  );
}
