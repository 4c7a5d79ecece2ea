import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANSWER_DAYS, APPEAL_ANSWER_DAYS } from '#domain/dispute.ts';
import { ApiSession } from '#local/seed/api-session.ts';
import { acceptDocuments, invokeFunction, openAccount, provisionAccount } from '#local/seed/open-account.ts';
import { completeCampaign } from '#testing/fixtures/world.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { agree, askStripe, cardFrame, dayFrom, fillCard, openCampaignPart, press, type Sides } from './deal-steps.ts';
import {
  cancelPartOfAnOpenPayment,
  finishStuckRefund,
  letRefundStick,
  takeBackWhatWasPaidOut,
} from './money-trouble.ts';
import type { Size } from './sizes.ts';
import { appears, beginAt, letLogInsThrough, logIn, navigate, PASSWORD, proveIdentity } from './steps.ts';
import { timed } from './times.ts';

const stage = stageOfThisFile();
const HOUR_MS = 3_600_000;
/** By then what a card paid is there, has been sent to a bank, and what the bank says about it has come back. */
const BANK_HOURS = 72;
/** A drawing of a bottle. */
const PICTURE = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAUAAAADICAMAAACu2siZAAAACVBMVEXs5NiwXDw8LCi89lSAAAABCElEQVR42u3QMQEAAAQAMPQPrYDL47BFWAQAAAAAwKWaiREoUKBABAoUKBCBAgUK',
    'RKBAgQIRKFCgQAQKFCjwo9yTJ1CgQIECBQoUKFCgQIECBQoUKFCgQIECBQoUKFCgQIECBQoUKFCgQIECBQoUKFCgQIECBQoUKFCgQIECBQpEoECBAgUKFChQoECBAgUKFChQoECBAgUK',
    'FChQoECBAgUKFChQoECBAgUKFChQoECBAgUKFChQoEB5AgUKFChQoECBAgUKFChQoECBAgUKFChQoECBAgUKFChQoECBAgUKFChQoECBAgUKFChQoECBAgUKFChQoEAEChQoUKBAgQIB',
    'AAAAAACYNRuQJIh9ROK2AAAAAElFTkSuQmCC',
  ].join(''),
  'base64',
);

/** Advances the clock the way a person does, through the console; what falls due on the way has happened afterwards. */
async function advance(hours: number): Promise<void> {
  const answer = await timed('clock', () =>
    fetch(`${stage().platform.urls.console}/api/clock/advance`, {
      method: 'POST',
      headers: { 'x-accord-console': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ ms: hours * HOUR_MS }),
    }),
  );
  expect(answer.status).toBe(200);
}

