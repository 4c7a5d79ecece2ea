import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { acceptDocuments } from '#local/seed/open-account.ts';
import { contentBody, makeFundedContract } from '#testing/fixtures/content.ts';
import { buildWorld, PASSWORD, type World } from '#testing/fixtures/world.ts';
import { stageOfThisFile, type Visitor } from './browser.ts';
import type { Size } from './sizes.ts';
import { appears, beginAt } from './steps.ts';
import { timed } from './times.ts';

const stage = stageOfThisFile();
const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await timed('world', () => buildWorld(stage().platform));
  await acceptDocuments(world.as.moderator);
});

async function open(size: Size, email: string, path: string): Promise<Visitor> {
  const visitor = await stage().visit(size);
  visitor.expectRefusal('403 /ws');
  // Addresses of pictures are good for minutes, and days pass here.
  visitor.expectRefusal('403 ');
  visitor.expectRefusal('401 *');
  await beginAt(visitor, email, path, PASSWORD);
  return visitor;
}

/** A picture of one colour, uploaded by the influencer and ready to be handed in. */
async function uploadPicture(background: string): Promise<string> {
  const file = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const { uploadId, form } = await world.as.influencer.do('POST /uploads', {
    ...{ fileName: 'serum.jpg', contentType: 'image/jpeg', sizeBytes: file.length },
    sha256: createHash('sha256').update(file).digest('base64'),
  });
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, String(value));
  body.append('file', new Blob([new Uint8Array(file)]), 'serum.jpg');
  await fetch(form.url, { method: 'POST', body });
  await world.platform.activity.idle();
  return uploadId;
}

/** A picture that is handed in for a contract by which the brand has five days to answer. */
async function handIn(background: string) {
  const { campaignId, contractId } = await makeFundedContract(world, 'instagram', { reviewDays: 5 });
  const body = { ...contentBody(contractId), mediaUrls: [], uploadIds: [await uploadPicture(background)] };
  const { contentId } = await world.as.influencer.do(`POST /campaigns/${campaignId}/content`, body);
  const path = `/campaigns/${campaignId}/content/${contentId}`;
  return { contractId, read: () => world.as.influencer.do(`GET ${path}`) };
}

describe('content that the brand does not answer', () => {
  it('counts as approved where the brand has looked at it; else a moderator looks first, and both sides read until when', async () => {
    const [seen, unseen] = [await handIn('#3a5'), await handIn('#a53')];
    const brand = await open('desktop', 'owner@one.example', `/contracts/${seen.contractId}`);
    const picture = brand.page.getByRole('img', { name: 'serum.jpg' });
    await picture.waitFor();
    expect(await seen.read(), 'it is below the edge of the screen').toMatchObject({ seenAt: null });
    await picture.scrollIntoViewIfNeeded();
    await brand.page.getByText('Your team looked at all of it').waitFor();
    await brand.page.getByText('Without an answer it counts as approved.').waitFor();
    await brand.inspect('content that the brand has looked at');
    const creator = await open('phone', 'creator@one.example', `/contracts/${unseen.contractId}`);
    await creator.page.getByText(/unless the brand has looked at all of it, a moderator of Accord looks/).waitFor();
    await creator.inspect('content that nobody has looked at');

    await stage().advance(5 * DAY_MS + 60_000);
    expect(await seen.read()).toMatchObject({ status: 'approved', note: expect.stringContaining('within 5 days') });
    expect(await unseen.read()).toMatchObject({ status: 'pending', moderation: { state: 'unanswered' } });
    await creator.page.goto(`/contracts/${unseen.contractId}`);
    await creator.page.getByText('The brand has not answered in time: a moderator of Accord looks at it').waitFor();
    await creator.inspect('content that a moderator looks at');
    await brand.page.goto(`/contracts/${unseen.contractId}`);
    await brand.page.getByText('The time to answer is over: a moderator of Accord looks at it').waitFor();
    expect(await brand.page.getByRole('button', { name: 'Approve' }).isEnabled()).toBe(true);
    await brand.inspect('content whose time is over');

    const moderator = await open('desktop', 'moderator@one.example', '/moderation');
    await appears(moderator, (page) => page.getByRole('link', { name: /Nobody answered/ }));
    await moderator.inspect('queue with content that nobody answered');
    await moderator.page.getByRole('link', { name: /Nobody answered/ }).click();
    await moderator.page.getByText('The brand has not answered within 5 days').waitFor();
    await moderator.page.getByLabel('Reason').fill('I have looked at it.');
    await moderator.inspect('content that nobody answered');
    await moderator.page.getByRole('button', { name: 'Let it through', exact: true }).click();
    await moderator.page.getByText('Decided; both sides are told').waitFor();
    expect(await unseen.read()).toMatchObject({ status: 'approved' });
    for (const visitor of [brand, creator, moderator]) {
      expect(visitor.problems()).toEqual([]);
      await visitor.close();
    }
  });
});
