import { REFUND_WAITS_HOURS } from '#domain/refund-tries.ts';
import { WEBHOOK_MS } from '#local/demo/provider-pages.ts';
import type { Visitor } from './browser.ts';
import { agree, askStripe, cardFrame, dayFrom, fillCard, openCampaignPart, press, type Sides } from './deal-steps.ts';
import { appears, navigate, proveIdentity } from './steps.ts';

/**
 * The brand is about to pay for two contracts at once when the creator gets out of the one: what the brand has before it leads to the
 * payment for the other one, which is paid. Answers the contract that money is held for then.
 */
export async function cancelPartOfAnOpenPayment(sides: Sides): Promise<string> {
  const { brand, creator, campaignId, stage } = sides;
  const { page } = brand;
  const contract = (amountMinor: number) =>
    agree(sides, { price: { amountMinor, currency: 'USD' }, dueOn: dayFrom(stage, 20) });
  const [given, kept] = [await contract(20_000), await contract(15_000)];
  await page.goto(`/campaigns/${campaignId}/fund`);
  await appears(brand, (one) => one.getByRole('button', { name: 'Go on to pay US$350.00' }));
  await page.getByRole('button', { name: 'Go on to pay US$350.00' }).click();
  await page.getByRole('button', { name: 'Pay US$350.00' }).waitFor();

  await creator.page.goto(`/contracts/${given}`);
  await creator.page.getByRole('button', { name: 'Cancel the contract' }).click();
  const dialog = creator.page.getByRole('dialog');
  await dialog
    .getByText(/another one takes its place/)
    .first()
    .waitFor();
  await creator.inspect('getting out of an open payment');
  await dialog.getByRole('button', { name: 'Cancel the contract' }).click();
  await creator.page.getByText('Cancelled; the other side was told').waitFor();
  await creator.page.getByText('Cancelled', { exact: true }).first().waitFor();
  await creator.inspect('contract cancelled');

  // The page of the brand still knows the payment as it was; Stripe answers that it is over.
  brand.expectRefusal('400 ');
  await fillCard(cardFrame(brand), '4242424242424242');
  await press(page.getByRole('button', { name: 'Pay US$350.00' }));
  await page.getByText('Another payment took the place of this one').waitFor();
  await brand.inspect('payment replaced');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Go on to pay US$150.00' }).waitFor();
  await openCampaignPart(brand, campaignId, 'payments');
  await page.getByText(/another payment took its place/).waitFor();
  await page.getByRole('link', { name: 'Finish paying' }).waitFor();
  await brand.inspect('payments with one replaced');

  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.getByRole('button', { name: /Your open payment of USD 350\.00 is now one of USD 150\.00/ }).click();
  await page.getByRole('button', { name: 'Go on to pay US$150.00' }).click();
  await page.getByRole('button', { name: 'Pay US$150.00' }).waitFor();
  await fillCard(cardFrame(brand), '4242424242424242');
  await press(page.getByRole('button', { name: 'Pay US$150.00' }));
  await page.getByRole('heading', { name: 'US$150.00 is held' }).waitFor();
  await creator.page.goto(`/contracts/${kept}`);
  await creator.page.getByText('Money held', { exact: true }).first().waitFor();
  return kept;
}

/** The brand gets out of a contract that is paid for, and Stripe refuses the refund, as often as it is tried before it is given up. */
export async function letRefundStick({ stage, owner }: Sides, contractId: string): Promise<void> {
  await askStripe(stage, '/_control/faults', {
    json: {
      ...{ method: 'POST', path: '/v1/refunds', status: 400, count: REFUND_WAITS_HOURS.length + 1 },
      body: { error: { type: 'invalid_request_error', code: 'charge_not_refundable', message: 'It is too old.' } },
    },
  });
  const { version } = await owner.do(`GET /contracts/${contractId}/cancellation`);
  await owner.do(`POST /contracts/${contractId}/cancel`, { version });
}

/** Both sides read that the refund is stuck; an admin finds it, refunds a piece of it by hand, and has the rest tried again. */
export async function finishStuckRefund(sides: Sides, contractId: string, admin: Visitor): Promise<void> {
  const { stage, brand, creator } = sides;
  for (const [visitor, sentence] of [
    [brand, /The refund could not be made, however often it was tried/],
    [creator, /The money goes back to the brand, whose refund could not be made so far/],
  ] as const) {
    await visitor.page.goto(`/contracts/${contractId}`);
    await visitor.page.getByText(sentence).first().waitFor();
    await visitor.inspect(`contract with a stuck refund for the ${visitor === brand ? 'brand' : 'creator'}`);
  }
  const { page } = admin;
  await navigate(admin, /Overview/, 'Overview');
  await appears(admin, (one) => one.getByRole('link', { name: 'Decide about a refund that could not be made' }));
  await page.getByRole('link', { name: 'Decide about a refund that could not be made' }).click();
  const refund = page.getByRole('listitem').filter({ hasText: contractId });
  await refund.getByText('US$150.00').waitFor();
  await refund.getByText(`Refused ${REFUND_WAITS_HOURS.length + 1} times`).waitFor();
  await refund.getByText('charge_not_refundable').waitFor();
  await admin.inspect('stuck refund');
  await refund.getByRole('button', { name: 'Owe it to the brand' }).click();
  await page
    .getByRole('dialog')
    .getByText(/become a credit of the brand/)
    .waitFor();
  await admin.inspect('owing a stuck refund');
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();

  // Somebody refunds a piece of it at Stripe by hand.
  const { data } = await askStripe(stage, '/v1/payment_intents?limit=100', { method: 'GET' });
  const paid = data.find(
    (one: { amount: number; status: string }) => one.amount === 15_000 && one.status === 'succeeded',
  );
  await askStripe(stage, '/v1/refunds', { form: { charge: paid.latest_charge, amount: '5000' } });
  await stage.advance(WEBHOOK_MS);
  await appears(admin, () => refund.getByText('US$100.00'));

  admin.expectRefusal('403 /admin/stuck-refunds');
  await refund.getByRole('button', { name: 'Try again' }).click();
  await proveIdentity(admin);
  await page.getByText('It is tried again now').waitFor();
  await appears(admin, (one) => one.getByText('No refund is stuck'));
  await brand.page.reload();
  await appears(brand, (one) => one.getByText('The money was paid back to you.'));
  await brand.inspect('contract paid back at last');
}

