import { reportLive, reviewContent, submitContent } from '#contract/areas/content.ts';
import { completeCampaign } from '#contract/areas/lifecycle.ts';
import { acceptOffer } from '#contract/areas/offers.ts';
import { approveRelease, fundEscrow, refundPayment } from '#contract/areas/payments.ts';
import { Contracts } from '#data/contract.ts';
import type { HoldItem } from '#data/hold.ts';
import type { Currency } from '#domain/currencies.ts';
import { milestoneOf, partsOf } from '#domain/hold-parts.ts';
import { handler as completing } from '#functions/campaigns/complete-campaign.ts';
import { handler as reporting } from '#functions/content/report-live.ts';
import { handler as reviewing } from '#functions/content/review-content.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import { handler as approving } from '#functions/payments/approve-release.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as refunding } from '#functions/payments/refund-payment.ts';
import { testInfluencer } from '../call.ts';
import { countedId } from '../ids.ts';
import { getOut, isDeclined } from './cancellations.ts';
import { CAMPAIGN, OWNER, PARTNER, PLAYED } from './deal.ts';
import { countOf, holdOf, holdsOf, influencerBy, partsIn } from './holds.ts';
import { payByCard } from './paying.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const URL_OF_POST = 'https://www.instagram.com/reel/simulated';

const isHeld = (hold: HoldItem | undefined) =>
  hold !== undefined && partsOf(hold).some(({ status }) => status === 'funded');

/** An influencer accepts, and delivers once the money is held; some take their time, some never deliver. */
export async function playInfluencer(world: World, count: number): Promise<void> {
  const who = testInfluencer(count);
  const [patience, fate] = [world.pick(60) * 60_000, world.random()];
  if (await isDeclined(world, count)) return;
  // A crowd comes in the same minute.
  if (world.pick(2) === 0) await world.scheduler.sleep(patience);
  const accepted = await world.ask({
    ...{ who, endpoint: acceptOffer, handler: accepting },
    params: { offerId: countedId('offer', count) },
    body: { version: 1 },
  });
  if (accepted.status !== 200) return;
  const { contractId } = accepted.body;
  if (world.pick(15) === 0) await getOut(world, contractId, world.pick(2) === 0 ? who : OWNER);
  if (!(await world.until(() => isHeld(holdOf(world, contractId)), 12 * DAY_MS)) || fate < 0.15) return;
  const { terms } = Contracts.main.parse(world.items('contract').find((item) => item.contractId === contractId) ?? {});
  const pieces = terms.deliverables.flatMap(({ deliverableId, count: times }) =>
    Array<string>(times).fill(deliverableId),
  );
  for (const [piece, deliverableId] of pieces.entries()) {
    if (piece > 0 && deliverableId !== pieces[piece - 1]) await pauseBetween(world, contractId, who);
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

/** Some begin the next milestone only once one is paid out; now and then a side then gets out of the rest. */
async function pauseBetween(world: World, contractId: string, who: ReturnType<typeof testInfluencer>): Promise<void> {
  if (world.pick(3) === 0) return;
  const isPaid = () => partsIn(world).some((part) => part.contractId === contractId && part.status === 'released');
  if (!(await world.until(isPaid, 8 * DAY_MS)) || world.pick(3) === 0) return;
  await getOut(world, contractId, world.pick(2) === 0 ? who : OWNER);
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
      body: { ...(world.pick(3) === 0 ? one : {}), ...chargedIn(world) },
    });
    if (funded.status >= 300) continue;
    if (funded.body.charge) world.meet('charged-in-other-currency');
    if (world.pick(4) === 0) await payByCard(world, funded.body.clientSecret, 'pm_card_chargeDeclined');
    if (world.pick(12) > 0) await payByCard(world, funded.body.clientSecret, 'pm_card_visa');
    await world.scheduler.sleep(world.pick(24) * HOUR_MS);
  }
}

/** Mostly the campaign's currency is charged, now and then another one. */
function chargedIn(world: World): { chargeCurrency?: Currency } {
  const chargeCurrency = PLAYED[world.pick(4 * PLAYED.length)];
  return chargeCurrency ? { chargeCurrency } : {};
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

/** The end of the story: what was delivered goes live, what was not goes back, and the campaign ends. */
export async function endStory(world: World): Promise<void> {
  for (const item of world.items('submission')) {
    if (item.status !== 'approved') continue;
    await reportPost(world, countOf(item.influencerId), String(item.submissionId));
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
      if (body?.code === 'content_handed_in') await getOut(world, hold.contractId, influencerBy(hold.influencerId));
    }
}
