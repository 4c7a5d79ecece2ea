import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { create } from '#data/change.ts';
import { markQuotaSpent, takeUnits } from '#data/pull-quota.ts';
import { type SocialAccountItem, SocialAccounts } from '#data/social.ts';
import { PULL_UNITS } from '#domain/pull-quota.ts';
import type { SocialPlatform } from '#domain/social.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './plan-pulls.ts';

const { items } = prepareTestTable();
const sqs = mockClient(SQSClient);
/** An hour before midnight Pacific time. */
const NOW = Date.UTC(2026, 10, 21, 7);
const DAY = '2026-11-20';

beforeEach(() => {
  vi.stubEnv('QUEUE_URL_PREFIX', 'https://sqs.example/');
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
});
afterEach(() => vi.useRealTimers());

const influencer = (count: number) => countedId('influencer', count);

async function connect(platform: SocialPlatform, count: number, dueMs: number): Promise<void> {
  const account: SocialAccountItem = {
    influencerId: influencer(count),
    platform,
    platformUserId: `${platform}-${count}`,
    handle: 'mara',
    followers: 10,
    wrappedTokens: 'wrapped',
    tokensIssuedAtMs: 0,
    accessExpiresAtMs: NOW * 2,
    scopes: [],
    state: 'ok',
    stateReason: null,
    throttledUntilMs: null,
    failures: 0,
    lastPulledAt: null,
    lastReceiptId: null,
    nextPullAtMs: dueMs,
    tracked: [],
    version: 1,
    connectedAt: '2026-11-20T00:00:00.000Z',
    updatedAt: '2026-11-20T00:00:00.000Z',
  };
  await write(create(SocialAccounts, account));
}

/** What was put on the queue, by platform: the influencers of each message. */
function planned(platform: SocialPlatform): string[][] {
  return sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap((call) => call.args[0].input.Entries ?? [])
    .map(({ MessageBody }) => JSON.parse(MessageBody ?? '') as { platform: string; influencerIds: string[] })
    .flatMap((message) => (message.platform === platform ? [message.influencerIds] : []));
}

it('plans who is due and nobody else, longest due first whatever their shard, in batches', async () => {
  const due = Array.from({ length: 60 }, (_, at) => at + 1);
  for (const count of due) await connect('tiktok', count, NOW - count * 1000);
  await connect('tiktok', 99, NOW + 1);
  expect(await handler()).toEqual({ accounts: 60, messages: 3 });
  const batches = planned('tiktok');
  expect(batches.map((batch) => batch.length)).toEqual([25, 25, 10]);
  expect(batches.flat()).toEqual([...due].reverse().map(influencer));
});

it('lets those of YouTube wait whom the units of the day are not enough for, the longest due first', async () => {
  for (const count of [201, 202, 203, 204]) await connect('youtube', count, NOW - count * 1000);
  // A hundred accounts have cost all but 190 of them.
  await takeUnits(DAY, { units: PULL_UNITS - 190, accounts: 100 }, NOW);
  await handler();
  expect(planned('youtube')).toEqual([[influencer(204), influencer(203)]]);
});

it('tells all of YouTube once the units of the day are spent, so that each says until when it waits', async () => {
  await markQuotaSpent(DAY, NOW);
  await handler();
  expect(planned('youtube').flat()).toHaveLength(4);
  expect((await items()).filter((item) => item._et === 'social_account' && item.platform === 'youtube')).toHaveLength(
    4,
  );
});
