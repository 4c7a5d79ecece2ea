import { expect, it } from 'vitest';
import { ApiSession } from '#local/seed/api-session.ts';
import { completeCampaign } from '#testing/fixtures/world.ts';
import { type Size, stageOfThisFile } from './browser.ts';
import { appears, enter, PASSWORD } from './steps.ts';

const stage = stageOfThisFile();

it.each<Size>(['phone', 'desktop'])('shows on a %s what happens elsewhere, without loading again', async (size) => {
  const { platform, urls } = stage().platform;
  // Log-in attempts are counted by network address, and every visitor has the same one.
  await platform.clock.advanceTo(platform.clock.now() + 16 * 60_000);
  const visitor = await stage().visit(size);
  const { page } = visitor;
  const email = `vera.${size}@example.com`;
  await enter(visitor, stage(), { as: 'brand', name: 'Vera Holm', email, organisation: 'Holm' }, 'Campaigns');

  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
  await page.getByText('Welcome to Accord').waitFor();
  await visitor.inspect('notifications');
  await page.getByRole('button', { name: /Unread: Welcome to Accord/ }).click();
  await page.waitForURL('**/brand');
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();

  // Another tab of the same person: nobody is notified of what they do themselves, but screens follow.
  const elsewhere = new ApiSession(urls.api, { email, password: PASSWORD });
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
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});
