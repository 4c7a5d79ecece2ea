import type { Platform } from '../kernel.ts';
import { type ApiAnswer, ApiSession } from '../seed/api-session.ts';
import { mailedCode, vouchFor } from '../seed/open-account.ts';
import { completeOnboarding, payByCard, WEBHOOK_MS } from './provider-pages.ts';

/** What the story needs of a running platform. */
export interface Stage {
  apiBase: string;
  platform: Platform;
  /** http://127.0.0.1:<port> of the Stripe stand-in. */
  stripeUrl: string;
  /** Called after each step, with what there is to tell. */
  tell(step: StoryStep): void;
}

/** One step of the story. */
export interface StoryStep {
  who: string;
  /** `METHOD /path`, or what happened outside the API. */
  what: string;
  status: number | undefined;
  /** What changed in money; empty when nothing did. */
  money: string;
  tookMs: number;
}

const PASSWORD = 'a story told in one breath';
const DAY_MS = 86_400_000;

/** Tells the steps of one play, and times each. */
export class Storyteller {
  readonly stage: Stage;
  #sessions = new Map<string, ApiSession>();

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** One call of a person; insists on a 2xx answer. */
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer the story looks into
  async call(who: string, route: string, body?: unknown, money?: (answer: any) => string): Promise<any> {
    const session = this.#sessions.get(who) ?? new ApiSession(this.stage.apiBase);
    const from = performance.now();
    const answer = await session.call(route, body === undefined ? {} : { body });
    this.#insist(who, route, answer);
    this.#told(who, route, answer.status, money?.(answer.body) ?? '', from);
    return answer.body;
  }

  /** Something that happens outside the API. */
  async happen<T>(who: string, what: string, work: () => Promise<T>, money?: (result: T) => string): Promise<T> {
    const from = performance.now();
    const result = await work();
    this.#told(who, what, undefined, money?.(result) ?? '', from);
    return result;
  }

  /** Signs a person up, confirms by the mailed code and signs in. */
  async enter(who: string, account: Record<string, unknown> & { email: string }): Promise<ApiSession> {
    this.#sessions.set(who, new ApiSession(this.stage.apiBase));
    await this.call(who, 'POST /auth/signup', { ...account, password: PASSWORD, consents: { terms: true } });
    await this.call(who, 'POST /auth/confirm', {
      email: account.email,
      code: await mailedCode(this.stage.platform, account.email),
    });
    const session = new ApiSession(this.stage.apiBase, { email: account.email, password: PASSWORD });
    this.#sessions.set(who, session);
    const { workspaceId } = await this.call(who, 'GET /users/me');
    if (account.as === 'brand')
      await this.happen('operators', 'vouch for the brand', () => vouchFor(this.stage.platform, { workspaceId }));
    return session;
  }

  session(who: string): ApiSession {
    const session = this.#sessions.get(who);
    if (!session) throw new Error(`${who} has not entered the story yet.`);
    return session;
  }

  /** Virtual time moves on, with all that falls due. */
  async pass(what: string, ms: number): Promise<void> {
    const { clock } = this.stage.platform;
    await this.happen('time', what, () => clock.advanceTo(clock.now() + ms));
  }

