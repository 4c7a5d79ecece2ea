import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeContent } from '#testing/fixtures/content.ts';
import { connectAccount } from '#testing/fixtures/social.ts';
import { buildWorld, type World } from '#testing/fixtures/world.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

const PLATFORMS = ['instagram', 'youtube', 'tiktok'] as const;
type Platform = (typeof PLATFORMS)[number];
const HANDLE = 'real.creator';
const NOWHERE: Record<Platform, string> = {
  instagram: 'https://www.instagram.com/p/CnothingHere/',
  youtube: 'https://www.youtube.com/watch?v=NothingHere',
  tiktok: 'https://www.tiktok.com/@real.creator/video/7400000000000000001',
};

let running: TestPlatform;
let world: World;

beforeAll(async () => {
  running = await startForTests();
  world = await buildWorld(running);
});
afterAll(() => running?.stop());

/** The address of a new post of an account at the stand-in. */
async function publish(platform: Platform, handle: string): Promise<string> {
  const answer = await fetch(`${world.providerUrl(platform)}/_control/posts`, {
    method: 'POST',
    body: JSON.stringify({ handle }),
  });
  return ((await answer.json()) as { url: string }).url;
}

async function report(content: { campaignId: string; contentId: string }, url: string) {
  const path = `/campaigns/${content.campaignId}/content/${content.contentId}`;
  await world.as.influencer.do(`POST ${path}/live`, { url });
  await running.platform.activity.idle();
  return world.as.viewer.do(`GET ${path}`);
}

const progressOf = async (contractId: string) => (await world.as.viewer.do(`GET /contracts/${contractId}`)).progress;

describe('a reported address', () => {
  it('of an account that is not connected stays reported, and says that nobody could ask', async () => {
    const content = await makeContent(world, 'approved', 'tiktok');
    const seen = await report(content, NOWHERE.tiktok);
    expect(seen).toMatchObject({ status: 'live', liveCheck: { state: 'not_checked', url: NOWHERE.tiktok } });
  });

  it.each(PLATFORMS)('on %s counts once the platform confirms it, and not before', async (platform) => {
    await connectAccount(world, world.as.influencer, platform, HANDLE);
    const content = await makeContent(world, 'approved', platform);
    const denied = await report(content, NOWHERE[platform]);
    expect(denied).toMatchObject({
      status: 'approved',
      liveUrl: null,
      liveCheck: { state: 'not_found', url: NOWHERE[platform] },
    });
    expect(await progressOf(denied.contractId)).toMatchObject({ approved: 1, live: 0 });
    const notices = (await world.as.influencer.do('GET /notifications')).items;
    expect(notices[0].title).toMatch(/^The address you reported for .* was not confirmed$/);
    const url = await publish(platform, HANDLE);
    expect(await report(content, url)).toMatchObject({
      status: 'live',
      liveUrl: url,
      liveCheck: { state: 'found', url },
    });
    expect(await progressOf(denied.contractId)).toMatchObject({ approved: 1, live: 1 });
    await world.advance(2 * 3_600_000);
    const { content: measured } = await world.as.viewer.do(
      `GET /analytics/campaigns/${content.campaignId}/performance`,
    );
    expect(measured).toMatchObject([{ contentId: content.contentId, url, state: 'measured' }]);
  });

  it('of somebody else’s video is not theirs', async () => {
    const content = await makeContent(world, 'approved', 'youtube');
    const url = await publish('youtube', 'somebody.else');
    expect(await report(content, url)).toMatchObject({ status: 'approved', liveCheck: { state: 'not_theirs', url } });
  });
});
