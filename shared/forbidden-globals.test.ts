import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLOCK = String.raw`\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b`;
const CHANCE = String.raw`\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b`;
const SURROUNDINGS = String.raw`\bprocess\.(?:env|argv|exit)\b|\bconsole\.\w+`;

/** The lines of code below these folders, without tests and comments, that match; as `file:line: text`. */
function linesWith(pattern: string, folders: readonly string[], except: RegExp): string[] {
  const wanted = new RegExp(pattern);
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !except.test(path))
    .flatMap((path) =>
      readFileSync(join(ROOT, path), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          wanted.test(line.replace(/(^|\s)\/\/.*|^\s*\/?\*.*/, '')) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
}

it('keeps clock, chance, environment and console in shared/runtime', () => {
  const forbidden = `${CLOCK}|${CHANCE}|${SURROUNDINGS}|\\bnew Date\\b|\\bDate\\.(?:parse|UTC)\\b`;
  expect(linesWith(forbidden, ['functions', 'workflows', 'shared'], /^shared\/(runtime|testing)\//)).toEqual([]);
});

it('shows people the time of the server, never that of their own clock', () => {
  expect(linesWith(CLOCK, ['web/src'], /^web\/src\/api\//)).toEqual([]);
});

it('keeps what stands in for AWS and for providers on virtual time and seeded chance', () => {
  const folders = ['infra/local/resources', 'infra/local/providers'];
  expect(linesWith(`\\bnew Date\\(\\)|\\bDate\\.now\\b|\\bMath\\.random\\b`, folders, /\/testing-\w+\.ts$/)).toEqual(
    [],
  );
});
