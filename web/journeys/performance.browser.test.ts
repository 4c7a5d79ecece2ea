import type { Download } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { ApiSession } from '#local/seed/api-session.ts';
import { acceptDocuments } from '#local/seed/open-account.ts';
import { contentBody, makeContent, makeFundedContract, makeHeldContent } from '#testing/fixtures/content.ts';
import { makeApplication } from '#testing/fixtures/deal.ts';
import { connectAccount } from '#testing/fixtures/social.ts';
import { buildWorld, completeCampaign, makeCampaign, PASSWORD, type World } from '#testing/fixtures/world.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { handInLongFilm } from './long-film.ts';
import type { Size } from './sizes.ts';
import { appears, beginAt, letLogInsThrough, navigate } from './steps.ts';
import { timed } from './times.ts';

const stage = stageOfThisFile();
const DAY_MS = 86_400_000;
const HANDLE = 'measured.creator';
const HELD = 'A serum that swears';
const whole = new Intl.NumberFormat('en-GB');

let world: World;
/** A campaign whose piece was measured for days, and one with an application that waits for the brand. */
let measured = '';
let waiting = '';
/** A charge that the ledger knows nothing of. */
let byHand = '';

beforeAll(async () => {
  const running = stage().platform;
  world = await timed('world', () => buildWorld(running));
  // From a noon on: two days later the nights of both are over, at whatever hour this runs.
  await world.advance(DAY_MS - ((running.clock.now() - DAY_MS / 2) % DAY_MS));
  await acceptDocuments(world.as.viewer);
  await acceptDocuments(world.as.admin);
  await acceptDocuments(world.as.moderator);
  await connectAccount(world, world.as.influencer, 'youtube', HANDLE);
  const { campaignId, contentId } = await makeContent(world, 'approved', 'youtube');
  const made = await fetch(`${world.providerUrl('youtube')}/_control/posts`, {
    method: 'POST',
    body: JSON.stringify({ handle: HANDLE }),
  });
  const { url } = (await made.json()) as { url: string };
  await world.as.influencer.do(`POST /campaigns/${campaignId}/content/${contentId}/live`, { url });
  byHand = await payByHand();
  await stage().advance(2 * DAY_MS);
  measured = campaignId;
  waiting = (await makeApplication(world)).campaignId;
});

