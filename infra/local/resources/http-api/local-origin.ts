import { internalsOf } from '../../internals.ts';
import type { Platform } from '../../kernel.ts';

/** Makes function environments, config.json and headers name a local origin (which may hold a path) instead of the production one. */
export function replaceOrigin(platform: Platform, production: string, local: string): void {
  internalsOf(platform).origins.add(production, local);
}

/** The site's origin for WebSockets, e.g. `ws://localhost:3000`. */
export function socketOrigin(platform: Platform): string {
  return platform.siteOrigin.replace(/^http/, 'ws');
}
