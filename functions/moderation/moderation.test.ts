import { beforeAll, describe, expect, it } from 'vitest';
import { getContent, reviewContent, submitContent } from '#contract/areas/content.ts';
import {
  appealModeration,
  decideModerationItem,
  getModerationItem,
  getScreeningPolicy,
  listModerationQueue,
  putScreeningPolicy,
} from '#contract/areas/moderation.ts';
import { noticesOf } from '#contract/notices.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { moderationIdOf } from '#domain/ids.ts';
import { DEFAULT_POLICY } from '#domain/screening.ts';
import { handler as getting } from '#functions/content/get-content.ts';
import { handler as reviewing } from '#functions/content/review-content.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { listUnanswered } from '#runtime/money/release-facts.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { putDeals } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as appealing } from './appeal-content.ts';
import { handler as deciding } from './decide-item.ts';
import { handler as reading } from './get-item.ts';
import { handler as gettingPolicy } from './get-policy.ts';
import { handler as listing } from './list-queue.ts';
import { handler as puttingPolicy } from './put-policy.ts';

const table = prepareTestTable();
const moderator = (count: number) => ({ ...testStaff('moderator'), userId: countedId('user', 800 + count) });
const [ada, ben] = [moderator(1), moderator(2)];
const { workspaceId } = testMember();
beforeAll(async () => {
  await putPerson(ada.userId, 'ada@accord.example');
  await putPerson(ben.userId, 'ben@accord.example');
});

/** A contract of campaign `count` whose money is held. */
async function funded(count: number): Promise<ContractItem> {
  const [contract] = (await putDeals(count)) as [ContractItem];
  await write(...updateContract(contract, { set: { fundingStatus: 'funded' } }));
  return contract;
}
const influencerOf = ({ influencerId }: ContractItem) => ({ ...testInfluencer(1), influencerId });

interface Handed {
  contract: ContractItem;
  params: { campaignId: string; contentId: string };
  itemId: string;
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer
  body: any;
}

async function handIn(count: number, caption: string): Promise<Handed> {
  const contract = await funded(count);
  const { campaignId, contractId, terms } = contract;
  const deliverableId = terms.deliverables[0]?.deliverableId;
  const { status, body } = await callEndpoint(submitting, submitContent, {
    actor: influencerOf(contract),
    params: { campaignId },
    body: { contractId, deliverableId, mediaUrls: ['https://media.example/reel.mp4'], caption },
  });
  expect(status).toBe(201);
  const params = { campaignId, contentId: body.contentId };
  return { contract, params, body, itemId: moderationIdOf(body.contentId) };
}
const shown = async ({ contract, params }: Handed) =>
  (await callEndpoint(getting, getContent, { actor: influencerOf(contract), params })).body.moderation;
const review = ({ params }: Handed, status: string) =>
  callEndpoint(reviewing, reviewContent, { actor: testMember(), params, body: { status } });
const decide = ({ itemId }: Handed, decision: string, actor: object = ada, reason = 'It swears at the audience.') =>
  callEndpoint(deciding, decideModerationItem, {
    actor: actor as never,
    params: { itemId },
    body: { workspaceId, decision, reason },
  });
const appeal = ({ contract, params }: Handed) =>
  callEndpoint(appealing, appealModeration, {
    actor: influencerOf(contract),
    params,
    body: { text: 'It is the title of a song.' },
  });
const queue = async () =>
  (await callEndpoint(listing, listModerationQueue, { actor: ada, query: { limit: '100' } })).body.items.map(
    ({ itemId }: { itemId: string }) => itemId,
  );
const eventsOf = async (itemId: string, type: string) =>
  (await table.items()).filter((item) => item._et === 'event' && item.type === type && item.aggregateId === itemId);
const SWEARS = 'This serum is the shit, and you will love it. #ad';

describe('content that is handed in', () => {
  it('is screened at once: what cannot be measured is said and waits for the brand, which reviews it as always', async () => {
    const handed = await handIn(1, 'My favourite serum of the season and the one that I keep. #ad');
    expect(handed.body.moderation.state).not.toBe('waits');
    const unseen = handed.body.moderation.findings.filter(
      ({ outcome }: { outcome: string }) => outcome === 'not_screened',
    );
    expect(unseen.map(({ check }: { check: string }) => check)).toEqual(expect.arrayContaining(['toxicity', 'media']));
    expect(await queue()).not.toContain(handed.itemId);
    expect(await review(handed, 'approved')).toMatchObject({ status: 200 });
  });

  it('waits for a moderator when it swears: the brand may send it back, not approve it, and its silence is no approval', async () => {
    const handed = await handIn(2, SWEARS);
    expect(handed.body.moderation).toMatchObject({ state: 'waits', score: 80, appealUntil: null });
    expect(await queue()).toContain(handed.itemId);
    expect(await review(handed, 'approved')).toMatchObject({ status: 409, body: { code: 'content_in_moderation' } });
    expect(await listUnanswered(handed.contract)).toEqual([]);
    const { body } = await callEndpoint(reading, getModerationItem, {
      ...{ actor: ada, params: { itemId: handed.itemId }, query: { workspaceId } },
    });
    expect(body).toMatchObject({ caption: SWEARS, score: 80, state: 'waits', mayDecide: true });
    const told = (await table.items()).find(
      (item) => item.type === 'ContentSubmitted' && item.aggregateId === handed.params.contentId,
    );
    expect(noticesOf({ type: 'ContentSubmitted', data: told?.data })).toMatchObject([
      { text: expect.stringContaining('a moderator of Accord looks at it') },
    ]);
    expect(await review(handed, 'changes_requested')).toMatchObject({ status: 200 });
    expect(await queue()).not.toContain(handed.itemId);
    expect(await decide(handed, 'approved')).toMatchObject({ status: 409, body: { code: 'moderation_closed' } });
  });
});

