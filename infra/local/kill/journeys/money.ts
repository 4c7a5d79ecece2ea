import type { Item } from '#local/kill/invariants.ts';
import type { Journey } from '#local/kill/journey.ts';
import type { Caller, Player } from '#local/kill/player.ts';
import type { Person } from '#local/seed/api-session.ts';

/** The two people of the journey. */
export interface People {
  brand: Person;
  influencer: Person;
}

interface State extends People {
  campaignId: string;
  contractId: string;
  /** After the last day of the campaign, ms. */
  overAtMs: number;
}

const password = 'a story told in one breath';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const priceMinor = 95_000;
const daysLong = 5;

/** The money of one contract from the funding to the bank account of the influencer. */
export const money: Journey<State> = {
  name: 'money',
  summary: 'escrow → card → webhook → funded → approved → live → 72 h → transfer → released → payout → completed',
  fewestCalls: 60,

  async prepare(player) {
    const state = await agree(player, await openAccounts(player));
    // What is still on its way belongs to the time before the window.
    await player.advanceTo((await player.now()) + hourMs);
    return state;
  },

  async play(player, { brand, influencer, campaignId, contractId, overAtMs }) {
    const [owner, creator] = [player.as(brand), player.as(influencer)];
    const { paymentId, clientSecret } = await owner.do(`POST /payments/campaigns/${campaignId}/escrow`, {});
    await payByCard(player, clientSecret);
    await until(player, 'the payment is funded', 10 * minuteMs, async () => {
      const { status } = await owner.do(`GET /payments/${paymentId}/status`);
      return status === 'funded';
    });
    await deliver(owner, creator, campaignId, contractId);
    await until(player, 'the money is released', 12 * hourMs, async () => {
      const { contracts } = await owner.do(`GET /payments/${paymentId}/status`);
      return contracts[0].status === 'released';
    });
    await player.advanceTo(overAtMs + minuteMs);
    await player.idle();
    await until(player, 'the bank has the payout', dayMs, async () => {
      const { items } = await creator.do('GET /payouts');
      return items.length > 0 && items.every(({ status }: Item) => status === 'paid');
    });
  },

  async check(player, state, items) {
    return [
      ...checkHold(items, state),
      ...(await checkProvider(player, items, state)),
      ...(await checkViews(player, state)),
    ];
  },
};

/** A brand, and an influencer who can be paid. */
export async function openAccounts(player: Player): Promise<People> {
  const brand = { email: 'nora@tidewater.example', password };
  const influencer = { email: 'theo@creators.example', password };
  await player.openAccount({
    ...brand,
    as: 'brand',
    name: 'Nora Lind',
    organisation: 'Tidewater',
    country: 'SE',
    timezone: 'Europe/Stockholm',
  });
  const creator = await player.openAccount({
    ...influencer,
    as: 'influencer',
    name: 'Theo Maas',
    country: 'NL',
    timezone: 'Europe/Amsterdam',
  });
  await creator.do('PUT /influencers/profile', {
    displayName: 'Theo Maas',
    bio: 'Boats, harbours and the people who get up for them.',
    socialLinks: [{ platform: 'instagram', handle: 'theo.sails', followers: 62_000 }],
    niche: ['travel'],
    geoLocation: { country: 'NL', city: 'Rotterdam' },
  });
  await creator.do('POST /influencers/payout-account');
  const { accounts } = await player.provider('stripe', 'GET /_control/state');
  for (const { id } of accounts)
    await player.provider('stripe', `POST /_control/accounts/${id}`, { body: JSON.stringify({ stage: 'complete' }) });
  await until(player, 'the account is payable', 10 * minuteMs, async () => {
    const { payable } = await creator.do('GET /influencers/payout-account');
    return payable;
  });
  return { brand, influencer };
}

