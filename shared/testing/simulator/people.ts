import { reportLive, reviewContent, submitContent } from '#contract/areas/content.ts';
import { cancelContract } from '#contract/areas/contracts.ts';
import { completeCampaign } from '#contract/areas/lifecycle.ts';
import { acceptOffer } from '#contract/areas/offers.ts';
import { approveRelease, fundEscrow, refundPayment, releasePayment } from '#contract/areas/payments.ts';
import { create } from '#data/change.ts';
import { Contracts } from '#data/contract.ts';
import type { HoldItem } from '#data/hold.ts';
import { PayoutAccounts, ProviderRefs } from '#data/payout.ts';
import { Brands, Workspaces } from '#data/workspace.ts';
import { milestoneOf, partsOf } from '#domain/hold-parts.ts';
import type { OfferTerms } from '#domain/offer.ts';
import { handler as completing } from '#functions/campaigns/complete-campaign.ts';
import { handler as reporting } from '#functions/content/report-live.ts';
import { handler as reviewing } from '#functions/content/review-content.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { handler as cancelling } from '#functions/contracts/cancel-contract.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import { handler as approving } from '#functions/payments/approve-release.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as refunding } from '#functions/payments/refund-payment.ts';
import { handler as releasing } from '#functions/payments/release-payment.ts';
import { provider as openProvider } from '#providers/stripe.ts';
import { testInfluencer, testMember } from '../call.ts';
import { aCampaign, anOffer, putOffer, putOpenCampaign, write } from '../deal.ts';
import { countedId } from '../ids.ts';
import { aWorkspace } from '../workspace.ts';
import { Broken } from './invariants.ts';
import { API_KEY } from './provider.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CAMPAIGN = countedId('campaign', 1);
const OWNER = testMember(1);
/** Another owner of the same workspace. */
const PARTNER = { ...testMember(1), userId: countedId('user', 2), sessionId: 'session-2' };
const STRANGER = testMember(2);
/** More than the smallest payment, minor units. */
const LEAST_MINOR = 500;
const URL_OF_POST = 'https://www.instagram.com/reel/simulated';

/** Puts the deal in place as it is before anybody accepts: campaign, offers, accounts; to how many influencers there are offers. */
export async function prepareDeal(world: World): Promise<number> {
  const influencers = 1 + world.pick(3);
  const prices = Array.from({ length: influencers }, () => 1_000 + world.pick(150_000));
  const total = prices.reduce((sum, price) => sum + price, 0);
  // Not all of them fit when everybody is after the last money.
  const room = influencers > 1 && world.faults.happens('crowd') ? total - 1 - world.pick(Math.min(...prices)) : total;
  const money = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
  const campaign = aCampaign(1, { status: 'active', budget: { min: money(100), max: money(room) } });
  const pieces = 1 + world.pick(2);
  const said = aWorkspace(1, { currency: 'USD' });
  const secondReleaserAboveMinor = world.pick(3) === 0 ? 50_000 : null;
  const { workspaceId, brandId } = campaign;
  await write(
    create(Workspaces, { ...said, policies: { ...said.policies, secondReleaserAboveMinor } }),
    create(Brands, {
      ...{ workspaceId, brandId, companyName: 'Glow Labs', industry: 'Beauty' },
      contactInfo: { name: 'Ada', email: 'ada@glow.example' },
      ...{ clientName: null, archivedAt: null, version: 1, updatedAt: '2026-11-01T00:00:00.000Z' },
    }),
  );
  await putOpenCampaign(campaign);
  for (const [index, amountMinor] of prices.entries()) {
    const offer = anOffer(index + 1, campaign);
    const { terms } = offer.current;
    const hasMilestones = amountMinor >= 2 * LEAST_MINOR && world.pick(3) === 0;
    const deliverables = terms.deliverables.map((deliverable) => ({ ...deliverable, count: pieces }));
    const { quote: _quoted, ...current } = offer.current;
    const agreed = { ...terms, price: money(amountMinor), deliverables };
    await putOffer({ ...offer, current: { ...current, terms: hasMilestones ? inMilestones(world, agreed) : agreed } });
    await openAccount(world, countedId('influencer', index + 1));
  }
  return influencers;
}

