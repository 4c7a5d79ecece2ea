import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const FORBIDDEN = /\bnew Date\b|\bDate\.(now|parse|UTC)\b|\bMath\.random\b|\bprocess\.env\b|\bconsole\.\w+/;

it('keeps clock, chance, environment and console in shared/runtime', () => {
  const offenders = ['functions', 'workflows', 'shared']
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !/^shared\/(runtime|testing)\//.test(path))
    .flatMap((path) =>
      readFileSync(join(ROOT, path), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          FORBIDDEN.test(line.replace(/\/\/.*|^\s*\*.*/, '')) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
  expect(offenders).toEqual([]);
});
