import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionFile } from './function-files.ts';

/** The definition of every machine that has steps, by machine. Fails when workflows/<machine>/definition.ts exports no `definition`. */
export async function loadDefinitions(files: readonly FunctionFile[], root: string): Promise<Record<string, object>> {
  const machines = new Set(files.filter(({ kind }) => kind === 'step').map(({ folder }) => folder));
  const definitions: Record<string, object> = {};
  for (const machine of machines) {
    const path = join(root, 'workflows', machine, 'definition.ts');
    const module: { definition?: object } = existsSync(path) ? await import(pathToFileURL(path).href) : {};
    if (!module.definition) throw new Error(`workflows/${machine}/definition.ts does not export a definition.`);
    definitions[machine] = module.definition;
  }
  return definitions;
}