  #insist(who: string, route: string, answer: ApiAnswer): void {
    if (answer.status < 300) return;
    throw new Error(`${who}: ${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  #told(who: string, what: string, status: number | undefined, money: string, from: number): void {
    this.stage.tell({ who, what, status, money, tookMs: performance.now() - from });
  }
}

/** An amount as people read it; every currency of the story has two decimals. */
export function eur({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amountMinor / 100);
}

/** What a played campaign leaves: the brand's ledger statement and the influencer's earnings, as the API answers them. */
export interface Outcome {
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that the demo and its test look into
  ledger: any;
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that the demo and its test look into
  earnings: any;
  contractId: string;
  campaignId: string;
}

/** One campaign from sign-up to payout. Answers the ledger statement of the brand at the end. */
export async function playCampaign(story: Storyteller): Promise<Outcome> {
  const { influencerId } = await arrive(story);
  const { campaignId, contractId } = await agree(story, influencerId);
  const paymentId = await fund(story, campaignId);
  await deliver(story, campaignId, contractId);
  const { ledger, earnings } = await settle(story, campaignId, paymentId);
  return { ledger, earnings, contractId, campaignId };
}

/** Both open their accounts, and the influencer becomes payable. */
async function arrive(story: Storyteller): Promise<{ influencerId: string }> {
  await story.enter('brand', {
    as: 'brand',
    email: 'nora@tidewater.example',
    name: 'Nora Lind',
    organisation: 'Tidewater',
    country: 'SE',
    timezone: 'Europe/Stockholm',
  });
  const creator = await story.enter('influencer', {
    as: 'influencer',
    email: 'theo@creators.example',
    name: 'Theo Maas',
    country: 'NL',
    timezone: 'Europe/Amsterdam',
  });
  await story.call('influencer', 'PUT /influencers/profile', profile);
  await story.call('influencer', 'POST /influencers/payout-account');
  await story.happen('influencer', 'completes the onboarding page of the payment provider', () =>
    completeOnboarding(story.stage.stripeUrl),
  );
  await story.pass('a minute, for the provider’s webhook', WEBHOOK_MS);
  await story.call('influencer', 'GET /influencers/payout-account', undefined, ({ payable }) =>
    payable ? 'can be paid' : 'cannot be paid yet',
  );
  return { influencerId: creator.me.influencerId };
}

/** From the campaign's draft over application, offer and counter-offer to a contract. */
async function agree(story: Storyteller, influencerId: string): Promise<{ campaignId: string; contractId: string }> {
  const { clock } = story.stage.platform;
  const day = (offset: number) => new Date(clock.now() + offset * DAY_MS).toISOString().slice(0, 10);
  const { campaignId } = await story.call(
    'brand',
    'POST /brands/campaigns',
    { ...campaign, startDate: day(1), endDate: day(9) },
    ({ budget }) => `budget ${eur(budget.max)}`,
  );
  await story.call('brand', `POST /campaigns/${campaignId}/publish`);
  await story.call('influencer', 'GET /influencers/campaigns');
  const { applicationId } = await story.call('influencer', `POST /influencers/campaigns/${campaignId}/apply`, {
    proposalDetails: 'A reel from the harbour at six in the morning.',
  });
  await story.call('brand', `PUT /applications/${applicationId}/status`, {
    status: 'approved',
    reason: 'Just the place we had in mind.',
  });
  const { offerId } = await story.call(
    'brand',
    `POST /campaigns/${campaignId}/offers`,
    { ...terms(80_000, day(8)), influencerId },
    () => 'offers €800.00',
  );
  await story.call(
    'influencer',
    `POST /offers/${offerId}/counter`,
    { ...terms(95_000, day(8)), version: 1 },
    () => 'asks €950.00',
  );
  const { contractId } = await story.call('brand', `POST /offers/${offerId}/accept`, { version: 2 });
  await story.call(
    'brand',
    `GET /campaigns/${campaignId}/budget`,
    undefined,
    (budget) => `committed ${eur(budget.committed)}, remaining ${eur(budget.remaining)}`,
  );
  return { campaignId, contractId };
}

/** The brand pays into the hold; only the provider's signed webhook makes it funded. */
async function fund(story: Storyteller, campaignId: string): Promise<string> {
  const { stripeUrl } = story.stage;
  const payment = await story.call(
    'brand',
    `POST /payments/campaigns/${campaignId}/escrow`,
    {},
    ({ amount }) => `to pay ${eur(amount)}`,
  );
  await story.happen(
    'brand',
    'pays by card at the payment provider',
    () => payByCard(stripeUrl, payment.clientSecret),
    ({ status }) => status,
  );
  await story.pass('a minute, for the signed webhook', WEBHOOK_MS);
  await story.call(
    'brand',
    `GET /payments/${payment.paymentId}/status`,
    undefined,
    ({ status, amount }) => `${status}: ${eur(amount)} held`,
  );
  await story.pass('a day; the campaign starts', DAY_MS);
  return payment.paymentId;
}

/** The influencer delivers, the brand approves, the content goes live. */
async function deliver(story: Storyteller, campaignId: string, contractId: string): Promise<void> {
  const { contentId } = await story.call('influencer', `POST /campaigns/${campaignId}/content`, {
    contractId,
    deliverableId: 'reel',
    mediaUrls: ['https://media.example/harbour.mp4'],
    caption: 'Six in the morning. #ad',
  });
  await story.call('brand', `PUT /campaigns/${campaignId}/content/${contentId}/status`, {
    status: 'approved',
    note: 'Lovely light.',
  });
  await story.call('influencer', `POST /campaigns/${campaignId}/content/${contentId}/live`, {
    url: 'https://www.instagram.com/reel/harbour',
  });
}

/** The hold is released, the influencer is paid and the campaign ends. */
async function settle(
  story: Storyteller,
  campaignId: string,
  paymentId: string,
): Promise<Pick<Outcome, 'ledger' | 'earnings'>> {
  await story.pass('four days of silence; the release gates open', 4 * DAY_MS);
  await story.call(
    'brand',
    `GET /payments/${paymentId}/status`,
    undefined,
    ({ contracts }) =>
      `${contracts[0].status}: ${eur({ amountMinor: contracts[0].price.amountMinor - contracts[0].platformFee.amountMinor, currency: 'EUR' })} to the influencer, ${eur(contracts[0].platformFee)} fee`,
  );
  await story.pass('a week; the payout reaches the bank and the campaign ends', 7 * DAY_MS);
  const earnings = await story.call(
    'influencer',
    'GET /influencers/earnings',
    undefined,
    ({ totals }) => `paid ${eur(totals[0].paid)}`,
  );
  await story.call('influencer', 'GET /payouts', undefined, ({ items }) =>
    items
      .map(
        (payout: { status: string; amount: { amountMinor: number; currency: string } }) =>
          `${payout.status} ${eur(payout.amount)}`,
      )
      .join(', '),
  );
  await story.call('brand', `GET /campaigns/${campaignId}`, undefined, ({ status }) => `campaign ${status}`);
  const ledger = await story.call('brand', 'GET /ledger');
  return { ledger, earnings };
}

const profile = {
  displayName: 'Theo Maas',
  bio: 'Boats, harbours and the people who get up for them.',
  socialLinks: [{ platform: 'instagram', handle: 'theo.sails', followers: 62_000 }],
  niche: ['travel', 'sports'],
  geoLocation: { country: 'NL', city: 'Rotterdam' },
};

const campaign = {
  title: 'Storm jackets at dawn',
  brief: 'One reel in real weather. No studio, no drone.',
  budgetMin: 50_000,
  budgetMax: 200_000,
  currency: 'EUR',
  deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
  targetAudience: {
    niches: ['travel', 'sports'],
    platforms: ['instagram'],
    countries: ['NL', 'SE'],
    minFollowers: 10_000,
  },
};

function terms(amountMinor: number, dueOn: string) {
  return {
    price: { amountMinor, currency: 'EUR' },
    deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
    dueOn,
    usageRights: 'Organic use on the brand’s own channels for six months.',
    revisionRounds: 1,
    message: 'These terms would work for us.',
    expiresInDays: 7,
  };
}
