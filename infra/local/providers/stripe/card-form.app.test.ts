import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '#local/journeys/launch-browser.ts';
import { openStripeBench, type StripeBench } from './testing-stripe.ts';

const SHOP_SCRIPT = `
  const query = new URLSearchParams(location.search);
  const clientSecret = query.get('secret');
  const stripe = window.Stripe('pk_test_bench');
  const elements = stripe.elements({ clientSecret, appearance: { variables: { colorPrimary: '#123456' } } });
  const element = elements.create(query.get('element'), {});
  const out = document.querySelector('output');
  element.on('ready', () => { document.body.dataset.ready = 'yes'; });
  element.on('change', (event) => { document.body.dataset.complete = String(event.complete); });
  element.mount('#card');
  document.querySelector('button').addEventListener('click', async () => {
    const result = query.get('element') === 'card'
      ? await stripe.confirmCardPayment(clientSecret, { payment_method: { card: element } })
      : await stripe.confirmPayment({ elements, clientSecret, confirmParams: { return_url: location.origin + '/done' }, redirect: query.get('redirect') ?? 'if_required' });
    out.textContent = result.error ? 'error ' + result.error.code + ' ' + (result.error.decline_code ?? '') : 'paid ' + result.paymentIntent.status;
  });
`;

let bench: StripeBench;
let browser: Browser;
let shop: Server;
let shopOrigin: string;
let page: Page;
let complaints: string[];

/** A shop on another site than the stand-in, under the content security policy a product page has. */
function startShop(): Promise<Server> {
  const server = createServer((request, response) => {
    const standIn = bench.origin();
    const policy = `default-src 'none'; script-src 'self' ${standIn}; frame-src ${standIn}; connect-src 'self' ${standIn}; style-src 'self'; form-action 'none'`;
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    if (pathname === '/shop.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(SHOP_SCRIPT);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    const body = `<main><h1>Shop</h1><div id="card"></div><button>Pay</button><output></output></main><script src="${standIn}/v3/"></script><script src="/shop.js"></script>`;
    response.end(
      `<!doctype html><html lang="en"><head><title>Shop</title></head><body>${pathname === '/' ? body : '<h1>Done</h1>'}</body></html>`,
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

beforeAll(async () => {
  bench = await openStripeBench();
  shop = await startShop();
  shopOrigin = `http://localhost:${(shop.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  shop?.closeAllConnections();
  shop?.close();
  await bench?.close();
});
beforeEach(async () => {
  await page?.context().close();
  page = await (await browser.newContext()).newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('402')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});

async function openShop(query: Record<string, string> = {}): Promise<{ id: string; card: FrameLocator }> {
  const intent = await bench.stripe.paymentIntents.create({ amount: 2500, currency: 'usd' });
  const params = new URLSearchParams({ element: 'payment', secret: String(intent.client_secret), ...query });
  await page.goto(`${shopOrigin}/?${params}`);
  await page.locator('body[data-ready=yes]').waitFor();
  return { id: intent.id, card: page.frameLocator('iframe[title="Secure payment input frame"]') };
}

async function fill(card: FrameLocator, number: string): Promise<void> {
  await card.getByLabel('Card number').fill(number);
  await card.getByLabel('Expiry date (MM / YY)').fill('12 / 34');
  await card.getByLabel('Security code').fill('123');
  await card.getByLabel('Postal code').fill('12345');
}

/** By the keyboard: leaving a field may show what is wrong with it, and the frame that grows moves the button away between press and release of the mouse. */
const pay = (): Promise<void> => page.getByRole('button', { name: 'Pay' }).press('Enter');

const outcome = async (): Promise<string> => {
  await page.locator('output:not(:empty)').waitFor();
  return (await page.locator('output').textContent()) ?? '';
};

describe('the card form in its frame', () => {
  it.each([['payment'], ['card']])('takes a card in the %s element; the shop sees no digit of it', async (element) => {
    const { id, card } = await openShop({ element });
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(shopOrigin)) asked.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    await fill(card, '4242424242424242');
    await page.locator('body[data-complete=true]').waitFor();
    await pay();
    expect(await outcome()).toBe('paid succeeded');
    expect((await bench.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
    expect(`${asked.join()} ${await page.content()}`).not.toContain('4242');
    expect(complaints).toEqual([]);
  });

  it('tells a declined card with its reason and lets the buyer try another', async () => {
    const { id, card } = await openShop();
    await fill(card, '4000000000009995');
    await pay();
    expect(await outcome()).toBe('error card_declined insufficient_funds');
    await fill(card, '4242424242424242');
    await pay();
    await page.getByText('paid succeeded').waitFor();
    expect((await bench.stripe.paymentIntents.retrieve(id)).amount_received).toBe(2500);
  });

  it('keeps an incomplete card and says what is missing', async () => {
    const { card } = await openShop();
    await card.getByLabel('Card number').fill('4242');
    await pay();
    expect(await outcome()).toMatch(/^error incomplete_number/);
    expect(await card.getByRole('alert').allTextContents()).toContain('Your card number is incomplete.');
  });

  it.each([
    ['Complete authentication', 'paid succeeded', 'succeeded'],
    ['Fail authentication', 'error payment_intent_authentication_failure', 'requires_payment_method'],
  ])('opens the 3-D Secure dialog: %s', async (button, told, status) => {
    const { id, card } = await openShop();
    await fill(card, '4000002500003155');
    await pay();
    await page.getByRole('dialog', { name: '3D Secure authentication' }).waitFor();
    const bank = page.frameLocator('iframe[title="3D Secure authentication"]');
    await bank.getByRole('button', { name: button }).click();
    expect((await outcome()).trim()).toBe(told);
    expect((await bench.stripe.paymentIntents.retrieve(id)).status).toBe(status);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('goes to the return URL unless told to redirect only when needed', async () => {
    const { id, card } = await openShop({ redirect: 'always' });
    await fill(card, '4242424242424242');
    await pay();
    await page.waitForURL(`${shopOrigin}/done?**`);
    const query = new URL(page.url()).searchParams;
    expect([query.get('payment_intent'), query.get('redirect_status')]).toEqual([id, 'succeeded']);
  });

  it('has no accessibility violations, nor has the onboarding page', async () => {
    await openShop();
    const form = await new AxeBuilder({ page }).analyze();
    const account = await bench.stripe.accounts.create({
      type: 'express',
      capabilities: { transfers: { requested: true } },
    });
    const link = await bench.stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: `${shopOrigin}/refresh`,
      return_url: `${shopOrigin}/return`,
    });
    await page.goto(link.url);
    const onboarding = await new AxeBuilder({ page }).analyze();
    expect([...form.violations, ...onboarding.violations].map(({ id }) => id)).toEqual([]);
    await page.getByLabel('Complete everything').check();
    await page.getByRole('button', { name: 'Agree and submit' }).click();
    await page.waitForURL(`${shopOrigin}/return`);
    expect((await bench.stripe.accounts.retrieve(account.id)).payouts_enabled).toBe(true);
  });
});
