import { expect, it } from 'vitest';
import { openAccount } from '#local/seed/open-account.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { letLogInsThrough, PASSWORD } from './steps.ts';

const stage = stageOfThisFile();

/** Is somebody at the provider's page; ends when the browser is back on the site. */
async function beAt({ page }: Visitor, provider: string, email: string, { verified = true } = {}): Promise<void> {
  await page.getByRole('heading', { name: `Log in to Accord with ${provider}` }).waitFor();
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  if (!verified) await page.getByLabel(/has verified this e-mail/).uncheck();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(/\/\/localhost:/);
}

it('opens an account with Google, links LinkedIn by a mailed code, and unlinks it', async () => {
  await letLogInsThrough(stage());
  const email = 'ida.social@example.com';
  const visitor = await stage().visit('phone');
  const { page } = visitor;
  // Where the person wanted to go is kept on the way to the provider and back.
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Continue with LinkedIn' }).waitFor();
  await visitor.inspect('social log in');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await beAt(visitor, 'Google', email);
  await page.getByRole('heading', { name: 'Open your account' }).waitFor();
  await visitor.inspect('social sign up');
  await page.getByText('I make content').click();
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel(/I accept the terms/).check();
  await page.getByRole('button', { name: 'Open account' }).click();
  await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor();

  visitor.expectRefusal('403 /auth/identities/linkedin/begin');
  await page.getByRole('button', { name: 'Link LinkedIn' }).click();
  await page.getByRole('button', { name: 'Mail me a code' }).click();
  await page.getByLabel('Code from the e-mail').fill(await stage().mailedCode(email));
  await visitor.inspect('step-up by mailed code');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await beAt(visitor, 'LinkedIn', 'ida@elsewhere.example');
  await page.getByText('Linked; your other sessions have ended').waitFor();
  await page.getByText('ida@elsewhere.example').waitFor();
  await visitor.inspect('ways to sign in');
  await page.getByRole('button', { name: 'Unlink LinkedIn' }).click();
  await page.getByRole('button', { name: 'Unlink', exact: true }).click();
  await page.getByRole('button', { name: 'Link LinkedIn' }).waitFor();
  visitor.expectRefusal('409 /auth/identities/google');
  await page.getByRole('button', { name: 'Unlink Google' }).click();
  await page.getByRole('button', { name: 'Unlink', exact: true }).click();
  await page.getByText('This is your only way to sign in').waitFor();
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});

it('opens no account that is there already, verified address or not, and says what to do', async () => {
  const { urls, platform } = stage().platform;
  const email = 'ole.taken@example.com';
  const person = { as: 'influencer' as const, name: 'Ole Holm', country: 'DE', timezone: 'Europe/Berlin' };
  await openAccount(urls.api, platform, { ...person, email, password: PASSWORD });
  const visitor = await stage().visit('desktop');
  const { page } = visitor;
  visitor.expectRefusal('403 /auth/oauth/finish');
  visitor.expectRefusal('409 /auth/oauth/finish');
  for (const [verified, told] of [
    [false, /has not verified your e-mail address/],
    [true, /You have an account with this address already/],
  ] as const) {
    await page.goto('/log-in');
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await beAt(visitor, 'Google', email, { verified });
    await page.getByText(told).waitFor();
  }
  await visitor.inspect('social take-over refused');
  await page.goto('/log-in');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('You turned back').waitFor();
  await visitor.inspect('social cancelled');
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});
