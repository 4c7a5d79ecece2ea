import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** FFmpeg as WebAssembly: a program of its own (GPL), which is called by its arguments in a thread and never bundled with our code. */
const DECODER = '@ffmpeg/core';

/** Puts the decoder of films where a bundle in `outdir` finds it: of its two forms that for `require`. */
export function placeDecoder(root: string, outdir: string): void {
  for (const part of ['package.json', 'dist/umd'])
    cpSync(join(root, 'node_modules', DECODER, part), join(outdir, 'node_modules', DECODER, part), {
      recursive: true,
      dereference: true,
    });
}