/** From the draft of a campaign to the contract that the influencer accepts; what `money` then plays on. */
export async function agree(player: Player, { brand, influencer }: People): Promise<State> {
  const overAtMs = (Math.floor((await player.now()) / dayMs) + daysLong) * dayMs;
  const [owner, creator] = [player.as(brand), player.as(influencer)];
  const deliverables = [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }];
  const { campaignId } = await owner.do('POST /brands/campaigns', {
    title: 'Storm jackets at dawn',
    brief: 'One reel in real weather.',
    budgetMin: 50_000,
    budgetMax: 200_000,
    currency: 'EUR',
    startDate: dayOf(await player.now()),
    endDate: dayOf(overAtMs - dayMs),
    deliverables,
    targetAudience: { niches: ['travel'], platforms: ['instagram'], countries: ['NL'] },
  });
  await owner.do(`POST /campaigns/${campaignId}/publish`);
  const { applicationId } = await creator.do(`POST /influencers/campaigns/${campaignId}/apply`, {
    proposalDetails: 'A reel from the harbour at six in the morning.',
  });
  await owner.do(`PUT /applications/${applicationId}/status`, { status: 'approved', reason: 'Just the place.' });
  const { influencerId } = await creator.do('GET /users/me');
  const { offerId } = await owner.do(`POST /campaigns/${campaignId}/offers`, {
    influencerId,
    price: { amountMinor: priceMinor, currency: 'EUR' },
    deliverables,
    dueOn: dayOf(overAtMs - dayMs),
    usageRights: 'Organic use on the brand’s own channels for six months.',
    revisionRounds: 1,
    message: 'These are our terms.',
    expiresInDays: 7,
  });
  const { contractId } = await creator.do(`POST /offers/${offerId}/accept`, { version: 1 });
  return { brand, influencer, campaignId, contractId, overAtMs };
}

/** Confirms a payment as the card form does; one that was confirmed before a crash is confirmed already. */
async function payByCard(player: Player, clientSecret: string): Promise<void> {
  const intent = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
  const fields = { key: 'pk_test_demo', client_secret: clientSecret };
  await player.subject.through(async ({ description }) => {
    const url = `http://127.0.0.1:${description.providerPorts.stripe}/v1/payment_intents/${intent}`;
    const known = await fetch(`${url}?${new URLSearchParams(fields)}`);
    const { status } = (await known.json()) as { status?: string };
    if (status === 'succeeded' || status === 'processing') return;
    const body = new URLSearchParams({ ...fields, payment_method: 'pm_card_visa' });
    const answer = await fetch(`${url}/confirm`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`The card was not charged: ${await answer.text()}`);
  });
}

async function deliver(owner: Caller, creator: Caller, campaignId: string, contractId: string): Promise<void> {
  const { contentId } = await creator.do(`POST /campaigns/${campaignId}/content`, {
    contractId,
    deliverableId: 'reel',
    mediaUrls: ['https://media.example/harbour.mp4'],
    caption: 'Six in the morning. #ad',
  });
  await owner.do(`PUT /campaigns/${campaignId}/content/${contentId}/status`, { status: 'approved' });
  await creator.do(`POST /campaigns/${campaignId}/content/${contentId}/live`, {
    url: 'https://www.instagram.com/reel/harbour',
  });
}

/** Lets virtual time go on in steps until something is true; a story that stands still for 40 steps does not go on. */
async function until(player: Player, what: string, stepMs: number, isTrue: () => Promise<boolean>): Promise<void> {
  for (let step = 0; step < 40; step++) {
    await player.idle();
    if (await isTrue()) return;
    await player.advanceTo((await player.now()) + stepMs);
  }
  throw new Error(`It never came to this: ${what}.`);
}