/** Presses the first download of a screen: the browser gets a PDF under that name and stays where it is. */
async function savesPdf({ page }: Visitor, name: RegExp, button = /^Download PDF/): Promise<void> {
  const address = page.url();
  const arrives = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).first().click();
  const download = await arrives;
  expect(download.suggestedFilename()).toMatch(name);
  const [first] = await (await download.createReadStream()).take(1).toArray();
  expect((first as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  expect(page.url()).toBe(address);
}

/** Ends the visit to the provider's page as named there; it leads back to the payout account. */
async function leavesStripeWith({ page }: Visitor, choice: string): Promise<void> {
  await page.getByLabel(choice).check();
  await page.getByRole('button', { name: 'Agree and submit' }).click();
  await page.waitForURL('**/payout-account**');
}

/** What invoices in the creator's name show from then on. */
async function saysTaxData(creator: Visitor): Promise<void> {
  const { page } = creator;
  const said = {
    'Legal name': 'Mara Muster',
    'Street and number': 'Lindenweg 4',
    City: 'Leipzig',
    'Postal code': '04109',
  };
  for (const [label, value] of Object.entries(said)) await page.getByLabel(label).fill(value);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('VAT or tax number').fill('DE 123 456 789');
  await creator.inspect('tax data');
  await page.getByRole('button', { name: 'Save tax data' }).click();
  await page.getByText('Tax data saved').waitFor();
  await page.getByText('The VAT number is valid').waitFor();
  await creator.inspect('tax data checked');
}

/** A file as people pick it. */
const textFile = (text: string) => ({ name: 'what to say.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });

/** The creator, who is paid in euros, works for dollars. */
const sum = (amount: string) => `US$${amount}`;

describe('a deal between a brand on a desktop and a creator on a phone', () => {
  const emails = { brand: 'nora@example.com', creator: 'ivo@example.com' };
  const title = 'Trail bottles';
  let brand: Visitor;
  let creator: Visitor;
  let campaignId: string;
  let people: Sides;
  let admin: Visitor | undefined;
  /** A contract of two milestones, the first of them paid in; and one that is paid in and got out of. */
  let milestoned = '';
  let leftOver = '';

  beforeAll(async () => {
    const { platform, urls } = stage().platform;
    await invokeFunction(platform, 'schedules/take-exchange-rates');
    const person = { country: 'DE', timezone: 'Europe/Berlin', password: PASSWORD };
    const owner = await openAccount(urls.api, platform, {
      ...person,
      as: 'brand',
      name: 'Nora Lind',
      email: emails.brand,
      organisation: 'Fjord Outdoor',
    });
    await owner.do('PUT /brands/profile', {
      companyName: 'Fjord Outdoor',
      industry: 'Outdoor equipment',
      contactInfo: { name: 'Nora Lind', email: emails.brand },
    });
    const influencer = await openAccount(urls.api, platform, {
      ...person,
      as: 'influencer',
      name: 'Ivo Brandt',
      email: emails.creator,
    });
    await influencer.do('PUT /influencers/profile', {
      displayName: 'Ivo Brandt',
      bio: 'Trails, huts and what survives them.',
      niche: ['fitness', 'travel'],
      socialLinks: [{ platform: 'instagram', handle: '@ivo.trails', followers: 52_000 }],
      geoLocation: { country: 'DE', city: 'Kempten' },
    });
    const day = (offset: number) => dayFrom(stage(), offset);
    const draft = await owner.do('POST /brands/campaigns', {
      ...completeCampaign({ day }),
      title,
      brief: 'One reel of a day on the trail with the bottle. The sweat is real, the story is yours.',
      budgetMin: 80_000,
      budgetMax: 300_000,
      currency: 'USD',
      deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
      targetAudience: { niches: ['fitness', 'travel'], platforms: ['instagram'], countries: ['DE', 'AT'] },
      applying: { questions: [{ questionId: 'trail', text: 'Which trail would you walk?', required: true }] },
    });
    campaignId = draft.campaignId;
    brand = await stage().visit('desktop');
    creator = await stage().visit('phone');
    people = { stage: stage(), brand, creator, owner, influencer, campaignId, title };
    for (const visitor of [brand, creator]) {
      visitor.expectRefusal('403 /ws');
      visitor.expectRefusal('401 *');
    }
    await beginAt(brand, emails.brand, '/campaigns');
    await creator.page.goto('/log-in');
    await logIn(creator, emails.creator, 'Discover');
  });

  afterAll(async () => {
    for (const visitor of [brand, creator, admin]) await visitor?.close();
  });

  const sideOf = (visitor: Visitor) => (visitor === brand ? 'brand' : 'creator');

  /** Somebody of the platform, who is signed in. */
  async function staffAt(size: Size, name: string, role: string): Promise<Visitor> {
    const { platform, urls } = stage().platform;
    const email = `${name}.staff@example.com`;
    await provisionAccount(platform, { email, password: PASSWORD, name, country: 'DE', role });
    await acceptDocuments(new ApiSession(urls.api, { email, password: PASSWORD }));
    const visitor = await stage().visit(size);
    for (const refusal of ['401 *', '403 *']) visitor.expectRefusal(refusal);
    await beginAt(visitor, email, '/overview');
    return visitor;
  }

  const sound = () => expect([...brand.problems(), ...creator.problems()]).toEqual([]);

  it('is published, found with reasons, and applied for', async () => {
    await brand.page.goto(`/campaigns/${campaignId}`);
    await brand.page.getByRole('button', { name: 'Publish' }).click();
    await brand.page.getByText('Influencers whose profile fits see it at once').waitFor();
    await brand.inspect('publish dialog');
    await brand.page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await brand.page.getByText('Published', { exact: true }).first().waitFor();
    await brand.page.getByRole('heading', { name: 'Budget' }).waitFor();
    await brand.inspect('campaign published');

    await appears(creator, (page) => page.getByRole('link', { name: title }));
    await creator.inspect('discover');
    await creator.page.getByRole('link', { name: title }).click();
    await creator.page.getByRole('heading', { name: 'Why it fits you' }).waitFor();
    expect(await creator.page.getByText('You post about fitness and travel').count()).toBe(1);
    await creator.page.getByRole('button', { name: 'Send application' }).click();
    await creator.page.getByText('Fill this in').waitFor();
    await creator.page.getByText('Has to be answered').waitFor();
    await creator.page.getByLabel('Which trail would you walk?').fill('The E5 over the Memminger hut.');
    await creator.page.getByLabel('What you would make').fill('Forty kilometres, two bottles, one reel.');
    await creator.page.getByLabel('Work to look at').fill('ivo.example/reels');
    await creator.page.getByLabel('Your price for all of it').fill('900');
    await creator.page.getByText(/810\.00 after/).waitFor();
    await creator.page.getByRole('button', { name: 'Send application' }).click();
    await creator.page.getByText('Must be an https:// address').waitFor();
    await creator.inspect('open campaign');
    await creator.page.getByLabel('Work to look at').fill('https://ivo.example/reels');
    await creator.page.getByRole('button', { name: 'Send application' }).click();
    await creator.page.getByRole('heading', { name: 'Your application' }).waitFor();
    await navigate(creator, /Applications/, 'Applications');
    await creator.page.getByText('Forty kilometres').waitFor();
    await creator.inspect('own applications');
    sound();
  });

  it('is negotiated in versions that show what changed', async () => {
    const parts = brand.page.getByRole('navigation', { name: 'Parts of the campaign' });
    await parts.getByRole('link', { name: 'Applications' }).click();
    await appears(brand, (page) => page.getByRole('button', { name: 'Approve Ivo Brandt' }));
    await brand.page.getByRole('link', { name: 'https://ivo.example/reels' }).waitFor();
    await brand.page.getByText('The E5 over the Memminger hut.').waitFor();
    await brand.inspect('applications');
    await brand.page.getByRole('button', { name: 'Waiting list for Ivo Brandt' }).click();
    await brand.page.getByText('On the waiting list', { exact: true }).waitFor();
    await brand.page.getByRole('button', { name: 'Approve Ivo Brandt' }).click();
    await brand.page.getByRole('link', { name: 'Make an offer' }).click();
    await brand.page.getByRole('heading', { name: 'Offer for Ivo Brandt' }).waitFor();
    await brand.page.getByLabel('Price for everything below').fill('850');
    expect(await brand.page.getByLabel('Hours the brand may object').inputValue()).toBe('72');
    await brand.page.getByLabel('Hours the brand may object').fill('96');
    await brand.page.getByText('E-mail and newsletters').click();
    // The quote follows what is typed, before anything is sent.
    await brand.page.getByText('4 days to object').filter({ visible: true }).waitFor();
    await brand.page.getByText('Quoted on').filter({ visible: true }).waitFor();
    await brand.page.getByText(sum('765.00')).filter({ visible: true }).waitFor();
    await brand.page
      .getByText(/^1 USD = 0\.\d+ EUR$/)
      .filter({ visible: true })
      .waitFor();
    await brand.page.getByRole('button', { name: 'Split into milestones' }).click();
    await brand.page.getByRole('group', { name: 'For this content' }).first().waitFor();
    await brand.page.getByText(`Together ${sum('850.00')} of ${sum('850.00')}`).waitFor();
    await brand.inspect('offer form');
    await brand.page.getByRole('button', { name: 'Send offer' }).click();
    await brand.page.getByText('Waiting for Ivo Brandt').waitFor();
    await brand.inspect('offer sent');

    await navigate(creator, /Offers/, 'Offers');
    await appears(creator, (page) => page.getByRole('link', { name: title }));
    await creator.inspect('own offers');
    await creator.page.getByRole('link', { name: title }).click();
    await creator.page.getByText('You receive').waitFor();
    expect(await creator.page.getByText(sum('765.00')).count()).toBe(1);
    await creator.page.getByText(/Of Stripe on .+, its fee included\. Accepted until .+ it stays as it is/).waitFor();
    await creator.inspect('offer received');
    await creator.page.getByRole('link', { name: 'Answer with other terms' }).click();
    await creator.page.getByLabel('Price for everything below').fill('950');
    await creator.page.getByText(sum('855.00')).filter({ visible: true }).waitFor();
    await creator.page.getByLabel('Hours the brand may object').fill('24');
    await creator.page.getByText('1 day to object').filter({ visible: true }).waitFor();
    await creator.inspect('counter form');
    await creator.page.getByRole('button', { name: 'Pay it as one' }).click();
    await creator.page.getByLabel('How long, after all of it is live').selectOption({ label: '90 days' });
    await creator.page.getByLabel('Message').fill('The route takes two days.');
    await creator.page.getByRole('button', { name: 'Send these terms' }).click();
    await creator.page.getByText('Waiting for Fjord Outdoor').waitFor();

    await openCampaignPart(brand, campaignId, 'offers');
    await appears(brand, (page) => page.getByText('Your answer'));
    await brand.inspect('offers');
    await brand.page.getByRole('link', { name: 'Ivo Brandt' }).click();
    await brand.page.getByRole('heading', { name: 'How the terms changed' }).waitFor();
    expect(await brand.page.locator('del', { hasText: sum('850.00') }).count()).toBe(1);
    expect(await brand.page.locator('ins', { hasText: sum('950.00') }).count()).toBe(1);
    expect(await brand.page.locator('del', { hasText: `First part, ${sum('425.00')}` }).count()).toBe(1);
    expect(await brand.page.locator('ins', { hasText: 'None: paid as one' }).count()).toBe(1);
    expect(await brand.page.locator('del', { hasText: '4 days after the last piece is live' }).count()).toBe(1);
    expect(await brand.page.locator('ins', { hasText: '1 day after the last piece is live' }).count()).toBe(1);
    expect(await brand.page.locator('ins', { hasText: '90 days' }).count()).toBe(1);
    await brand.inspect('offer countered');
    await brand.page.getByRole('link', { name: 'As a contract' }).click();
    await brand.page.getByText('exactly this text is the contract').waitFor();
    await brand.inspect('contract preview');
    await brand.page.getByRole('link', { name: 'Offer', exact: true }).first().click();
    let letThrough = (): void => undefined;
    const isLetThrough = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await brand.page.route(/\/offers\/[^/]+\/document$/, (route) => isLetThrough.then(() => route.continue()));
    await brand.page.reload();
    await brand.page.getByRole('button', { name: 'Accept' }).click();
    await brand.page.getByLabel('Sign it now, with your full name').fill('Ada Winter');
    const accept = brand.page.getByRole('button', { name: 'Accept and make the contract' });
    expect(await accept.isDisabled(), 'what would be signed is not here yet').toBe(true);
    letThrough();
    await brand.inspect('accept dialog');
    await accept.click();
    await brand.page.getByRole('heading', { name: 'Contract with Ivo Brandt' }).waitFor();
    await brand.page.getByText('1 day after the last piece is live').waitFor();
    await brand.inspect('contract unpaid');
    await brand.page.getByText('Signed by one side').waitFor();
    sound();
  });

  it('is paid in after a declined card and a check by the bank, and only then held', async () => {
    const { page } = brand;
    // Stripe answers a refused card with 402.
    brand.expectRefusal('402 ');
    await page.getByRole('link', { name: 'Pay in' }).click();
    await page.getByRole('button', { name: `Go on to pay ${sum('950.00')}` }).waitFor();
    await page.getByText(/the money can be held until .+ at most/).waitFor();
    await brand.inspect('pay in');
    await page.getByRole('button', { name: `Go on to pay ${sum('950.00')}` }).click();
    const card = cardFrame(brand);
    const pay = page.getByRole('button', { name: `Pay ${sum('950.00')}` });
    await pay.waitFor();
    await card.getByLabel('Card number').fill('4242');
    // Pressed for as long as a hand may: what is said about the field must not move the button away meanwhile.
    await pay.click({ delay: 500 });
    await page.getByText('Your card number is incomplete.').waitFor();
    await fillCard(card, '4000000000009995');
    await brand.inspect('card form');
    await press(pay);
    await page.getByText('There is not enough money on this card.').waitFor();
    await brand.inspect('card declined');
    await fillCard(card, '4000002500003155');
    await press(pay);
    const bank = page.frameLocator('iframe[title="3D Secure authentication"]');
    await bank.getByRole('button', { name: 'Fail authentication' }).click();
    await page.getByText('The bank could not confirm that it is you.').waitFor();
    await fillCard(card, '4000002500003155');
    await press(pay);
    await bank.getByRole('button', { name: 'Complete authentication' }).click();
    await page.getByRole('heading', { name: `${sum('950.00')} is held` }).waitFor();
    await brand.inspect('money held');

    await navigate(creator, /Contracts/, 'Contracts');
    await appears(creator, (one) => one.getByText('Money held'));
    await creator.inspect('own contracts');
    sound();
  });

  it('is signed by name, under the hash of what was read', async () => {
    const { page } = creator;
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('link', { name: 'Read and sign' }).click();
    await page.getByText('Ada Winter').waitFor();
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('Use at least 3 characters').waitFor();
    await page.getByLabel('Your full name').fill('Ivo Brandt');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('Signed by both').waitFor();
    await page.getByRole('button', { name: 'Download PDF' }).waitFor();
    await creator.inspect('contract signed');

    await page.getByRole('link', { name: 'Propose a change' }).click();
    await page.getByLabel('Rounds of changes').fill('3');
    await creator.inspect('change form');
    await page.getByRole('button', { name: 'Send the proposal' }).click();
    await page.getByRole('button', { name: 'Withdraw it' }).waitFor();
    await brand.page.goto(page.url());
    await brand.page.locator('ins', { hasText: '3 rounds' }).waitFor();
    await brand.inspect('change proposed');
    await brand.page.getByRole('button', { name: 'Accept the change' }).click();
    await brand.page.getByText('Version 2, agreed on').waitFor();
    await brand.page.getByRole('link', { name: 'Version 1' }).waitFor();
    sound();
  });

  it('says for how long the content may be used, and how to ask for longer', async () => {
    await navigate(creator, /Rights/, 'Rights');
    await appears(creator, (page) => page.getByRole('listitem').getByText('Not begun', { exact: true }));
    await creator.inspect('own rights');
    await navigate(brand, /Rights/, 'Rights');
    await appears(brand, (page) => page.getByRole('button', { name: 'Ask for an extension' }));
    await brand.inspect('rights');
    await brand.page.getByRole('button', { name: 'Ask for an extension' }).click();
    await brand.page.getByRole('button', { name: 'Go on to the offer' }).click();
    await brand.page.getByText('Nothing has to be made anew').waitFor();
    await brand.inspect('extension offer');
    await navigate(creator, /Contracts/, 'Contracts');
    sound();
  });

  it('is shown to be held, on a clock and by a proof that anybody with its link can check', async () => {
    const { page } = creator;
    await page.getByRole('link', { name: title }).click();
    await page.getByText(/(89|90) days left/).waitFor();
    await page.getByRole('button', { name: 'Share proof' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByRole('region', { name: 'Link of the proof' }).innerText();
    await creator.inspect('proof made');
    const reader = await stage().visit('phone');
    reader.expectRefusal('401 *');
    reader.expectRefusal('404 /proofs/look-up');
    await reader.page.goto(link.trim());
    await reader.page.getByText('Held now', { exact: true }).waitFor();
    await reader.page.getByText(/Checked in your browser/).waitFor();
    expect(await reader.page.getByText(sum('950.00')).count()).toBe(1);
    await reader.inspect('proof of funds');
    await page.getByRole('button', { name: 'Take the link back' }).click();
    await page.getByText('Taken back: the link no longer works').waitFor();
    await reader.page.reload();
    await reader.page.getByText(/There is no proof under this link/).waitFor();
    await reader.inspect('proof taken back');
    expect(reader.problems()).toEqual([]);
    await reader.close();
    await navigate(creator, /Contracts/, 'Contracts');
    sound();
  });

  it('is talked about: what one side writes appears with the other, and is marked as read', async () => {
    await openCampaignPart(brand, campaignId, 'contracts');
    await brand.page.getByRole('link', { name: 'Ivo Brandt' }).first().click();
    await brand.page.getByRole('button', { name: 'Message Ivo Brandt' }).click();
    await brand.page.getByLabel('Your message').fill('The bottles leave tomorrow.');
    await brand.inspect('first message');
    await brand.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await brand.page.getByRole('heading', { name: 'Ivo Brandt', level: 1 }).waitFor();
    await brand.page.getByText('Sent', { exact: true }).waitFor();

    const toMessages = creator.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Messages/ });
    await toMessages.filter({ hasText: '1 unread' }).waitFor();
    await toMessages.click();
    await creator.page.getByRole('list', { name: 'Talks' }).waitFor();
    await creator.inspect('messages');
    await creator.page.getByRole('link', { name: /The bottles leave tomorrow/ }).click();
    await creator.page.getByRole('log').getByText('The bottles leave tomorrow.').waitFor();
    await brand.page.getByText(/^Read/).waitFor();
    await toMessages.filter({ hasNotText: 'unread' }).waitFor();
    // An address without a place to break it, which is no reason to scroll sideways.
    const address = `https://maps.example/${'summit'.repeat(30)}`;
    await creator.page.getByLabel('Your message').fill(`Thank you! I start on Friday. ${address}`);
    await creator.page.getByLabel('Your message').press('Control+Enter');
    // Nobody loads anything again.
    await brand.page.getByRole('log').getByText('Thank you! I start on Friday.').waitFor();
    await creator.page.getByText(/^Read/).waitFor();
    await brand.inspect('talk');
    await creator.inspect('talk of the creator');
    await brand.page.goto('/messages');
    await brand.page.getByRole('searchbox').fill('BOTTLES leave');
    await brand.page.getByRole('button', { name: 'Search' }).click();
    await brand.page
      .getByRole('region', { name: /Messages with/ })
      .getByRole('link', { name: /bottles leave/ })
      .waitFor();
    await brand.inspect('messages searched');
    await navigate(creator, /Contracts/, 'Contracts');
    sound();
  });

  it('has its documents in one folder: shown, versioned, opened to the other side and shared by a link', async () => {
    const { page } = brand;
    await openCampaignPart(brand, campaignId, 'documents');
    await appears(brand, (one) => one.getByText('Contract with Ivo Brandt'));
    await page.getByText(`Brief: ${title}`).waitFor();
    await brand.inspect('folder of a campaign');
    await page.getByRole('link', { name: 'Add a document' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(textFile('Say the colour first.'));
    await page.getByText('Ready', { exact: true }).waitFor();
    await page.getByLabel('Title').fill('What to say');
    await page.getByLabel('Ivo Brandt').check();
    await brand.inspect('add a document');
    await page.getByRole('button', { name: 'Add the document' }).click();
    await page.frameLocator('iframe[title="What to say"]').getByText('Say the colour first.').waitFor();
    await page.getByRole('button', { name: 'New version' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(textFile('Say the name first.'));
    await page.getByText('Ready', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Add this version' }).click();
    await page.frameLocator('iframe[title="What to say"]').getByText('Say the name first.').waitFor();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('region', { name: 'Link to What to say' }).innerText();
    await brand.inspect('document');

    const reader = await stage().visit('phone');
    reader.expectRefusal('401 *');
    reader.expectRefusal('404 /shared-documents/open');
    await reader.page.goto(link.trim());
    await reader.page.frameLocator('iframe[title="What to say"]').getByText('Say the name first.').waitFor();
    await reader.inspect('shared document');
    await page.reload();
    await page.getByText(/Opened 1 time/).waitFor();
    await page.getByRole('button', { name: 'End the link' }).click();
    await page.getByText('The link has ended').waitFor();
    await reader.page.reload();
    await reader.page.getByText(/There is nothing at this link/).waitFor();
    expect(reader.problems()).toEqual([]);
    await reader.close();

    await creator.page.goto('/documents');
    await appears(creator, (one) => one.getByRole('link', { name: 'What to say' }));
    await creator.inspect('documents');
    await creator.page.getByRole('link', { name: 'What to say' }).click();
    await creator.page.getByRole('button', { name: 'Show version 1' }).click();
    await creator.page.frameLocator('iframe[title="What to say"]').getByText('Say the colour first.').waitFor();
    await creator.inspect('document of the other side');
    await navigate(creator, /Contracts/, 'Contracts');
    sound();
  });

  it('is disputed, answered with a proposal, and held as before once the dispute is taken back', async () => {
    const { page } = brand;
    await openCampaignPart(brand, campaignId, 'contracts');
    await page.getByRole('link', { name: 'Ivo Brandt' }).first().click();
    await page.getByRole('button', { name: 'Cancel the contract' }).click();
    await page.getByText('of which Accord gives up its fee').waitFor();
    await brand.inspect('cancellation shown');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('link', { name: 'Open a dispute' }).click();
    await page.getByLabel('What is it about?').selectOption('late');
    await page.getByLabel('What should the creator get?').fill('500');
    await page.getByLabel('What happened?').fill('Nothing was handed in on the day we agreed on.');
    await brand.inspect('dispute form');
    await page.getByRole('button', { name: 'Open the dispute' }).click();
    await page.getByRole('heading', { name: 'What was said and shown' }).waitFor();
    await brand.inspect('dispute opened');

    await navigate(creator, /Disputes/, 'Disputes');
    await appears(creator, (one) => one.getByText('Your answer'));
    await creator.inspect('disputes');
    await creator.page.getByRole('link', { name: title }).click();
    await creator.page.getByLabel('What do you say to it?').fill('We agreed on the end of the month.');
    await creator.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await creator.page.getByRole('button', { name: 'Propose a division' }).click();
    await creator.page.getByLabel('For you').fill('800');
    await creator.page.getByText(sum('720.00')).waitFor();
    await creator.page.getByRole('button', { name: 'Propose it' }).click();
    await creator.page.getByRole('button', { name: 'Propose something else' }).waitFor();
    await creator.inspect('dispute answered');

    await appears(brand, (one) => one.getByRole('button', { name: 'Accept' }));
    await brand.inspect('settlement proposed');
    await page.getByRole('button', { name: 'Take the dispute back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('heading', { name: 'How it ended' }).waitFor();
    await brand.inspect('dispute over');
    await navigate(creator, /Contracts/, 'Contracts');
    await appears(creator, (one) => one.getByText('Money held'));
    sound();
  });

  it('is delivered: handed in, changed, approved and reported live', async () => {
    const { page } = creator;
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('button', { name: /Hand in content/ }).click();
    await page.getByLabel('Where the brand can see it').fill('not an address');
    await page.getByRole('button', { name: 'Hand in', exact: true }).click();
    await page.getByText(/must be an https:\/\/ address/i).waitFor();
    await creator.inspect('hand in');
    await page.getByLabel('Where the brand can see it').fill('https://files.example.com/reel-1.mp4');
    await page.getByLabel('Caption').fill('Two bottles, forty kilometres.');
    await page.getByRole('button', { name: 'Hand in', exact: true }).click();
    await page.getByText('Waiting for review').waitFor();

    await openCampaignPart(brand, campaignId, 'content');
    await appears(brand, (one) => one.getByRole('button', { name: 'Ask for changes' }));
    await brand.inspect('content to review');
    await brand.page.getByRole('button', { name: 'Ask for changes' }).click();
    await brand.page.getByRole('dialog').getByRole('button', { name: 'Ask for changes' }).click();
    await brand.page.getByText('Fill this in').waitFor();
    await brand.page.getByLabel('Note').fill('Please name the bottle once.');
    await brand.page.getByRole('dialog').getByRole('button', { name: 'Ask for changes' }).click();
    await brand.page.getByText('Changes wanted').waitFor();

    await appears(creator, (one) => one.getByText('Please name the bottle once.'));
    await creator.inspect('changes wanted');
    await page.getByRole('button', { name: /Hand in content/ }).click();
    await page.getByLabel('Files', { exact: true }).setInputFiles([
      { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('these are no pictures') },
      { name: 'bottle.png', mimeType: 'image/png', buffer: PICTURE },
    ]);
    await page.getByText('The content of this file is not of its type.').waitFor();
    await page.getByText('Ready', { exact: true }).waitFor();
    await creator.inspect('files');
    await page.getByRole('button', { name: 'Remove notes.png' }).click();
    await page.getByRole('button', { name: 'Hand in', exact: true }).click();
    await page.getByText('Waiting for review').waitFor();

    await appears(brand, (one) => one.getByRole('button', { name: 'Approve' }));
    await brand.page.getByRole('img', { name: 'bottle.png' }).waitFor();
    const piece = brand.page.getByRole('listitem').filter({ has: brand.page.getByRole('button', { name: 'Approve' }) });
    await piece.getByRole('button', { name: 'Comments' }).click();
    await piece.getByRole('button', { name: 'bottle.png: comment on a place in it' }).click();
    await piece.getByText('The marked place in bottle.png').waitFor();
    await piece.getByLabel('Your comment').fill('Lovely light here.');
    await piece.getByRole('button', { name: 'Send' }).click();
    await piece.getByText('Place 1 in bottle.png').waitFor();
    await piece.getByRole('button', { name: /^Answer / }).click();
    await piece.getByLabel(/^Your answer to /).fill('It was six in the morning.');
    await piece.getByRole('button', { name: 'Send' }).first().click();
    await piece.getByText('It was six in the morning.').waitFor();
    await brand.inspect('files to review');
    await brand.page.getByRole('button', { name: 'Approve' }).click();
    await brand.page.getByText('Approved', { exact: true }).waitFor();

    await appears(creator, (one) => one.getByRole('button', { name: 'Report as live' }));
    await page.getByLabel('Where it is published').fill('https://www.instagram.com/reel/example');
    await page.getByRole('button', { name: 'Report as live' }).click();
    await page.getByText('Live', { exact: true }).waitFor();
    await creator.inspect('contract delivered');
    sound();
  });

  it('waits for the payout account and the time to object, and says so', async () => {
    await openCampaignPart(brand, campaignId, 'payments');
    await appears(brand, (page) => page.getByText('Content live: 1 of 1'));
    brand.expectRefusal('409 *');
    await brand.page.getByRole('button', { name: 'Pay out now' }).click();
    await brand.page.getByRole('button', { name: `Pay out ${sum('855.00')}` }).click();
    await brand.page.getByText('The newest piece has not been live for the agreed time to object yet.').waitFor();
    await brand.inspect('release refused');
    await brand.page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
    await brand.inspect('payments held');

    await navigate(creator, /Earnings/, 'Earnings');
    await creator.page.getByText('Held for you', { exact: true }).first().waitFor();
    await creator.inspect('earnings held');
    await navigate(creator, /Payout account/, 'Payout account');
    await creator.inspect('payout account missing');
    creator.expectRefusal('403 /influencers/payout-account');
    await creator.page.getByRole('button', { name: 'Set up with Stripe' }).click();
    await proveIdentity(creator);
    await leavesStripeWith(creator, 'Submit, but more is required');
    await creator.page.getByText('A photo of your identity document').waitFor();
    await creator.page.getByText(/^The time for what Stripe asked for is over/).waitFor();
    await creator.inspect('payout account wanting');
    await creator.page.getByRole('button', { name: 'Complete it at Stripe' }).click();
    await leavesStripeWith(creator, 'Complete everything');
    await creator.page.getByText('Money you earn can be paid to this account.').waitFor();
    await creator.page.getByText(/^Tax form W-(9|8BEN)$/).waitFor();
    await creator.inspect('payout account ready');
    await navigate(creator, /Invoices/, 'Invoices');
    await creator.page.getByRole('link', { name: 'Tax data' }).click();
    await saysTaxData(creator);
    await brand.page.goto('/workspace/invoices');
    await brand.page.getByLabel('Footer').fill('Registered in Vienna.');
    await brand.inspect('invoice template');
    await brand.page.getByRole('button', { name: 'Save template' }).click();
    await brand.page.getByText('Template saved').waitFor();
    sound();
  });

  it('is paid out when the time has come; both see it, and both ledgers balance', async () => {
    await advance(25);
    await openCampaignPart(brand, campaignId, 'payments');
    await appears(brand, (page) => page.getByText('Paid', { exact: true }));
    await brand.inspect('payments paid');
    await brand.page.getByRole('link', { name: 'Statement of this campaign' }).click();
    await brand.page.getByText('Balanced', { exact: true }).waitFor();
    await brand.page.getByRole('heading', { name: 'Paid out' }).first().waitFor();
    await brand.inspect('statement');
    await openCampaignPart(brand, campaignId, 'timeline');
    await brand.page.getByText(/paid out$/).waitFor();
    await brand.page
      .getByText(/^Ivo Brandt, by .* /)
      .first()
      .waitFor();
    await brand.inspect('timeline');
    await brand.page.goto(`/campaigns/${campaignId}`);
    await brand.page.getByText('Paid out', { exact: true }).waitFor();
    await brand.inspect('campaign paid');

    await navigate(creator, /Earnings/, 'Earnings');
    await appears(creator, (page) => page.getByText('Paid', { exact: true }));
    expect(await creator.page.getByText(sum('855.00')).count()).toBeGreaterThan(0);
    const shown = (text: string | RegExp) => creator.page.getByText(text).filter({ visible: true }).first().waitFor();
    await shown(/^as €\d+\.\d\d$/);
    await creator.page.getByText('As quoted', { exact: true }).click();
    await shown('At the bank, changed');
    await creator.page
      .getByText('within the days that were quoted')
      .or(creator.page.getByText('earlier than quoted'))
      .waitFor();
    await creator.inspect('earnings');
    await creator.page.getByRole('link', { name: 'Statement' }).last().click();
    await creator.page.getByText('Balanced', { exact: true }).waitFor();
    await shown('Changed into another currency');
    await creator.inspect('own statement');
    await navigate(creator, /Invoices/, 'Invoices');
    await creator.page.getByRole('link', { name: /^SB-.+-000001$/ }).waitFor();
    await creator.page.getByRole('link', { name: /^ACF-\d{4}-\d{6}$/ }).waitFor();
    await creator.inspect('own receipts');
    await creator.page.getByLabel('Kind').selectOption('Receipt');
    await creator.page.getByRole('link', { name: /^ACF-/ }).waitFor({ state: 'detached' });
    await savesPdf(creator, /^SB-.+-000001\.pdf$/);
    await navigate(creator, /Earnings/, 'Earnings');
    await creator.page.getByRole('link', { name: 'Year' }).click();
    await creator.page.getByRole('link', { name: /^Receipt SB-/ }).waitFor();
    await creator.inspect('earnings of a year');
    await savesPdf(creator, /^earnings-\d{4}\.pdf$/, /^PDF$/);
    await creator.page.goto('/ledger');
    await creator.page.getByRole('link', { name: /^Receipt SB-/ }).waitFor();
    await navigate(brand, /Invoices/, 'Invoices');
    await brand.page.getByText(/^ACC-\d{4}-\d{6}$/).waitFor();
    await brand.inspect('invoices');
    await brand.page.getByRole('link', { name: /^ACC-/ }).click();
    await brand.page.getByRole('heading', { name: /^Invoice ACC-/ }).waitFor();
    await brand.page.getByText('Registered in Vienna.').waitFor();
    await brand.page.getByText(/Self-billing: .*(Reverse charge|contains USt|Outside the scope)/).waitFor();
    await brand.inspect('invoice');
    await savesPdf(brand, /^ACC-.+\.pdf$/);
    sound();
  });

  it('may be in milestones, each with its own money and its own clock', async () => {
    const of = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    const contractId = await agree(people, {
      price: of(60_000),
      milestones: [
        { title: 'The reel', deliverableIds: ['reel'], dueOn: dayFrom(stage(), 20), price: of(40_000) },
        { title: 'A year of use', deliverableIds: [], dueOn: dayFrom(stage(), 150), price: of(20_000) },
      ],
    });
    milestoned = contractId;
    const { page } = brand;
    await page.goto(`/contracts/${contractId}`);
    await page.getByRole('link', { name: 'Pay in' }).click();
    await page.getByText('Milestone 1: The reel').waitFor();
    await page.getByText(/Milestone 2: A year of use, can be paid for from/).waitFor();
    await brand.inspect('pay in milestones');
    await page.getByLabel('Charged in').selectOption('GBP');
    await page.getByRole('button', { name: 'Go on to the rate in GBP' }).click();
    const pay = page.getByRole('button', { name: /^Pay £\d+\.\d\d$/ });
    await pay.waitFor();
    await page.getByText(/^1 GBP = 1\.\d+ (USD|EUR), Stripe’s rate of/).waitFor();
    await brand.inspect('rate of a payment');
    await fillCard(cardFrame(brand), '4242424242424242');
    await press(pay);
    await page.getByRole('heading', { name: `${sum('400.00')} is held` }).waitFor();
    await openCampaignPart(brand, campaignId, 'payments');
    await appears(brand, (one) => one.getByText(`Milestone 1: The reel, ${sum('400.00')}`));
    await page.getByText(/^Charged £\d+\.\d\d, at 1 GBP = /).waitFor();
    await brand.inspect('payments in milestones');
    await page.getByRole('link', { name: 'Statement of this campaign' }).click();
    await page.getByText(/, Milestone 1: The reel$/).waitFor();
    await brand.inspect('statement in milestones');
    for (const visitor of [brand, creator]) {
      await visitor.page.goto(`/contracts/${contractId}`);
      const first = visitor.page.getByRole('region', { name: 'Milestone 1', exact: true });
      await first.getByText('Money held').waitFor();
      await first.getByText(/days left/).waitFor();
      const second = visitor.page.getByRole('region', { name: 'Milestone 2', exact: true });
      await second.getByText('Not paid in yet').waitFor();
      await visitor.inspect(`contract in milestones for the ${sideOf(visitor)}`);
    }
    await page.getByRole('button', { name: 'Cancel the contract' }).click();
    await page.getByRole('dialog').getByText('To your card, as charged').waitFor();
    await brand.inspect('cancellation of what was charged in another currency');
    await page.getByRole('button', { name: 'Keep it' }).click();
    sound();
  });

  it('leaves what else an open payment was for to another payment, when the creator gets out of one contract', async () => {
    leftOver = await cancelPartOfAnOpenPayment(people);
    sound();
  });

  it('says why the bank did not take the money and what to do, and when it was sent again', async () => {
    // What waits for days waits at the same time: a refund that is refused, the answer to a dispute, and the bank.
    await letRefundStick(people, leftOver);
    await people.owner.do('POST /disputes', {
      ...{ contractId: milestoned, milestone: 1, reason: 'late', text: 'The reel came a week after its day.' },
      claim: { influencerMinor: 0, brandMinor: 40_000 },
    });
    await askStripe(stage(), '/_control/payouts/fail-next');
    await advance(BANK_HOURS);
    await navigate(creator, /Earnings/, 'Earnings');
    await appears(creator, (page) => page.getByText('The bank account has been closed.'));
    await creator.inspect('earnings come back');
    await navigate(creator, /Payout account/, 'Payout account');
    await creator.page.getByText('Your bank account', { exact: true }).waitFor();
    await creator.inspect('payout account without bank');
    await creator.page.getByRole('button', { name: 'Complete it at Stripe' }).click();
    await proveIdentity(creator);
    await leavesStripeWith(creator, 'Complete everything');
    await creator.page.getByText('Money you earn can be paid to this account.').waitFor();
    await advance(ANSWER_DAYS * 24 + 1 - BANK_HOURS);
    await navigate(creator, /Earnings/, 'Earnings');
    await appears(creator, (page) => page.getByText('Arrived', { exact: true }));
    await creator.page.getByText(/It was sent again with a later transfer/).waitFor();
    await creator.inspect('earnings sent again');
    sound();
  });

  it('is decided by people of the platform when its sides do not agree, for the one milestone it is about', async () => {
    const { influencer } = people;
    const decide = async (visitor: Visitor, amount: string, reason: string) => {
      const { page } = visitor;
      await page.getByLabel('For the creator').fill(amount);
      await page.getByLabel('Reason').fill(reason);
      await page.getByRole('button', { name: 'Decide' }).click();
      await page
        .getByRole('dialog')
        .getByText(sum(`${amount}.00`))
        .waitFor();
      if (visitor !== admin) await visitor.inspect('decision to confirm');
      await page.getByRole('dialog').getByRole('button', { name: 'Decide' }).click();
      await proveIdentity(visitor);
      await page.getByText('Decided; both sides were told').waitFor();
    };
    const ada = await staffAt('phone', 'ada', 'support');
    await navigate(ada, /Disputes/, 'Disputes');
    await appears(ada, (page) => page.getByText('Your decision'));
    await ada.inspect('queue of disputes');
    await ada.page.getByRole('link', { name: title }).click();
    await ada.page.getByText('The reel came a week after its day.').waitFor();
    await ada.inspect('dispute to decide');
    await decide(ada, '300', 'It was late, and it was what had been agreed on.');
    expect(ada.problems()).toEqual([]);
    await ada.close();

    for (const visitor of [brand, creator]) {
      await navigate(visitor, /Disputes/, 'Disputes');
      await appears(visitor, (page) => page.getByText('Decided', { exact: true }));
      await visitor.page.getByRole('link', { name: /Decided/ }).click();
      await visitor.page.getByText(/It is final on .* Until then no money moves/).waitFor();
      await visitor.inspect(`dispute decided for the ${sideOf(visitor)}`);
    }
    await creator.page.getByRole('button', { name: 'Accept the decision' }).click();
    await creator.page.getByRole('dialog').getByRole('button', { name: 'Accept it' }).click();
    await creator.page.getByText('You accepted it.').waitFor();
    await brand.page.getByLabel('Why is the decision wrong?').fill('We had told the day twice.');
    await brand.page.getByLabel('Files', { exact: true }).setInputFiles({
      name: 'reminders.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Told on the first, and again on the third.'),
    });
    await brand.page.getByRole('listitem').filter({ hasText: 'reminders.txt' }).getByText('Ready').waitFor();
    await brand.inspect('appeal to send');
    await brand.page.getByRole('button', { name: 'Appeal', exact: true }).click();
    await brand.page.getByRole('heading', { name: 'You appealed' }).waitFor();
    await brand.inspect('dispute appealed');

    await advance(APPEAL_ANSWER_DAYS * 24 + 1);
    const ben = await staffAt('desktop', 'ben', 'admin');
    admin = ben;
    await navigate(ben, /Disputes/, 'Disputes');
    await appears(ben, (page) => page.getByText(/ · Appeal/));
    await ben.inspect('queue of appeals');
    await ben.page.getByRole('link', { name: title }).click();
    await ben.page.getByText('We had told the day twice.').waitFor();
    const shown = await ben.page.getByRole('link', { name: 'reminders.txt' }).getAttribute('href');
    expect(await (await fetch(String(shown))).text()).toBe('Told on the first, and again on the third.');
    await ben.page.getByRole('button', { name: 'Put everything into one file' }).click();
    const saves = ben.page.waitForEvent('download');
    await ben.page.getByRole('link', { name: 'Save the file' }).click();
    const [head] = await (await (await saves).createReadStream()).take(1).toArray();
    expect((head as Buffer).subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    await ben.inspect('appeal to decide');
    await decide(ben, '100', 'The day was told twice; what was handed in is worth a part.');
    await advance(1);
    for (const visitor of [brand, creator]) {
      await visitor.page.reload();
      await visitor.page.getByText('Accord decided. The money is divided.').waitFor();
      await visitor.inspect(`dispute over by a decision for the ${sideOf(visitor)}`);
      await visitor.page.goto(`/contracts/${milestoned}`);
      const first = visitor.page.getByRole('region', { name: 'Milestone 1', exact: true });
      await first.getByText(`${sum('100.00')} paid out, ${sum('300.00')} paid back.`).waitFor();
      await visitor.inspect(`contract after the decision for the ${sideOf(visitor)}`);
    }
    const { items } = await influencer.do('GET /ledger');
    const own = items.filter((one: { contractIds: string[] }) => one.contractIds.includes(milestoned));
    expect(own.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['posted', 'refunded']));
    sound();
    expect(ben.problems()).toEqual([]);
  });

  it('is paid back in the end, when people of the platform see to a refund that was refused for ten days', async () => {
    await finishStuckRefund(people, leftOver, admin as Visitor);
    sound();
    expect(admin?.problems()).toEqual([]);
  });

  it('gives back what was paid out by mistake, to the brand or not, and is let go of what two people forgive', async () => {
    const second = await staffAt('phone', 'cleo', 'admin');
    await takeBackWhatWasPaidOut(people, admin as Visitor, second);
    sound();
    expect([...(admin?.problems() ?? []), ...second.problems()]).toEqual([]);
    await second.close();
  });
});

it('a rate card says each price once', async () => {
  const { platform, urls } = stage().platform;
  await letLogInsThrough(stage());
  const email = 'pia@example.com';
  await openAccount(urls.api, platform, {
    as: 'influencer',
    name: 'Pia Holt',
    email,
    password: PASSWORD,
    country: 'DE',
    timezone: 'Europe/Berlin',
  });
  const visitor = await stage().visit('desktop');
  const { page } = visitor;
  visitor.expectRefusal('409 /influencers/campaigns');
  visitor.expectRefusal('400 /influencers/rate-card');
  await beginAt(visitor, email, '/overview');
  await navigate(visitor, /Rate card/, 'Rate card');
  for (const price of ['250', '300.50']) {
    await page.getByRole('button', { name: 'Add a price' }).click();
    await page.getByLabel('Price for one').last().fill(price);
  }
  await page.getByRole('button', { name: 'Save rate card' }).click();
  await page.getByText(/second price/i).waitFor();
  await page.getByLabel('Type').last().selectOption('reel');
  await page.getByRole('button', { name: 'Save rate card' }).click();
  await page.getByText('Rate card saved').waitFor();
  await visitor.inspect('rate card');
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});
