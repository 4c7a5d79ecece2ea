import { beforeAll, describe, expect, it } from 'vitest';
import { openAccount } from '#local/seed/open-account.ts';
import { stageOfThisFile } from './browser.ts';
import { SIZES } from './sizes.ts';
import { beginAt, letLogInsThrough, navigate, PASSWORD } from './steps.ts';

const stage = stageOfThisFile();
const BRAND = 'brand@search.example';

interface Creator {
  name: string;
  bio: string;
  niche: string;
  country: string;
  followers: number;
}

const CREATORS: readonly Creator[] = [
  { name: 'Zoë Müller', bio: 'Sourdough and slow breakfasts.', niche: 'food', country: 'DE', followers: 48_000 },
  { name: 'Ana Prado', bio: 'Street food on two wheels.', niche: 'travel', country: 'PT', followers: 310_000 },
  { name: 'Jon Bell', bio: 'Trail running before work.', niche: 'fitness', country: 'DE', followers: 7_200 },
];

describe('the search for influencers', () => {
  beforeAll(async () => {
    const { platform, urls } = stage().platform;
    const base = { password: PASSWORD, country: 'DE', timezone: 'Europe/Berlin' };
    for (const [index, { name, bio, niche, country, followers }] of CREATORS.entries()) {
      const person = { ...base, as: 'influencer' as const, email: `creator${index}@search.example`, name };
      const creator = await openAccount(urls.api, platform, person);
      const handle = `${niche}.${index}`;
      await creator.do('PUT /influencers/profile', {
        ...{ displayName: name, bio, niche: [niche], geoLocation: { country }, languages: ['en'] },
        socialLinks: [{ platform: index === 1 ? 'youtube' : 'instagram', handle, followers }],
      });
      const price = { amountMinor: 20_000 * (index + 1), currency: 'EUR' };
      await creator.do('PUT /influencers/rate-card', { lines: [{ platform: 'instagram', type: 'reel', price }] });
    }
    await letLogInsThrough(stage());
    const brand = await openAccount(urls.api, platform, {
      ...{ ...base, as: 'brand', email: BRAND, name: 'Bo Brand', organisation: 'Crumb' },
    });
    const day = (offset: number) => new Date(platform.clock.now() + offset * 86_400_000).toISOString().slice(0, 10);
    const { campaignId } = await brand.do('POST /brands/campaigns', {
      ...{ title: 'Autumn loaf', brief: 'One reel about the loaf.', budgetMin: 10_000, budgetMax: 500_000 },
      ...{ currency: 'EUR', startDate: day(2), endDate: day(40) },
      deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
      targetAudience: { niches: ['food'], platforms: ['instagram'], countries: ['DE'] },
    });
    await brand.do(`POST /campaigns/${campaignId}/publish`);
    await platform.activity.idle();
  });

  it('a brand finds an influencer and begins an offer', async () => {
    const visitor = await stage().visit('phone');
    const { page } = visitor;
    await beginAt(visitor, BRAND, '/overview');
    // A phone's bar has the short name.
    await navigate(visitor, /^Find/, 'Find influencers');
    await page.getByText('3 influencers', { exact: true }).first().waitFor();
    await visitor.inspect('find influencers');

    const names = () => page.locator('main article h2').allInnerTexts();
    await page.getByRole('searchbox').fill('food');
    await page.getByText('2 influencers', { exact: true }).first().waitFor();
    expect(await names()).toEqual(['Zoë Müller', 'Ana Prado']);
    expect(new URL(page.url()).searchParams.get('q')).toBe('food');
    await page.getByText('Found by handle, niche').waitFor();

    const narrowed = async () => {
      await page.getByText('1 influencer', { exact: true }).first().waitFor();
      expect(await names()).toEqual(['Ana Prado']);
    };
    const inPortugal = page.getByLabel('Portugal').filter({ visible: true });
    await page.getByRole('button', { name: /^Filters/ }).click();
    await inPortugal.check();
    await visitor.inspect('find influencers filters');
    await page.getByRole('button', { name: /^Show \d/ }).click();
    await narrowed();
    await visitor.inspect('find influencers narrowed');
    await page.goBack();
    await page.getByText('2 influencers', { exact: true }).first().waitFor();
    // Where there is room for them they stand beside what is found.
    await page.setViewportSize(SIZES.desktop.viewport);
    await inPortugal.check();
    await narrowed();
    await page.setViewportSize(SIZES.phone.viewport);
    await page.goBack();
    await page.getByText('2 influencers', { exact: true }).first().waitFor();
    await page.goBack();
    await page.getByText('3 influencers', { exact: true }).first().waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');

    await page.getByRole('searchbox').fill('nobody like this');
    await page.getByRole('heading', { name: 'Nobody answers all of this' }).waitFor();
    await visitor.inspect('find influencers empty');
    // What is shared is the address.
    await page.goto('/influencers?q=zoe%20mul&sort=followers&minFollowers=40000');
    await page.getByRole('link', { name: 'Zoë Müller' }).click();
    await page.getByRole('heading', { name: 'Zoë Müller', level: 1 }).waitFor();
    await visitor.inspect('influencer as a brand sees them');
    await page.getByRole('button', { name: 'Send an offer' }).click();
    await page.getByRole('link', { name: /Autumn loaf/ }).waitFor();
    await visitor.inspect('choose a campaign');
    await page.getByRole('link', { name: /Autumn loaf/ }).click();
    await page.getByRole('heading', { name: 'Offer for Zoë Müller', level: 1 }).waitFor();
    await page.getByLabel('Price for everything below').fill('250');
    await page.getByText('None, paid in EUR').filter({ visible: true }).waitFor();
    await page.getByRole('button', { name: 'Send offer' }).click();
    await page.getByText('Zoë Müller has your offer').waitFor();
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });

  it('says what is wrong with an address that was bent', async () => {
    const visitor = await stage().visit('desktop');
    const { page } = visitor;
    visitor.expectRefusal('400 *');
    await page.goto('/influencers?niche=knitting');
    await page.getByLabel('E-mail').fill(BRAND);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Find influencers', level: 1 }).waitFor();
    await page.getByText('This address asks for something unknown').waitFor();
    await visitor.inspect('find influencers with a bent address');
    expect(visitor.problems()).toEqual([]);
    await visitor.close();
  });
});
