import { fundEscrow } from '#contract/areas/payments.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { CAMPAIGN, OWNER } from './deal.ts';
import type { World } from './world.ts';

/** Somebody pays by a card in their browser. */
export async function payByCard(world: World, clientSecret: string, card: string): Promise<void> {
  const intent = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
  await world.scheduler.call('browser', `pays by ${card}`, () =>
    world.provider.browse(`/v1/payment_intents/${intent}/confirm`, {
      client_secret: clientSecret,
      payment_method: card,
      return_url: 'http://localhost:3000/',
    }),
  );
}

/** Where somebody got out of a contract that a payment was open for, the brand goes on with the one that took its place for the others. */
export async function goOnPaying(world: World, contractId: string): Promise<void> {
  const payments = world.items('payment');
  const successors = payments.flatMap(({ status, successor }) => {
    const { paymentId, without = [] } = (successor ?? {}) as { paymentId?: string; without?: string[] };
    return status === 'canceled' && without.includes(contractId) ? [paymentId] : [];
  });
  const open = payments.find(({ paymentId, status }) => successors.includes(String(paymentId)) && status === 'pending');
  if (!open) return;
  world.meet('payment-replaced');
  const { status, body } = await world.ask({
    ...{ who: OWNER, endpoint: fundEscrow, handler: funding },
    ...{ params: { campaignId: CAMPAIGN }, body: {} },
  });
  if (status < 300) await payByCard(world, body.clientSecret, 'pm_card_visa');
}
