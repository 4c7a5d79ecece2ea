// Plain JavaScript, as the host of functions has it: no TypeScript loader may be in the figures.
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';

const startedAt = performance.now();
await import(workerData.moduleUrl);
parentPort.postMessage(performance.now() - startedAt);
