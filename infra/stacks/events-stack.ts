import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { readIds } from '../constructs/app-ids.ts';
import { EndpointFunction, type EndpointFunctionProps } from '../constructs/endpoint-function.ts';
import { FailureQueues } from '../constructs/failure-queues.ts';
import { LiveRoutes } from '../constructs/live-routes.ts';
import { MEMORY_MB, type Package } from './areas.ts';
import { addBackground, isBackground } from './background.ts';
import type { FunctionFile } from './function-files.ts';
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
    const props = (file: FunctionFile): EndpointFunctionProps => ({
      ...{ file, code: codes.get(file.package) as Code, ids, settings },
      environment: { SITE_ORIGIN: ids.siteOrigin },
      ...(MEMORY_MB[file.id] && { memoryMb: MEMORY_MB[file.id] }),
    });
    for (const file of files.filter(isBackground)) addBackground(this, props(file), queues);
    const live = files
      .filter(({ kind }) => kind === 'realtime')
      .map((file) => [file.file, new EndpointFunction(this, { ...props(file), timeoutSeconds: 10 }).function] as const);
    if (live.length > 0) new LiveRoutes(this, new Map(live), ids, settings);
  }
}
