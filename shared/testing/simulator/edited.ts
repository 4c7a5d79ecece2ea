import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { simulate } from './simulate.ts';

/** A line of the product, and what stands there instead. */
export interface Edit {
  file: string;
  from: string;
  to: string;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The simulator on a product with that edit; throws when the line is no longer where it was. */
export async function simulatorWith({ file, from, to }: Edit): Promise<typeof simulate> {
  const whole = readFileSync(join(ROOT, file), 'utf8');
  if (whole.split(from).length !== 2)
    throw new Error(
      `${file} does not have this once: ${from}\nSay in guards.ts or corpus.ts of shared/testing/simulator what stands there now.`,
    );
  const folder = join(ROOT, '.build/simulator');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${process.pid}-${performance.now()}.mjs`);
  await build({
    entryPoints: [join(ROOT, 'shared/testing/simulator/simulate.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      {
        name: 'edited',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (relative(ROOT, path).replaceAll('\\', '/') !== file) return undefined;
            return { contents: whole.replace(from, () => to), loader: 'ts', resolveDir: dirname(path) };
          });
        },
      },
    ],
  });
  try {
    const module = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as { simulate: typeof simulate };
    return module.simulate;
  } finally {
    rmSync(outfile, { force: true });
  }
}