describe('POST /moderation/{itemId}/decide', () => {
  it('lets it through to the brand, whose time to answer begins then; both sides are told', async () => {
    const handed = await handIn(3, SWEARS);
    expect(await decide(handed, 'approved', ada, 'It quotes a song.')).toMatchObject({
      status: 200,
      body: { state: 'approved', decisions: [{ by: { userId: ada.userId }, reason: 'It quotes a song.' }] },
    });
    expect(await shown(handed)).toMatchObject({ state: 'approved', reason: 'It quotes a song.' });
    const [waiting] = await listUnanswered(handed.contract);
    expect(waiting?.moderation?.clearedAt).toBeDefined();
    const [event] = await eventsOf(handed.itemId, 'ContentModerated');
    const notices = noticesOf({ type: 'ContentModerated', data: event?.data });
    expect(notices.map(({ to }) => Object.keys(to)[0])).toEqual(['influencerId', 'workspaceId']);
    expect(await decide(handed, 'refused', ben)).toMatchObject({ status: 409, body: { code: 'moderation_closed' } });
    expect(await review(handed, 'approved')).toMatchObject({ status: 200 });
  });

  it('may be appealed against once by whoever handed it in, and another moderator decides that', async () => {
    const handed = await handIn(4, SWEARS);
    expect(await appeal(handed)).toMatchObject({ status: 409, body: { code: 'moderation_not_refused' } });
    await decide(handed, 'refused');
    expect(await shown(handed)).toMatchObject({ state: 'refused', appealUntil: expect.any(String) });
    expect(await review(handed, 'approved')).toMatchObject({ body: { code: 'content_in_moderation' } });
    expect(await appeal(handed)).toMatchObject({ status: 200, body: { state: 'appealed', appealUntil: null } });
    expect(await queue()).toContain(handed.itemId);
    expect(await decide(handed, 'approved'), 'not whoever decided it').toMatchObject({ body: { code: 'same_person' } });
    expect(await decide(handed, 'refused', ben)).toMatchObject({ status: 200, body: { state: 'refused' } });
    expect(await appeal(handed), 'once').toMatchObject({ status: 409, body: { code: 'appeal_over' } });
    const events = await eventsOf(handed.itemId, 'ContentModerated');
    expect(events.map(({ data }) => (data as { isAppeal: boolean }).isAppeal).sort()).toEqual([false, true]);
  });

  it('is for moderators and admins, with a reason, about what is there', async () => {
    const handed = await handIn(5, SWEARS);
    for (const actor of [testMember(), influencerOf(handed.contract), testStaff('support')]) {
      expect(await decide(handed, 'approved', actor)).toMatchObject({ status: 403 });
      expect(await callEndpoint(listing, listModerationQueue, { actor })).toMatchObject({ status: 403 });
    }
    for (const [decision, reason] of [
      ['perhaps', 'It is fine.'],
      ['approved', ''],
    ] as const)
      expect(await decide(handed, decision, ada, reason)).toMatchObject({ body: { code: 'validation_failed' } });
    expect(await decide({ ...handed, itemId: countedId('moderation', 99) }, 'approved')).toMatchObject({ status: 404 });
    const [foreign, body] = [testInfluencer(9), { text: 'Let me.' }];
    expect(
      await callEndpoint(appealing, appealModeration, { actor: foreign, params: handed.params, body }),
    ).toMatchObject({ status: 404 });
    expect(await eventsOf(handed.itemId, 'ContentModerated')).toEqual([]);
  });
});

describe('PUT /moderation/policy', () => {
  const put = (edit: object, actor: object = testMember()) =>
    callEndpoint(puttingPolicy, putScreeningPolicy, { actor: actor as never, body: { ...DEFAULT_POLICY, ...edit } });

  it('says what the next submission is screened for, and what is done about it', async () => {
    expect((await callEndpoint(gettingPolicy, getScreeningPolicy, { actor: testMember() })).body).toEqual(
      DEFAULT_POLICY,
    );
    const actions = { ...DEFAULT_POLICY.actions, competitors: 'hold', profanity: 'off' };
    expect(await put({ actions, competitors: ['Glow Co'], bannedWords: ['cheap'] })).toMatchObject({ status: 200 });
    expect((await handIn(6, 'Better than Glow  Co, and that is that. #ad')).body.moderation).toMatchObject({
      state: 'waits',
      findings: expect.arrayContaining([{ check: 'competitors', outcome: 'flagged', says: [expect.any(String)] }]),
    });
    expect((await handIn(7, SWEARS)).body.moderation.state, 'off is not looked at').not.toBe('waits');
    expect(await put({ unscreened: 'moderator' })).toMatchObject({ status: 200 });
    const unseen = await handIn(8, 'The one that I keep. #ad');
    expect(unseen.body.moderation).toMatchObject({ state: 'waits' });
    expect(await listUnanswered(unseen.contract), 'no silence approves pictures that nobody saw').toEqual([]);
    expect(await review(unseen, 'approved')).toMatchObject({ body: { code: 'content_in_moderation' } });
    await decide(unseen, 'approved', ada, 'I have seen it.');
    expect(await listUnanswered(unseen.contract)).toMatchObject([{ moderation: { clearedAt: expect.any(String) } }]);
    await put({});
  });

  it('is for owners, and says what is wrong', async () => {
    expect(await put({}, testMember(1, 'manager'))).toMatchObject({ status: 403 });
    for (const edit of [
      { unscreened: 'nobody' },
      { competitors: ['x'] },
      { actions: { profanity: 'hold' } },
      { more: 1 },
    ])
      expect(await put(edit)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });
});
