import { MEASURE_NAMESPACE, MEASURES, type MeasureName } from '#contract/measures.ts';
import { FUNCTION_STACKS } from '../stacks/areas.ts';
import type { FunctionFile } from '../stacks/function-files.ts';
import { QUEUES, type QueueName, settingsOfQueue } from '../stacks/queues.ts';
import type { StageSettings } from '../stacks/settings.ts';
import type { AppIds } from './app-ids.ts';
import { physicalName } from './endpoint-function.ts';
import { FAILED, failedQueueOf, UNDELIVERED } from './failure-queues.ts';
import { machineName, queuePhysicalName } from './grant-statements.ts';

/** One metric as CloudWatch names it. */
export interface WatchedMetric {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
  /** Average, Sum, Maximum or a percentile. */
  statistic: string;
}

/** What metrics are named by. */
export interface WatchedNames {
  settings: StageSettings;
  ids: AppIds;
  files: readonly FunctionFile[];
  /** Folders below workflows/. */
  machines: readonly string[];
  machineArn: (name: string) => string;
}

/** Every metric that alarms and the dashboard look at. */
export function watchedMetrics({ settings, ids, files, machines, machineArn }: WatchedNames) {
  const { stage } = settings;
  const api = (name: string, statistic: string): WatchedMetric => ({
    namespace: 'AWS/ApiGateway',
    name,
    dimensions: { ApiId: ids.httpApiId },
    statistic,
  });
  const queue = (name: string, metric: string): WatchedMetric => ({
    namespace: 'AWS/SQS',
    name: metric,
    dimensions: { QueueName: queuePhysicalName(stage, name) },
    statistic: 'Maximum',
  });
  const measured = (name: MeasureName, statistic: string, area?: string): WatchedMetric => ({
    namespace: MEASURE_NAMESPACE,
    name,
    dimensions: { Stage: stage, ...(MEASURES[name].perArea && area !== undefined && { Area: area }) },
    statistic,
  });
  const table = (name: string): WatchedMetric => ({
    namespace: 'AWS/DynamoDB',
    name,
    dimensions: { TableName: ids.tableName },
    statistic: 'Sum',
  });
  const queues = (Object.keys(QUEUES) as QueueName[]).filter((name) =>
    files.some(({ id }) => id === settingsOfQueue(name).consumer),
  );
  const failures = [UNDELIVERED, FAILED, ...queues.map(failedQueueOf)];
  const areas = FUNCTION_STACKS.filter((area) => files.some(({ stack }) => stack === area));
  return {
    requests: api('Count', 'Sum'),
    refused: api('4xx', 'Sum'),
    failed: api('5xx', 'Sum'),
    latencyMedian: api('Latency', 'p50'),
    latencyP99: api('Latency', 'p99'),
    failuresOf: named(areas, (area) => measured('Failures', 'Sum', area)),
    webhookLag: measured('WebhookLag', 'Maximum'),
    stuckReleases: measured('StuckReleases', 'Maximum'),
    ledgerResidual: measured('LedgerResidual', 'Maximum'),
    deadLettersOf: named(failures, (name) => queue(name, 'ApproximateNumberOfMessagesVisible')),
    waitingOf: named(queues, (name) => queue(name, 'ApproximateAgeOfOldestMessage')),
    streamAgeOf: named(
      files.filter(({ kind }) => kind === 'streams').map(({ file }) => file),
      (file): WatchedMetric => ({
        namespace: 'AWS/Lambda',
        name: 'IteratorAge',
        dimensions: { FunctionName: physicalName({ folder: 'streams', file }, stage) },
        statistic: 'Maximum',
      }),
    ),
    failedExecutionsOf: named(
      machines,
      (machine): WatchedMetric => ({
        namespace: 'AWS/States',
        name: 'ExecutionsFailed',
        dimensions: { StateMachineArn: machineArn(machineName(stage, machine)) },
        statistic: 'Sum',
      }),
    ),
    tableReads: table('ConsumedReadCapacityUnits'),
    tableWrites: table('ConsumedWriteCapacityUnits'),
  };
}

export type WatchedMetrics = ReturnType<typeof watchedMetrics>;

function named(names: readonly string[], metricOf: (name: string) => WatchedMetric): [string, WatchedMetric][] {
  return names.map((name) => [name, metricOf(name)]);
}
