import { beforeAll, describe, expect, it } from 'vitest';
import { openAccount, provisionAccount } from '#local/seed/open-account.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { letLogInsThrough, navigate, PASSWORD } from './steps.ts';

const stage = stageOfThisFile();
const OWNER = 'owner@privacy.example';
const MEMBER = 'mara@privacy.example';

async function logInAs({ page }: Visitor, email: string): Promise<void> {
  await page.goto('/log-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
}

describe('what is asked and kept about people', () => {
  beforeAll(async () => {
    await letLogInsThrough(stage());
    const { platform, urls } = stage().platform;
    const owner = await openAccount(urls.api, platform, {
      ...{ as: 'brand', email: OWNER, name: 'Ona Owner', organisation: 'Quiet' },
      ...{ password: PASSWORD, country: 'DE', timezone: 'Europe/Berlin' },
    });
    await owner.do('GET /users/me');
    const { workspaceId } = owner.me;
    await owner.do(`PATCH /workspaces/${workspaceId}`, { timezone: 'Europe/Vienna' });
    await provisionAccount(platform, {
      ...{ email: MEMBER, password: PASSWORD, name: 'Mara', country: 'DE' },
      ...{ role: 'manager', workspaceId },
    });
    await platform.activity.idle();
  });

  it('a member on a phone accepts, chooses and looks back', async () => {
    const visitor = await stage().visit('phone');
    const { page } = visitor;
    await page.goto('/log-in');
    await page.getByRole('link', { name: 'Cookies' }).click();
    await page.getByText('__Host-rt').waitFor();
    await visitor.inspect('cookies');
    await page.getByRole('link', { name: 'Terms of use' }).click();
    await page.getByRole('heading', { name: 'Terms of use', level: 1 }).waitFor();

    await logInAs(visitor, MEMBER);
    await page.getByRole('heading', { name: 'Before you go on' }).waitFor();
    await page.getByRole('link', { name: /Read the privacy policy/ }).waitFor();
    await visitor.inspect('accept documents');
    await page.getByRole('button', { name: 'Accept and go on' }).click();
    await page.getByText('Tick this to go on').waitFor();
    await page.getByLabel(/I have read/).check();
    await page.getByRole('button', { name: 'Accept and go on' }).click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

    await page.goto('/account/privacy');
    const news = page.getByLabel(/Product news by e-mail/);
    await news.check();
    await page.getByText('Your choice is saved').waitFor();
    expect(await news.isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Logged in' }).first().click();
    await page.getByRole('dialog').getByText('this machine').waitFor();
    await visitor.inspect('activity detail');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Privacy', exact: true }).click();
    // The log's index follows in a moment.
    await page.getByText('Marketing: no → yes').waitFor();
    await visitor.inspect('privacy choices');
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });

  it('an owner on a desktop reads and saves the audit log', async () => {
    const visitor = await stage().visit('desktop');
    const { page } = visitor;
    await logInAs(visitor, OWNER);
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await navigate(visitor, /^Workspace/, 'Quiet');
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('button', { name: 'Changed the settings of the workspace' }).first().waitFor();
    await visitor.inspect('audit log');
    await page.getByLabel('Kind').selectOption('Log-ins and sessions');
    await page.getByLabel(/^Person/).selectOption('Ona Owner');
    await page.getByRole('button', { name: 'Changed the settings of the workspace' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Logged in' }).first().waitFor();
    await page.getByLabel('Kind').selectOption('Workspace and brands');
    await page.getByRole('button', { name: 'Changed the settings of the workspace' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row', { name: 'Timezone Europe/Berlin Europe/Vienna' }).waitFor();
    await visitor.inspect('audit log detail');
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('audit-log.csv');
    await page.getByText(/lines? saved/).waitFor();
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });
});
