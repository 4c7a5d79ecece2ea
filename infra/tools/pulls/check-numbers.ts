import { createHash } from 'node:crypto';
import { countsOf } from '#local/providers/social/growth.ts';
import type { World } from '#testing/fixtures/world.ts';
import type { Creator, SocialName } from './build-creators.ts';

/** What each platform says of a post, by our names; the rest has to stay unknown. */
const SAID: Record<SocialName, Partial<Record<Metric, keyof ReturnType<typeof countsOf>>>> = {
  instagram: { views: 'views', reach: 'reach', likes: 'likes', comments: 'comments', shares: 'shares', saves: 'saved' },
  youtube: { views: 'views', likes: 'likes', comments: 'comments' },
  tiktok: { views: 'views', likes: 'likes', comments: 'comments', shares: 'shares' },
};
const METRICS = ['views', 'reach', 'likes', 'comments', 'shares', 'saves'] as const;
type Metric = (typeof METRICS)[number];

/** An answer may be this much older than its receipt, as calls take time; ms. */
const ANSWER_MS = 30_000;
const HOUR_MS = 3_600_000;

interface Checked {
  numbers: number;
  wrong: string[];
}

interface Post {
  mediaId: string;
  publishedAtMs: number;
  url: string;
}

interface Content {
  contentId: string;
  url: string;
  platform: SocialName;
  state: string;
  counts: Record<Metric, number | null> | null;
  measuredAt: string | null;
  receiptId: string | null;
}

const posts = new Map<string, Post>();

/** Compares the newest number of every piece of content with what its platform said at the time. */
export async function checkNumbers(world: World, creators: readonly Creator[]): Promise<Checked> {
  const checked: Checked = { numbers: 0, wrong: [] };
  const nowMs = world.platform.clock.now();
  for (const content of await contentOf(world, creators)) {
    const { contentId, state, counts, measuredAt } = content;
    if (state !== 'measured' || !counts || !measuredAt) {
      checked.wrong.push(`${contentId} on ${content.platform} has no numbers: ${state}.`);
      continue;
    }
    compare(checked, content, counts, Date.parse(measuredAt));
    // What did not change is not written anew, so it has to be what the platform says now, too.
    const isOld = nowMs - Date.parse(measuredAt) > 2 * HOUR_MS;
    if (isOld) compare(checked, content, counts, nowMs, 2 * HOUR_MS);
  }
  return checked;
}

/** Compares the receipts of the newest numbers: the counts, and the raw answer with its hash. */
export async function checkReceipts(world: World, creators: readonly Creator[]): Promise<Checked> {
  const checked: Checked = { numbers: 0, wrong: [] };
  for (const content of await contentOf(world, creators)) {
    const receipt = await world.as.viewer.do(`GET /receipts/${content.receiptId}`);
    checked.numbers += 1;
    const { text, sha256 } = receipt.raw;
    const isWhole = createHash('sha256').update(text).digest('hex') === sha256;
    const shows = JSON.stringify(receipt.counts) === JSON.stringify(content.counts);
    if (!isWhole || !shows || !text.includes(String(content.counts?.views)))
      checked.wrong.push(`The receipt ${content.receiptId} does not prove the numbers of ${content.contentId}.`);
  }
  return checked;
}

/** Accounts that are not well, or were not pulled within the last hour. */
export async function checkAccounts(world: World, creators: readonly Creator[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { session, handle, platforms } of creators) {
    const { items } = await session.do('GET /influencers/social-accounts');
    if (items.length !== platforms.length) wrong.push(`${handle} has ${items.length} accounts.`);
    for (const { platform, state, stateReason, lastPulledAt } of items) {
      const isLate = world.platform.clock.now() - Date.parse(lastPulledAt) > HOUR_MS + 60_000;
      if (state !== 'ok' || isLate)
        wrong.push(`${handle} on ${platform} is ${state}, last pulled ${lastPulledAt}: ${stateReason ?? ''}`);
    }
  }
  return wrong;
}

async function contentOf(world: World, creators: readonly Creator[]): Promise<Content[]> {
  const found: Content[] = [];
  for (const campaignId of new Set(creators.map((creator) => creator.campaignId))) {
    const { content } = await world.as.viewer.do(`GET /campaigns/${campaignId}/metrics`);
    found.push(...content);
  }
  const wanted = creators.flatMap(({ contentIds }) => Object.values(contentIds));
  const known = new Set(found.map(({ contentId }) => contentId));
  const missing = wanted.filter((contentId) => !known.has(contentId));
  if (missing.length > 0) throw new Error(`No campaign shows the content ${missing.join(', ')}.`);
  for (const creator of creators)
    for (const platform of creator.platforms) await learnPosts(world, platform, creator.handle);
  return found;
}

async function learnPosts(world: World, platform: SocialName, handle: string): Promise<void> {
  if (posts.has(`${platform} ${handle}`)) return;
  const answer = await fetch(`${world.providerUrl(platform)}/_control/posts?handle=${handle}`);
  const own = (await answer.json()) as Post[];
  for (const post of own) posts.set(post.url, post);
  const [newest] = own;
  if (newest) posts.set(`${platform} ${handle}`, newest);
}

function compare(
  checked: Checked,
  { contentId, url, platform }: Content,
  counts: Record<Metric, number | null>,
  atMs: number,
  slackMs = ANSWER_MS,
): void {
  const post = posts.get(url);
  if (!post) {
    checked.wrong.push(`${platform} knows no post at ${url}.`);
    return;
  }
  const least = countsOf(post.mediaId, post.publishedAtMs, atMs - slackMs);
  const most = countsOf(post.mediaId, post.publishedAtMs, atMs);
  for (const metric of METRICS) {
    const said = SAID[platform][metric];
    const value = counts[metric];
    checked.numbers += 1;
    const isRight = said ? value !== null && value >= least[said] && value <= most[said] : value === null;
    if (!isRight)
      checked.wrong.push(
        `${metric} of ${contentId} on ${platform} is ${value}; the platform said ${said ? `${least[said]} to ${most[said]}` : 'nothing'}.`,
      );
  }
}
