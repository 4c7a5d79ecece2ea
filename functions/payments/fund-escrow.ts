import { fundEscrow } from '#contract/areas/payments.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { create, replace } from '#data/change.ts';
import { type HeldPart, type HoldItem, Holds } from '#data/hold.ts';
import { campaignPartition } from '#data/keys.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { findOne, listPage } from '#data/read.ts';
import { type Charge, quoteCharge } from '#domain/charge.ts';
import { chargeOf } from '#domain/charged-payment.ts';
import type { Currency } from '#domain/currencies.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import { editParts, partsOf } from '#domain/hold-parts.ts';
import { type Money, money } from '#domain/money.ts';
import { type EscrowPlan, planEscrow } from '#domain/payment.ts';
import { OutcomeUnknown, ProviderRefused, provider } from '#providers/stripe.ts';
import { isoOf } from '#runtime/clock.ts';
import { platformCountry } from '#runtime/config.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { statesOf } from '#runtime/money/move-hold.ts';
import { coveredHolds, openPayment } from '#runtime/money/open-payment.ts';
import { findOpenedIntent, keyToOpen } from '#runtime/money/opened-intent.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { abandonPayment, paymentEvent, writeMoved } from '#runtime/money/settle-payment.ts';
import { paymentView } from '#runtime/views/payment.ts';

type FundCall = Call<typeof fundEscrow>;

/** Who tells the rate that a charge in another currency is at. */
const SOURCE = 'Stripe';

/** More contracts than a campaign's budget can carry. */
const MOST_HOLDS = 1000;

export const handler = endpoint(fundEscrow, async (call) => {
  const { workspaceId } = call.member();
  const campaignId = campaignOf(call);
  call.onCampaign(campaignId);
  const paymentId = newId('payment');
  let payment: PaymentItem | undefined;
  const answer = await call.commit({
    reads: {},
    more: () => look(call, workspaceId, campaignId),
    decide: (_state, { plan, earlier, charge }) => {
      if (isRefused(plan)) return plan;
      const status = plan.do === 'open' ? (201 as const) : (200 as const);
      if (charge && isRefused(charge)) return charge;
      const opened =
        plan.do === 'open'
          ? open(plan, { paymentId, charge }, call.nowIso)
          : earlier && again(plan, earlier, call.nowIso);
      if (!opened) throw new Error(`A hold of ${campaignId} names a payment that is not in the table.`);
      payment = opened.payment;
      // The secret of the card form is the provider's answer, which comes after this commit.
      return { ...opened, answer: { status, body: { ...paymentView(payment, call.nowMs), clientSecret: '' } } };
    },
  });
  if (!payment) throw new Error('The payment was decided on but is not known.');
  return { ...answer, body: { ...answer.body, clientSecret: await clientSecretOf(call, payment) } };
});

/** The campaign of the path, or of the body on the route without one. */
function campaignOf({ params, body }: FundCall): string {
  const campaignId = params.campaignId ?? body.campaignId;
  const issue = (message: string) =>
    new Failure('validation_failed', undefined, { issues: [{ path: 'campaignId', message }] });
  if (!campaignId) throw issue('is required');
  if (body.campaignId && body.campaignId !== campaignId) throw issue('is not the campaign of the address');
  return campaignId;
}

interface Looked {
  plan: ReturnType<typeof planEscrow<HeldPart>> | Refused<'not_found'>;
  /** The payment to answer or to try again. */
  earlier?: PaymentItem | undefined;
  /** What a new payment is charged, where that is in another currency. */
  charge?: ReturnType<typeof quoteCharge> | undefined;
}

/** Reads the holds of the campaign and plans; a payment that a new one takes the place of is ended before anything else is written. A new one is charged in `currency` unless another is asked for. */
async function look(call: FundCall, workspaceId: string, campaignId: string, currency?: Currency): Promise<Looked> {
  const { items } = await listPage({
    entity: Holds,
    partition: campaignPartition(workspaceId, campaignId),
    prefix: 'HOLD#',
    limit: MOST_HOLDS,
  });
  if (items.length === 0 && !(await findOne(campaignRef(workspaceId, campaignId))))
    return { plan: refuse('not_found') };
  const { contractId, milestone, chargeCurrency: asked } = call.body;
  const wanted = contractId === undefined ? undefined : { contractId, milestone };
  const plan = planEscrow(items.flatMap(partsOf), wanted, { nowMs: call.nowMs, country: platformCountry() });
  if (isRefused(plan)) return { plan };
  if (plan.do === 'open') return openedBy(call, plan, asked ?? currency);
  const earlier = await findOne(paymentRef(workspaceId, plan.paymentId));
  const other = earlier && otherCharge(earlier, asked, call.nowIso);
  if (!earlier || !other) return { plan, earlier };
  const charge = await chargeFor(call, earlier, other);
  // What cannot be charged takes no other payment's place.
  if (charge && isRefused(charge)) return { plan, charge };
  if (await giveUp(call, earlier)) return look(call, workspaceId, campaignId, other);
  // It is paid already, and our side has not heard of it yet.
  if (other === chargeOf(earlier).currency) return { plan, earlier };
  throw goingThrough();
}

/** What a payment that is open or declined should be charged in instead; undefined when it is to be paid as it is. */
function otherCharge(payment: PaymentItem, asked: Currency | undefined, nowIso: string): Currency | undefined {
  const { charge, waitsFor } = payment;
  const now = chargeOf(payment).currency;
  const isOver = charge !== undefined && charge.validUntil <= nowIso && waitsFor === undefined;
  return (asked !== undefined && asked !== now) || isOver ? (asked ?? now) : undefined;
}

