import type { Locator } from 'playwright-core';
import type { Stage, Visitor } from './browser.ts';
import { timed } from './times.ts';

export const PASSWORD = 'a sentence nobody guesses';

/** A new person as the journeys sign them up. */
export interface Person {
  as: 'brand' | 'influencer';
  name: string;
  email: string;
  organisation?: string;
}

/** Fills the sign-up form and sends it; ends at the screen that asks for the code. */
export async function signUp({ page }: Visitor, person: Person): Promise<void> {
  await page.goto('/sign-up');
  await page.getByText(person.as === 'brand' ? 'Brand or agency' : 'I make content').click();
  await page.getByLabel('Your name').fill(person.name);
  if (person.organisation) await page.getByLabel('Organisation').fill(person.organisation);
  await page.getByLabel(/e-mail/i).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel(/I accept the terms/).check();
  await page.getByRole('button', { name: 'Open account' }).click();
  await page.getByRole('heading', { name: 'Confirm your e-mail' }).waitFor();
}

/** Enters the mailed code; ends at the log-in screen, which knows the address. */
export async function confirm({ page }: Visitor, stage: Stage, email: string): Promise<void> {
  await page.getByLabel('Code from the e-mail').fill(await stage.mailedCode(email));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Your e-mail address is confirmed').waitFor();
}

/** Logs in from the log-in screen, which leads to the overview; ends at the screen of the main navigation that is asked for. */
export async function logIn(visitor: Visitor, email: string, screen: string): Promise<void> {
  const { page } = visitor;
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await timed('log-ins', async () => {
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  });
  if (screen !== 'Overview') await navigate(visitor, new RegExp(`^${screen}`), screen);
}

/** Lets time pass until log-ins are let through anew: attempts are counted by network address, and every visitor has the same one. */
export async function letLogInsThrough(stage: Stage): Promise<void> {
  await stage.advance(16 * 60_000);
}

/** Comes to a page signed in already, by the cookie of a log-in past the log-in screen, which other journeys go through. */
export async function beginAt(visitor: Visitor, email: string, path: string, password = PASSWORD): Promise<void> {
  const answer = await timed('log-ins', () =>
    visitor.context.request.post('/api/v1/auth/login', { data: { email, password } }),
  );
  if (!answer.ok()) throw new Error(`${email} could not log in: ${await answer.text()}`);
  await visitor.page.goto(path);
  await visitor.page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Answers the question for the password that comes before something sensitive; what was asked for goes on afterwards. */
export async function proveIdentity({ page }: Visitor): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await dialog.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Signs up, confirms, logs in. */
export async function enter(visitor: Visitor, stage: Stage, person: Person, screen: string): Promise<void> {
  await signUp(visitor, person);
  await confirm(visitor, stage, person.email);
  await logIn(visitor, person.email, screen);
}

/** Goes to a screen by the main navigation of this size; on a phone what does not fit the bar is behind “More”. */
export async function navigate({ page }: Visitor, label: RegExp, heading: string | RegExp): Promise<void> {
  const main = page.getByRole('navigation', { name: 'Main' });
  await main.waitFor();
  const link = main.getByRole('link', { name: label });
  if ((await link.count()) === 0) await main.getByRole('button', { name: 'More' }).click();
  await link.click();
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

/** Waits for what was done elsewhere; an index may lag behind, so the page is loaded again when it is not there yet, each time with more patience for a machine that is busy. */
export async function appears({ page }: Visitor, what: (page: Visitor['page']) => Locator): Promise<void> {
  for (let load = 0; load < 10; load += 1) {
    const found = await timed('appears', () =>
      what(page)
        .first()
        .waitFor({ timeout: 2_500 * (load + 1) })
        .then(() => true)
        .catch(() => false),
    );
    if (found) return;
    await page.reload();
  }
  await what(page).first().waitFor();
}
