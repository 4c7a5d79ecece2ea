import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

/** Where the built site lies. */
export function siteFolder(root: string = REPOSITORY): string {
  return join(root, 'web', 'dist');
}

/** Builds the site into web/dist; without a web/index.html the site is one page that says so. */
export async function buildWeb(root: string = REPOSITORY): Promise<void> {
  const web = join(root, 'web');
  const outDir = siteFolder(root);
  if (!existsSync(join(web, 'index.html'))) {
    mkdirSync(join(outDir, 'assets'), { recursive: true });
    writeFileSync(
      join(outDir, 'index.html'),
      '<!doctype html><html lang="en"><title>Accord</title><p>The API is at /api/v1.</p></html>\n',
    );
    return;
  }
  // Loaded only here: whoever synthesizes without a site need not load Vite.
  const { build } = await import('vite');
  await build({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
}
