import type { Platform } from '../kernel.ts';
import type { ApiSession } from './api-session.ts';
import { openAccount, provisionAccount } from './open-account.ts';
import { demoBrand, demoCampaigns, demoInfluencers, demoMembers, demoPassword } from './world.ts';

/** One demo log-in. */
export interface DemoLogin {
  role: string;
  email: string;
  password: string;
}

/** Makes the demo world through the API, as its people would; invented names only. */
export async function seedDemo(options: { apiBase: string; platform: Platform }): Promise<DemoLogin[]> {
  const { apiBase, platform } = options;
  const owner = await openAccount(apiBase, platform, { ...demoBrand.account, password: demoPassword });
  await owner.do('PUT /brands/profile', demoBrand.profile);
  const { workspaceId } = owner.me;
  for (const { label: _label, ...member } of demoMembers) {
    await provisionAccount(platform, {
      ...member,
      password: demoPassword,
      country: 'DE',
      ...(member.role === 'admin' ? {} : { workspaceId }),
    });
  }
  await Promise.all(
    demoInfluencers.map(async ({ account, profile }) => {
      const session = await openAccount(apiBase, platform, { ...account, password: demoPassword });
      await session.do('PUT /influencers/profile', profile);
    }),
  );
  await seedCampaigns(owner, platform.clock.now());
  return [
    { role: 'Brand owner', email: demoBrand.account.email, password: demoPassword },
    ...demoMembers.map(({ label, email }) => ({ role: label, email, password: demoPassword })),
    ...demoInfluencers.map(({ account }) => ({ role: 'Influencer', email: account.email, password: demoPassword })),
  ];
}

async function seedCampaigns(owner: ApiSession, nowMs: number): Promise<void> {
  const day = (offset: number) => new Date(nowMs + offset * 86_400_000).toISOString().slice(0, 10);
  for (const { publish, startsIn, lastsDays, ...campaign } of demoCampaigns) {
    const created = await owner.do('POST /brands/campaigns', {
      ...campaign,
      startDate: day(startsIn),
      endDate: day(startsIn + lastsDays),
    });
    if (publish) await owner.do(`POST /campaigns/${created.campaignId}/publish`);
  }
}
