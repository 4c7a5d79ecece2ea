import { expect, it } from 'vitest';
import { ApiSession } from '#local/seed/api-session.ts';
import { openAccount, vouchFor } from '#local/seed/open-account.ts';
import { completeCampaign, influencerProfile } from '#testing/fixtures/world.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { appears, enter, letLogInsThrough, PASSWORD } from './steps.ts';

const stage = stageOfThisFile();
const EMAIL = 'vera@example.com';

/** Is told of an application, says how that is to come from now on, and stops its mails by the link of one. */
async function choosesWhatComesHow(visitor: Visitor, campaignId: string): Promise<void> {
  const { page } = visitor;
  const { platform, urls } = stage().platform;
  const creator = await openAccount(urls.api, platform, {
    ...{ as: 'influencer', email: 'ivo@example.com', name: 'Ivo', password: PASSWORD },
    ...{ country: 'DE', timezone: 'Europe/Berlin' },
  });
  await creator.do('PUT /influencers/profile', influencerProfile);
  await creator.do(`POST /influencers/campaigns/${campaignId}/apply`, { proposalDetails: 'One reel.' });
  const link = await stage().mailedLink(EMAIL, '/unsubscribe');

  await page.goto('/overview');
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  await page.getByRole('link', { name: 'See all, and choose what comes how' }).click();
  await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor();
  await page.getByLabel('About').selectOption('Applications');
  await page.getByRole('button', { name: /New application/ }).waitFor();
  await page.getByText('Welcome to Accord').waitFor({ state: 'detached' });
  await visitor.inspect('notifications about applications');

  await page.getByRole('link', { name: 'Choose what comes how' }).click();
  await page.getByLabel('Quiet hours').check();
  await page.locator('summary', { hasText: 'Applications' }).click();
  await page.getByLabel('E-mail: An influencer applies').selectOption('Once a day');
  await page.locator('summary', { hasText: 'Payments and held money' }).click();
  await visitor.inspect('what comes how');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Everything is saved').waitFor();

  await page.goto(link);
  await page.getByText('An influencer applies').waitFor();
  await visitor.inspect('mails that can be stopped');
  await page.getByRole('button', { name: 'Stop these mails' }).click();
  await page.getByRole('heading', { name: 'These are not mailed to you any more' }).waitFor();
}

it('a screen shows what happens elsewhere, without loading again', async () => {
  const { platform, urls } = stage().platform;
  await letLogInsThrough(stage());
  const visitor = await stage().visit('desktop');
  const { page } = visitor;
  await enter(visitor, stage(), { as: 'brand', name: 'Vera Holm', email: EMAIL, organisation: 'Holm' }, 'Campaigns');

  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
  await page.getByText('Welcome to Accord').waitFor();
  await visitor.inspect('notifications');
  await page.getByRole('button', { name: /Unread: Welcome to Accord/ }).click();
  await page.waitForURL('**/brand');
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();

  // Another tab of the same person: nobody is notified of what they do themselves, but screens follow.
  const elsewhere = new ApiSession(urls.api, { email: EMAIL, password: PASSWORD });
  await vouchFor(platform, await elsewhere.do('GET /users/me'));
  const day = (offset: number) => new Date(platform.clock.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { campaignId } = await elsewhere.do('POST /brands/campaigns', completeCampaign({ day }));
  await page.goto(`/campaigns/${campaignId}`);
  await page.getByText('Draft', { exact: true }).first().waitFor();
  await platform.activity.idle();
  await elsewhere.do(`POST /campaigns/${campaignId}/publish`);
  await page.getByText('Published', { exact: true }).first().waitFor();
  await visitor.inspect('campaign published elsewhere');

  await page.getByRole('button', { name: 'Change the budget' }).click();
  await page.getByLabel('The most this campaign may spend').fill('7654');
  await visitor.inspect('changing a budget');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('Budget changed').waitFor();
  await page.goto('/workspace/budget');
  await appears(visitor, (one) => one.getByText(/7,654\.00/));
  await visitor.inspect('budgets of the workspace');
  const { version } = await elsewhere.do(`GET /campaigns/${campaignId}`);
  await elsewhere.do(`PUT /campaigns/${campaignId}/budget`, { version, amountMinor: 876_500 });
  await page
    .getByText(/8,765\.00/)
    .first()
    .waitFor();
  await choosesWhatComesHow(visitor, campaignId);
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});
