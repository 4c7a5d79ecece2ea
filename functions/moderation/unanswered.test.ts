import { beforeAll, describe, expect, it } from 'vitest';
import { getContent, markSeen, reviewContent, submitContent } from '#contract/areas/content.ts';
import { appealModeration, decideModerationItem, getModerationItem } from '#contract/areas/moderation.ts';
import { noticesOf } from '#contract/notices.ts';
import { update } from '#data/change.ts';
import { type ContractItem, Contracts } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { moderationIdOf } from '#domain/ids.ts';
import { handler as getting } from '#functions/content/get-content.ts';
import { handler as seeing } from '#functions/content/mark-seen.ts';
import { handler as reviewing } from '#functions/content/review-content.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { listUnanswered } from '#runtime/money/release-facts.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { putDeals } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as approvingContent } from '#workflows/escrow-release/steps/approve-content.ts';
import { handler as appealing } from './appeal-content.ts';
import { handler as deciding } from './decide-item.ts';
import { handler as reading } from './get-item.ts';

const table = prepareTestTable();
const DAY_MS = 86_400_000;
const THERE = [{ path: 'pk', is: 'present' }] as const;
const moderator = (count: number) => ({ ...testStaff('moderator'), userId: countedId('user', 800 + count) });
const [ada, ben] = [moderator(1), moderator(2)];
const brand = testMember();
const { workspaceId } = brand;
beforeAll(async () => {
  await putPerson(ada.userId, 'ada@accord.example');
  await putPerson(ben.userId, 'ben@accord.example');
});

/** A reel, handed in so many days ago for a contract that gives the brand five to answer. */
async function handIn(count: number, daysAgo: number) {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const terms = { ...contract.terms, reviewDays: 5 };
  await write(...replaceBoth(Contracts, contract, { ...contract, terms, fundingStatus: 'funded' }));
  const { campaignId, contractId, influencerId } = contract;
  const creator = { ...testInfluencer(1), influencerId };
  const { body } = await callEndpoint(submitting, submitContent, {
    ...{ actor: creator, params: { campaignId } },
    body: {
      ...{ contractId, deliverableId: contract.terms.deliverables[0]?.deliverableId },
      ...{ mediaUrls: ['https://media.example/reel.mp4'], caption: 'The one that I keep. #ad' },
    },
  });
  const { contentId } = body;
  const submittedAt = isoOf(nowMs() - daysAgo * DAY_MS);
  await write(update(keys.submission(workspaceId, campaignId, contentId), { set: { submittedAt } }, THERE));
  const params = { campaignId, contentId };
  const itemId = moderationIdOf(contentId);
  return {
    ...{ contract, itemId, contentId },
    timeIsOver: () => approvingContent(contract),
    see: (actor: object = brand) => callEndpoint(seeing, markSeen, { actor: actor as never, params }),
    review: (status: string) => callEndpoint(reviewing, reviewContent, { actor: brand, params, body: { status } }),
    shown: async () => (await callEndpoint(getting, getContent, { actor: creator, params })).body,
    appeal: () => callEndpoint(appealing, appealModeration, { actor: creator, params, body: { text: 'Look again.' } }),
    item: async () =>
      (await callEndpoint(reading, getModerationItem, { actor: ada, params: { itemId }, query: { workspaceId } })).body,
    decide: (decision: string, actor: object = ada) =>
      callEndpoint(deciding, decideModerationItem, {
        ...{ actor: actor as never, params: { itemId } },
        body: { workspaceId, decision, reason: 'I have looked at it.' },
      }),
  };
}
const eventsOf = async (contentId: string, type: string) =>
  (await table.items()).filter((item) => item._et === 'event' && item.type === type && item.aggregateId === contentId);