/** Orders from the list of what the influencer was paid that some of it is taken back. */
async function orderClawBack({ page }: Visitor, paid: string, amount: string, use: string): Promise<void> {
  const list = page.getByRole('list', { name: 'Paid out' });
  await list
    .getByRole('listitem')
    .filter({ hasText: paid })
    .getByRole('button', { name: /^Choose/ })
    .click();
  await page.getByLabel('Amount').fill(amount);
  await page.getByLabel('What it is for').selectOption(use);
  await page.getByLabel('Reason').fill(`The post was taken down after a day (${amount}).`);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('dialog').getByText(`US$${amount}.00`).waitFor();
}

/**
 * An admin orders two payouts to be taken back: the one is covered by the creator's balance and goes to the brand; the other one stays
 * owed, until a second admin agrees to let it go. Both sides read what concerns them.
 */
export async function takeBackWhatWasPaidOut(sides: Sides, admin: Visitor, second: Visitor): Promise<void> {
  const { brand, creator, campaignId } = sides;
  const { page } = admin;
  const confirm = () => page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await navigate(admin, /Claw-backs/, 'Claw-backs');
  await page.getByRole('searchbox').fill('Ivo');
  await page.getByRole('button', { name: 'Choose Ivo Brandt' }).click();
  await page.getByRole('list', { name: 'Paid out' }).waitFor();
  await admin.inspect('what was paid out');
  await orderClawBack(admin, 'US$90.00 to Ivo Brandt', '40', 'refund');
  await admin.inspect('claw-back to order');
  await confirm();
  await appears(admin, (one) => one.getByText('All back', { exact: true }));
  await orderClawBack(admin, 'US$855.00 to Ivo Brandt', '200', 'reserve');
  await confirm();
  await appears(admin, (one) => one.getByText('US$200.00 is owed'));
  await admin.inspect('claw-backs ordered');

  await navigate(creator, /Earnings/, 'Earnings');
  await appears(creator, (one) => one.getByText('Given back', { exact: true }));
  await creator.page.getByText('Still owed', { exact: true }).waitFor();
  await creator.page.getByText(/US\$200\.00 is taken from your next payouts/).waitFor();
  await creator.inspect('earnings taken back');

  await page.getByRole('button', { name: 'Let it go' }).click();
  await page.getByLabel('Why?').fill('It had been agreed on by phone.');
  await admin.inspect('letting a claw-back go');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for it' }).click();
  await page.getByText(/^You want to let it go/).waitFor();
  await admin.inspect('claw-back waits for another admin');
  await navigate(second, /Overview/, 'Overview');
  await appears(second, (one) => one.getByRole('link', { name: 'Agree to let a claw-back go, or not' }));
  await second.page.getByRole('link', { name: 'Agree to let a claw-back go, or not' }).click();
  await second.page.getByRole('button', { name: 'Agree to let it go' }).click();
  await second.inspect('agreeing to let a claw-back go');
  second.expectRefusal('403 /admin/claw-backs/dismissals');
  await second.page.getByRole('dialog').getByRole('button', { name: 'Let it go' }).click();
  await proveIdentity(second);
  await second.page.getByText('Let go', { exact: true }).waitFor();
  await second.inspect('claw-back let go');

  await appears(creator, (one) => one.getByText(/US\$200\.00 is not taken any more/));
  await creator.page.goto('/ledger');
  await creator.page.getByText('Payout taken back').first().waitFor();
  await creator.inspect('own statement with what was taken back');
  await openCampaignPart(brand, campaignId, 'timeline');
  await appears(brand, (one) => one.getByText('US$40.00 paid back after it was taken back from the influencer'));
  await brand.page.getByText('US$40.00 is being taken back from the influencer').waitFor();
  await brand.inspect('timeline with what was taken back');
  await brand.page.goto(`/ledger?campaign=${campaignId}`);
  await brand.page.getByText('Paid back after the payout was taken back').first().waitFor();
  await brand.page.getByText('Balanced', { exact: true }).waitFor();
  await brand.inspect('statement with what was taken back');
}
