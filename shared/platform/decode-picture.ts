import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** What the decoder may take. */
export interface DecoderLimits {
  /** Of the WebAssembly program, bytes. */
  memoryBytes: number;
  ms: number;
}

/** A picture of 8K with ten bits a colour takes 170 MB and 3 s. */
const LIMITS: DecoderLimits = { memoryBytes: 512 * 1024 ** 2, ms: 30_000 };
/** Of its JavaScript, MB. */
const HEAP_MB = 256;

/**
 * Runs in a thread of its own, without environment and without a way out: the program FFmpeg, as it is published, called like one by its arguments; the film and the
 * picture are files in its memory. It takes itself for a browser's worker, and takes what memory it may.
 */
const PROGRAM = `
const { parentPort, workerData: { program, wasm, film, filters, memoryBytes } } = require('node:worker_threads');
globalThis.self = { location: { href: '' } };
globalThis.fetch = globalThis.WebSocket = undefined;
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > memoryBytes) throw new RangeError('It takes too much memory.');
  return grow.call(this, pages);
};
(async () => {
  const ffmpeg = await require(program)({ wasmBinary: wasm });
  const said = [];
  ffmpeg.setLogger(({ message }) => { said.push(message); if (said.length > 3) said.shift(); });
  ffmpeg.FS.writeFile('film', film);
  const code = ffmpeg.exec('-nostdin', '-loglevel', 'error', '-f', 'mp4', '-i', 'film', '-map', '0:v:0', '-frames:v', '1',
    '-vf', filters, '-f', 'image2pipe', '-c:v', 'png', 'picture');
  const picture = code === 0 ? ffmpeg.FS.readFile('picture') : undefined;
  parentPort.postMessage(picture?.length > 0 ? { picture } : { why: said.join(' ') || 'It ended with ' + code + '.' });
})();
`;

/** Decodes the first picture of a small film (MP4, as bytes) and draws it through FFmpeg's filters as a PNG; says why where it cannot, crashes, or takes too much. */
export async function decodePicture(
  film: Uint8Array,
  filters: string,
  limits: Partial<DecoderLimits> = {},
): Promise<{ picture: Uint8Array } | { why: string }> {
  const { memoryBytes, ms } = { ...LIMITS, ...limits };
  const program = createRequire(import.meta.url).resolve('@ffmpeg/core');
  const wasm = await readFile(program.replace(/\.js$/, '.wasm'));
  return new Promise((resolve) => {
    const worker = new Worker(PROGRAM, {
      eval: true,
      workerData: { program, wasm, film, filters, memoryBytes },
      env: {},
      execArgv: [],
      // What it writes nobody reads.
      ...{ stdout: true, stderr: true },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const end = (outcome: { picture: Uint8Array } | { why: string }) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ why: `The decoder took longer than ${ms} ms.` }), ms);
    worker.once('message', end);
    worker.once('error', ({ message }) => end({ why: `The decoder failed: ${message}` }));
    worker.once('exit', (code) => end({ why: `The decoder ended with ${code}.` }));
  });
}
