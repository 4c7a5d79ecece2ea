import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { PLATFORMS } from '#contract/schemas.ts';
import { Badge, Notice } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable } from '@/ui/layout.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { platformName } from '@/ui/words.ts';
import { Chart } from './chart.tsx';
import { ACCOUNT_WORDS, METRIC_WORDS, metricText, PIECE_WORDS } from './performance-words.ts';
import { type Proof, ReceiptDialog } from './receipt-dialog.tsx';
import {
  METRICS,
  type Metric,
  narrowed,
  type PerformanceView,
  type Piece,
  type PlatformFilter,
  type Point,
  pointsOf,
  valueIn,
} from './series.ts';

/** What live content has brought: figures, course, pieces, and behind each number its receipts. `costs` and `people` are the brand's. */
export function PerformanceDetail({
  view,
  costs,
  people,
  actions,
  showCampaign = false,
}: {
  view: PerformanceView;
  costs?: ReactNode;
  people?: ReactNode;
  actions?: ReactNode;
  showCampaign?: boolean;
}) {
  const [platform, setPlatform] = useState<PlatformFilter>('all');
  const [metric, setMetric] = useState<Metric>('views');
  const [proof, setProof] = useState<Proof>();
  const shown = narrowed(view, platform);
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Freshness view={view} />
        {actions}
      </div>
      <AccountStates accounts={view.accounts} />
      {view.platforms.length > 1 && <PlatformChoice view={view} platform={platform} onChoose={setPlatform} />}
      <Figures
        shown={shown}
        metric={metric}
        onMetric={setMetric}
        onProof={(one) => setProof(totalProof(view, shown, one))}
      />
      {platform === 'all' && costs}
      <Course
        points={pointsOf(shown.days, metric)}
        metric={metric}
        onProof={(point) => setProof(dayProof(view, point, metric))}
      />
      {platform === 'all' && people}
      <Pieces pieces={shown.content} showCampaign={showCampaign} onProof={(piece) => setProof(pieceProof(piece))} />
      <ReceiptDialog key={proof?.title} proof={proof} onClose={() => setProof(undefined)} />
    </div>
  );
}

function Freshness({ view }: { view: PerformanceView }) {
  return (
    <p className="min-w-0 flex-1 basis-64 text-small text-soft">
      {view.measuredAt === null ? (
        'No numbers yet: platforms are asked every hour.'
      ) : (
        <>
          As of <RelativeTime at={view.measuredAt} />. Platforms are asked every hour; what they do not say is shown as
          –, not as zero.
        </>
      )}
    </p>
  );
}

function AccountStates({ accounts }: { accounts: PerformanceView['accounts'] }) {
  const troubled = accounts.filter(({ state }) => state !== null && state !== 'ok');
  if (troubled.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label="Accounts that give no new numbers">
      {troubled.map(({ influencerId, influencerName, platform, state, measuredAt }) => {
        const words = ACCOUNT_WORDS[state ?? 'ok'];
        return (
          <li key={`${influencerId} ${platform}`}>
            <Notice
              tone={words.tone === 'bad' ? 'attention' : words.tone}
              title={`${influencerName} on ${platformName(platform)}: ${words.name.toLowerCase()}`}
            >
              {words.text}
              {measuredAt && (
                <>
                  {' '}
                  Last numbers <RelativeTime at={measuredAt} />.
                </>
              )}
            </Notice>
          </li>
        );
      })}
    </ul>
  );
}

const CHOICE =
  'min-h-11 rounded-full border border-line-strong bg-surface px-4 text-small font-medium text-soft hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong md:min-h-9';

function PlatformChoice({
  view,
  platform,
  onChoose,
}: {
  view: PerformanceView;
  platform: PlatformFilter;
  onChoose: (platform: PlatformFilter) => void;
}) {
  const there = PLATFORMS.filter((one) => view.platforms.some((summary) => summary.platform === one));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its legend into the row of buttons
    <div role="group" aria-label="Platform" className="flex flex-wrap gap-2">
      {(['all', ...there] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === platform}
          onClick={() => onChoose(one)}
          className={CHOICE}
        >
          {one === 'all' ? 'All platforms' : platformName(one)}
        </button>
      ))}
    </div>
  );
}

type Shown = ReturnType<typeof narrowed>;

