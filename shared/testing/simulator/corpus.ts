import type { Limits } from './faults.ts';

/** Seeds that have found something once, with what went wrong in them; each must hold from then on. A mended failure is added with what `npm run simulate` says. */
export const CORPUS: readonly { found: string; seed: number; limits: Limits }[] = [];
