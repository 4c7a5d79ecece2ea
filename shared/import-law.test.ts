import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as esbuild from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;

/** Which layers a layer may import besides itself; tests and shared/testing stand outside the law. */
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
  'infra/local': [],
  infra: ['shared/contract', 'workflows', 'shared/data/keys'],
};

/** Packages only one layer may import. */
const OWNERS: readonly [RegExp, readonly string[]][] = [
  [/^@aws-sdk\/(client-dynamodb|lib-dynamodb)/, ['shared/data']],
  [/^@aws-sdk\//, ['shared/data', 'shared/platform', 'functions/operations']],
  [/^stripe$/, ['shared/providers']],
  [/^aws-cdk-lib/, ['infra']],
];

interface Edge {
  from: string;
  to: string;
  external: boolean;
}

let edges: Edge[] = [];

beforeAll(async () => {
  const entryPoints = ['shared', 'functions', 'workflows', 'infra', 'web/src'].flatMap((folder) =>
    sources(join(ROOT, folder)),
  );
  const { metafile } = await esbuild.build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'unused',
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    jsx: 'automatic',
    absWorkingDir: ROOT,
    external: ['*.css', '*.woff2', '*.svg', '*?url', '*?raw'],
    loader: { '.css': 'empty' },
  });
  edges = Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
    imports.map(({ path, external }) => ({ from, to: path, external: external === true })),
  );
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !/shared\/testing|infra\/(tools|local\/(testing|test-application)|rules)|journeys|node_modules/.test(
          relative(ROOT, path),
        ),
    );
}

function layerOf(path: string): string | undefined {
  return Object.keys(LAW)
    .sort((a, b) => b.length - a.length)
    .find((layer) => path === layer || path.startsWith(`${layer}/`));
}

describe('the import law', () => {
  it('reads the whole graph', () => {
    expect(edges.length).toBeGreaterThan(200);
    for (const layer of ['shared/domain', 'shared/contract', 'shared/data', 'functions', 'infra/local'])
      expect(
        edges.some(({ from }) => from.startsWith(layer)),
        layer,
      ).toBe(true);
  });

  it('lets a layer import only what the law allows', () => {
    const broken = edges
      .filter(({ external }) => !external)
      .filter(({ from, to }) => {
        const [source, target] = [layerOf(from), layerOf(to)];
        if (!source || !target || source === target) return false;
        return !(LAW[source] ?? []).some((allowed) => to.startsWith(allowed));
      })
      .map(({ from, to }) => `${from} → ${to}`);
    expect(broken).toEqual([]);
  });

  it('keeps each outside package behind its layer', () => {
    const broken = edges
      .filter(({ external, from }) => external && layerOf(from) !== 'infra/local')
      .filter(({ from, to }) => {
        const rule = OWNERS.find(([pattern]) => pattern.test(to));
        return rule !== undefined && !rule[1].some((owner) => from.startsWith(owner));
      })
      .map(({ from, to }) => `${from} → ${to}`);
    expect(broken).toEqual([]);
  });
});
