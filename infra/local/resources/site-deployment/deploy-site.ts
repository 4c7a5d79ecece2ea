import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type { Platform, ResolvedResource } from '#local/kernel.ts';
import { listObjects, type ObjectDescription, PLAIN, removeObject, writeObject } from '../bucket/object-store.ts';

/** The part of CDK's BucketDeployment that decides what lies in the bucket. */
interface DeploymentProperties {
  SourceObjectKeys: string[];
  SourceMarkers?: Record<string, string>[];
  DestinationBucketName: string;
  DestinationBucketKeyPrefix?: string;
  Prune?: boolean | string;
  Exclude?: string[];
  Include?: string[];
  SystemMetadata?: Record<string, string>;
  UserMetadata?: Record<string, string>;
}

const COLLECTION = 'site-deployments';

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};

/** Copies the assets of a deployment into its bucket, unless the same ones are there; returns the number of files written. */
export async function deploySite(platform: Platform, deployment: ResolvedResource): Promise<number> {
  const properties = deployment.properties as unknown as DeploymentProperties;
  const id = `${deployment.stack}/${deployment.logicalId}`;
  const files = await readSources(deployment, properties);
  const digest = digestOf(properties, files);
  if ((await platform.store.get<{ digest: string }>(COLLECTION, id))?.digest === digest) return 0;
  const prefix = (properties.DestinationBucketKeyPrefix ?? '').replace(/^\/+|\/+$/g, '');
  const keyOf = (name: string): string => (prefix === '' ? name : `${prefix}/${name}`);
  for (const [name, body] of files) {
    await writeObject(
      platform,
      properties.DestinationBucketName,
      keyOf(name),
      body,
      describe(name, properties),
      'PutObject',
    );
  }
  if (String(properties.Prune ?? true) === 'true')
    await prune(platform, properties, keyOf(''), new Set([...files.keys()].map(keyOf)));
  await platform.store.put(COLLECTION, id, { digest });
  platform.trace.emit('site.deployed', { bucket: properties.DestinationBucketName, files: files.size });
  return files.size;
}

/** Forgets that a deployment was made, so that the next start makes it again. */
export function forgetDeployment(platform: Platform, deployment: ResolvedResource): Promise<void> {
  return platform.store.delete(COLLECTION, `${deployment.stack}/${deployment.logicalId}`);
}

/** Every file of every source by its name in the bucket; a later source wins. */
async function readSources(
  deployment: ResolvedResource,
  properties: DeploymentProperties,
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const [index, objectKey] of properties.SourceObjectKeys.entries()) {
    const path = deployment.assetPath(objectKey);
    if (!(await stat(path)).isDirectory())
      throw new Error(
        `${deployment.logicalId}: the site is deployed from directories; ${basename(path)} is a file. Use Source.asset with a directory.`,
      );
    for (const file of await listFiles(path)) {
      const name = relative(path, file).split(sep).join('/');
      if (isWanted(name, properties))
        files.set(name, fillIn(await readFile(file), properties.SourceMarkers?.[index] ?? {}));
    }
  }
  return files;
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Values known only at deployment stand in the files as markers. */
function fillIn(body: Buffer, markers: Record<string, string>): Buffer {
  const entries = Object.entries(markers).filter(([marker]) => body.includes(marker));
  if (entries.length === 0) return body;
  return Buffer.from(
    entries.reduce((text, [marker, value]) => text.replaceAll(marker, () => value), body.toString('utf8')),
  );
}

/** As `aws s3 sync` reads its options: what an exclude takes out, an include brings back. */
function isWanted(name: string, { Exclude = [], Include = [] }: DeploymentProperties): boolean {
  return (
    !Exclude.some((pattern) => globOf(pattern).test(name)) || Include.some((pattern) => globOf(pattern).test(name))
  );
}

function globOf(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`);
}

async function prune(
  platform: Platform,
  properties: DeploymentProperties,
  prefix: string,
  kept: Set<string>,
): Promise<void> {
  for (const { key } of await listObjects(platform, properties.DestinationBucketName, prefix)) {
    // What the filters take out is none of this deployment's business.
    if (kept.has(key) || !isWanted(key.slice(prefix.length), properties)) continue;
    await removeObject(platform, properties.DestinationBucketName, key, 'DeleteObject');
  }
}

function describe(name: string, { SystemMetadata = {}, UserMetadata = {} }: DeploymentProperties): ObjectDescription {
  const { 'content-type': contentType, ...headers } = Object.fromEntries(
    Object.entries(SystemMetadata).map(([header, value]) => [header.toLowerCase(), value]),
  );
  return {
    ...PLAIN,
    contentType: contentType ?? CONTENT_TYPES[extname(name).toLowerCase()] ?? 'binary/octet-stream',
    headers,
    metadata: UserMetadata,
  };
}

function digestOf(properties: DeploymentProperties, files: Map<string, Buffer>): string {
  const hash = createHash('sha256').update(JSON.stringify(properties));
  for (const [name, body] of files) hash.update(`\n${name}\n${body.length}\n`).update(body);
  return hash.digest('hex');
}