/** The same terms in two milestones, each with content of its own. */
function inMilestones(world: World, terms: OfferTerms): OfferTerms {
  const { price, dueOn } = terms;
  const first = LEAST_MINOR + world.pick(price.amountMinor - 2 * LEAST_MINOR + 1);
  const [reels] = terms.deliverables;
  if (!reels) return terms;
  const milestone = (deliverableId: string, amountMinor: number) => ({
    ...{ title: `For ${deliverableId}`, deliverableIds: [deliverableId], dueOn },
    price: { ...price, amountMinor },
  });
  return {
    ...terms,
    deliverables: [reels, { ...reels, deliverableId: 'more', count: 1 }],
    milestones: [milestone(reels.deliverableId, first), milestone('more', price.amountMinor - first)],
  };
}

async function openAccount(world: World, influencerId: string): Promise<void> {
  const stripe = openProvider({ key: API_KEY, url: 'http://127.0.0.1:1' });
  const { accountId } = await stripe.createAccount({ influencerId, country: 'US', platformCountry: 'US' });
  await world.provider.control('POST', `accounts/${accountId}`, { stage: 'complete' });
  const at = '2026-11-01T00:00:00.000Z';
  await write(
    create(PayoutAccounts, {
      ...{ influencerId, accountId, country: 'US', status: 'payable', payable: true, transfersActive: true },
      ...{ requirementsPastDue: [], requirementsLater: [], requirementsInReview: [], requirementProblems: [] },
      ...{ payoutsEnabled: true, detailsSubmitted: true, requirementsDue: [], requirementsDueAtMs: null },
      ...{ disabledReason: null, version: 1, createdAt: at, updatedAt: at },
    }),
    create(ProviderRefs, { providerId: accountId, influencerId }),
  );
}

const holdsOf = (world: World) => world.items('hold').map((item) => item as unknown as HoldItem);
const isHeld = (hold: HoldItem | undefined) =>
  hold !== undefined && partsOf(hold).some(({ status }) => status === 'funded');

/** An influencer accepts, and delivers once the money is held; some take their time, some never deliver. */
export async function playInfluencer(world: World, count: number): Promise<void> {
  const who = testInfluencer(count);
  const [patience, fate] = [world.pick(60) * 60_000, world.random()];
  // A crowd comes in the same minute.
  if (world.pick(2) === 0) await world.scheduler.sleep(patience);
  const accepted = await world.ask({
    ...{ who, endpoint: acceptOffer, handler: accepting },
    params: { offerId: countedId('offer', count) },
    body: { version: 1 },
  });
  if (accepted.status !== 200) return;
  const { contractId } = accepted.body;
  const held = () => isHeld(holdsOf(world).find((hold) => hold.contractId === contractId));
  if (!(await world.until(held, 12 * DAY_MS)) || fate < 0.15) return;
  const { terms } = Contracts.main.parse(world.items('contract').find((item) => item.contractId === contractId) ?? {});
  const pieces = terms.deliverables.flatMap(({ deliverableId, count: times }) =>
    Array<string>(times).fill(deliverableId),
  );
  for (const [piece, deliverableId] of pieces.entries()) {
    await world.scheduler.sleep(world.pick(48) * HOUR_MS);
    const submitted = await world.ask({
      ...{ who, endpoint: submitContent, handler: submitting },
      params: { campaignId: CAMPAIGN },
      body: { contractId, deliverableId, mediaUrls: ['https://media.example/reel.mp4'], caption: 'New. #ad' },
    });
    if (submitted.status !== 201) return;
    const { contentId } = submitted.body;
    const statusOf = () => world.items('submission').find((item) => item.submissionId === contentId)?.status;
    await world.until(() => statusOf() !== 'pending', 6 * DAY_MS);
    if (statusOf() !== 'approved') return;
    if (piece > 0 && fate < 0.25) return;
    await reportPost(world, count, contentId);
  }
}

async function reportPost(world: World, count: number, contentId: string): Promise<void> {
  await world.ask({
    ...{ who: testInfluencer(count), endpoint: reportLive, handler: reporting },
    params: { campaignId: CAMPAIGN, contentId },
    body: { url: URL_OF_POST },
  });
}

/** What is not paid for yet, as a payment names it. */
function unpaidOf(world: World): { contractId: string; milestone?: number }[] {
  return holdsOf(world).flatMap((hold) =>
    partsOf(hold).flatMap((part) =>
      part.status === 'unfunded'
        ? [{ contractId: hold.contractId, ...(hold.parts ? { milestone: milestoneOf(part) } : {}) }]
        : [],
    ),
  );
}

