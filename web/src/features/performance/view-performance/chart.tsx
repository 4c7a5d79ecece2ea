import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, line } from 'd3-shape';
import { type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { formatDay } from '@/ui/relative-time.tsx';
import { compactNumber, countOf } from '@/ui/words.ts';
import { METRIC_WORDS, metricText } from './performance-words.ts';
import type { Metric, Point } from './series.ts';

const HEIGHT = 260;
const EDGE = { top: 12, right: 12, bottom: 28, left: 52 };

/** One metric over time. Days without a measurement are gaps. The day that is read out follows pointer, touch and keyboard. */
export function Chart({
  points,
  metric,
  onProof,
}: {
  points: readonly Point[];
  metric: Metric;
  onProof: (point: Point) => void;
}) {
  const [frame, width] = useWidth();
  const [chosen, setChosen] = useState<number>();
  const lastSaid = points.findLastIndex(({ value }) => value !== null);
  const index = Math.min(chosen ?? lastSaid, points.length - 1);
  const point = points[index];
  const sliderId = useId();
  if (!point) return null;
  return (
    <figure ref={frame} className="m-0">
      <Readout point={point} metric={metric} onProof={onProof} />
      {width > 0 && <Plot points={points} metric={metric} width={width} index={index} onChoose={setChosen} />}
      {points.length > 1 && (
        <div className="mt-1 pr-3 pl-[52px]">
          <label htmlFor={sliderId} className="sr-only">
            Day that is read out
          </label>
          <input
            id={sliderId}
            type="range"
            min={0}
            max={points.length - 1}
            value={index}
            aria-valuetext={`${formatDay(point.day)}: ${saidOf(point, metric)}`}
            onChange={(event) => setChosen(event.target.valueAsNumber)}
            className="h-8 w-full accent-accent"
          />
        </div>
      )}
    </figure>
  );
}

function saidOf(point: Point, metric: Metric): string {
  if (!point.total) return 'nothing measured';
  return point.value === null ? 'not said by the platforms' : metricText(point.value, metric);
}

function Readout({ point, metric, onProof }: { point: Point; metric: Metric; onProof: (point: Point) => void }) {
  const { total } = point;
  return (
    <figcaption className="mb-2 flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <span>
        <span className="text-small text-faint">{formatDay(point.day)}</span>{' '}
        <strong className="font-semibold tabular-nums">{saidOf(point, metric)}</strong>
        {total && total.carriedContent > 0 && (
          <span className="block text-tiny text-faint">
            {countOf(total.measuredContent, 'piece')} measured that day, {total.carriedContent} with earlier numbers
          </span>
        )}
      </span>
      {total && (
        <button
          type="button"
          onClick={() => onProof(point)}
          className="min-h-8 text-small font-medium text-accent underline underline-offset-4"
        >
          Where does this come from?
        </button>
      )}
    </figcaption>
  );
}

function Plot({
  points,
  metric,
  width,
  index,
  onChoose,
}: {
  points: readonly Point[];
  metric: Metric;
  width: number;
  index: number;
  onChoose: (index: number) => void;
}) {
  const [titleId, descriptionId] = [useId(), useId()];
  const { x, y, ticks, labels } = scalesOf(points, width);
  const at = (point: Point) => x(new Date(point.day));
  const said = points.filter((point): point is Point & { value: number } => point.value !== null);
  const shape = line<Point>(at, ({ value }) => y(value ?? 0)).defined(({ value }) => value !== null);
  const below = area<Point>(at, y(0), ({ value }) => y(value ?? 0)).defined(({ value }) => value !== null);
  const [first, last] = [said[0], said.at(-1)];
  const shown = points[index];

  function follow(event: PointerEvent<SVGSVGElement>) {
    const { left } = event.currentTarget.getBoundingClientRect();
    const step = points.length > 1 ? (width - EDGE.left - EDGE.right) / (points.length - 1) : 1;
    const nearest = Math.round((event.clientX - left - EDGE.left) / step);
    onChoose(Math.max(0, Math.min(points.length - 1, nearest)));
  }
  return (
    <svg
      role="img"
      aria-labelledby={`${titleId} ${descriptionId}`}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      onPointerMove={follow}
      onPointerDown={follow}
      className="block max-w-full touch-pan-y select-none"
    >
      <title id={titleId}>{`${METRIC_WORDS[metric].name} over time`}</title>
      <desc id={descriptionId}>
        {first && last
          ? `From ${metricText(first.value, metric)} on ${formatDay(first.day)} to ${metricText(last.value, metric)} on ${formatDay(last.day)}.`
          : 'No platform says this number.'}
      </desc>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line x1={EDGE.left} x2={width - EDGE.right} className="stroke-line" />
          <text x={EDGE.left - 8} dy="0.32em" textAnchor="end" className="fill-faint text-tiny tabular-nums">
            {metric === 'engagementRate' ? metricText(tick, metric) : compactNumber(tick)}
          </text>
        </g>
      ))}
      {labels.map(({ day, anchor }) => (
        <text key={day} x={x(new Date(day))} y={HEIGHT - 8} textAnchor={anchor} className="fill-faint text-tiny">
          {shortDay(day)}
        </text>
      ))}
      <path d={below(points) ?? undefined} className="fill-accent-soft opacity-60" />
      <path d={shape(points) ?? undefined} className="fill-none stroke-accent stroke-2" />
      {said.map((point) => (
        <circle
          key={point.day}
          cx={at(point)}
          cy={y(point.value)}
          r={said.length > 40 ? 1.5 : 3}
          className="fill-accent"
        />
      ))}
      {shown && (
        <g transform={`translate(${at(shown)} 0)`}>
          <line y1={EDGE.top} y2={HEIGHT - EDGE.bottom} className="stroke-line-strong" strokeDasharray="3 3" />
          {shown.value !== null && (
            <circle cy={y(shown.value)} r={5.5} className="fill-surface stroke-accent stroke-2" />
          )}
        </g>
      )}
    </svg>
  );
}

function scalesOf(points: readonly Point[], width: number) {
  const days = points.map(({ day }) => day);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const most = Math.max(...points.map(({ value }) => value ?? 0));
  const y = scaleLinear([0, most === 0 ? 1 : most], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4);
  const x = scaleUtc([new Date(first), new Date(last)], [EDGE.left, width - EDGE.right]);
  // One day alone stands in the middle.
  if (first === last) x.domain([new Date(Date.parse(first) - 1), new Date(Date.parse(first) + 1)]);
  const places = Math.max(2, Math.min(days.length, Math.floor((width - EDGE.left) / 96)));
  const labels =
    first === last
      ? [{ day: first, anchor: 'middle' as const }]
      : Array.from({ length: places }, (_, place) => ({
          day: days[Math.round((place * (days.length - 1)) / (places - 1))] ?? first,
          anchor: place === 0 ? ('start' as const) : place === places - 1 ? ('end' as const) : ('middle' as const),
        }));
  return { x, y, ticks: y.ticks(4), labels: [...new Map(labels.map((label) => [label.day, label])).values()] };
}

/** `20 Nov`; days have no time zone. */
function shortDay(day: string): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
}

/** The width there is, px; the drawing is made anew for it, so that its text is never scaled. */
function useWidth() {
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
