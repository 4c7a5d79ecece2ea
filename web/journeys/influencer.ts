import { expect, it } from 'vitest';
import { stageOfThisFile } from './browser.ts';
import { enter, letLogInsThrough, navigate } from './steps.ts';

const stage = stageOfThisFile();

it('an influencer introduces themselves', async () => {
  await letLogInsThrough(stage());
  const visitor = await stage().visit('desktop');
  const { page } = visitor;
  visitor.expectRefusal('404 /influencers/profile');
  // Without a profile nothing can be matched with it.
  visitor.expectRefusal('409 /influencers/campaigns');
  await enter(visitor, stage(), { as: 'influencer', name: 'Jo Rivers', email: 'jo@example.com' }, 'Discover');
  await page.getByText('First, introduce yourself').waitFor();
  await visitor.inspect('discover without profile');
  await navigate(visitor, /My profile/, 'My profile');
  await page.getByText('Introduce yourself').waitFor();
  await visitor.inspect('no profile');
  await page.getByRole('link', { name: 'Set up my profile' }).click();
  await page.getByRole('button', { name: 'Save profile' }).click();
  await page.getByText('Add at least one account').waitFor();
  await visitor.inspect('profile with errors');

  await page.getByLabel('Bio').fill('I walk long distances and film what holds up.');
  await page.getByText('Fitness', { exact: true }).click();
  await page.getByRole('button', { name: 'Add an account' }).click();
  await page.getByLabel('Handle').fill('@jorivers');
  await page.getByLabel('Followers').fill('48,200');
  await page.getByRole('button', { name: 'Add a country' }).click();
  await page.getByLabel('Country').first().selectOption('DE');
  await page.getByLabel('Share, %').fill('62.5');
  await page.getByLabel('City').fill('Leipzig');
  await page.getByRole('button', { name: 'Add a piece of work' }).click();
  const piece = page.getByRole('listitem').filter({ hasText: 'Piece 1' });
  await piece.getByLabel('Brand').fill('Bracken Boots');
  await piece.getByLabel('What it was').fill('Two hundred kilometres in one pair');
  await piece.getByLabel('Published on').fill('2026-03-14');
  await piece.getByLabel('Views').fill('61,300');
  await visitor.inspect('profile form');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await page.getByRole('heading', { name: 'Jo Rivers', level: 1 }).waitFor();
  expect(await page.getByText('48,200').count()).toBe(1);
  expect(await page.getByText('62.5%').count()).toBe(1);
  expect(await page.getByText('Two hundred kilometres in one pair').count()).toBe(1);
  expect(await page.getByText('61,300').count()).toBe(1);
  await visitor.inspect('profile');

  await page.goto('/campaigns');
  await page.getByRole('heading', { name: 'Not for your role' }).waitFor();
  await page.goto('/no/such/place');
  await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
  await visitor.inspect('404');
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});