/** The brand pays for what is accepted, now and then contract by contract, and by a card that may be declined first. */
export async function playPayer(world: World): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await world.until(() => unpaidOf(world).length > 0, 2 * DAY_MS);
    await world.scheduler.sleep(world.pick(6) * HOUR_MS);
    const [one] = unpaidOf(world);
    if (!one) return;
    const funded = await world.ask({
      ...{ who: OWNER, endpoint: fundEscrow, handler: funding },
      params: { campaignId: CAMPAIGN },
      body: world.pick(3) === 0 ? one : {},
    });
    if (funded.status >= 300) continue;
    if (world.pick(4) === 0) await payByCard(world, funded.body.clientSecret, 'pm_card_chargeDeclined');
    if (world.pick(12) > 0) await payByCard(world, funded.body.clientSecret, 'pm_card_visa');
    await world.scheduler.sleep(world.pick(24) * HOUR_MS);
  }
}

async function payByCard(world: World, clientSecret: string, card: string): Promise<void> {
  const intent = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
  await world.scheduler.call('browser', `pays by ${card}`, () =>
    world.provider.browse(`/v1/payment_intents/${intent}/confirm`, {
      client_secret: clientSecret,
      payment_method: card,
      return_url: 'http://localhost:3000/',
    }),
  );
}

/** The brand looks at what comes in, mostly likes it, and sometimes never looks. */
export async function playReviewer(world: World, days: number): Promise<void> {
  const seen = new Set<unknown>();
  for (let hour = 0; hour < days * 24; hour += 4) {
    await world.scheduler.sleep(4 * HOUR_MS);
    const [waiting] = world
      .items('submission')
      .filter((one) => one.status === 'pending' && !seen.has(one.submissionId));
    if (!waiting) continue;
    seen.add(waiting.submissionId);
    if (world.pick(12) === 0) continue;
    const status = world.pick(8) > 0 ? 'approved' : 'rejected';
    await world.ask({
      ...{ who: OWNER, endpoint: reviewContent, handler: reviewing },
      params: { campaignId: CAMPAIGN, contentId: String(waiting.submissionId) },
      body: { status, ...(status === 'rejected' ? { note: 'Not what we agreed.' } : {}) },
    });
    if (world.pick(3) === 0)
      await world.ask({
        ...{ who: PARTNER, endpoint: approveRelease, handler: approving },
        params: { campaignId: CAMPAIGN, contractId: String(waiting.contractId) },
      });
  }
}

const refund = (world: World, paymentId: string, contractId?: string, who = OWNER) =>
  world.ask({
    ...{ who, endpoint: refundPayment, handler: refunding, params: { paymentId } },
    body: contractId ? { contractId } : {},
  });

const release = (world: World, paymentId: string, contractId?: string, who = OWNER) =>
  world.ask({
    ...{ who, endpoint: releasePayment, handler: releasing, params: { paymentId } },
    body: contractId ? { contractId } : {},
  });

/** Disturbs the money that is held, every few days of the story. */
export async function playTrouble(world: World, days: number): Promise<void> {
  for (const endMs = world.scheduler.nowMs + days * DAY_MS; world.scheduler.nowMs < endMs; ) {
    await world.scheduler.sleep((12 + world.pick(60)) * HOUR_MS);
    const [hold] = holdsOf(world)
      .flatMap((one) => partsOf(one))
      .filter(({ paymentId, status }) => paymentId && status !== 'unfunded' && world.pick(2) === 0);
    if (!hold) continue;
    const [paymentId, contractId] = [String(hold.paymentId), hold.contractId];
    const chargeId = String(hold.chargeId ?? '');
    if (world.faults.happens('stranger')) await strange(world, paymentId);
    if (chargeId && world.faults.happens('collision'))
      await Promise.all([
        release(world, paymentId, contractId),
        refund(world, paymentId, contractId),
        dispute(world, chargeId),
      ]);
    const what = world.pick(10);
    if (what === 0) await refund(world, paymentId, world.pick(2) === 0 ? contractId : undefined);
    if (what === 1) await release(world, paymentId);
    if (what === 2 && chargeId) await dispute(world, chargeId);
    if (what === 3) await world.provider.control('POST', 'refunds/fail-next', { count: 1 });
    if (what === 4) await loseAccount(world, hold.influencerId);
    if (what === 5) await failLateRefund(world);
    if (what === 6 && world.pick(3) === 0) await getOut(world, hold as HoldItem);
  }
}

