import { completeOnboarding, payByCard, WEBHOOK_MS } from '../demo/provider-pages.ts';
import type { Platform } from '../kernel.ts';
import { ApiSession } from './api-session.ts';
import { connectAccount } from './connect-account.ts';
import { acceptDocuments, openAccount, operate, provisionAccount } from './open-account.ts';
import { makeRoster, type RosterEntry } from './roster.ts';
import {
  type DemoCampaign,
  type DemoDeal,
  demoBrands,
  demoInfluencers,
  demoMembers,
  demoPassword,
  rosterSize,
} from './world.ts';

/** One demo log-in. */
export interface DemoLogin {
  role: string;
  email: string;
  password: string;
}

/** Where a demo world is made: on new data whose virtual time begins `DEMO_PAST_MS` ago. */
export interface SeedOptions {
  apiBase: string;
  platform: Platform;
  providerPorts: Readonly<Record<string, number>>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long the demo world has been going on when it is handed over, ms: content that went live at once is paid by then. */
export const DEMO_PAST_MS = 84 * HOUR_MS;
/** From then on the numbers of the first players are pulled, ms: two days of them show how content grows, and a start need not wait for more. */
const CONNECTED_MS = 56 * HOUR_MS;
/** Released money has reached its influencer by then: 72 hours after the content went live and a little, ms. */
const RELEASED_MS = 74 * HOUR_MS;

/** A demo world that people can look at already. */
export interface Seeded {
  logins: DemoLogin[];
  /** Lets its past pass, with what people did in it, and brings the influencers who only wait to be found. */
  complete(): Promise<void>;
}

/** Makes the demo world through the API, as its people would; invented names only. */
export async function seedDemo(options: SeedOptions): Promise<Seeded> {
  const { clock } = options.platform;
  const beginsAtMs = clock.now();
  const world = new DemoWorld(options);
  await Promise.all([world.openBrands(), world.openPlayers()]);
  await world.openPayoutAccounts();
  const campaigns = await world.openCampaigns();
  await clock.advanceTo(clock.now() + WEBHOOK_MS);
  await world.deliver(campaigns);
  return {
    logins: logins(),
    async complete() {
      await clock.advanceTo(beginsAtMs + CONNECTED_MS);
      await world.connectPlayers();
      await clock.advanceTo(beginsAtMs + RELEASED_MS);
      await world.bringToState(campaigns);
      await endPast(options.platform);
    },
  };
}

/** Virtual time comes to the present, and the influencers who only wait to be found come in. */
export async function endPast(platform: Platform): Promise<void> {
  await platform.clock.advanceTo(Date.now());
  await importRoster(platform);
}

/** Imports the influencers of the demo world who only wait to be found; a repeat goes on where a broken import ended. */
async function importRoster(platform: Platform): Promise<void> {
  for (const influencers of inParts(roster(platform.clock.now()), 60))
    await operate(platform, 'import-influencers', { influencers });
}

const roster = (nowMs: number): RosterEntry[] => makeRoster(rosterSize - demoInfluencers.length, nowMs);

type Session = ApiSession;

interface Player {
  session: Session;
  name: string;
  platform: 'instagram' | 'youtube' | 'tiktok';
  handle: string;
}

interface OpenDeal extends DemoDeal {
  contractId: string | undefined;
}

interface OpenCampaign {
  owner: Session;
  plan: DemoCampaign;
  campaignId: string;
  deals: OpenDeal[];
}

class DemoWorld {
  readonly #options: SeedOptions;
  readonly #owners: Session[] = [];
  readonly #players: Player[] = [];

  constructor(options: SeedOptions) {
    this.#options = options;
  }

  /** The brands with their owners, and the people who work with the first. */
  async openBrands(): Promise<void> {
    const { apiBase, platform } = this.#options;
    for (const { account, profile } of demoBrands) {
      const owner = await openAccount(apiBase, platform, { ...account, password: demoPassword });
      await owner.do('PUT /brands/profile', profile);
      this.#owners.push(owner);
    }
    const { workspaceId } = this.#owners[0]?.me ?? {};
    for (const { label: _label, ...member } of demoMembers) {
      await provisionAccount(platform, {
        ...member,
        password: demoPassword,
        country: 'DE',
        ...(member.role === 'admin' ? {} : { workspaceId }),
      });
      await acceptDocuments(new ApiSession(apiBase, { email: member.email, password: demoPassword }));
    }
  }

  /** Three influencers who signed up themselves, and the first of the roster. */
  async openPlayers(): Promise<void> {
    const { apiBase, platform } = this.#options;
    const playing = roster(platform.clock.now()).slice(0, playersNeeded() - demoInfluencers.length);
    const importing = operate(platform, 'import-influencers', {
      influencers: playing.map((entry) => ({ ...entry, password: demoPassword })),
    });
    const signedUp = await Promise.all(
      demoInfluencers.map(async ({ account, profile, rateCard }) => {
        const session = await openAccount(apiBase, platform, { ...account, password: demoPassword });
        await session.do('PUT /influencers/profile', profile);
        await session.do('PUT /influencers/rate-card', rateCard);
        return playerOf(session, profile);
      }),
    );
    await importing;
    this.#players.push(...signedUp, ...playing.map(({ email, profile }) => this.#playerAt(email, profile)));
  }

