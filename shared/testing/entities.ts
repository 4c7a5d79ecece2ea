import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Entity } from '#data/entity.ts';

const FOLDER = fileURLToPath(new URL('../data', import.meta.url));

/** Every kind of item that the product stores. */
export async function allEntities(): Promise<Entity<object>[]> {
  const files = readdirSync(FOLDER).filter((name) => /^[a-z-]+\.ts$/.test(name));
  const modules: object[] = await Promise.all(files.map((name) => import(/* @vite-ignore */ `${FOLDER}/${name}`)));
  return modules
    .flatMap((module) => Object.values(module))
    .flatMap((value) => (isEntity(value) ? [value] : Object.values(value ?? {}).filter(isEntity)));
}

function isEntity(value: unknown): value is Entity<object> {
  return typeof value === 'object' && value !== null && 'toItem' in value && 'name' in value;
}