/** What a new payment is charged, once declined ones that it replaces are cancelled. */
async function openedBy(
  call: FundCall,
  plan: Extract<EscrowPlan<HeldPart>, { do: 'open' }>,
  currency: Currency | undefined,
): Promise<Looked> {
  const charge = await chargeFor(call, plan, currency);
  if (charge && isRefused(charge)) return { plan, charge };
  const { workspaceId } = call.member();
  for (const replaced of plan.replaces) {
    const payment = await findOne(paymentRef(workspaceId, replaced));
    if (payment?.intentId && !(await cancel(call, payment.intentId))) throw goingThrough();
  }
  return { plan, charge };
}

/** What the payer is charged in their currency, at a rate that the provider keeps for a while; undefined where it is the campaign's. */
async function chargeFor(
  call: FundCall,
  { amountMinor, currency: to }: Money,
  from: Currency | undefined,
): Promise<ReturnType<typeof quoteCharge> | undefined> {
  if (from === undefined || from === to) return undefined;
  const stripe = provider(await providerAccess(call.nowMs));
  const noRate = (message: string) =>
    refuse('validation_failed', undefined, [
      { path: 'chargeCurrency', message: `${message}; choose another currency` },
    ]);
  try {
    const { rate, kept } = await stripe.quoteExchange({ from, to });
    if (!kept) return noRate(`has a rate to ${to} that the provider does not keep`);
    const on = call.nowIso.slice(0, '2026-11-20'.length);
    const { quoteId, untilMs } = kept;
    return quoteCharge(money(amountMinor, to), from, { rate, on, source: SOURCE, validUntil: isoOf(untilMs), quoteId });
  } catch (error) {
    if (error instanceof ProviderRefused) return noRate(`has no rate to ${to}`);
    throw unavailable(error);
  }
}

/** Ends a payment on both sides, also one that the provider may never have opened; false when it is paid, or just being. */
async function giveUp(call: FundCall, payment: PaymentItem): Promise<boolean> {
  const intentId = await intentIdOf(call, payment);
  if (intentId && !(await cancel(call, intentId))) return false;
  await abandonPayment(payment, REPLACED, call);
  return true;
}

/** Cancels a payment at the provider; false when it is paid, or just being. */
async function cancel(call: FundCall, intentId: string): Promise<boolean> {
  const stripe = provider(await providerAccess(call.nowMs));
  try {
    await stripe.cancelIntent(intentId);
    return true;
  } catch (error) {
    if (error instanceof ProviderRefused) return false;
    throw unavailable(error);
  }
}

function goingThrough(): Failure {
  return new Failure('too_busy', 'An earlier payment for this is just going through; look again in a moment.');
}

/** The provider's object of a payment whose answer has not come yet; undefined when it was never made and can no longer be. */
async function intentIdOf(call: FundCall, payment: PaymentItem): Promise<string | undefined> {
  try {
    const opened = await openIntent(call, payment);
    return typeof opened === 'string' ? opened : opened.intentId;
  } catch (error) {
    if (error instanceof ProviderRefused) return undefined;
    throw unavailable(error);
  }
}

/** A new payment with its holds, written before the provider hears of it. */
function open(
  plan: Extract<EscrowPlan<HeldPart>, { do: 'open' }>,
  named: { paymentId: string; charge: Charge | undefined },
  nowIso: string,
) {
  const { payment, moved } = openPayment(plan.holds, named, nowIso);
  return {
    payment,
    changes: [create(Payments, payment), ...moved.flatMap(({ before, after }) => writeMoved(before, after))],
    event: paymentEvent('PaymentOpened', { ...payment, version: 0 }),
  };
}

/** Why a payment was given up whose place another one took. */
const REPLACED = 'replaced';

/** The payment that is open already; a declined one is open again. */
function again(plan: Exclude<EscrowPlan<HeldPart>, { do: 'open' }>, earlier: PaymentItem, nowIso: string) {
  if (plan.do === 'answer') return { payment: earlier, changes: [] };
  const holds = coveredHolds(plan.holds);
  const opened = holds.map(({ hold, isCovered }) =>
    editParts(hold, (part) => (isCovered(part) ? { status: 'pending' } : undefined)),
  );
  const states = { ...earlier.states, ...statesOf(earlier, opened) };
  const payment: PaymentItem = { ...earlier, status: 'pending', states, updatedAt: nowIso };
  return {
    payment,
    changes: [
      replace(Payments, earlier, payment),
      ...holds.flatMap(({ hold }, index) => writeMoved(hold, opened[index] as HoldItem)),
    ],
    event: paymentEvent('PaymentOpened', earlier),
  };
}

/** The provider's object of a payment: opened once under each key, where a second one is used only once nothing came of the first; or found again. */
async function openIntent(
  call: FundCall,
  payment: PaymentItem,
): Promise<string | { intentId: string; clientSecret: string }> {
  const stripe = provider(await providerAccess(call.nowMs));
  const found = await findOpenedIntent(stripe, payment, call.nowMs);
  if (found?.intentId) return found.intentId;
  const key = await keyToOpen(payment, call);
  if (!key) throw new OutcomeUnknown('Nobody knows yet whether the payment was opened.');
  return stripe.createIntent({ ...payment, key });
}

/** What the card form needs. */
async function clientSecretOf(call: FundCall, payment: PaymentItem): Promise<string> {
  try {
    const opened = await openIntent(call, payment);
    if (typeof opened !== 'string') return opened.clientSecret;
    const stripe = provider(await providerAccess(call.nowMs));
    return (await stripe.readIntentSecret(opened)).clientSecret;
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw unavailable(error);
    await abandonPayment(payment, error.code, call);
    if (error.code === 'amount_too_small') throw new Failure('amount_too_small', error.message);
    throw error;
  }
}

function unavailable(error: unknown): unknown {
  return error instanceof OutcomeUnknown ? new Failure('provider_unavailable') : error;
}
