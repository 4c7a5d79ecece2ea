import { readdirSync, readFileSync } from 'node:fs';

/** Every definition that executions may still run: those kept from before, and one such as was there before the newest. */
export function earlierRevisions(
  machine: string,
  newest: object,
  revision: number,
): [name: string, definition: object][] {
  const folder = new URL(`../../workflows/${machine}/revisions/`, import.meta.url);
  const kept = readdirSync(folder)
    .filter((file) => file !== `${revision}.asl`)
    .map((file): [string, object] => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]);
  const text = JSON.stringify(newest).replaceAll(`"revision":${revision}`, `"revision":${revision - 1}`);
  return [...kept, ['one before', JSON.parse(text)]];
}
