import { setTableName } from '#data/client.ts';
import { readQuotaUse } from '#data/pull-quota.ts';
import { listDue } from '#data/social.ts';
import { pacificDayOf } from '#domain/pacific-day.ts';
import { accountsWithinQuota, PULL_UNITS } from '#domain/pull-quota.ts';
import { SOCIAL_PLATFORMS, type SocialPlatform } from '#domain/social.ts';
import { sendMessages } from '#platform/queues.ts';
import { nowMs } from '#runtime/clock.ts';
import { queueUrl, setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';

setTableName(() => setting('TABLE_NAME'));

/** Accounts per message: YouTube answers for fifty in one call; the others are asked one by one and recorded together. */
const PER_MESSAGE: Record<SocialPlatform, number> = { instagram: 25, youtube: 50, tiktok: 25 };
/** As many accounts of one platform are asked for in an hour at the most; the others come first in the next. */
const PER_RUN = 20_000;

/** Puts every account that is due on the queue, in batches; one that is planned twice is pulled once. */
export async function handler(): Promise<{ accounts: number; messages: number }> {
  const instant = nowMs();
  const bodies: string[] = [];
  let accounts = 0;
  for (const platform of SOCIAL_PLATFORMS) {
    const due = await withinQuota(platform, await listDue(platform, instant, PER_RUN), instant);
    accounts += due.length;
    for (let start = 0; start < due.length; start += PER_MESSAGE[platform])
      bodies.push(JSON.stringify({ platform, influencerIds: due.slice(start, start + PER_MESSAGE[platform]) }));
  }
  await sendMessages(queueUrl('metric-pulls'), bodies);
  log.info('planned pulls', { count: accounts });
  return { accounts, messages: bodies.length };
}

/** Those of the accounts that are due, longest due first, that this hour's share of the platform's quota is enough for. */
async function withinQuota(platform: SocialPlatform, due: readonly string[], instant: number): Promise<string[]> {
  if (platform !== 'youtube' || due.length === 0) return [...due];
  const used = await readQuotaUse(pacificDayOf(instant));
  // Nothing is left: none of them is asked for, and each says until when it waits.
  if (used.units >= PULL_UNITS) return [...due];
  const most = accountsWithinQuota(due.length, used, instant);
  if (most < due.length) log.warn('the quota makes accounts wait', { provider: platform, count: due.length - most });
  return due.slice(0, most);
}