function totalOf({ totals, engagements, engagementRate }: Shown, metric: Metric): number | null {
  return valueIn({ counts: totals, engagements, engagementRate }, metric);
}

/** The sums so far; pressing one draws it below. */
function Figures({
  shown,
  metric,
  onMetric,
  onProof,
}: {
  shown: Shown;
  metric: Metric;
  onMetric: (metric: Metric) => void;
  onProof: (metric: Metric) => void;
}) {
  return (
    <section aria-label="Sums so far">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {METRICS.map((one) => (
          <li key={one} className="relative">
            <button
              type="button"
              aria-pressed={one === metric}
              onClick={() => onMetric(one)}
              className="grid w-full gap-0.5 rounded-card border border-line bg-surface px-4 pt-3 pb-11 text-left shadow-card hover:border-line-strong aria-pressed:border-accent"
            >
              <span className="text-small text-faint">{METRIC_WORDS[one].name}</span>
              <span className="text-heading font-semibold tabular-nums">{metricText(totalOf(shown, one), one)}</span>
            </button>
            <button
              type="button"
              onClick={() => onProof(one)}
              aria-label={`Where ${METRIC_WORDS[one].name.toLowerCase()} come from`}
              className="absolute bottom-1 left-4 min-h-9 text-tiny font-medium text-accent underline underline-offset-4"
            >
              Receipts
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Course({
  points,
  metric,
  onProof,
}: {
  points: readonly Point[];
  metric: Metric;
  onProof: (point: Point) => void;
}) {
  const { name } = METRIC_WORDS[metric];
  const gaps = points.filter(({ total }) => total === undefined).length;
  return (
    <Card
      title={`${name} day by day`}
      lead={`At the end of each day (UTC)${gaps > 0 ? `; ${gaps} without a measurement` : ''}.`}
    >
      {points.length === 0 ? (
        <p className="text-soft">Nothing has been measured yet.</p>
      ) : (
        <>
          <Chart key={metric} points={points} metric={metric} onProof={onProof} />
          <details className="mt-4 border-t border-line pt-3">
            <summary className="min-h-8 text-small font-medium text-accent">Show as a table</summary>
            <DayTable points={points} metric={metric} onProof={onProof} />
          </details>
        </>
      )}
    </Card>
  );
}

const PROOF_BUTTON = 'relative z-10 min-h-8 text-small font-medium text-accent underline underline-offset-4';

function DayTable({
  points,
  metric,
  onProof,
}: {
  points: readonly Point[];
  metric: Metric;
  onProof: (point: Point) => void;
}) {
  const columns: readonly Column<Point>[] = [
    { header: 'Day', primary: true, cell: (point) => <time dateTime={point.day}>{formatDay(point.day)}</time> },
    {
      header: METRIC_WORDS[metric].name,
      align: 'right',
      cell: (point) => <span className="tabular-nums">{metricText(point.value, metric)}</span>,
    },
    { header: 'Pieces measured', align: 'right', cell: ({ total }) => total?.measuredContent ?? 'none' },
    { header: 'Earlier numbers', align: 'right', cell: ({ total }) => total?.carriedContent ?? '' },
    {
      header: 'Receipts',
      align: 'right',
      cell: (point) =>
        point.total && (
          <button
            type="button"
            className={PROOF_BUTTON}
            aria-label={`Receipts of ${formatDay(point.day)}`}
            onClick={() => onProof(point)}
          >
            {point.total.receiptIds.length}
          </button>
        ),
    },
  ];
  return (
    <div className="-mx-5 mt-2 md:-mx-6">
      <DataTable
        caption={`${METRIC_WORDS[metric].name} day by day`}
        columns={columns}
        rows={points}
        keyOf={({ day }) => day}
      />
    </div>
  );
}

function Pieces({
  pieces,
  showCampaign,
  onProof,
}: {
  pieces: readonly Piece[];
  showCampaign: boolean;
  onProof: (piece: Piece) => void;
}) {
  const number = (header: string, metric: Metric): Column<Piece> => ({
    header,
    align: 'right',
    cell: ({ counts, engagements, engagementRate }) => (
      <span className="tabular-nums">
        {counts ? metricText(valueIn({ counts, engagements, engagementRate }, metric), metric) : '–'}
      </span>
    ),
  });
  const columns: readonly Column<Piece>[] = [
    { header: 'Piece', primary: true, cell: (piece) => <PieceName piece={piece} showCampaign={showCampaign} /> },
    {
      header: 'State',
      cell: ({ state }) => <Badge tone={PIECE_WORDS[state].tone}>{PIECE_WORDS[state].name}</Badge>,
    },
    number('Views', 'views'),
    number('Engagements', 'engagements'),
    number('Rate', 'engagementRate'),
    {
      header: 'Receipt',
      align: 'right',
      cell: (piece) =>
        piece.receiptId && (
          <button
            type="button"
            className={PROOF_BUTTON}
            aria-label={`Receipt of ${pieceLabel(piece)}`}
            onClick={() => onProof(piece)}
          >
            {piece.measuredAt ? <RelativeTime at={piece.measuredAt} /> : 'Open'}
          </button>
        ),
    },
  ];
  return (
    <Card title="Pieces" className="pb-0! md:pb-0!">
      <div className="-mx-5 md:-mx-6">
        <DataTable caption="Live pieces" columns={columns} rows={pieces} keyOf={({ contentId }) => contentId} />
      </div>
    </Card>
  );
}

function pieceLabel({ influencerName, platform }: Piece): string {
  return `${influencerName}${platform ? ` on ${platformName(platform)}` : ''}`;
}

function PieceName({ piece, showCampaign }: { piece: Piece; showCampaign: boolean }) {
  return (
    <span className="block min-w-0">
      <span className="block font-medium wrap-anywhere">
        {showCampaign ? (
          <Link to="/contracts/$contractId" params={{ contractId: piece.contractId }} className="hover:text-accent">
            {piece.campaignTitle ?? 'Campaign'}
          </Link>
        ) : (
          piece.influencerName
        )}
      </span>
      <a
        href={piece.url}
        target="_blank"
        rel="noreferrer noopener"
        className="relative z-10 text-small break-all text-accent underline underline-offset-4"
      >
        {piece.platform ? platformName(piece.platform) : piece.url.replace(/^https:\/\//, '')}
        <span className="sr-only"> (opens in a new tab)</span>
      </a>
      {piece.liveAt && <span className="ml-2 text-tiny text-faint">live {formatDay(piece.liveAt.slice(0, 10))}</span>}
    </span>
  );
}

/** What each receipt is about: whose piece, and of which day when it is not the newest. */
function labelsOf(view: PerformanceView): Map<string, string> {
  return new Map(
    view.content.flatMap((piece) => [
      ...piece.days.map(({ receiptId, day }) => [receiptId, `${pieceLabel(piece)}, ${formatDay(day)}`] as const),
      ...(piece.receiptId ? [[piece.receiptId, `${pieceLabel(piece)}, newest`] as const] : []),
    ]),
  );
}

function receiptsOf(view: PerformanceView, receiptIds: readonly string[]): Proof['receipts'] {
  const labels = labelsOf(view);
  return receiptIds.map((receiptId) => ({ receiptId, label: labels.get(receiptId) ?? receiptId }));
}

function totalProof(view: PerformanceView, shown: Shown, metric: Metric): Proof {
  const ids = shown.content.flatMap(({ receiptId }) => receiptId ?? []);
  return {
    title: `${METRIC_WORDS[metric].name}, all pieces shown`,
    value: metricText(totalOf(shown, metric), metric),
    formula: METRIC_WORDS[metric].formula,
    receipts: receiptsOf(view, ids),
  };
}

function dayProof(view: PerformanceView, point: Point, metric: Metric): Proof {
  return {
    title: `${METRIC_WORDS[metric].name} at the end of ${formatDay(point.day)}`,
    value: metricText(point.value, metric),
    formula: `${METRIC_WORDS[metric].formula} A piece that was not measured that day counts with its last numbers.`,
    receipts: receiptsOf(view, point.total?.receiptIds ?? []),
  };
}

function pieceProof(piece: Piece): Proof {
  return {
    title: `${pieceLabel(piece)}, newest numbers`,
    value: piece.counts ? `${metricText(piece.counts.views, 'views')} views` : '–',
    formula: METRIC_WORDS.engagementRate.formula,
    receipts: piece.receiptId ? [{ receiptId: piece.receiptId, label: `${pieceLabel(piece)}, newest` }] : [],
  };
}
