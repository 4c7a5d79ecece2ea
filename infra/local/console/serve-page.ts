import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** Path → file of the page; nothing else of the disk can be asked for. */
const files: Record<string, [name: string, type: keyof typeof types]> = {
  '/': ['index.html', 'html'],
  '/console.css': ['console.css', 'css'],
  '/console.js': ['console.js', 'js'],
};

/** Only the page's own module and sheet; Trusted Types close the ways by which text could become markup. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Answers with a file of the page; false when the path is none of them. */
export function servePage(response: ServerResponse, path: string): boolean {
  const file = files[path];
  if (!file) return false;
  const [name, type] = file;
  response
    .writeHead(200, { 'content-type': types[type], 'content-security-policy': policy, 'cache-control': 'no-cache' })
    .end(readFileSync(new URL(`./page/${name}`, import.meta.url)));
  return true;
}
