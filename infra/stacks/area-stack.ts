import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { endpoints } from '#contract/index.ts';
import { readIds } from '../constructs/app-ids.ts';
import { EndpointRoutes } from '../constructs/contract-api.ts';
import { EndpointFunction } from '../constructs/endpoint-function.ts';
import type { FunctionStack } from './areas.ts';
import type { FunctionFile } from './function-files.ts';
import { type StageSettings, stackName } from './settings.ts';

export interface AreaStackProps {
  settings: StageSettings;
  name: FunctionStack;
  files: readonly FunctionFile[];
  /** Folder of this stack's bundle. */
  bundle: string;
}

/** The endpoints of a few areas: a function with its routes each. */
export class AreaStack extends Stack {
  constructor(scope: Construct, { settings, name, files, bundle }: AreaStackProps) {
    super(scope, stackName(settings, name.slice(0, 1).toUpperCase() + name.slice(1)), {
      ...(settings.env && { env: settings.env }),
      description: `Accord: ${[...new Set(files.map(({ folder }) => folder))].join(', ')}.`,
    });
    const ids = readIds(this, settings.stage);
    const code = Code.fromAsset(bundle);
    for (const file of files) {
      const endpoint = endpoints.find(({ id }) => id === file.id);
      if (!endpoint) continue;
      const environment = { SITE_ORIGIN: ids.siteOrigin };
      const handler = new EndpointFunction(this, { file, code, ids, settings, environment });
      new EndpointRoutes(handler, endpoint, handler.function, ids);
    }
  }
}