  #playerAt(email: string, profile: RosterEntry['profile']): Player {
    return playerOf(new ApiSession(this.#options.apiBase, { email, password: demoPassword }), profile);
  }

  /** The first few connect the first account of their profile. */
  async connectPlayers(): Promise<void> {
    for (const { session, platform, handle } of this.#players.slice(0, CONNECTED))
      await connectAccount(this.#options.apiBase, session, platform, handle);
  }

  /** Who is paid has said where to; the money of the others waits for that. */
  async openPayoutAccounts(): Promise<void> {
    const { platform } = this.#options;
    for (const [who, { session }] of this.#players.entries())
      if (isPaid(who)) await session.do('POST /influencers/payout-account');
    await completeOnboarding(this.#providerUrl('stripe'));
    await platform.clock.advanceTo(platform.clock.now() + WEBHOOK_MS);
  }

  /** Campaigns with their offers as far as those have come, and the payments of those that are paid. */
  openCampaigns(): Promise<OpenCampaign[]> {
    return Promise.all(
      demoBrands.flatMap(({ campaigns }, brand) =>
        campaigns.map(async (plan) => {
          const owner = this.#owners[brand] as Session;
          const campaign = await this.#openCampaign(owner, plan);
          if (campaign.deals.some(isFunded)) await this.#fund(campaign);
          return campaign;
        }),
      ),
    );
  }

  async #openCampaign(owner: Session, plan: DemoCampaign): Promise<OpenCampaign> {
    const { title, brief, currency, budgetMin, budgetMax, targetAudience, startsIn, lastsDays } = plan;
    const day = (offset: number) =>
      new Date(this.#options.platform.clock.now() + offset * DAY_MS).toISOString().slice(0, 10);
    const { campaignId } = await owner.do('POST /brands/campaigns', {
      title,
      brief,
      currency,
      budgetMin,
      budgetMax,
      targetAudience,
      startDate: day(startsIn),
      endDate: day(startsIn + lastsDays),
      deliverables: wantedOf(plan.deals.map(({ who }) => this.#player(who).platform)),
    });
    if (plan.becomes === 'draft') return { owner, plan, campaignId, deals: [] };
    await owner.do(`POST /campaigns/${campaignId}/publish`);
    const deals: OpenDeal[] = [];
    for (const deal of plan.deals)
      deals.push({ ...deal, contractId: await this.#negotiate(owner, campaignId, deal, plan) });
    return { owner, plan, campaignId, deals };
  }

  /** Offers, and agrees when the deal has come that far; the contract when there is one. */
  async #negotiate(
    owner: Session,
    campaignId: string,
    deal: DemoDeal,
    plan: DemoCampaign,
  ): Promise<string | undefined> {
    const { session, platform } = this.#player(deal.who);
    await session.do('GET /users/me');
    const terms = (amountMinor: number, message: string) => ({
      price: { amountMinor, currency: plan.currency },
      deliverables: wantedOf([platform]),
      dueOn: new Date(this.#options.platform.clock.now() + 20 * DAY_MS).toISOString().slice(0, 10),
      usageRights: 'Organic use on the brand’s own channels for six months.',
      revisionRounds: 1,
      message,
      expiresInDays: 14,
    });
    const { offerId } = await owner.do(`POST /campaigns/${campaignId}/offers`, {
      ...terms(deal.price, 'We like how you talk about things you use. Would these terms work?'),
      influencerId: session.me.influencerId,
    });
    if (deal.reaches === 'offered') return undefined;
    if (deal.reaches === 'countered') {
      const price = Math.round((deal.price * 1.2) / 500) * 500;
      await session.do(`POST /offers/${offerId}/counter`, { ...terms(price, 'For one more day of work.'), version: 1 });
      return undefined;
    }
    const { contractId } = await session.do(`POST /offers/${offerId}/accept`, { version: 1 });
    return contractId;
  }

  async #fund({ owner, campaignId, plan }: OpenCampaign): Promise<void> {
    const { clientSecret } = await owner.do(`POST /payments/campaigns/${campaignId}/escrow`, {});
    const stripe = this.#providerUrl('stripe');
    await payByCard(stripe, clientSecret);
    if (plan.becomes === 'disputed') this.#disputed.push(clientSecret.slice(0, clientSecret.indexOf('_secret_')));
  }

  readonly #disputed: string[] = [];

  /** The content of everyone who has come that far, and the bank's objection where there is one. */
  async deliver(campaigns: readonly OpenCampaign[]): Promise<void> {
    await Promise.all(campaigns.flatMap((campaign) => campaign.deals.map((deal) => this.#deliver(campaign, deal))));
    for (const paymentIntent of this.#disputed)
      await this.#control('stripe', 'disputes', { paymentIntent, reason: 'product_not_received' });
  }

  async #deliver({ owner, campaignId }: OpenCampaign, deal: OpenDeal): Promise<void> {
    if (!reached(deal, 'submitted')) return;
    const { session, platform, handle } = this.#player(deal.who);
    const { contentId } = await session.do(`POST /campaigns/${campaignId}/content`, {
      contractId: deal.contractId,
      deliverableId: platform,
      mediaUrls: [`https://media.example/${handle}.mp4`],
      caption: deal.caption,
    });
    if (!reached(deal, 'approved')) return;
    const note = 'Just what we hoped for.';
    await owner.do(`PUT /campaigns/${campaignId}/content/${contentId}/status`, { status: 'approved', note });
    if (!reached(deal, 'live')) return;
    const { url } = await this.#control(platform, 'posts', { handle });
    await session.do(`POST /campaigns/${campaignId}/content/${contentId}/live`, { url });
  }

  /** What people do a few days later: apply, pause, cancel, complete. */
  async bringToState(campaigns: readonly OpenCampaign[]): Promise<void> {
    for (const { owner, plan, campaignId } of campaigns) {
      if (plan.applicants) await this.#apply(campaignId, plan);
      const command = COMMANDS[plan.becomes];
      if (command) await owner.do(`POST /campaigns/${campaignId}/${command}`, {});
    }
  }

  /** The first players whom the campaign fits and who have no deal in it. */
  async #apply(campaignId: string, { applicants = 0, deals }: DemoCampaign): Promise<void> {
    const others = this.#players.filter((_, who) => !deals.some((deal) => deal.who === who));
    let left = applicants;
    for (const { session } of others) {
      if (left === 0) return;
      const { items } = await session.do('GET /influencers/campaigns?limit=50');
      if (!items.some((open: { campaignId: string }) => open.campaignId === campaignId)) continue;
      await session.do(`POST /influencers/campaigns/${campaignId}/apply`, {
        proposalDetails: PROPOSALS[left % PROPOSALS.length],
      });
      left -= 1;
    }
  }

  #player(who: number): Player {
    const player = this.#players[who];
    if (!player) throw new Error(`The demo world has no player ${who}.`);
    return player;
  }

  #providerUrl(name: string): string {
    return `http://127.0.0.1:${this.#options.providerPorts[name]}`;
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a stand-in answers
  async #control(provider: string, path: string, body: object): Promise<any> {
    const url = `${this.#providerUrl(provider)}/_control/${path}`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}

/** How many players let their numbers be pulled; the others show what is missing then. */
const CONNECTED = 5;
/** The deals of the completed campaign are those that were paid. */
const isPaid = (who: number): boolean =>
  demoBrands.some(({ campaigns }) =>
    campaigns.some(({ becomes, deals }) => becomes === 'completed' && deals.some((deal) => deal.who === who)),
  );

const STEPS = ['offered', 'countered', 'agreed', 'funded', 'submitted', 'approved', 'live'] as const;
const COMMANDS: Partial<Record<DemoCampaign['becomes'], string>> = {
  paused: 'pause',
  cancelled: 'cancel',
  completed: 'complete',
};
const PROPOSALS = [
  'I have waited for a brief like this. Two ideas, one of them with my neighbour’s dog.',
  'My last three pieces in this corner did better than usual; I would show it in daily use.',
  'Happy to do it, with a second short version for free.',
];

function reached({ reaches }: DemoDeal, step: DemoDeal['reaches']): boolean {
  return STEPS.indexOf(reaches) >= STEPS.indexOf(step);
}

const isFunded = (deal: DemoDeal): boolean => reached(deal, 'funded');

function playersNeeded(): number {
  return (
    1 +
    Math.max(...demoBrands.flatMap(({ campaigns }) => campaigns.flatMap(({ deals }) => deals.map(({ who }) => who))))
  );
}

function playerOf(
  session: Session,
  profile: { displayName: string; socialLinks: readonly { platform: string; handle: string }[] },
): Player {
  const [first] = profile.socialLinks;
  if (!first) throw new Error(`${profile.displayName} has no social account.`);
  return {
    session,
    name: profile.displayName,
    platform: first.platform as Player['platform'],
    handle: first.handle.replace(/^@/, ''),
  };
}

/** One piece per platform, named after it. */
function wantedOf(platforms: readonly Player['platform'][]) {
  const types = { instagram: 'reel', youtube: 'video', tiktok: 'video' } as const;
  return [...new Set(platforms)].map((platform) => ({
    deliverableId: platform,
    type: types[platform],
    platform,
    count: 1,
  }));
}

function inParts<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}

function logins(): DemoLogin[] {
  const [first, ...others] = demoBrands.map(({ account }) => account.email);
  const login = (role: string, email = '') => ({ role, email, password: demoPassword });
  return [
    login('Brand owner', first),
    ...demoMembers.map(({ label, email }) => login(label, email)),
    ...demoInfluencers.map(({ account }) => login('Influencer', account.email)),
    ...others.map((email) => login('Other brand owner', email)),
  ];
}