/** The ledger holds each movement once and balances, and the hold ended as released. */
function checkHold(items: readonly Item[], { contractId }: State): string[] {
  const entries = items.filter(({ _et }) => _et === 'ledger_entry');
  const kinds = entries
    .map(({ kind }) => kind)
    .sort()
    .join(', ');
  const unbalanced = entries.filter(({ lines }) => sumOf(lines.map(({ amountMinor }: Item) => amountMinor)) !== 0);
  const [hold] = items.filter((item) => item._et === 'hold' && item.contractId === contractId);
  const told = (type: string): number => items.filter((item) => item._et === 'event' && item.type === type).length;
  return [
    ...(kinds === 'funded, posted, reserved' ? [] : [`The ledger has the entries ${kinds || 'none'}.`]),
    ...unbalanced.map(({ entryId }) => `The ledger entry ${entryId} does not balance.`),
    ...(hold?.status === 'released' ? [] : [`The hold is ${hold?.status}, not released.`]),
    ...['PaymentOpened', 'PaymentFunded', 'ReleaseReserved', 'PaymentReleased', 'ContentSubmitted', 'ContentWentLive']
      .filter((type) => told(type) !== 1)
      .map((type) => `${type} was told ${told(type)} times.`),
  ];
}

/** At the provider: one charge, one transfer, one payout, and as much left on the balance as the ledger says. */
async function checkProvider(player: Player, items: readonly Item[], { contractId }: State): Promise<string[]> {
  const list = async (path: string, account?: string): Promise<Item[]> => {
    const headers = { authorization: 'Bearer sk_test_checker', ...(account ? { 'stripe-account': account } : {}) };
    return (await player.provider('stripe', `GET /v1/${path}?limit=100`, { headers })).data;
  };
  const [transfers, charges, refunds, transactions] = await Promise.all(
    ['transfers', 'charges', 'refunds', 'balance_transactions'].map((path) => list(path)),
  );
  const contract = items.find((item) => item._et === 'contract' && item.contractId === contractId);
  const account = String(transfers?.[0]?.destination ?? '');
  const payouts = account ? await list('payouts', account) : [];
  const { residual, pendingDeliveries } = await player.provider('stripe', 'GET /_control/state');
  const amounts = (objects: readonly Item[] = []): number[] => objects.map(({ amount }) => amount);
  const lines = items.filter(({ _et }) => _et === 'ledger_entry').flatMap((entry): Item[] => entry.lines);
  const held = (prefix: string): number =>
    sumOf(lines.filter((line) => line.account.startsWith(prefix)).map(({ amountMinor }) => amountMinor));
  const paid = held('paid:');
  const left = -held('clearing') - paid;
  const atProvider = sumOf((transactions ?? []).map(({ net }) => net));
  return [
    ...same('Charges', amounts(charges), [priceMinor]),
    ...same('Transfers', amounts(transfers), [paid]),
    ...same('Payouts', amounts(payouts), [paid]),
    ...same('Refunds', amounts(refunds), []),
    ...same('What the ledger says is left at the provider', left, atProvider),
    ...(paid > 0 && paid <= priceMinor ? [] : [`The influencer of ${contract?.contractId} was paid ${paid}.`]),
    ...Object.entries(residual).flatMap(([currency, amount]) =>
      same(`The provider's residual in ${currency}`, amount, 0),
    ),
    ...same('Webhooks on their way', pendingDeliveries, 0),
  ];
}

/** What people are shown at the end. */
async function checkViews(player: Player, { brand, influencer, campaignId }: State): Promise<string[]> {
  const [owner, creator] = [player.as(brand), player.as(influencer)];
  const { status } = await owner.do(`GET /campaigns/${campaignId}`);
  const { totals } = await owner.do('GET /ledger');
  const earnings = await creator.do('GET /influencers/earnings');
  const { items } = await creator.do('GET /payouts');
  const [of] = earnings.totals;
  return [
    ...same('The campaign', status, 'completed'),
    ...same('The totals of the ledger', sumOf(totals.map(({ amountMinor }: Item) => amountMinor)), 0),
    ...same('Held for the influencer', of?.held.amountMinor, 0),
    ...same('On its way to the influencer', of?.onItsWay.amountMinor, 0),
    ...same(
      'The shown payouts',
      items.map(({ amount }: Item) => amount.amountMinor),
      [of?.paid.amountMinor],
    ),
  ];
}

function same(what: string, actual: unknown, expected: unknown): string[] {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  return is === should ? [] : [`${what}: ${is}, where ${should} should be.`];
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
