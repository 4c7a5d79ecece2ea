import type { Platform, ResolvedResource, Timer } from '#local/kernel.ts';
import { forgetUpload, listUploads } from './multipart-uploads.ts';
import { listObjects, removeObject, type StoredObject } from './object-store.ts';

interface LifecycleRule {
  Status: string;
  Prefix?: string;
  ExpirationInDays?: number | string;
  TagFilters?: { Key: string; Value: string }[];
  AbortIncompleteMultipartUpload?: { DaysAfterInitiation: number | string };
}

const DAY_MS = 86_400_000;

/** Deletes what the bucket's lifecycle rules expire, objects and unfinished multipart uploads, at every UTC midnight of the virtual clock; undefined when no rule does. */
export function startExpiry(platform: Platform, bucket: ResolvedResource): { stop(): void } | undefined {
  const rules = ((bucket.properties.LifecycleConfiguration?.Rules ?? []) as LifecycleRule[]).filter(
    (rule) =>
      rule.Status === 'Enabled' &&
      (rule.ExpirationInDays !== undefined || rule.AbortIncompleteMultipartUpload !== undefined),
  );
  if (rules.length === 0) return undefined;
  let timer: Timer;
  const schedule = (): void => {
    const midnightMs = (Math.floor(platform.clock.now() / DAY_MS) + 1) * DAY_MS;
    timer = platform.clock.at(midnightMs, `lifecycle of ${bucket.ref}`, async () => {
      await expireObjects(platform, bucket.ref, rules);
      await abortUploads(platform, bucket.ref, rules);
      schedule();
    });
  };
  schedule();
  return { stop: () => timer.cancel() };
}

async function expireObjects(platform: Platform, bucket: string, rules: LifecycleRule[]): Promise<void> {
  for (const object of await listObjects(platform, bucket)) {
    if (rules.some((rule) => expires(rule, object, platform.clock.now())))
      await removeObject(platform, bucket, object.key, 'Lifecycle Expiration');
  }
}

async function abortUploads(platform: Platform, bucket: string, rules: LifecycleRule[]): Promise<void> {
  for (const { uploadId, upload } of await listUploads(platform, bucket)) {
    const isStale = ({ Prefix = '', AbortIncompleteMultipartUpload: abort }: LifecycleRule): boolean =>
      abort !== undefined &&
      upload.key.startsWith(Prefix) &&
      isDue(upload.startedAtMs, abort.DaysAfterInitiation, platform.clock.now());
    if (!rules.some(isStale)) continue;
    await forgetUpload(platform, bucket, uploadId);
    platform.trace.emit('upload.aborted', { bucket, key: upload.key, reason: 'Lifecycle' });
  }
}

function expires(rule: LifecycleRule, object: StoredObject, nowMs: number): boolean {
  if (rule.ExpirationInDays === undefined || !object.key.startsWith(rule.Prefix ?? '')) return false;
  if ((rule.TagFilters ?? []).some(({ Key, Value }) => object.tags[Key] !== Value)) return false;
  return isDue(object.lastModifiedMs, rule.ExpirationInDays, nowMs);
}

/** S3 counts the days from the next midnight on. */
function isDue(sinceMs: number, days: number | string, nowMs: number): boolean {
  return nowMs >= Math.ceil((sinceMs + Number(days) * DAY_MS) / DAY_MS) * DAY_MS;
}
