import { expect, it } from 'vitest';
import { ApiSession } from '#local/seed/api-session.ts';
import { vouchFor } from '#local/seed/open-account.ts';
import { completeCampaign } from '#testing/fixtures/world.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import { enter, letLogInsThrough, navigate, PASSWORD } from './steps.ts';

const stage = stageOfThisFile();
const EMAIL = 'mia.berg@example.com';

/** Sends an invitation from the team's screen. */
async function invite({ page }: Visitor, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('E-mail').fill(EMAIL);
  await dialog.getByLabel('Role').selectOption({ value: role });
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByText(`Invitation sent to ${EMAIL}`).waitFor();
}

async function choose({ page }: Visitor, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Change Mia Berg' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** A draft of a person's workspace that is complete enough to publish; operators know the brand. */
async function draftOf(email: string): Promise<{ campaignId: string }> {
  const { platform, urls } = stage().platform;
  const day = (offset: number) => new Date(platform.clock.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const session = new ApiSession(urls.api, { email, password: PASSWORD });
  await vouchFor(platform, await session.do('GET /users/me'));
  return session.do('POST /brands/campaigns', completeCampaign({ day }));
}

it('invites somebody, who joins, is given more on a campaign, then another role, is removed, and works in a workspace of their own', async () => {
  await letLogInsThrough(stage());
  const owner = await stage().visit('desktop');
  const ada = { as: 'brand' as const, name: 'Ada Holm', email: 'ada.holm@example.com', organisation: 'Holm' };
  await enter(owner, stage(), ada, 'Overview');
  await navigate(owner, /^Workspace$/, 'Holm');
  await invite(owner, 'viewer');
  await owner.inspect('team');

  const guest = await stage().visit('phone');
  // A ticket for live updates is void once the place it was made for has changed.
  guest.expectRefusal('403 /ws');
  const { page } = guest;
  await page.goto(await stage().mailedLink(EMAIL, '/invitations'));
  await page.getByRole('heading', { name: 'Join Holm' }).waitFor();
  expect(page.url(), 'the secret has left the address').not.toContain('#');
  await guest.inspect('invitation');
  await page.getByLabel('Your name').fill('Mia Berg');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel(/I accept the terms/).check();
  await page.getByRole('button', { name: 'Open account and join' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

  // On one campaign she is given more than a viewer may do: her untouched screen offers it, and no longer once it is taken away.
  const { campaignId } = await draftOf(ada.email);
  await page.goto(`/campaigns/${campaignId}`);
  await page.getByRole('heading', { name: 'Spring serum', level: 1 }).waitFor();
  expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
  await owner.page.goto(`/campaigns/${campaignId}?tab=access`);
  await owner.page.getByRole('button', { name: 'Give access' }).click();
  const access = owner.page.getByRole('dialog', { name: 'Give access to this campaign' });
  await access.getByLabel('Member').selectOption({ label: 'Mia Berg (viewer)' });
  await access.getByLabel(/^Run the campaign/).check();
  await owner.inspect('give access');
  await access.getByRole('button', { name: 'Give access' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published: influencers can apply now').waitFor();
  await page.getByRole('link', { name: 'Access' }).click();
  await page.getByText('Run the campaign:').waitFor();
  await guest.inspect('campaign access');
  await navigate(owner, /^Workspace$/, 'Holm');
  await owner.page.getByRole('button', { name: 'More of Mia Berg on campaigns' }).click();
  await owner.page.getByRole('dialog').getByRole('link', { name: 'Spring serum' }).waitFor();
  await owner.inspect('member on campaigns');
  await owner.page.getByRole('dialog').getByRole('link', { name: 'Spring serum' }).click();
  await owner.page.getByRole('button', { name: 'Take access of Mia Berg away' }).click();
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
  await page.getByText('Nobody: members do here what their role says.').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'More' }).waitFor({ state: 'detached' });
  await navigate(owner, /^Workspace$/, 'Holm');

  // A viewer sees no invoices; the same screen, untouched, shows them once she is responsible for finance.
  await page.goto('/invoices');
  await page.getByRole('heading', { name: 'Not for your role' }).waitFor();
  await choose(owner, 'Change role');
  await owner.page.getByRole('dialog').getByLabel('Role').selectOption('finance');
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click();
  await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor();

  await choose(owner, 'Remove');
  await owner.page.getByRole('button', { name: 'Remove member' }).click();
  await page.getByRole('heading', { name: 'You work in no workspace now' }).waitFor();
  await guest.inspect('removed');
  await page.getByRole('link', { name: 'See your workspaces' }).click();
  await page.getByText('You belong to no workspace', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Create a workspace' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Berg Studio');
  await page.getByLabel('Country').selectOption('DE');
  await guest.inspect('new workspace');
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByRole('heading', { name: 'Berg Studio', level: 1 }).waitFor();

  // With an account the link needs one press; with two workspaces there is a switcher.
  await invite(owner, 'manager');
  await page.goto(await stage().mailedLink(EMAIL, '/invitations'));
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByRole('button', { name: 'Workspace Holm, switch' }).click();
  await page.getByRole('menuitem', { name: 'All workspaces' }).click();
  await page.getByRole('heading', { name: 'Your workspaces' }).waitFor();
  await guest.inspect('workspaces');
  await page.getByRole('button', { name: 'Switch to Berg Studio' }).click();
  await page.getByRole('button', { name: 'Workspace Berg Studio, switch' }).waitFor();

  for (const [tab, sign] of [
    ['Roles', 'Who may do what'],
    ['Brands', 'Default'],
    ['Settings', 'See what closing means'],
  ] as const) {
    await page.goto('/workspace');
    await page.getByRole('link', { name: tab }).click();
    await page.getByText(sign, { exact: true }).waitFor();
    await guest.inspect(`workspace ${tab}`);
  }
  await page.getByRole('button', { name: 'See what closing means' }).click();
  await page.getByLabel('Type “Berg Studio” to confirm').waitFor();
  await guest.inspect('closing');
  expect([...owner.problems(), ...guest.problems()]).toEqual([]);
  await Promise.all([owner.close(), guest.close()]);
});