describe('pictures that nobody has seen, and that the brand has not answered in time', () => {
  it('go to a moderator instead of counting as approved; both sides are told until when', async () => {
    const piece = await handIn(1, 6);
    for (const _twice of [1, 2]) await piece.timeIsOver();
    const { status, moderation } = await piece.shown();
    expect({ status, moderation }).toMatchObject({ status: 'pending', moderation: { state: 'unanswered' } });
    const hoursLeft = (Date.parse(moderation.decideBy) - nowMs()) / 3_600_000;
    expect(Math.round(hoursLeft)).toBe(48);
    expect(await piece.item()).toMatchObject({
      ...{ state: 'waits', mayDecide: true },
      unanswered: { reviewDays: 5, decideBy: moderation.decideBy },
    });
    expect(await listUnanswered(piece.contract), 'the machine has nothing to approve').toEqual([]);
    const [told, ...more] = await eventsOf(piece.contentId, 'ContentUnanswered');
    expect(more).toEqual([]);
    const notices = noticesOf({ type: 'ContentUnanswered', data: told?.data });
    expect(notices.map(({ to }) => Object.keys(to)[0])).toEqual(['influencerId', 'workspaceId']);
  });

  it('are approved by that silence once the moderator lets them through, and both sides are told', async () => {
    const piece = await handIn(2, 6);
    await piece.timeIsOver();
    expect(await piece.decide('approved')).toMatchObject({ status: 200, body: { state: 'approved' } });
    expect(await piece.shown()).toMatchObject({
      status: 'approved',
      note: expect.stringMatching(/not answered within 5 days.*moderator of Accord has looked/),
      moderation: { state: 'approved', reason: 'I have looked at it.', decideBy: null },
    });
    const [reviewed] = await eventsOf(piece.contentId, 'ContentReviewed');
    expect(reviewed?.data).toMatchObject({ status: 'approved', isSilent: true });
    const notices = noticesOf({ type: 'ContentReviewed', data: reviewed?.data });
    expect(notices.map(({ to }) => Object.keys(to)[0])).toEqual(['influencerId', 'workspaceId']);
    const counted = (await table.items()).find(
      ({ _et, contractId }) => _et === 'contract' && contractId === piece.contract.contractId,
    );
    expect(counted?.approvedCount, 'it counts towards the contract').toBe(1);
    expect(await piece.decide('refused', ben)).toMatchObject({ body: { code: 'moderation_closed' } });
  });

  it('are not approved when the moderator does not let them through; an appeal that is let through approves them', async () => {
    const piece = await handIn(3, 6);
    await piece.timeIsOver();
    await piece.decide('refused');
    expect(await piece.shown()).toMatchObject({ status: 'pending', moderation: { state: 'refused', decideBy: null } });
    await piece.timeIsOver();
    expect(await piece.review('approved')).toMatchObject({ body: { code: 'content_in_moderation' } });
    expect(await piece.appeal()).toMatchObject({ status: 200 });
    expect(await piece.decide('approved', ben)).toMatchObject({ status: 200 });
    expect(await piece.shown()).toMatchObject({ status: 'approved', moderation: { state: 'approved' } });
  });

  it.each(['approved', 'changes_requested', 'rejected'])(
    'may still be %s by the brand, and wait for no moderator then',
    async (status) => {
      const count = { approved: 4, changes_requested: 5, rejected: 6 }[status] as number;
      const piece = await handIn(count, 6);
      await piece.timeIsOver();
      expect(await piece.review(status)).toMatchObject({ status: 200, body: { status } });
      expect(await piece.item()).toMatchObject({ state: 'over' });
      expect(await piece.decide('approved')).toMatchObject({ body: { code: 'moderation_closed' } });
      expect(await piece.shown()).toMatchObject({ status });
    },
  );

  it('are left alone before the time is over', async () => {
    const piece = await handIn(7, 4);
    await piece.timeIsOver();
    expect(await piece.shown()).toMatchObject({ status: 'pending', moderation: { decideBy: null } });
    expect(await eventsOf(piece.contentId, 'ContentUnanswered')).toEqual([]);
  });
});

describe('POST /campaigns/{campaignId}/content/{contentId}/seen', () => {
  it('has silence approve what somebody of the brand has looked at', async () => {
    const piece = await handIn(8, 6);
    expect(await piece.shown()).toMatchObject({ seenAt: null });
    const { body } = await piece.see();
    expect(body).toMatchObject({ status: 'pending', seenAt: expect.any(String) });
    expect(await piece.shown(), 'the creator reads it').toMatchObject({ seenAt: body.seenAt });
    await piece.timeIsOver();
    expect(await piece.shown()).toMatchObject({ status: 'approved', moderation: { decidedAt: null } });
  });

  it('keeps the first one, and notes it once', async () => {
    const piece = await handIn(9, 1);
    const first = (await piece.see()).body.seenAt;
    expect((await piece.see({ ...testMember(1, 'manager'), userId: countedId('user', 70) })).body.seenAt).toBe(first);
    expect(await eventsOf(piece.contentId, 'ContentSeen')).toHaveLength(1);
  });

  it('is for who reviews content, of what is there', async () => {
    const piece = await handIn(10, 1);
    const viewer = testMember(1, 'viewer');
    for (const actor of [viewer, ada, { ...testInfluencer(1), influencerId: piece.contract.influencerId }])
      expect(await piece.see(actor)).toMatchObject({ status: 403 });
    expect(await piece.see({ ...brand, workspaceId: countedId('workspace', 9) })).toMatchObject({ status: 404 });
    expect(await piece.shown()).toMatchObject({ seenAt: null });
  });
});
