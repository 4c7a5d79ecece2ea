import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { confirm, enter, letLogInsThrough, logIn, navigate, signUp } from './steps.ts';

const stage = stageOfThisFile();

describe('a brand on a phone', () => {
  const person = {
    as: 'brand' as const,
    name: 'Ada Lindqvist',
    email: 'ada@example.com',
    organisation: 'Northwind Outdoor',
  };
  let visitor: Visitor;
  beforeAll(async () => {
    await letLogInsThrough(stage());
    visitor = await stage().visit('phone');
  });
  afterAll(async () => {
    await visitor.close();
  });

  it('signs up, is told about a wrong code, confirms and logs in', async () => {
    const { page } = visitor;
    await page.goto('/');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await visitor.inspect('log-in');
    await page.getByRole('link', { name: 'Open an account' }).click();
    await page.getByRole('button', { name: 'Open account' }).click();
    await page.getByText('Name your organisation').waitFor();
    await visitor.inspect('sign-up with errors');
    await signUp(visitor, person);
    await visitor.inspect('confirm');
    await confirm(visitor, stage(), person.email);
    await logIn(visitor, person.email, 'Campaigns');
    await page.getByText('Plan your first campaign').waitFor();
    await visitor.inspect('no campaigns');
    expect(visitor.problems()).toEqual([]);
  });

  it('writes a campaign step by step, leaves it, goes on elsewhere and finds it in the list', async () => {
    const { page } = visitor;
    const saved = () => page.getByText('All changes saved').waitFor();
    await page.getByRole('link', { name: 'New campaign' }).click();
    await page.getByRole('button', { name: 'Start draft' }).click();
    await page.getByText('Fill this in').waitFor();
    await visitor.inspect('campaign form with errors');
    await page.getByLabel('Title').fill('Refillable bottles');
    await page.getByLabel('Currency').selectOption('USD');
    await page.getByRole('button', { name: 'Start draft' }).click();

    await page.getByLabel('Brief').fill('Show one on a real day outside.');
    const draft = new URL(page.url()).pathname.replace('/edit', '');
    await page.getByLabel('Objective').selectOption('sales');
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByLabel('Question 1', { exact: true }).fill('Where would you take the bottle?');
    await page.getByLabel(/Has to be answered/).check();
    await visitor.inspect('draft, brief');
    await page.getByRole('button', { name: 'Next: Deliverables' }).click();
    await page.getByLabel('First day').fill('2099-05-01');
    await page.getByLabel('Last day').fill('2099-06-15');
    await page.getByRole('button', { name: 'Add a deliverable' }).click();
    await page.getByLabel('How many').fill('3');
    await page.getByLabel('Price from').fill('300');
    await page.getByLabel('Price up to').fill('900');
    await page.getByText('US$900.00').first().waitFor();
    await visitor.inspect('draft, deliverables');
    await page.getByRole('button', { name: 'Next: Guidelines' }).click();
    await page.getByLabel(/^Please do(?!n)/).fill('Show the lid\nSay where you are');
    await page.getByLabel('Hashtags').fill('#refill, #outside');
    await visitor.inspect('draft, guidelines');
    await page.getByRole('button', { name: 'Next: Budget and terms' }).click();
    // What is wrong waits and is named; everything else is saved.
    await page.getByLabel('Budget from').fill('12000');
    await saved();
    visitor.expectRefusal(`400 ${draft}`);
    await page.getByLabel('Budget up to').fill('2,500.50');
    await page.getByText('Must not be below “Budget from”').waitFor();
    await page.getByText('Not all saved').waitFor();
    await page.getByLabel('Budget from').fill('1000');
    await saved();
    await page.getByText('0 to 2 influencers').waitFor();
    await visitor.inspect('draft, budget');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('Name at least one niche.').waitFor();
    await visitor.inspect('draft with gaps');

    // Somebody goes on with it where it was left, on another device.
    await page.reload();
    await page.getByRole('link', { name: '1. Objective and brief' }).first().click();
    expect(await page.getByLabel('Brief').inputValue()).toBe('Show one on a real day outside.');
    // Two who write at the same time keep both what they wrote.
    const other = await page.context().newPage();
    await other.goto(page.url());
    const written = other.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
    await other.getByLabel('Title').fill('Mehrwegflaschenrückgabeautomatenherstellerverband');
    await written;
    visitor.expectRefusal(`409 ${draft}`);
    await page.getByLabel('Brief').fill('Show one on a real day outside, please.');
    await page.getByText('They have changed: Title').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Mehrwegflaschenrückgabeautomatenherstellerverband');
    // Whoever types goes on where they are: what the other wrote has taken neither the focus nor the caret.
    await page.keyboard.type(' Twice.');
    expect(await page.getByLabel('Brief').inputValue()).toBe('Show one on a real day outside, please. Twice.');
    await saved();
    await visitor.inspect('draft of two people');
    await page.getByLabel('Title').fill('Refillable bottles');
    await saved();
    await other.close();
    await page.getByText('Beauty', { exact: true }).click();
    await page.getByText('Instagram', { exact: true }).click();
    await saved();
    await page.getByRole('link', { name: /Review/ }).click();
    await page.getByText('Everything needed for publishing is here.').waitFor();
    await visitor.inspect('draft, review');
    await page.getByRole('link', { name: 'Campaign', exact: true }).click();
    await page.getByText('3 posts on Instagram').waitFor();
    await page.getByText('#refill #outside').waitFor();
    await page.getByText('Where would you take the bottle?').waitFor();
    await visitor.inspect('draft');
    await page.getByRole('main').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Save as template' }).click();
    await page.getByLabel('Name of the template').fill('Refills');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Template “Refills” saved').waitFor();
    await page.goto('/campaigns/new');
    await page.getByRole('radio', { name: /Refills/ }).check();
    await visitor.inspect('new campaign with templates');

    await navigate(visitor, /Campaigns/, 'Campaigns');
    await page.getByRole('link', { name: 'Refillable bottles' }).waitFor();
    await visitor.inspect('campaigns');
    await page.getByRole('link', { name: 'Paused' }).click();
    await page.getByText('No campaign is paused').waitFor();
    expect(visitor.problems()).toEqual([]);
  });

  it('describes itself, and sees its workspace and account', async () => {
    const { page } = visitor;
    visitor.expectRefusal('404 /brands/profile');
    await navigate(visitor, /Brand/, 'Brand profile');
    await page.getByLabel('Company name').fill('Northwind');
    await page.getByLabel('Industry').fill('Outdoor equipment');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByText('Brand profile saved').waitFor();
    await visitor.inspect('brand profile');
    await navigate(visitor, /^Workspace$/, person.organisation);
    await page.getByText(person.email).waitFor();
    await visitor.inspect('workspace');
    await navigate(visitor, /Account/, 'Account');
    await page.getByLabel('Name', { exact: true }).fill('Ada L.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Account saved').waitFor();
    await page.getByText('Dark', { exact: true }).click();
    await visitor.inspect('account, dark');
    await page.getByText('As this device', { exact: true }).click();
    expect(visitor.problems()).toEqual([]);
  });

  it('stays signed in over a reload and an expired token, and is gone after log-out', async () => {
    const { page } = visitor;
    await page.reload();
    await page.getByRole('heading', { name: 'Account', level: 1 }).waitFor();
    // The clock may jump while the page connects: its 30-second ticket is then too old, and it takes another.
    visitor.expectRefusal('403 /ws');
    // Whichever call comes first finds the token expired, and renews it.
    visitor.expectRefusal('401 *');
    await stage().advance(11 * 60_000);
    await navigate(visitor, /Campaigns/, 'Campaigns');
    await page.getByRole('link', { name: 'Refillable bottles' }).waitFor();
    expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);

    await page.getByRole('link', { name: 'Refillable bottles' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').waitFor();
    await visitor.inspect('delete dialog');
    await page.getByRole('button', { name: 'Delete draft' }).click();
    await page.getByText('Plan your first campaign').waitFor();

    await page.getByRole('button', { name: /Your menu/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto('/campaigns');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(visitor.problems()).toEqual([]);
  });
});

it('can be used by keyboard alone', async () => {
  await letLogInsThrough(stage());
  const visitor = await stage().visit('desktop');
  const { page } = visitor;
  const keys = { as: 'brand' as const, name: 'Kim Keys', email: 'kim@example.com', organisation: 'Keys' };
  await enter(visitor, stage(), keys, 'Campaigns');
  await page.reload();
  await page.getByText('Plan your first campaign').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.getByRole('link', { name: 'New campaign' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New campaign' }).waitFor();
  await page.getByRole('button', { name: 'Start draft' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Fill this in').first().waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title');
  await page.getByRole('button', { name: /Your menu/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Account' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem');
  await page.keyboard.press('End');
  // The focus follows the key a moment later.
  await page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Log out');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});
