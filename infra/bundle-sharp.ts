import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type * as esbuild from 'esbuild';

/** The WebAssembly build of sharp: the same on every machine, and no binary that must fit it. */
const WASM = '@img/sharp-wasm32';

/**
 * Bundles the code of sharp without the module that looks for a binary that fits the machine: its WebAssembly build takes that place, and stays outside, as it
 * loads a file that lies beside it.
 */
export function sharpAsWebAssembly(root: string): esbuild.Plugin {
  const code = join(root, 'node_modules', 'sharp', 'dist');
  return {
    name: 'sharp-as-web-assembly',
    setup(build) {
      build.onResolve({ filter: /^sharp$/ }, () => ({ path: join(code, 'index.cjs') }));
      build.onResolve({ filter: /^\.\/sharp\.cjs$/ }, () => ({ path: `${WASM}/sharp.node`, external: true }));
    },
  };
}

/** Puts the WebAssembly build, and what it needs, where a bundle in `outdir` finds it. */
export function placeSharp(root: string, outdir: string): void {
  const packages = join(root, 'node_modules');
  const folders = [join(packages, WASM)];
  // What is added while it is walked is walked as well.
  for (const folder of folders) {
    cpSync(folder, join(outdir, 'node_modules', relative(packages, folder)), { recursive: true, dereference: true });
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) {
      // One whose version differs from what others need lies with the one that needs it.
      const own = join(folder, 'node_modules', name);
      folders.push(existsSync(own) ? own : join(packages, name));
    }
  }
}
