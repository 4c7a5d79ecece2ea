import { setTableName } from '#data/client.ts';
import { listDue } from '#data/social.ts';
import { SOCIAL_PLATFORMS, type SocialPlatform } from '#domain/social.ts';
import { sendMessages } from '#platform/queues.ts';
import { nowMs } from '#runtime/clock.ts';
import { queueUrl, setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';

setTableName(() => setting('TABLE_NAME'));

/** Accounts per message: YouTube answers fifty channels in one call; the others are asked one by one. */
const PER_MESSAGE: Record<SocialPlatform, number> = { instagram: 5, youtube: 50, tiktok: 5 };
const PER_SHARD = 5000;

/** Puts every account that is due on the queue, in batches; one that is planned twice is pulled once. */
export async function handler(): Promise<{ accounts: number; messages: number }> {
  const instant = nowMs();
  const bodies: string[] = [];
  let accounts = 0;
  for (const platform of SOCIAL_PLATFORMS) {
    const due = await listDue(platform, instant, PER_SHARD);
    accounts += due.length;
    for (let start = 0; start < due.length; start += PER_MESSAGE[platform])
      bodies.push(JSON.stringify({ platform, influencerIds: due.slice(start, start + PER_MESSAGE[platform]) }));
  }
  await sendMessages(queueUrl('metric-pulls'), bodies);
  log.info('planned pulls', { count: accounts });
  return { accounts, messages: bodies.length };
}
