import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Platform } from '#local/kernel.ts';

/** A stand-in for an outside service that speaks its wire protocol on a loopback port. */
export interface Provider {
  name: string;
  /** Production origins it answers for, e.g. https://api.stripe.com */
  origins: string[];
  start(platform: Platform): Promise<RunningProvider>;
}

export interface RunningProvider {
  port: number;
  stop(): Promise<void>;
  /** Back to empty. */
  reset(): Promise<void>;
}

const folder = dirname(fileURLToPath(import.meta.url));

/** Every stand-in: a folder here whose index.ts exports `provider`. */
export async function loadProviders(): Promise<Provider[]> {
  const files = readdirSync(folder)
    .map((name) => join(folder, name, 'index.ts'))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(
    files.map(async (file) => (await import(pathToFileURL(file).href)) as { provider: Provider }),
  );
  return modules.map(({ provider }) => provider);
}
