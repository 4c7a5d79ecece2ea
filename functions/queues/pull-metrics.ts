import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { setTableName } from '#data/client.ts';
import { keyText, readKeys } from '#data/read.ts';
import { type SocialAccountItem, SocialAccounts, socialAccountRef } from '#data/social.ts';
import { SOCIAL_PLATFORMS, type SocialPlatform, type SocialTrouble } from '#domain/social.ts';
import { eachAtOnce } from '#runtime/at-once.ts';
import { nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';
import { clientSecret, publicAccess, socialAccess } from '#runtime/social/access.ts';
import { pullInstagram } from './pulling/instagram.ts';
import { nothingPulled, type Pulled } from './pulling/pulled.ts';
import { recordAll } from './pulling/record.ts';
import { pullTiktok } from './pulling/tiktok.ts';
import { accessTokenOf } from './pulling/tokens.ts';
import { pullYoutube } from './pulling/youtube.ts';

setTableName(() => setting('TABLE_NAME'));

const Message = z.object({
  platform: z.enum(SOCIAL_PLATFORMS),
  influencerIds: z.array(z.string()).check(z.minLength(1), z.maxLength(50)),
});

/** Accounts that are asked for at the same time, each by its own calls. */
const ACCOUNTS_AT_ONCE = 5;
/** No new account begins later than this in one message, so that what was pulled is recorded within the function's time; ms. */
const BEGIN_WITHIN_MS = 60_000;

interface OnePull {
  account: SocialAccountItem;
  pulled: Pulled;
}

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
  const due = await readDue(platform, influencerIds);
  if (due.length === 0) return;
  const pulls = platform === 'youtube' ? await pullTogether(due) : await pullEach(platform, due);
  for (const { account, pulled } of pulls) tellTrouble(account, pulled);
  const failed = (await recordAll(pulls, nowMs())) + due.length - pulls.length;
  log.info('pulled', { provider: platform, count: due.length - failed });
  if (failed > 0)
    throw new Error(`${failed} of ${due.length} accounts of ${platform} could not be pulled and recorded.`);
}

/** The accounts of a message that are due: planned or delivered twice, the first pull has moved the next one on. */
async function readDue(platform: SocialPlatform, influencerIds: readonly string[]): Promise<SocialAccountItem[]> {
  const startedMs = nowMs();
  const wanted = influencerIds.map((influencerId) => socialAccountRef(influencerId, platform).key);
  const found = await readKeys(wanted);
  return wanted
    .flatMap((key) => {
      const item = found.get(keyText(key));
      return item ? [SocialAccounts.parse(item)] : [];
    })
    .filter(({ nextPullAtMs }) => nextPullAtMs !== null && nextPullAtMs <= startedMs);
}

/** Fifty channels are one call, so that all share how it went. */
async function pullTogether(due: readonly SocialAccountItem[]): Promise<OnePull[]> {
  const key = await clientSecret('youtubeApiKey', nowMs());
  const pulled = await pullYoutube(due, publicAccess('youtube').apiUrl, key);
  return due.flatMap((account) => {
    const one = pulled.get(account.influencerId);
    return one ? [{ account, pulled: one }] : [];
  });
}

/** A few accounts at a time, each apart from the others; when the platform throttles all of us, the rest wait as long without asking. */
async function pullEach(platform: 'instagram' | 'tiktok', due: readonly SocialAccountItem[]): Promise<OnePull[]> {
  const startedMs = nowMs();
  const access = await socialAccess(platform, startedMs);
  const ask = platform === 'instagram' ? pullInstagram : pullTiktok;
  const pulls: OnePull[] = [];
  let throttled: SocialTrouble | undefined;
  const pullOne = async (account: SocialAccountItem): Promise<Pulled> => {
    if (throttled) return nothingPulled(throttled);
    const token = await accessTokenOf(account, access, nowMs());
    if (token.kind !== 'ok') return nothingPulled(token);
    const pulled = await ask(account, access, token.value);
    const { outcome } = pulled;
    if (outcome.kind === 'throttled' && !outcome.isOfAccount) throttled = outcome;
    return pulled;
  };
  await eachAtOnce(due, ACCOUNTS_AT_ONCE, async (account) => {
    if (nowMs() - startedMs > BEGIN_WITHIN_MS) return;
    try {
      pulls.push({ account, pulled: await pullOne(account) });
    } catch (error) {
      log.failure('an account could not be pulled', error, { aggregateId: account.influencerId });
    }
  });
  return pulls;
}

function tellTrouble({ platform, influencerId }: SocialAccountItem, { outcome }: Pulled): void {
  if (outcome.kind === 'ok') return;
  const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
  log.warn('a platform gave no numbers', { provider: platform, aggregateId: influencerId, code: outcome.kind, reason });
}
