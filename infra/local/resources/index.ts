import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ResourceType } from '#local/kernel.ts';

const folder = dirname(fileURLToPath(import.meta.url));

/** Every type that the files of this folder bring to life: each exports `resourceTypes`. Refuses a type told twice. */
export async function loadResourceTypes(): Promise<ResourceType[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^index\.ts$/.test(file));
  const modules = await Promise.all(
    files.map(
      async (file) => (await import(pathToFileURL(join(folder, file)).href)) as { resourceTypes?: ResourceType[] },
    ),
  );
  const types = modules.flatMap((module) => module.resourceTypes ?? []);
  const names = types.map(({ type }) => type);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`Two files of infra/local/resources bring ${twice} to life; keep one.`);
  return types;
}
