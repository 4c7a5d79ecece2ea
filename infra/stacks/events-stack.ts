import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { readIds } from '../constructs/app-ids.ts';
import { EndpointFunction, type EndpointFunctionProps } from '../constructs/endpoint-function.ts';
import { EventSubscription } from '../constructs/event-subscription.ts';
import { FailureQueues } from '../constructs/failure-queues.ts';
import { FileSubscription } from '../constructs/file-subscription.ts';
import { FixedSchedule } from '../constructs/fixed-schedule.ts';
import { LiveRoutes } from '../constructs/live-routes.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { MEMORY_MB, type Package } from './areas.ts';
import type { FunctionFile, FunctionKind } from './function-files.ts';
import { queueOf } from './queues.ts';
import { scheduleOf } from './schedules.ts';
import { type StageSettings, stackName } from './settings.ts';

export interface EventsStackProps {
  settings: StageSettings;
  files: readonly FunctionFile[];
  /** Folder of a package's bundle. */
  bundleOf: (name: Package) => string;
}

/** What happens after a commit: stream consumers, reactions, schedules and the WebSocket. */
export class EventsStack extends Stack {
  constructor(scope: Construct, { settings, files, bundleOf }: EventsStackProps) {
    super(scope, stackName(settings, 'Events'), {
      ...(settings.env && { env: settings.env }),
      description: 'Accord: stream consumers, reactions, schedules and the WebSocket.',
    });
    const ids = readIds(this, settings.stage);
    const codes = new Map(
      [...new Set(files.map((file) => file.package))].map((name) => [name, Code.fromAsset(bundleOf(name))]),
    );
    const queues = new FailureQueues(this, settings);
    const of = (kind: FunctionKind) => files.filter((file) => file.kind === kind);
    const props = (file: FunctionFile, timeoutSeconds: number): EndpointFunctionProps => ({
      ...{
        file,
        code: codes.get(file.package) as Code,
        ids,
        settings,
        timeoutSeconds,
        environment: { SITE_ORIGIN: ids.siteOrigin },
      },
      ...(MEMORY_MB[file.id] && { memoryMb: MEMORY_MB[file.id] }),
    });
    for (const file of of('streams')) new StreamConsumer(this, { ...props(file, 60), queues });
    for (const file of of('reactions')) new EventSubscription(this, { ...props(file, 30), queues });
    for (const file of of('files')) new FileSubscription(this, { ...props(file, 60), queues });
    for (const file of of('queues')) new QueueConsumer(this, { ...props(file, 30), queue: queueOf(file.id) });
    for (const file of of('schedules'))
      new FixedSchedule(this, { ...props(file, 300), queues, expression: scheduleOf(file.id) });
    const live = of('realtime').map(
      (file) => [file.file, new EndpointFunction(this, props(file, 10)).function] as const,
    );
    if (live.length > 0) new LiveRoutes(this, new Map(live), ids, settings);
  }
}
