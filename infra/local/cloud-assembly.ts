import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** One synthesized stack as it lies in cdk.out. */
export interface StackTemplate {
  stack: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of a CloudFormation template is the template's own
  template: Record<string, any>;
  /** Asset path by object key and by asset hash; absolute. */
  assets: Map<string, string>;
}

/** Reads every stack of a cloud assembly, stages included, in the order of the manifest. */
export function readCloudAssembly(directory: string): StackTemplate[] {
  const manifestFile = join(directory, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new Error(`${directory} is no synthesized application (no manifest.json); synthesize it first.`);
  }
  const stacks: StackTemplate[] = [];
  const artifacts = Object.entries(readJson(manifestFile).artifacts ?? {});
  // biome-ignore lint/suspicious/noExplicitAny: the manifest's own shape
  for (const [id, artifact] of artifacts as [string, any][]) {
    const properties = artifact.properties ?? {};
    if (artifact.type === 'cdk:cloud-assembly')
      stacks.push(...readCloudAssembly(join(directory, properties.directoryName)));
    if (artifact.type !== 'aws:cloudformation:stack') continue;
    const template = readJson(join(directory, properties.templateFile));
    stacks.push({
      stack: properties.stackName ?? id,
      template,
      assets: readAssets(directory, properties.templateFile),
    });
  }
  return stacks;
}

function readAssets(directory: string, templateFile: string): Map<string, string> {
  const assets = new Map<string, string>();
  const file = join(directory, templateFile.replace(/\.template\.json$/, '.assets.json'));
  if (!existsSync(file)) return assets;
  // biome-ignore lint/suspicious/noExplicitAny: the asset manifest's own shape
  for (const [hash, asset] of Object.entries(readJson(file).files ?? {}) as [string, any][]) {
    const path = resolve(dirname(file), asset.source.path);
    assets.set(hash, path);
    // biome-ignore lint/suspicious/noExplicitAny: the asset manifest's own shape
    for (const destination of Object.values(asset.destinations ?? {}) as any[]) assets.set(destination.objectKey, path);
  }
  return assets;
}

// biome-ignore lint/suspicious/noExplicitAny: any JSON document
function readJson(file: string): any {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON; synthesize the application again.`, { cause: error });
  }
}
