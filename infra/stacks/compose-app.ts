import type { App } from 'aws-cdk-lib';
import { grantsWithoutFile } from '../grants.ts';
import { AreaStack } from './area-stack.ts';
import { type FunctionStack, isDeployed, type Package } from './areas.ts';
import { isBackground } from './background.ts';
import { CoreStack } from './core-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { EventsStack } from './events-stack.ts';
import type { FunctionFile } from './function-files.ts';
import { OperationsStack } from './operations-stack.ts';
import type { StageSettings } from './settings.ts';
import { WebStack } from './web-stack.ts';

export interface AppParts {
  settings: StageSettings;
  files: readonly FunctionFile[];
  /** Folder of a package's bundle. */
  bundleOf: (name: Package) => string;
  siteFolder: string;
  /** Definitions of machines, by folder below workflows/. */
  definitions: Readonly<Record<string, object>>;
}

const AREA_STACKS = ['accounts', 'teams', 'deals', 'money', 'talks'] as const satisfies readonly FunctionStack[];

/** Puts the stacks of one stage into the app. */
export function composeApp(app: App, { settings, files: all, bundleOf, siteFolder, definitions }: AppParts): void {
  const files = all.filter((file) => isDeployed(file, settings));
  const authorizer = files.find(({ id }) => id === 'authorizer.authorize-request');
  if (!authorizer) throw new Error('The API has no authorizer; write functions/authorizer/authorize-request.ts.');
  const prover = files.find(({ id }) => id === 'authorizer.ask-for-proof');
  if (!prover) throw new Error('The user pool has nobody to ask; write functions/authorizer/ask-for-proof.ts.');
  const idle = grantsWithoutFile(all.map(({ id }) => id));
  if (idle.length > 0) throw new Error(`infra/grants.ts gives rights to functions without a file: ${idle.join(', ')}.`);
  const live = files.some(({ kind }) => kind === 'realtime');
  if (settings.makesCertificate || settings.makesWebAcl) new EdgeStack(app, settings);
  const core = new CoreStack(app, { settings, authorizer, prover, live, bundle: bundleOf('core') });
  const web = new WebStack(app, { settings, live, siteFolder });
  web.addStackDependency(core);
  const background = files.filter(({ stack }) => stack === 'events');
  const events = background.length > 0 ? new EventsStack(app, { settings, files: background, bundleOf }) : undefined;
  events?.addStackDependency(web);
  for (const name of AREA_STACKS) {
    const own = files.filter(({ stack }) => stack === name);
    if (own.length === 0) continue;
    const area = new AreaStack(app, { settings, name, files: own, definitions, bundle: bundleOf(name) });
    area.addStackDependency(web);
    // What its background functions fail on goes to the queues there.
    if (events && own.some(isBackground)) area.addStackDependency(events);
  }
  const machines = Object.keys(definitions);
  new OperationsStack(app, { settings, files, machines }).addStackDependency(web);
}
