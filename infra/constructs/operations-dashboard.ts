import { Stack } from 'aws-cdk-lib';
import { type CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stacks/settings.ts';
import type { WatchedMetric, WatchedMetrics } from './watched-metrics.ts';

interface Graph {
  title: string;
  metrics: readonly (readonly [label: string, metric: WatchedMetric])[];
  periodSeconds?: number;
}

/** Three graphs in a row of 24 columns. */
const WIDTH = 8;
const HEIGHT = 6;

/** What the graphs show, in the order in which one looks: do people get answers, does money move, does anything wait. */
function planGraphs(metrics: WatchedMetrics): Graph[] {
  return [
    {
      title: 'Requests',
      metrics: [
        ['all', metrics.requests],
        ['refused (4xx)', metrics.refused],
        ['failed (5xx)', metrics.failed],
      ],
    },
    {
      title: 'Time to the answer, ms',
      metrics: [
        ['median', metrics.latencyMedian],
        ['slowest hundredth', metrics.latencyP99],
      ],
    },
    { title: 'Unforeseen errors by area', metrics: metrics.failuresOf },
    { title: 'Webhooks: from the provider to settled, ms', metrics: [['longest', metrics.webhookLag]] },
    {
      title: 'Money that does not agree or does not move',
      metrics: [
        ['stuck releases', metrics.stuckReleases],
        ['accounts off the ledger', metrics.ledgerResidual],
      ],
      periodSeconds: 3600,
    },
    { title: 'Failed executions', metrics: metrics.failedExecutionsOf },
    { title: 'Dead letters', metrics: metrics.deadLettersOf },
    { title: 'Oldest message in a queue, s', metrics: metrics.waitingOf },
    { title: 'Oldest event in the stream, ms', metrics: metrics.streamAgeOf },
    {
      title: 'Table, capacity units',
      metrics: [
        ['read', metrics.tableReads],
        ['written', metrics.tableWrites],
      ],
    },
  ];
}

/** The one dashboard of a stage. */
export class OperationsDashboard extends CfnDashboard {
  constructor(scope: Construct, metrics: WatchedMetrics, alarms: readonly CfnAlarm[], { stage }: StageSettings) {
    const { region } = Stack.of(scope);
    const graphs = planGraphs(metrics).map((graph, index) => ({
      type: 'metric',
      x: (index % 3) * WIDTH,
      y: Math.floor(index / 3) * HEIGHT + (alarms.length > 0 ? HEIGHT : 0),
      width: WIDTH,
      height: HEIGHT,
      properties: {
        title: graph.title,
        region,
        view: 'timeSeries',
        period: graph.periodSeconds ?? 300,
        metrics: graph.metrics.map(([label, metric]) => rowOf(label, metric)),
      },
    }));
    const state = {
      type: 'alarm',
      x: 0,
      y: 0,
      width: 3 * WIDTH,
      height: HEIGHT,
      properties: { title: 'Alarms', alarms: alarms.map(({ attrArn }) => attrArn) },
    };
    super(scope, 'Dashboard', {
      dashboardName: `accord-${stage}`,
      dashboardBody: Stack.of(scope).toJsonString({ widgets: alarms.length > 0 ? [state, ...graphs] : graphs }),
    });
  }
}

function rowOf(label: string, { namespace, name, dimensions, statistic }: WatchedMetric): unknown[] {
  return [namespace, name, ...Object.entries(dimensions).flat(), { label, stat: statistic }];
}
