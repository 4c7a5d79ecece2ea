import type { Platform, ResolvedResource, Timer } from '#local/kernel.ts';
import { listObjects, removeObject, type StoredObject } from './object-store.ts';

interface LifecycleRule {
  Status: string;
  Prefix?: string;
  ExpirationInDays?: number | string;
  TagFilters?: { Key: string; Value: string }[];
}

const DAY_MS = 86_400_000;

/** Deletes what the bucket's lifecycle rules expire, at every UTC midnight of the virtual clock; undefined when no rule does. */
export function startExpiry(platform: Platform, bucket: ResolvedResource): { stop(): void } | undefined {
  const rules = ((bucket.properties.LifecycleConfiguration?.Rules ?? []) as LifecycleRule[]).filter(
    (rule) => rule.Status === 'Enabled' && rule.ExpirationInDays !== undefined,
  );
  if (rules.length === 0) return undefined;
  let timer: Timer;
  const schedule = (): void => {
    const midnightMs = (Math.floor(platform.clock.now() / DAY_MS) + 1) * DAY_MS;
    timer = platform.clock.at(midnightMs, `lifecycle of ${bucket.ref}`, async () => {
      await expireObjects(platform, bucket.ref, rules);
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

/** S3 counts the days from the next midnight after the upload. */
function expires(rule: LifecycleRule, object: StoredObject, nowMs: number): boolean {
  if (!object.key.startsWith(rule.Prefix ?? '')) return false;
  if ((rule.TagFilters ?? []).some(({ Key, Value }) => object.tags[Key] !== Value)) return false;
  const dueMs = Math.ceil((object.lastModifiedMs + Number(rule.ExpirationInDays) * DAY_MS) / DAY_MS) * DAY_MS;
  return nowMs >= dueMs;
}
