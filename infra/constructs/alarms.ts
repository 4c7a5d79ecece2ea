import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageSettings } from '../stacks/settings.ts';
import { pascalCase } from './endpoint-function.ts';
import type { WatchedMetric, WatchedMetrics } from './watched-metrics.ts';

interface AlarmPlan {
  /** Part of the alarm's name. */
  name: string;
  /** What has happened and what to do about it, for whoever is woken. */
  says: string;
  metric: WatchedMetric;
  /** It goes off above this value … */
  above: number;
  /** … in so many periods in a row. */
  periods: number;
  periodSeconds: number;
}

const MINUTE = 60;
const HOUR = 3600;

/** Slower than this at the slowest hundredth of requests is too slow, ms. */
const SLOW_MS = 2000;
/** A webhook that takes longer than this to be settled, ms. */
const LATE_WEBHOOK_MS = 5 * MINUTE * 1000;
/** Events older than this in a stream are stuck, ms. */
const OLD_EVENT_MS = 5 * MINUTE * 1000;
/** Unforeseen errors that an area may have in five minutes; where money moves every one counts. */
const FAILURES_OF_AREA: Readonly<Record<string, number>> = { money: 0 };
const FAILURES_ELSEWHERE = 4;

/** What somebody is woken for. Each alarm costs money, and so does each metric in one; none watches what another one would tell as well. */
export function planAlarms(metrics: WatchedMetrics): AlarmPlan[] {
  const fiveMinutes = { periods: 1, periodSeconds: 5 * MINUTE };
  const hourly = { above: 0, periods: 1, periodSeconds: HOUR };
  return [
    {
      name: 'api-errors',
      says: 'The API answers with errors of its own: look for the correlation ids in the logs of the area that fails.',
      metric: metrics.failed,
      above: 4,
      ...fiveMinutes,
    },
    {
      name: 'api-slow',
      says: `The slowest hundredth of requests takes longer than ${SLOW_MS} ms: look at throttling and at the table.`,
      metric: metrics.latencyP99,
      above: SLOW_MS,
      periods: 3,
      periodSeconds: 5 * MINUTE,
    },
    ...metrics.failuresOf.map(([area, metric]) => ({
      name: `failures-${area}`,
      says: `Functions of the stack "${area}" fail for reasons nobody foresaw: their logs have the stack traces.`,
      metric,
      above: FAILURES_OF_AREA[area] ?? FAILURES_ELSEWHERE,
      ...fiveMinutes,
    })),
    {
      name: 'webhook-lag',
      says: 'Webhooks of the payment provider are settled late: look at its deliveries and at the reaction that settles.',
      metric: metrics.webhookLag,
      above: LATE_WEBHOOK_MS,
      ...fiveMinutes,
    },
    {
      name: 'release-stuck',
      says: 'Money should have moved more than an hour ago: the log of check-health names the contracts, their machine the reason.',
      metric: metrics.stuckReleases,
      ...hourly,
    },
    {
      name: 'ledger-residual',
      says: 'The ledger is not sound, or differs from what is shown of it: the log of check-health (hourly) or of the machine ledger-check (nightly) names the first bad entry, that of reconcile-days what the balance at the provider says otherwise. Stop releases until it is understood.',
      metric: metrics.ledgerResidual,
      ...hourly,
    },
    ...metrics.deadLettersOf.map(([queue, metric]) => ({
      name: `dead-letters-${queue.replace('.fifo', '')}`,
      says: `Messages wait in the queue "${queue}" for a person: mend the cause, then send them again.`,
      metric,
      above: 0,
      ...fiveMinutes,
    })),
    ...metrics.streamAgeOf.map(([file, metric]) => ({
      name: `stream-${file}`,
      says: `The stream consumer ${file} is behind: what depends on events stands still.`,
      metric,
      above: OLD_EVENT_MS,
      ...fiveMinutes,
    })),
    ...metrics.failedExecutionsOf.map(([machine, metric]) => ({
      name: `machine-${machine}`,
      says: `An execution of ${machine} has failed, which it does only when a person must look.`,
      metric,
      above: 0,
      ...fiveMinutes,
    })),
  ];
}

/** The alarms of a stage, which tell one topic when they go off and when they end. */
export class Alarms extends Construct {
  readonly alarms: CfnAlarm[];

  constructor(scope: Construct, plans: readonly AlarmPlan[], topicArn: string, { stage }: StageSettings) {
    super(scope, 'Alarms');
    this.alarms = plans.map(
      ({ name, says, metric, above, periods, periodSeconds }) =>
        new CfnAlarm(this, pascalCase(name), {
          alarmName: `accord-${stage}-${name}`,
          alarmDescription: says,
          namespace: metric.namespace,
          metricName: metric.name,
          dimensions: Object.entries(metric.dimensions).map(([dimension, value]) => ({ name: dimension, value })),
          ...statisticOf(metric),
          comparisonOperator: 'GreaterThanThreshold',
          threshold: above,
          evaluationPeriods: periods,
          period: periodSeconds,
          // Nothing measured is nothing wrong: a check that does not run ends in the queue of failures.
          treatMissingData: 'notBreaching',
          alarmActions: [topicArn],
          okActions: [topicArn],
        }),
    );
  }
}

/** A percentile of a handful of requests says nothing. */
function statisticOf({ statistic }: WatchedMetric) {
  return statistic.startsWith('p')
    ? { extendedStatistic: statistic, evaluateLowSampleCountPercentile: 'ignore' }
    : { statistic };
}
