import { expect, it } from 'vitest';
import { openAccount, textedCode } from '#local/seed/open-account.ts';
import { totpAt } from '#runtime/totp.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { beginAt, letLogInsThrough, navigate, PASSWORD, proveIdentity } from './steps.ts';

const stage = stageOfThisFile();
/** The overview asks for campaigns that fit, which needs a profile. */
const NO_PROFILE = '409 /influencers/campaigns';
/** Of those that are given to nobody. */
const NUMBER = '+15550100199';

async function account(email: string): Promise<void> {
  await letLogInsThrough(stage());
  const { urls, platform } = stage().platform;
  const person = { as: 'influencer' as const, name: 'Jo Rivers', country: 'DE', timezone: 'Europe/Berlin' };
  await openAccount(urls.api, platform, { ...person, email, password: PASSWORD });
}

async function openSecurity(visitor: Visitor): Promise<void> {
  await navigate(visitor, /^Account/, 'Account');
  await visitor.page.getByRole('link', { name: 'Security' }).click();
  await visitor.page.getByRole('heading', { name: 'Security', level: 1 }).waitFor();
  await visitor.page.getByText('This one').waitFor();
}

async function leaveAndReturn({ page }: Visitor, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
}

/** Adds a number to a second factor, from the security settings; the step-up takes a code of the app. */
async function addPhone(visitor: Visitor, appCode: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Add a phone' }).click();
  await page.getByLabel('Phone number').fill('0151 23456789');
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByText('Must be a phone number with its country code').waitFor();
  await visitor.inspect('set up phone');
  await page.getByLabel('Phone number').fill('+1 (555) 010-0199');
  visitor.expectRefusal('403 /auth/2fa/phone');
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByLabel('Code from your authenticator app').fill(appCode);
  await proveIdentity(visitor);
  await page.getByLabel('Code from the SMS').waitFor();
  await page.getByLabel('Code from the SMS').fill(await textedCode(stage().platform.platform, NUMBER));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('Codes are sent by SMS to the number that ends in 99').waitFor();
  await visitor.inspect('app and phone');
}

it('sets an authenticator app and a number up on a phone, and logs in with a code of either or with a recovery code', async () => {
  const email = 'jo.careful@example.com';
  await account(email);
  const { clock } = stage().platform.platform;
  const visitor = await stage().visit('phone');
  const { page } = visitor;
  visitor.expectRefusal(NO_PROFILE);
  await beginAt(visitor, email, '/overview');
  await openSecurity(visitor);
  await visitor.inspect('security');

  visitor.expectRefusal('403 /auth/2fa/enrol');
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await page.getByLabel('Your password', { exact: true }).waitFor();
  await visitor.inspect('step-up');
  await proveIdentity(visitor);
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  await visitor.inspect('set up app');
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code that the app shows').fill(totpAt(secret, clock.now()));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Keep these codes now').waitFor();
  await visitor.inspect('recovery codes');
  const [recoveryCode = ''] = await page.getByLabel('Recovery codes').getByRole('listitem').allInnerTexts();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes are left.').waitFor();
  await visitor.inspect('second factor on');

  await leaveAndReturn(visitor, email);
  await visitor.inspect('enter code');
  visitor.expectRefusal('400 /auth/2fa/verify');
  await page.getByLabel('Code from your authenticator app').fill('000000');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('This code is not right.').waitFor();
  // The code of this half minute was used up by the set-up.
  await clock.advanceTo(clock.now() + 31_000);
  await page.getByLabel('Code from your authenticator app').fill(totpAt(secret, clock.now()));
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

  await openSecurity(visitor);
  await leaveAndReturn(visitor, email);
  await page.getByLabel('Code from your authenticator app').fill(recoveryCode);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await openSecurity(visitor);
  await page.getByText('9 recovery codes are left.').waitFor();

  // Five codes may be tried in a quarter of an hour; an access token is good for ten minutes, a ticket for less.
  for (const refusal of ['401 *', '403 /ws']) visitor.expectRefusal(refusal);
  await clock.advanceTo(clock.now() + 900_000);
  await addPhone(visitor, totpAt(secret, clock.now()));
  await clock.advanceTo(clock.now() + 31_000);
  await leaveAndReturn(visitor, email);
  await page.getByRole('button', { name: 'Send a code to the number that ends in 99' }).click();
  await page.getByText('They are good for five minutes.').waitFor();
  await visitor.inspect('code by SMS');
  await page.getByLabel('Code from your app or an SMS').fill(await textedCode(stage().platform.platform, NUMBER));
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  expect(visitor.problems()).toEqual([]);
  await visitor.close();
});

it('ends a session in one browser from another, which then asks to log in', async () => {
  const email = 'jo.twice@example.com';
  await account(email);
  const [here, there] = [await stage().visit('desktop'), await stage().visit('phone')];
  for (const visitor of [there, here]) {
    visitor.expectRefusal(NO_PROFILE);
    await beginAt(visitor, email, '/overview');
  }
  await openSecurity(here);
  await here.inspect('sessions');
  for (const refusal of ['401 *', '403 /ws']) there.expectRefusal(refusal);
  await here.page.getByRole('button', { name: /^End the session of/ }).click();
  await here.page.getByText('Session ended').waitFor();
  await here.page.getByRole('button', { name: /^End the session of/ }).waitFor({ state: 'detached' });

  // It may have found out by itself already, when its live connection was closed.
  await there.page.goto('/discover');
  await there.page.getByRole('heading', { name: 'Log in' }).waitFor();
  expect([...here.problems(), ...there.problems()]).toEqual([]);
  await Promise.all([here.close(), there.close()]);
});