/** A card is charged at the provider by hand, past Accord: no entry of the ledger knows of it. */
async function payByHand(): Promise<string> {
  const paid = await fetch(`${world.stripeUrl}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_by_hand', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...{ amount: '7000', currency: 'usd', confirm: 'true', payment_method: 'pm_card_visa' },
      ...{ 'automatic_payment_methods[enabled]': 'true', 'automatic_payment_methods[allow_redirects]': 'never' },
    }),
  });
  return ((await paid.json()) as { latest_charge: string }).latest_charge;
}

/** A person of the world at a screen of theirs. */
async function open(size: Size, email: string, path = '/overview'): Promise<Visitor> {
  const visitor = await stage().visit(size);
  visitor.expectRefusal('403 /ws');
  visitor.expectRefusal('401 *');
  await beginAt(visitor, email, path, PASSWORD);
  return visitor;
}

async function textOf(download: Download): Promise<string> {
  const stream = await download.createReadStream();
  return Buffer.concat(await stream.toArray()).toString('utf8');
}

/** A brand sees how many places of a campaign are taken, and puts everybody who applied on the waiting list at once. */
async function decidesTogether(brand: Visitor): Promise<void> {
  const { owner, influencer } = world.as;
  const { campaignId } = await owner.do('POST /brands/campaigns', {
    ...{ ...completeCampaign(world), applying: { places: 2 } },
  });
  await owner.do(`POST /campaigns/${campaignId}/publish`);
  for (const one of [influencer, world.otherInfluencer])
    await one.do(`POST /influencers/campaigns/${campaignId}/apply`, { proposalDetails: 'One reel.' });
  const { page } = brand;
  await page.goto(`/campaigns/${campaignId}`);
  await page.getByText('0 of 2 places taken').waitFor();
  await brand.inspect('places of a campaign');
  await page.goto(`/campaigns/${campaignId}?tab=applications`);
  await appears(brand, (one) => one.getByLabel('Choose all 2 applications that wait'));
  await page.getByLabel('Choose all 2 applications that wait').check();
  await page.getByRole('button', { name: 'Waiting list for 2 applicants' }).waitFor();
  await brand.inspect('applications chosen together');
  await page.getByRole('button', { name: 'Waiting list for 2 applicants' }).click();
  await page.getByText('2 applicants are on the waiting list').waitFor();
}

/** An admin proposes what puts a charge right, and another one has it posted; undoing it takes two people as well. */
async function putRight(visitor: Visitor, chargeId: string): Promise<void> {
  const { page } = visitor;
  const { items: days } = await world.as.admin.do('GET /admin/reconciliation');
  const at = days.findIndex((day: { items: { objectId: string }[] }) =>
    day.items.some(({ objectId }) => objectId === chargeId),
  );
  await page
    .getByRole('button', { name: /^Show / })
    .nth(at - 1)
    .click();
  await page.getByRole('button', { name: `Put it right for ${chargeId}` }).click();
  const { items } = await world.as.owner.do(`GET /payments/campaigns/${measured}`);
  const dialog = page.getByRole('dialog', { name: 'Put the ledger right' });
  await dialog.getByLabel('Workspace').fill(world.as.owner.me.workspaceId);
  await dialog.getByLabel('Payment that it belongs to').fill(items[0].paymentId);
  await dialog
    .getByLabel('Why is this right?')
    .fill('Paid by hand at the provider; it stays to the credit of the brand.');
  await visitor.inspect('proposing an adjustment');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await dialog.waitFor({ state: 'detached' });
  const own = page.getByRole('article', { name: `Adjustment for ${chargeId}` }).first();
  await own.getByRole('button', { name: 'Withdraw' }).waitFor();

  const second = await world.provision('admin');
  const [proposed] = (await second.do('GET /admin/adjustments')).items;
  await second.do(`PUT /admin/adjustments/${proposed.adjustmentId}/decision`, { decision: 'approved' });
  const reversal = await second.do(`POST /admin/adjustments/${proposed.adjustmentId}/reversal`, {
    reason: 'It was given back.',
  });
  await page.reload();
  visitor.expectRefusal(`403 /admin/adjustments/${reversal.adjustmentId}/decision`);
  await own.getByRole('button', { name: 'Approve and post' }).click();
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await proof.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await proof.getByRole('button', { name: 'Confirm' }).click();
  await page
    .getByRole('article', { name: `Adjustment for ${chargeId}` })
    .getByText('Posted, and reversed')
    .waitFor();
  await visitor.inspect('adjustments');
}

describe('a world that was measured for days', () => {
  beforeAll(() => letLogInsThrough(stage()));

  it('the overview shows a brand what waits for it', async () => {
    const visitor = await open('phone', 'owner@one.example');
    const { page } = visitor;
    await page
      .getByRole('list', { name: 'Needs you now' })
      .getByRole('link', { name: / applied$/ })
      .first()
      .waitFor();
    const overview = await world.as.owner.do('GET /analytics/overview');
    expect(await page.getByRole('list', { name: 'Needs you now' }).getByRole('listitem').count()).toBe(
      overview.waiting.items.length,
    );
    expect(overview.waiting.counts.application).toBeGreaterThan(0);
    await page.getByRole('list', { name: 'Recently' }).getByRole('link').first().waitFor();
    await page.getByText(whole.format(overview.performance.totals.views), { exact: true }).first().waitFor();
    await visitor.inspect('overview of a brand');
    await page
      .getByRole('link', { name: / applied$/ })
      .first()
      .click();
    await page.waitForURL('**/campaigns/*?tab=applications');
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });

  it('the performance of a campaign is what the API says, with its receipts and as a file', async () => {
    const visitor = await open('desktop', 'viewer@one.example', `/campaigns/${measured}?tab=performance`);
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Views day by day' }).waitFor();
    const { days, totals } = await new ApiSession(world.apiBase, {
      email: 'viewer@one.example',
      password: PASSWORD,
    }).do(`GET /campaigns/${measured}/metrics`);
    expect(days.length).toBeGreaterThanOrEqual(2);
    await page.getByText('Show as a table').click();
    const rows = page.getByRole('table', { name: 'Views day by day' }).locator('tbody tr');
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => [
        row.querySelector('time')?.dateTime,
        row.querySelector('td:nth-child(2) > span:last-child')?.textContent,
      ]),
    );
    expect(shown).toEqual(
      days.map(({ day, counts }: { day: string; counts: { views: number } }) => [day, whole.format(counts.views)]),
    );
    await visitor.inspect('performance of a campaign');

    await page.getByRole('slider', { name: 'Day that is read out' }).focus();
    await page.keyboard.press('Home');
    await page.getByRole('figure').getByText(whole.format(days[0].counts.views), { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Likes', exact: false }).first().click();
    await page.getByRole('heading', { name: 'Likes day by day' }).waitFor();

    await page.getByRole('button', { name: 'Where views come from' }).click();
    const dialog = page.getByRole('dialog', { name: 'Where this number comes from' });
    await dialog.getByText(whole.format(totals.views), { exact: true }).waitFor();
    await dialog.getByText(/^[0-9a-f]{64}$/).waitFor();
    await dialog.getByText('The answer as it came').click();
    await dialog
      .getByRole('region', { name: 'The answer as it came' })
      .getByText(/"receivedAt"/)
      .waitFor();
    await visitor.inspect('receipt');
    await dialog.getByRole('button', { name: 'Close' }).click();

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`performance-${measured}.csv`);
    expect(await textOf(file)).toContain(`,${totals.views},`);
    await page.goto(`/campaigns/${waiting}?tab=performance`);
    await page.getByText('Nothing live yet').waitFor();
    await visitor.inspect('performance before anything is live');
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });

  it('an influencer sees what they have to do and what their own content brought', async () => {
    const visitor = await open('phone', 'creator@one.example');
    const { page } = visitor;
    await page.getByText('Held for you').waitFor();
    await page.getByRole('list', { name: 'Campaigns that fit you' }).getByRole('link').first().waitFor();
    await visitor.inspect('overview of an influencer');
    await page.goto('/performance');
    const { totals } = await world.as.influencer.do('GET /influencers/performance');
    await page.getByRole('button', { name: `Views ${whole.format(totals.views)}` }).waitFor();
    await visitor.inspect('own performance');
    await page.goto('/contracts');
    const { items } = await world.as.influencer.do('GET /contracts');
    await page.locator('article').first().waitFor();
    expect(await page.locator('article').count()).toBe(Math.min(items.length, 20));
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });

  it('people of the platform see that the ledger was sound in the last nights, and agreed with the provider', async () => {
    const visitor = await open('desktop', 'admin@one.example');
    const { page } = visitor;
    const waits = page.getByRole('list', { name: 'Needs you now' });
    await waits
      .getByRole('link', { name: /^Explain \d+ differences?$/ })
      .first()
      .waitFor();
    await page.getByText('Sound', { exact: true }).waitFor();
    await visitor.inspect('staff overview');
    await page.goto('/admin/ledger-check');
    await page.getByText('The ledger is sound').waitFor();
    await page.getByText('Held for the contract').waitFor();
    const { items } = await world.as.admin.do('GET /admin/ledger-check');
    expect(await page.getByText('Sound', { exact: true }).count()).toBe(items.length);
    await visitor.inspect('ledger check');
    await page.goto('/admin/reconciliation');
    await page.getByText('Both sides agree on').waitFor();
    await visitor.inspect('reconciliation');
    await putRight(visitor, byHand);
    await page.goto('/admin/claw-backs');
    await page.getByText('Nothing is taken back').waitFor();
    await page.getByRole('searchbox').fill('Test Creator');
    await page.getByRole('button', { name: 'Choose Test Creator' }).first().click();
    await page.getByText('Nothing was paid out').waitFor();
    await visitor.inspect('claw-backs');
    await page.goto('/admin/stuck-refunds');
    await page.getByText('No refund is stuck').waitFor();
    await visitor.inspect('stuck refunds');
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });

  it('content that swears waits for a moderator; whoever handed it in may have another one look, and the brand cannot approve it', async () => {
    const { contractId } = await makeHeldContent(world);
    const { campaignId: heldId } = await world.as.owner.do('POST /brands/campaigns', {
      ...{ ...completeCampaign(world), title: HELD, brief: 'Show that this serum is the shit.' },
    });
    await world.as.owner.do(`POST /campaigns/${heldId}/publish`);
    const moderator = await open('desktop', 'moderator@one.example', '/');
    const { page } = moderator;
    await appears(moderator, (one) => one.getByRole('link', { name: /^Spring serum(?!.*Appeal).*Swearing/ }));
    await moderator.inspect('moderation queue');
    await page.getByRole('link', { name: /^Spring serum(?!.*Appeal).*Swearing/ }).click();
    await page.getByText('the shit').first().waitFor();
    await page.getByText(/Not screened, so look at it yourself/).waitFor();
    await page.getByLabel('Reason').fill('It swears.');
    await moderator.inspect('moderation item');
    await page.getByRole('button', { name: 'Do not let it through' }).click();
    await page.getByText('Decided; both sides are told').waitFor();
    await appears(moderator, (one) => one.getByRole('link', { name: new RegExp(`^${HELD}`) }));
    await page.getByRole('link', { name: new RegExp(`^${HELD}`) }).click();
    await page.getByRole('heading', { name: 'The brand' }).waitFor();
    await page.getByText('Letting it through publishes it').waitFor();
    await moderator.inspect('campaign that waits for a moderator');
    await page.getByLabel('Reason').fill('The brief swears.');
    await page.getByRole('button', { name: 'Do not let it through' }).click();
    await page.getByText('Decided; the brand is told').waitFor();

    const creator = await open('phone', 'creator@one.example', `/contracts/${contractId}`);
    await creator.page.getByText('A moderator did not let it through').waitFor();
    await creator.inspect('content that was not let through');
    await creator.page.getByRole('button', { name: 'Appeal' }).click();
    const dialog = creator.page.getByRole('dialog');
    await dialog.getByLabel('Why is the decision wrong?').fill('It is the title of a song.');
    await creator.inspect('appeal to a moderator');
    await dialog.getByRole('button', { name: 'Appeal' }).click();
    await creator.page.getByText('Another moderator looks at it, as you asked').waitFor();

    const brand = await open('desktop', 'owner@one.example', `/contracts/${contractId}`);
    await brand.page.getByText('Another moderator looks at it').waitFor();
    expect(await brand.page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    await brand.inspect('content held back');
    await brand.page.goto(`/campaigns/${heldId}`);
    await brand.page.getByText('A moderator did not let it through').waitFor();
    await brand.page.getByRole('button', { name: 'Appeal' }).waitFor();
    await brand.inspect('campaign that was not let through');
    await brand.page.goto('/workspace/screening');
    await brand.page.getByLabel('Names of competitors').fill('Glow Co');
    await brand.inspect('screening');
    await brand.page.getByRole('button', { name: 'Save screening' }).click();
    await brand.page.getByText('Saved; it holds from the next content on').waitFor();
    await decidesTogether(brand);
    for (const visitor of [moderator, creator, brand]) {
      expect(visitor.problems()).toEqual([]);
      await visitor.close();
    }
  });

  it('a film too long for one request goes on where it stopped when its owner has logged out and in again', async () => {
    const { contractId } = await makeFundedContract(world);
    const path = `/contracts/${contractId}`;
    const creator = await open('phone', 'creator@one.example', path);
    await handInLongFilm(creator, async () => {
      await letLogInsThrough(stage());
      await beginAt(creator, 'creator@one.example', path, PASSWORD);
    });
    expect(creator.problems()).toEqual([]);
    await creator.close();
  });

  it('the API can be read by anyone, down to an address for each operation', async () => {
    const visitor = await stage().visit('desktop');
    const { page } = visitor;
    await page.goto('/developers#campaigns.create-campaign');
    await page
      .getByText(/"budgetMax": 1/)
      .first()
      .waitFor();
    expect(await page.locator('[data-operation]').evaluateAll((all) => all.map((one) => one.id).sort())).toEqual(
      endpoints.map(({ id }) => id).sort(),
    );
    await visitor.inspect('api with an operation');
    await page.getByRole('searchbox', { name: 'Search' }).fill('escrow');
    await page
      .getByRole('article', { name: /escrow/ })
      .first()
      .waitFor();
    await page.waitForFunction(() => document.querySelectorAll('[data-operation]').length < 5);
    await page
      .getByRole('button', { name: /escrow/ })
      .first()
      .click();
    await page.getByText('/api/v1/payments/escrow').waitFor();
    await visitor.inspect('api searched');
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });
});

describe('what a workspace asks two people for', () => {
  let owner: Visitor;
  let manager: Visitor;
  let draft = '';
  let paid = '';

  beforeAll(async () => {
    await letLogInsThrough(stage());
    await acceptDocuments(world.as.manager);
    const deal = await makeFundedContract(world);
    paid = deal.campaignId;
    draft = await makeCampaign(world);
    owner = await open('phone', 'owner@one.example');
    manager = await open('desktop', 'manager@one.example');
    const { contentId } = await world.as.influencer.do(`POST /campaigns/${paid}/content`, contentBody(deal.contractId));
    await world.as.manager.do(`PUT /campaigns/${paid}/content/${contentId}/status`, { status: 'approved' });
  });

  const sound = () => expect([...owner.problems(), ...manager.problems()]).toEqual([]);
  async function ask({ page }: Visitor): Promise<void> {
    await page.getByRole('button', { name: 'Ask to publish' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ask to publish' }).click();
    await page.getByText('Waits for approval by another member').waitFor();
  }

  it('is said in its settings, and a campaign is published by another member than who asks', async () => {
    await owner.page.goto('/workspace/settings');
    await owner.page.getByLabel(/Publishing a campaign takes two/).check();
    await owner.page.getByLabel('Releases above this need a second person').fill('500');
    await owner.inspect('rules of the team');
    await owner.page.getByRole('button', { name: 'Save rules' }).click();
    await owner.page.getByText('Settings saved').waitFor();
    await owner.page.getByLabel('One contract, unless an owner agrees to it').fill('90000');
    await Promise.all([
      owner.page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok()),
      owner.page.getByRole('button', { name: 'Save limits' }).click(),
    ]);
    await owner.page.getByLabel('Hours to object once all content is live').fill('12');
    await owner.page.getByRole('button', { name: 'Save for new offers' }).click();
    await owner.page.getByText(/Must be at least 24 hours/).waitFor();
    await owner.page.getByLabel('Hours to object once all content is live').fill('96');
    await owner.inspect('what offers begin with');
    await Promise.all([
      owner.page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok()),
      owner.page.getByRole('button', { name: 'Save for new offers' }).click(),
    ]);

    await manager.page.goto(`/campaigns/${draft}`);
    await ask(manager);
    await manager.inspect('publishing asked');
    await navigate(owner, /Overview/, 'Overview');
    await owner.page.getByRole('link', { name: 'Approve a campaign, or say why not' }).click();
    await owner.page.getByRole('button', { name: 'Decline' }).click();
    await owner.page.getByLabel('Why not?').fill('The brief names no product.');
    await owner.inspect('decline to publish');
    await owner.page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
    await manager.page.getByText('“The brief names no product.”').waitFor();
    await manager.inspect('publishing declined');
    await ask(manager);
    await owner.page.getByRole('button', { name: 'Approve and publish' }).click();
    await manager.page.getByText('Published', { exact: true }).first().waitFor();
    sound();
  });

  it('is paid out by another one than who approved the content, and the log of it can be verified', async () => {
    await manager.page.goto(`/campaigns/${paid}?tab=payments`);
    await manager.page.getByText('Waits for a second person').waitFor();
    await owner.page.goto(`/campaigns/${paid}?tab=payments`);
    await owner.page.getByRole('button', { name: 'Approve this payout' }).waitFor();
    await owner.inspect('payout to approve');
    await owner.page.getByRole('button', { name: 'Approve this payout' }).click();
    await manager.page.getByText('Approved by a second person').waitFor();
    await manager.inspect('payout approved');

    await owner.page.goto('/workspace/audit-log');
    await appears(owner, (page) => page.getByText(/Approved and published/));
    await owner.page.getByRole('button', { name: 'Check the log' }).click();
    await owner.page.getByText(/^All \d+ records are as written$/).waitFor();
    await owner.inspect('audit log checked');
    sound();
  });
});

describe('what a workspace has done by itself', () => {
  beforeAll(() => letLogInsThrough(stage()));

  it('a rule is taken over, tried on what happened and saved; it runs on a tag, says why, and its task is done', async () => {
    const visitor = await open('phone', 'owner@one.example');
    const { page } = visitor;
    await page.goto('/rules');
    await page.getByRole('heading', { name: 'Ready-made rules' }).waitFor();
    await visitor.inspect('ready-made rules');
    await page.getByRole('link', { name: 'Use “Answer large creators first”' }).click();
    await page.getByLabel('Campaign', { exact: true }).selectOption(waiting);
    await page.getByRole('button', { name: 'Try on what happened' }).click();
    await page.getByText('the rule would have acted 1 time').waitFor();
    // It is to look at tags instead, and nothing is named yet.
    await page.getByLabel('What happens').selectOption('CampaignTagged');
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('What', { exact: true }).selectOption('tags.added');
    visitor.expectRefusal('400 /rules');
    await page.getByRole('button', { name: 'Save rule' }).click();
    await page.getByText('Is required').waitFor();
    await visitor.inspect('rule with an error');
    await page.getByLabel('Value').fill('vip');
    await page.getByRole('button', { name: 'Save rule' }).click();
    await page.getByText('It has not run yet').waitFor();
    const rule = page.url();
    // What happens before the index has it runs without it.
    await stage().advance(2_000);

    await page.goto(`/campaigns/${waiting}`);
    await page.getByLabel('Another tag').fill('VIP');
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByRole('button', { name: 'Remove the tag vip' }).waitFor();
    // The one list that shows what has the tag.
    await page.goto('/campaigns');
    await page.getByLabel('Tag').selectOption('vip');
    await page.waitForURL(/tag=vip/);
    const rows = page.locator('tbody tr');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
    expect(await rows.getByRole('link').getAttribute('href')).toBe(`/campaigns/${waiting}`);
    await visitor.inspect('campaigns with a tag');
    await page.getByRole('navigation', { name: 'Filter by status' }).getByText('Completed').click();
    await page.getByText('No campaign is completed and has the tag “vip”').waitFor();

    await page.goto(rule);
    await appears(visitor, (one) => one.getByText('the tags that were added include vip: it is vip'));
    await visitor.inspect('rule with what it did');
    await page.goto('/tasks');
    await page.getByRole('button', { name: /^Finish “Answer the large creator/ }).waitFor();
    await visitor.inspect('tasks');
    await page.getByRole('button', { name: /^Finish “Answer the large creator/ }).click();
    await page.getByText('Nothing to do').waitFor();
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });
});
