import { fundEscrow } from '#contract/areas/payments.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { create, replace } from '#data/change.ts';
import { type HeldPart, type HoldItem, Holds, wholeOf } from '#data/hold.ts';
import { campaignPartition } from '#data/keys.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { findOne, listPage } from '#data/read.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import { editParts, milestoneOf, moneyOf, partIdOf, partsOf } from '#domain/hold-parts.ts';
import { type EscrowPlan, planEscrow } from '#domain/payment.ts';
import { OutcomeUnknown, ProviderRefused, provider } from '#providers/stripe.ts';
import { msOf } from '#runtime/clock.ts';
import { platformCountry } from '#runtime/config.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { abandonPayment, paymentEvent, statesOf, writeMoved } from '#runtime/money/settle-payment.ts';
import { paymentView } from '#runtime/views/payment.ts';

type FundCall = Call<typeof fundEscrow>;

/** How long the provider is sure to know an idempotency key, ms; after that the same call would open a second payment. */
const KEY_KEPT_MS = 23 * 3_600_000;

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
    decide: (_state, { plan, earlier }) => {
      if (isRefused(plan)) return plan;
      const status = plan.do === 'open' ? (201 as const) : (200 as const);
      const opened =
        plan.do === 'open' ? open(plan, paymentId, call.nowIso) : earlier && again(plan, earlier, call.nowIso);
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
  earlier: PaymentItem | undefined;
}

/** Reads the holds of the campaign and plans; a declined payment that a new one replaces is cancelled before anything is written. */
async function look(call: FundCall, workspaceId: string, campaignId: string): Promise<Looked> {
  const { items } = await listPage({
    entity: Holds,
    partition: campaignPartition(workspaceId, campaignId),
    prefix: 'HOLD#',
    limit: MOST_HOLDS,
  });
  if (items.length === 0 && !(await findOne(campaignRef(workspaceId, campaignId))))
    return { plan: refuse('not_found'), earlier: undefined };
  const { contractId, milestone } = call.body;
  const wanted = contractId === undefined ? undefined : { contractId, milestone };
  const plan = planEscrow(items.flatMap(partsOf), wanted, { nowMs: call.nowMs, country: platformCountry() });
  if (isRefused(plan)) return { plan, earlier: undefined };
  if (plan.do !== 'open') return { plan, earlier: await findOne(paymentRef(workspaceId, plan.paymentId)) };
  for (const replaced of plan.replaces) {
    const payment = await findOne(paymentRef(workspaceId, replaced));
    if (payment?.intentId) await cancel(call, payment.intentId);
  }
  return { plan, earlier: undefined };
}

async function cancel(call: FundCall, intentId: string): Promise<void> {
  const stripe = provider(await providerAccess(call.nowMs));
  await stripe.cancelIntent(intentId).catch((error: unknown) => {
    if (error instanceof ProviderRefused)
      throw new Failure('too_busy', 'An earlier payment for this is just going through; look again in a moment.');
    throw unavailable(error);
  });
}

/** A new payment with its holds, written before the provider hears of it. */
function open(plan: Extract<EscrowPlan<HeldPart>, { do: 'open' }>, paymentId: string, nowIso: string) {
  const { amountMinor, currency } = plan;
  const holds = holdsOf(plan.holds);
  const [{ hold: first }] = holds as [Covered, ...Covered[]];
  const opened = holds.map(({ hold, isCovered }) =>
    editParts(hold, (part) => (isCovered(part) ? { status: 'pending', paymentId, disputeId: undefined } : undefined)),
  );
  const payment: PaymentItem = {
    paymentId,
    workspaceId: first.workspaceId,
    campaignId: first.campaignId,
    status: 'pending',
    currency,
    amountMinor,
    shares: holds.map(({ hold, isCovered }) => {
      const parts = partsOf(hold).filter(isCovered);
      const { contractId, influencerId, priceMinor, feeMinor } = moneyOf(hold, parts);
      const milestones = hold.parts ? { milestones: parts.map(milestoneOf) } : {};
      return { contractId, influencerId, priceMinor, feeMinor, ...milestones };
    }),
    states: statesOf({ paymentId }, opened),
    version: 1,
    createdAt: nowIso,
    updatedAt: nowIso,
  };
  return {
    payment,
    changes: [
      create(Payments, payment),
      ...holds.flatMap(({ hold }, index) => writeMoved(hold, opened[index] as HoldItem)),
    ],
    event: paymentEvent('PaymentOpened', { ...payment, version: 0 }),
  };
}

/** A hold and which of its parts a plan covers. */
interface Covered {
  hold: HoldItem;
  isCovered: (part: HeldPart) => boolean;
}

function holdsOf(parts: readonly HeldPart[]): Covered[] {
  const holds = new Map(parts.map((part) => [part.contractId, wholeOf(part)]));
  return [...holds.values()].map((hold) => {
    const ids = parts.filter(({ contractId }) => contractId === hold.contractId).map(partIdOf);
    return { hold, isCovered: (part) => ids.includes(partIdOf(part)) };
  });
}

/** The payment that is open already; a declined one is open again. */
function again(plan: Exclude<EscrowPlan<HeldPart>, { do: 'open' }>, earlier: PaymentItem, nowIso: string) {
  if (plan.do === 'answer') return { payment: earlier, changes: [] };
  const holds = holdsOf(plan.holds);
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

/** What the card form needs; the payment's id is the key under which the provider opens it once. */
async function clientSecretOf(call: FundCall, payment: PaymentItem): Promise<string> {
  const stripe = provider(await providerAccess(call.nowMs));
  try {
    const isForgotten = !payment.intentId && msOf(payment.createdAt) < call.nowMs - KEY_KEPT_MS;
    const intentId = isForgotten ? await stripe.findIntentOf(payment.paymentId) : payment.intentId;
    const { clientSecret } = intentId ? await stripe.readIntentSecret(intentId) : await stripe.createIntent(payment);
    return clientSecret;
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
