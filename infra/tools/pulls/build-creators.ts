import { randomUUID } from 'node:crypto';
import { payByCard, WEBHOOK_MS } from '#local/demo/provider-pages.ts';
import type { ApiSession } from '#local/seed/api-session.ts';
import { openAccount } from '#local/seed/open-account.ts';
import { offerTerms } from '#testing/fixtures/deal.ts';
import { connectAccount } from '#testing/fixtures/social.ts';
import { completeCampaign, influencerProfile, PASSWORD, type World } from '#testing/fixtures/world.ts';

export const PLATFORMS = ['instagram', 'youtube', 'tiktok'] as const;
export type SocialName = (typeof PLATFORMS)[number];

/** An influencer with a connected account and a piece of live content on each of some platforms. */
export interface Creator {
  session: ApiSession;
  influencerId: string;
  handle: string;
  platforms: readonly SocialName[];
  campaignId: string;
  /** Content by platform. */
  contentIds: Partial<Record<SocialName, string>>;
}

const PER_CAMPAIGN = 10;
const AT_ONCE = 2;
/** A machine that is busy with other work may let a call time out; the key makes trying again safe. */
const TRIES = 3;
/** Longer than the windows in which sign-ups and payments are counted. */
const LIMIT_WINDOW_MS = 16 * 60_000;
/** Sign-ups within one window of the limit for people without a session. */
const PER_WINDOW = 60;

/** Opens as many accounts as asked, a third on each platform, every one with live content in an active campaign; deals go through the API. */
export async function buildCreators(
  world: World,
  accounts: number,
  tell: (creators: number) => void = () => undefined,
): Promise<Creator[]> {
  const creators: Creator[] = [];
  const count = Math.ceil(accounts / PLATFORMS.length);
  for (let start = 0; start < count; start += PER_CAMPAIGN) {
    if (start % PER_WINDOW === 0) await world.advance(LIMIT_WINDOW_MS);
    const size = Math.min(PER_CAMPAIGN, count - start);
    const numbers = Array.from({ length: size }, (_, at) => start + at);
    creators.push(...(await buildCampaign(world, numbers, accounts)));
    tell(creators.length);
  }
  return creators;
}

async function buildCampaign(world: World, numbers: readonly number[], accounts: number): Promise<Creator[]> {
  const { owner } = world.as;
  const { campaignId } = await ask(owner, 'POST /brands/campaigns', {
    ...completeCampaign(world),
    budgetMax: 9_000_000,
    deliverables: deliverablesOn(PLATFORMS),
  });
  await ask(owner, `POST /campaigns/${campaignId}/publish`);
  const agreed: { creator: Creator; contractId: string }[] = [];
  for (let start = 0; start < numbers.length; start += AT_ONCE) {
    const batch = numbers.slice(start, start + AT_ONCE);
    agreed.push(...(await Promise.all(batch.map((number) => agree(world, campaignId, number, accounts)))));
  }
  const payment = await ask(owner, `POST /payments/campaigns/${campaignId}/escrow`, {});
  await payByCard(world.stripeUrl, payment.clientSecret);
  await world.advance(WEBHOOK_MS);
  for (let start = 0; start < agreed.length; start += AT_ONCE)
    await Promise.all(agreed.slice(start, start + AT_ONCE).map((one) => goLive(world, one.creator, one.contractId)));
  return agreed.map(({ creator }) => creator);
}

async function agree(
  world: World,
  campaignId: string,
  number: number,
  accounts: number,
): Promise<{ creator: Creator; contractId: string }> {
  const { owner } = world.as;
  const session = await enter(world, number);
  await ask(session, 'PUT /influencers/profile', influencerProfile);
  const { influencerId } = session.me;
  const platforms = PLATFORMS.filter((_, index) => number * PLATFORMS.length + index < accounts);
  const handle = `creator.${number}`;
  for (const platform of platforms) await connectAccount(world, session, platform, handle);
  const { applicationId } = await ask(session, `POST /influencers/campaigns/${campaignId}/apply`, {
    proposalDetails: 'One piece on each platform.',
  });
  await ask(owner, `PUT /applications/${applicationId}/status`, { status: 'approved', reason: 'It fits.' });
  const { offerId } = await ask(owner, `POST /campaigns/${campaignId}/offers`, {
    ...offerTerms,
    deliverables: deliverablesOn(platforms),
    influencerId,
  });
  const accepted = await ask(session, `POST /offers/${offerId}/accept`, { version: 1 });
  const contractId = String(accepted.contractId ?? accepted.contract?.contractId ?? accepted.offer?.contractId);
  return { creator: { session, influencerId, handle, platforms, campaignId, contentIds: {} }, contractId };
}

async function enter(world: World, number: number): Promise<ApiSession> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openAccount(world.apiBase, world.platform, {
        as: 'influencer',
        email: `pulled${number}.${attempt}@creators.example`,
        name: `Creator ${number}`,
        password: PASSWORD,
        country: 'DE',
        timezone: 'Europe/Berlin',
      });
    } catch (error) {
      if (attempt >= TRIES) throw error;
    }
  }
}

/** Calls until the answer is not a failure of the platform itself; insists on success. */
// biome-ignore lint/suspicious/noExplicitAny: a JSON answer
async function ask(session: ApiSession, route: string, body?: unknown): Promise<any> {
  const key = randomUUID();
  for (let attempt = 1; ; attempt++) {
    const answer = await session.call(route, body === undefined ? { key } : { body, key });
    if (answer.status < 300) return answer.body;
    if (answer.status < 500 || attempt >= TRIES)
      throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

/** Submits, approves and publishes one piece on each platform of a creator. */
async function goLive(world: World, creator: Creator, contractId: string): Promise<void> {
  const { session, campaignId, handle } = creator;
  for (const platform of creator.platforms) {
    const { contentId } = await ask(session, `POST /campaigns/${campaignId}/content`, {
      contractId,
      deliverableId: platform,
      mediaUrls: ['https://media.example/reel.mp4'],
      caption: 'Three steps, one serum. #ad',
    });
    await ask(world.as.owner, `PUT /campaigns/${campaignId}/content/${contentId}/status`, { status: 'approved' });
    const posted = await fetch(`${world.providerUrl(platform)}/_control/posts`, {
      method: 'POST',
      body: JSON.stringify({ handle }),
    });
    const { url } = (await posted.json()) as { url: string };
    await ask(session, `POST /campaigns/${campaignId}/content/${contentId}/live`, { url });
    creator.contentIds[platform] = contentId;
  }
}

function deliverablesOn(platforms: readonly SocialName[]): object[] {
  return platforms.map((platform) => ({ deliverableId: platform, type: 'reel', platform, count: 1 }));
}
