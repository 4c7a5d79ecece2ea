import { fundEscrow, refundPayment, releasePayment } from '#contract/areas/payments.ts';
import type { HoldItem } from '#data/hold.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as refunding } from '#functions/payments/refund-payment.ts';
import { handler as releasing } from '#functions/payments/release-payment.ts';
import { testMember } from '../call.ts';
import { getOut } from './cancellations.ts';
import { takeSomethingBack } from './claw-backs.ts';
import { CAMPAIGN, OWNER } from './deal.ts';
import { holdsOf, influencerBy, partsIn } from './holds.ts';
import { Broken } from './invariants.ts';
import { quarrel } from './quarrels.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STRANGER = testMember(2);

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
    const [hold] = partsIn(world).filter(
      ({ paymentId, status }) => paymentId && status !== 'unfunded' && world.pick(2) === 0,
    );
    if (!hold) continue;
    const [paymentId, contractId] = [String(hold.paymentId), hold.contractId];
    const chargeId = String(hold.chargeId ?? '');
    if (world.faults.happens('stranger')) await strange(world, paymentId);
    if (chargeId && world.faults.happens('collision'))
      await Promise.all([
        release(world, paymentId, contractId),
        refund(world, paymentId, contractId),
        dispute(world, chargeId),
        ...(world.pick(2) === 0 ? [quarrel(world)] : []),
        ...(world.pick(2) === 0 ? [getOut(world, contractId, OWNER)] : []),
        ...(world.pick(2) === 0 ? [getOut(world, contractId, influencerBy(hold.influencerId))] : []),
      ]);
    const what = world.pick(10);
    if (what === 0) await refund(world, paymentId, world.pick(2) === 0 ? contractId : undefined);
    if (what === 1) await release(world, paymentId);
    if (what === 2 && chargeId) await dispute(world, chargeId);
    if (what === 3) await world.provider.control('POST', 'refunds/fail-next', { count: 1 });
    if (what === 4) await loseAccount(world, hold.influencerId);
    if (what === 5) await failLateRefund(world);
    if (what === 6) await refundByHand(world);
  }
}

/** What the two sides of a contract are at odds about, every few days: disputes, and getting out of it. */
export async function playQuarrels(world: World, days: number): Promise<void> {
  for (const endMs = world.scheduler.nowMs + days * DAY_MS; world.scheduler.nowMs < endMs; ) {
    await world.scheduler.sleep((6 + world.pick(72)) * HOUR_MS);
    const what = world.pick(7);
    if (what < 2) await quarrel(world);
    if (what === 2 || what === 3) await getOutOfOne(world);
    if (what > 3) await takeSomethingBack(world);
  }
}

/** Either side tries to get out of a contract, whatever has become of it. */
export async function getOutOfOne(world: World): Promise<void> {
  const all = holdsOf(world);
  const has = (hold: HoldItem, ...wanted: HoldStatus[]) => partsOf(hold).some(({ status }) => wanted.includes(status));
  // Mostly of one whose money is on its way this moment, which is seldom, or still to come or held, of which some may have been released.
  const moving = all.filter((hold) => has(hold, 'releasing', 'refunding'));
  const begun = all.filter((hold) => has(hold, 'unfunded', 'funded'));
  const partly = begun.filter((hold) => has(hold, 'released'));
  const some = [moving, partly, begun].find((holds) => holds.length > 0 && world.pick(3) > 0) ?? all;
  const hold = some[world.pick(some.length)];
  if (!hold) return;
  await getOut(world, hold.contractId, world.pick(2) === 0 ? OWNER : influencerBy(hold.influencerId));
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

/** People of the platform give some of what is held back at the provider's own site, now and then all of it. */
async function refundByHand(world: World): Promise<void> {
  const held = partsIn(world).filter(({ status, chargeId }) => status === 'funded' && chargeId);
  const part = held[world.pick(held.length)];
  if (!part) return;
  const mostMinor = part.charged?.amountMinor ?? part.priceMinor;
  const amountMinor = world.pick(4) === 0 ? mostMinor : 1 + world.pick(mostMinor - 1);
  const fields = { charge: String(part.chargeId), amount: String(amountMinor) };
  if (await world.provider.byHand('/v1/refunds', fields))
    world.meet(amountMinor === mostMinor ? 'refunded-by-hand' : 'refunded-by-hand-in-part');
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