/** The bank asks about a charge, and decides after some days. */
async function dispute(world: World, chargeId: string): Promise<void> {
  const { object: charge } = world.provider.state.find('charge', chargeId) ?? {};
  if (!charge || charge.disputed || charge.refunded || charge.amount_refunded > 0) return;
  const { id } = await world.provider.control('POST', 'disputes', { charge: chargeId });
  const status = world.pick(2) === 0 ? 'won' : 'lost';
  await world.scheduler.sleep((1 + world.pick(9)) * DAY_MS);
  await world.provider.control('POST', `disputes/${id}/close`, { status });
}

/** An account that may not be paid for some days. */
async function loseAccount(world: World, influencerId: string): Promise<void> {
  const account = world.items('payout_account').find((item) => item.influencerId === influencerId);
  if (!account) return;
  await world.provider.control('POST', `accounts/${account.accountId}`, { stage: 'more' });
  await world.scheduler.sleep((1 + world.pick(5)) * DAY_MS);
  await world.provider.control('POST', `accounts/${account.accountId}`, { stage: 'complete' });
}

/** A refund that was made does not arrive at the payer’s bank. */
async function failLateRefund(world: World): Promise<void> {
  const [made] = world.provider.state.all('refund').filter(({ object }) => object.status === 'succeeded');
  if (made) await world.provider.control('POST', `refunds/${made.object.id}/fail`);
}

/** Another tenant asks for this one’s money. */
async function strange(world: World, paymentId: string): Promise<void> {
  for (const answer of [
    await refund(world, paymentId, undefined, STRANGER),
    await release(world, paymentId, undefined, STRANGER),
    await world.ask({
      ...{ who: STRANGER, endpoint: fundEscrow, handler: funding, params: { campaignId: CAMPAIGN } },
      body: {},
    }),
  ])
    if (answer.status !== 404) throw new Broken('I10', `A stranger was answered ${answer.status}.`);
}

/** The provider sends some of its events again, much later. */
export async function playLateWebhooks(world: World, days: number): Promise<void> {
  const sent = new Set<string>();
  for (let day = 0; day < days; day++) {
    await world.scheduler.sleep(DAY_MS);
    for (const { object } of world.provider.state.all('event')) {
      if (sent.has(object.id)) continue;
      sent.add(object.id);
      if (!world.faults.happens('webhook-late')) continue;
      const waitHours = [25, 72, 744][Math.floor(world.faults.measureOf('webhook-late') * 3)] as number;
      world.scheduler.at(world.scheduler.nowMs + waitHours * HOUR_MS, 'late webhook', () =>
        world.scheduler.spawn(() => world.provider.control('POST', `events/${object.id}/resend`)),
      );
    }
  }
}

/** The end of the story: what was delivered goes live, what was not goes back, and the campaign ends. */
export async function endStory(world: World): Promise<void> {
  for (const item of world.items('submission')) {
    if (item.status !== 'approved') continue;
    await reportPost(world, influencerOf(item.influencerId), String(item.submissionId));
  }
  await world.ask({ who: OWNER, endpoint: completeCampaign, handler: completing, params: { campaignId: CAMPAIGN } });
  await giveBack(world);
}

/** The brand takes back what can no longer be delivered; what was delivered stays. */
export async function giveBack(world: World): Promise<void> {
  for (const hold of holdsOf(world))
    for (const part of partsOf(hold)) {
      const { status, paymentId } = part;
      if (status !== 'funded' || !paymentId) continue;
      const { body } = await world.ask({
        ...{ who: OWNER, endpoint: refundPayment, handler: refunding, params: { paymentId } },
        body: { contractId: hold.contractId, ...(hold.parts ? { milestone: milestoneOf(part) } : {}) },
      });
      // Then only the influencer can let the brand have it back.
      if (body?.code === 'content_handed_in') await getOut(world, hold);
    }
}

/** An influencer gets out of a contract, whatever was handed in. */
async function getOut(world: World, { contractId, influencerId }: HoldItem): Promise<void> {
  const hold = holdsOf(world).find((one) => one.contractId === contractId);
  await world.ask({
    ...{ who: testInfluencer(influencerOf(influencerId)), endpoint: cancelContract, handler: cancelling },
    params: { contractId },
    body: { version: Number(hold?.version) },
  });
}

function influencerOf(influencerId: unknown): number {
  return 1 + Array.from({ length: 9 }, (_, index) => countedId('influencer', index + 1)).indexOf(String(influencerId));
}
