import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
export type Properties = Record<string, any>;

export interface TemplateResource {
  logicalId: string;
  type: string;
  properties: Properties;
  deletionPolicy: string | undefined;
}

/** One stack of a cloud assembly, as the rules look at it. */
export interface StackTemplate {
  stack: string;
  resources: TemplateResource[];
  outputs: Properties;
  /** Folder or file of an asset by its object key; undefined when the stack has no such asset. */
  assetPath(objectKey: string): string | undefined;
}

/** Reads every stack of a cloud assembly. */
export function readAssembly(folder: string): StackTemplate[] {
  const { artifacts } = readJson(join(folder, 'manifest.json')) as { artifacts: Record<string, Properties> };
  return Object.values(artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ properties }) => readStack(folder, String(properties.templateFile)));
}

function readStack(folder: string, templateFile: string): StackTemplate {
  const template = readJson(join(folder, templateFile));
  const assets = readJson(join(folder, templateFile.replace('.template.json', '.assets.json')));
  const byKey = new Map<string, string>();
  for (const { source, destinations } of Object.values(assets.files ?? {}) as Properties[]) {
    for (const { objectKey } of Object.values(destinations) as Properties[]) {
      byKey.set(objectKey, resolve(folder, source.path));
    }
  }
  return toStackTemplate(templateFile.replace('.template.json', ''), template, (key) => byKey.get(key));
}

/** A template as the rules look at it. */
export function toStackTemplate(
  stack: string,
  template: Properties,
  assetPath: StackTemplate['assetPath'] = () => undefined,
): StackTemplate {
  const resources = Object.entries((template.Resources ?? {}) as Properties).map(([logicalId, body]) => ({
    logicalId,
    type: String(body.Type),
    properties: (body.Properties ?? {}) as Properties,
    deletionPolicy: body.DeletionPolicy as string | undefined,
  }));
  return { stack, resources, outputs: template.Outputs ?? {}, assetPath };
}

function readJson(file: string): Properties {
  return JSON.parse(readFileSync(file, 'utf8'));
}
