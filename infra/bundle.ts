import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { placeDecoder } from './bundle-decoder.ts';
import { placeSharp, sharpAsWebAssembly } from './bundle-sharp.ts';
import type { FunctionStack, Package } from './stacks/areas.ts';
import { assertFilesMatchContract, type FunctionFile, listFunctionFiles } from './stacks/function-files.ts';

export interface BundleReport {
  /** Size of what one cold start loads: the function's file and every chunk it imports statically. */
  perFunction: { name: string; stack: FunctionStack; bytes: number }[];
  files: FunctionFile[];
}

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

/**
 * Functions that share no chunk with the others of their stack. A file of a package that one function uses is in what all load who import that package by its
 * index: what writes JSON schemas would make signing up 25 KB larger.
 */
const APART: readonly string[] = ['system.get-openapi', 'documents.delete-document'];

/** Where bundles go. */
const BUILD_FOLDER = join(REPOSITORY, '.build', 'functions');

/** Where the bundle of a package lies; the Lambda handler in it is `<folder>/<file>.handler`. */
export function bundleFolder(name: Package, buildFolder: string = BUILD_FOLDER): string {
  return join(buildFolder, name);
}

/** Bundles every handler below `root`, one split build per package and for each that stands apart. Fails when handler files and contract do not agree. */
export async function bundleFunctions(
  root: string = REPOSITORY,
  buildFolder: string = BUILD_FOLDER,
): Promise<BundleReport> {
  const files = listFunctionFiles(root);
  assertFilesMatchContract(files);
  const packages = [...new Set(files.map((file) => file.package))];
  const perFunction = await Promise.all(
    packages.flatMap((name) => {
      const own = files.filter((file) => file.package === name);
      const outdir = bundleFolder(name, buildFolder);
      rmSync(outdir, { recursive: true, force: true });
      if (name === 'media') {
        placeSharp(root, outdir);
        placeDecoder(root, outdir);
      }
      const isApart = ({ id }: FunctionFile) => APART.includes(id);
      const builds = [own.filter((file) => !isApart(file)), ...own.filter(isApart).map((file) => [file])];
      return builds.map((one) => bundleTogether(root, one, outdir));
    }),
  );
  return { files, perFunction: perFunction.flat() };
}

async function bundleTogether(
  root: string,
  files: FunctionFile[],
  outdir: string,
): Promise<BundleReport['perFunction']> {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(files.map(({ folder, file, path }) => [`${folder}/${file}`, path])),
    outdir,
    bundle: true,
    minify: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Fonts that are imported (with ?inline, as Vite calls it) lie in the code of who writes with them.
    loader: { '.woff': 'dataurl' },
    outExtension: { '.js': '.mjs' },
    // Bundled CommonJS packages call require; the odd name keeps clear of names in bundled code.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    plugins: [sharpAsWebAssembly(root)],
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  return files.map(({ id, stack, folder, file }) => {
    const output = relative(root, join(outdir, folder, `${file}.mjs`));
    return { name: id, stack, bytes: loadedBytes(metafile, output) };
  });
}

function loadedBytes({ outputs }: esbuild.Metafile, entry: string): number {
  const loaded = new Set<string>();
  const visit = (path: string): void => {
    const output = outputs[path];
    if (!output || loaded.has(path)) return;
    loaded.add(path);
    for (const { path: imported, kind } of output.imports) if (kind === 'import-statement') visit(imported);
  };
  visit(entry);
  return [...loaded].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}
