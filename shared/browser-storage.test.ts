import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { BROWSER_STORAGE } from '#domain/browser-storage.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The text of every source of the product in a folder, tests apart. */
function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

const listed = (where: string) =>
  BROWSER_STORAGE.filter((entry) => entry.where === where)
    .map(({ name }) => name)
    .sort();

it('lists exactly the cookies that functions set', () => {
  const set = sourcesIn('shared/runtime').flatMap((text) => text.match(/'__(?:Host|Secure)-[\w-]+'/g) ?? []);
  expect([...new Set(set.map((name) => name.slice(1, -1)))].sort()).toEqual(listed('cookie'));
});

it('lists exactly what the site keeps in a browser’s storage', () => {
  const sources = sourcesIn('web/src').filter((text) =>
    /\b(local|session)Storage\.|indexedDB|document\.cookie|caches\./.test(text),
  );
  expect(sources.join('\n')).not.toMatch(/sessionStorage|indexedDB|document\.cookie|caches\./);
  const names = sources.flatMap((text) => [...text.matchAll(/const \w*KEY\w* = '([\w-]+)'/g)].map(([, name]) => name));
  expect(sources.length).toBe(names.length);
  expect([...new Set(names)].sort()).toEqual(listed('local storage'));
});
