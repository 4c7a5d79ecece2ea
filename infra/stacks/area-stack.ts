import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { endpoints } from '#contract/index.ts';
import { readIds } from '../constructs/app-ids.ts';
import { EndpointRoutes } from '../constructs/contract-api.ts';
import { EndpointFunction } from '../constructs/endpoint-function.ts';
import { failureQueuesOf } from '../constructs/failure-queues.ts';
import { Workflow } from '../constructs/workflow.ts';
import { type FunctionStack, MEMORY_MB, SECONDS } from './areas.ts';
import { addBackground, isBackground } from './background.ts';
import type { FunctionFile } from './function-files.ts';
import { type StageSettings, stackName } from './settings.ts';

export interface AreaStackProps {
  settings: StageSettings;
  name: FunctionStack;
  files: readonly FunctionFile[];
  /** Definitions of machines, by folder below workflows/. */
  definitions: Readonly<Record<string, object>>;
  /** Folder of this stack's bundle. */
  bundle: string;
}

/** A few areas: a function with its routes for each endpoint, and their state machines. */
export class AreaStack extends Stack {
  constructor(scope: Construct, { settings, name, files, definitions, bundle }: AreaStackProps) {
    super(scope, stackName(settings, name.slice(0, 1).toUpperCase() + name.slice(1)), {
      ...(settings.env && { env: settings.env }),
      description: `Accord: ${[...new Set(files.map(({ folder }) => folder))].join(', ')}.`,
    });
    const ids = readIds(this, settings.stage);
    const code = Code.fromAsset(bundle);
    const props = (file: FunctionFile) => ({
      ...{ file, code, ids, settings, environment: { SITE_ORIGIN: ids.siteOrigin } },
      ...(MEMORY_MB[file.id] && { memoryMb: MEMORY_MB[file.id] }),
    });
    for (const file of files) {
      if (file.kind === 'step' || isBackground(file)) continue;
      const endpoint = endpoints.find(({ id }) => id === file.id);
      // What operators invoke works through lists, and nobody waits for it as for an answer.
      const timeoutSeconds = file.folder === 'operations' ? 120 : SECONDS[file.id];
      const handler = new EndpointFunction(this, { ...props(file), ...(timeoutSeconds && { timeoutSeconds }) });
      if (endpoint) new EndpointRoutes(handler, endpoint, handler.function, ids);
    }
    const background = files.filter(isBackground);
    if (background.length > 0) {
      const queues = failureQueuesOf(this, settings);
      for (const file of background) addBackground(this, props(file), queues);
    }
    for (const [machine, definition] of Object.entries(definitions)) {
      const own = files.filter(({ kind, folder }) => kind === 'step' && folder === machine);
      if (own.length === 0) continue;
      const steps = own.map(
        (file) => [file.file, new EndpointFunction(this, { ...props(file), timeoutSeconds: 30 }).function] as const,
      );
      new Workflow(this, { machine, definition, steps: Object.fromEntries(steps), settings });
    }
  }
}
