import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Which layers a layer may import besides itself. What only tests and tools use stands under the law too, so that no product file leans on it. */
const LAW: Record<string, readonly string[]> = {
  'shared/domain': [],
  'shared/contract': ['shared/domain'],
  'shared/data': ['shared/domain'],
  'shared/platform': ['shared/domain'],
  'shared/providers': ['shared/domain'],
  'shared/runtime': ['shared/contract', 'shared/domain', 'shared/data', 'shared/platform'],
  functions: [
    'shared/contract',
    'shared/domain',
    'shared/data',
    'shared/platform',
    'shared/providers',
    'shared/runtime',
  ],
  workflows: [
    'shared/contract',
    'shared/domain',
    'shared/data',
    'shared/platform',
    'shared/providers',
    'shared/runtime',
  ],
  'web/src': ['shared/contract', 'shared/domain'],
  infra: ['shared/contract', 'workflows', 'shared/data/keys'],
  'infra/local': [],
  'infra/tools': ['infra', 'infra/local', 'shared'],
  'shared/testing': ['shared', 'functions', 'workflows', 'infra/local'],
  'web/journeys': ['shared', 'infra/local'],
  web: [],
};

/** Layers whose code runs in a browser or must not know where it runs: the only packages they may import. */
const PACKAGES: Record<string, RegExp> = {
  'shared/domain': /^$/,
  'shared/contract': /^zod\/mini$/,
  'shared/data': /^(@aws-sdk\/(client-dynamodb|lib-dynamodb|util-dynamodb)|zod\/mini|node:zlib)$/,
  'web/src': /^(?!node:|@aws-sdk\/|aws-|stripe$|vitest|playwright)/,
  'infra/local': /^(?!aws-cdk-lib|constructs$|cdk-nag$|@aws-sdk\/(client|lib)-|@middy\/)/,
};

/** Packages only these layers may import. */
const OWNERS: readonly [RegExp, readonly string[]][] = [
  [/^@aws-sdk\/(client|lib|util)-dynamodb$/, ['shared/data', 'infra/local', 'shared/testing']],
  [/^@aws-sdk\//, ['shared/data', 'shared/platform', 'infra/local', 'shared/testing']],
  [/^(pdfkit|@fontsource\/inter(\/|$))/, ['shared/runtime']],
  [/^stripe$/, ['shared/providers', 'infra/local']],
  [/^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/, ['infra']],
  [/^react/, ['web/src']],
];

interface Import {
  from: string;
  /** A path from the root for our own files, else the package. */
  to: string;
  own: boolean;
}

const subpaths = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).imports as Record<string, string>;
const imports = sources().flatMap((from) => importsOf(from));

function sources(): string[] {
  return ['shared', 'functions', 'workflows', 'infra', 'web']
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));
}

/** Every import of a file as it is written, those of types and those at run time included. */
function importsOf(from: string): Import[] {
  const text = readFileSync(join(ROOT, from), 'utf8');
  const written = text.matchAll(/^\s*(?:import|export)\b(?:[^'";]*?\bfrom)?\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm);
  return [...written].map(([, still, late]) => ({ from, ...targetOf(from, still ?? late ?? '') }));
}

function targetOf(from: string, specifier: string): { to: string; own: boolean } {
  if (specifier.startsWith('.'))
    return { to: relative(ROOT, resolve(ROOT, dirname(from), specifier)).replaceAll('\\', '/'), own: true };
  if (specifier.startsWith('@/')) return { to: `web/src/${specifier.slice(2)}`, own: true };
  if (!specifier.startsWith('#')) return { to: specifier, own: false };
  const [name = '', ...rest] = specifier.split('/');
  const folder = subpaths[`${name}/*`] ?? `${name}/*`;
  return { to: folder.replace('./', '').replace('*', rest.join('/')), own: true };
}

const layers = Object.keys(LAW).sort((a, b) => b.length - a.length);
const layerOf = (path: string): string | undefined => layers.find((layer) => path.startsWith(`${layer}/`));
const written = (broken: readonly Import[]): string[] => broken.map(({ from, to }) => `${from} → ${to}`);

describe('the import law', () => {
  it('reads the whole graph, and every file has its layer', () => {
    for (const layer of layers.filter((one) => one !== 'web'))
      expect(imports.filter(({ from }) => layerOf(from) === layer).length, `imports of ${layer}`).toBeGreaterThan(3);
    expect(imports.filter(({ from, to, own }) => !layerOf(from) || (own && !layerOf(to)))).toEqual([]);
  });

  it('lets a layer import only what the law allows', () => {
    const broken = imports.filter(({ from, to, own }) => {
      const [source, target] = [layerOf(from) ?? '', layerOf(to) ?? ''];
      if (!own || source === target) return false;
      return !(LAW[source] ?? []).some((allowed) =>
        layers.includes(allowed) ? target === allowed : target.startsWith(`${allowed}/`) || to === `${allowed}.ts`,
      );
    });
    expect(written(broken)).toEqual([]);
  });

  it('keeps each outside package behind its layer', () => {
    const broken = imports.filter(({ from, to, own }) => {
      const layer = layerOf(from) ?? '';
      const owners = OWNERS.find(([pattern]) => pattern.test(to))?.[1];
      const isTaken = owners !== undefined && !owners.includes(layer);
      return !own && (isTaken || !(PACKAGES[layer] ?? /./).test(to));
    });
    expect(written(broken)).toEqual([]);
  });
});
