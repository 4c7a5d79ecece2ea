import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../web', import.meta.url));

/** Where the built site lies. */
export const SITE_FOLDER: string = join(WEB, 'dist');

/** Builds the site into web/dist; without a web/index.html the site is one page that says where the API is. */
export async function buildWeb(): Promise<void> {
  if (!existsSync(join(WEB, 'index.html'))) return writeMinimalSite(SITE_FOLDER);
  // Loaded only here: whoever synthesizes without a site need not load Vite.
  const { build } = await import('vite');
  await build({
    root: WEB,
    configFile: join(WEB, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: SITE_FOLDER, emptyOutDir: true },
  });
}

/** A site of one page, for when only the API matters. */
export function writeMinimalSite(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  const page = '<!doctype html><html lang="en"><title>Accord</title><p>The API is at /api/v1.</p></html>\n';
  writeFileSync(join(folder, 'index.html'), page);
}
