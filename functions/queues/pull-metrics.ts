import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { setTableName } from '#data/client.ts';
import { keyText, readKeys } from '#data/read.ts';
import { type SocialAccountItem, SocialAccounts, socialAccountRef } from '#data/social.ts';
import { SOCIAL_PLATFORMS, type SocialOutcome, type SocialPlatform } from '#domain/social.ts';
import { nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';
import { clientSecret, publicAccess, socialAccess } from '#runtime/social/access.ts';
import { pullInstagram } from './pulling/instagram.ts';
import { nothingPulled, type Pulled } from './pulling/pulled.ts';
import { record } from './pulling/record.ts';
import { pullTiktok } from './pulling/tiktok.ts';
import { accessTokenOf } from './pulling/tokens.ts';
import { pullYoutube } from './pulling/youtube.ts';

setTableName(() => setting('TABLE_NAME'));

const Message = z.object({
  platform: z.enum(SOCIAL_PLATFORMS),
  influencerIds: z.array(z.string()).check(z.minLength(1), z.maxLength(50)),
});

/** Pulls the numbers of the accounts each message names; a message of which one account failed unexpectedly comes back. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of batch.Records) {
    try {
      await pull(z.parse(Message, JSON.parse(body)));
    } catch (error) {
      log.failure('a pull failed', error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

async function pull({ platform, influencerIds }: z.output<typeof Message>): Promise<void> {
  const startedMs = nowMs();
  const wanted = influencerIds.map((influencerId) => socialAccountRef(influencerId, platform).key);
  const found = await readKeys(wanted);
  const due = wanted
    .flatMap((key) => {
      const item = found.get(keyText(key));
      return item ? [SocialAccounts.parse(item)] : [];
    })
    // Planned twice, or delivered twice: the first pull has moved the next one on.
    .filter(({ nextPullAtMs }) => nextPullAtMs !== null && nextPullAtMs <= startedMs);
  if (due.length === 0) return;
  const failed = platform === 'youtube' ? await pullTogether(due) : await pullOneByOne(platform, due);
  if (failed > 0) throw new Error(`${failed} of ${due.length} accounts of ${platform} could not be recorded.`);
}

/** Fifty channels are one call, so that all share how it went; each is recorded on its own. */
async function pullTogether(due: readonly SocialAccountItem[]): Promise<number> {
  const instant = nowMs();
  const key = await clientSecret('youtubeApiKey', instant);
  const pulled = await pullYoutube(due, publicAccess('youtube').apiUrl, key);
  return recordAll(due, async ({ influencerId }) => pulled.get(influencerId));
}

/** One account after the other; when the platform throttles, the rest of the message waits as long without asking. */
async function pullOneByOne(platform: 'instagram' | 'tiktok', due: readonly SocialAccountItem[]): Promise<number> {
  const access = await socialAccess(platform, nowMs());
  let throttled: SocialOutcome<never> | undefined;
  return recordAll(due, async (account) => {
    if (throttled?.kind === 'throttled') return nothingPulled(throttled);
    const token = await accessTokenOf(account, access, nowMs());
    if (token.kind !== 'ok') return nothingPulled(token);
    const pulled = await (platform === 'instagram' ? pullInstagram : pullTiktok)(account, access, token.value);
    if (pulled.outcome.kind === 'throttled') throttled = pulled.outcome;
    return pulled;
  });
}

/** Pulls and records each account apart from the others; answers how many failed. */
async function recordAll(
  due: readonly SocialAccountItem[],
  pullOne: (account: SocialAccountItem) => Promise<Pulled | undefined>,
): Promise<number> {
  let failed = 0;
  for (const account of due) {
    try {
      const pulled = await pullOne(account);
      if (!pulled) continue;
      tellTrouble(account.platform, account.influencerId, pulled);
      await record(account, pulled, nowMs());
    } catch (error) {
      failed += 1;
      log.failure('an account could not be pulled', error, { aggregateId: account.influencerId });
    }
  }
  return failed;
}

function tellTrouble(provider: SocialPlatform, aggregateId: string, { outcome }: Pulled): void {
  if (outcome.kind === 'ok') return;
  const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
  log.warn('a platform gave no numbers', { provider, aggregateId, code: outcome.kind, reason });
}
