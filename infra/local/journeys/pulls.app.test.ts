import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount } from '#testing/fixtures/social.ts';
import { buildWorld, type World } from '#testing/fixtures/world.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

let running: TestPlatform;
let world: World;
const PLATFORMS = ['instagram', 'youtube', 'tiktok'] as const;
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  running = await startForTests();
  world = await buildWorld(running);
});
afterAll(() => running?.stop());

const accountsOf = async () => (await world.as.influencer.do('GET /influencers/social-accounts')).items;

async function control(platform: string, route: string, body?: object) {
  const [method = 'GET', path = ''] = route.split(' ');
  const answer = await fetch(`${world.providerUrl(platform)}/_control/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return answer.json();
}

describe('social accounts', () => {
  it.each(PLATFORMS)('connect %s through its consent page', async (platform) => {
    const end = await connectAccount(world, world.as.influencer, platform, 'real.creator');
    expect(Object.fromEntries(end.searchParams)).toEqual({ platform, result: 'connected' });
    expect(await accountsOf()).toContainEqual(expect.objectContaining({ platform, state: 'ok', handle: 'real.creator' }));
    const { socialLinks } = await world.as.influencer.do('GET /influencers/profile');
    expect(socialLinks).toContainEqual(expect.objectContaining({ platform, handle: 'real.creator', verified: true }));
  });

  it('are pulled within an hour', async () => {
    await world.advance(HOUR_MS);
    await running.platform.activity.idle();
    expect(await accountsOf()).toEqual(
      PLATFORMS.map((platform) => expect.objectContaining({ platform, state: 'ok', lastPulledAt: expect.any(String) })),
    );
  });
  it('x', async () => { console.log(JSON.stringify(await accountsOf(), null, 1), await control('tiktok', 'GET posts?handle=real.creator')); });
});
