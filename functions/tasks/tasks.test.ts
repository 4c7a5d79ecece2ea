import { describe, expect, it } from 'vitest';
import { deleteCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import {
  createTask,
  deleteTask,
  listCampaignTags,
  listTasks,
  putCampaignTags,
  updateTask,
} from '#contract/areas/tasks.ts';
import { EVENTS, type EventData } from '#contract/events.ts';
import { noticesOf } from '#contract/notices.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { MOST_TAGS } from '#domain/rules/tags.ts';
import { handler as deletingCampaign } from '#functions/campaigns/delete-campaign.ts';
import { handler as listingCampaigns } from '#functions/campaigns/list-campaigns.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { callEndpoint } from '#testing/call.ts';
import { aCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace } from '#testing/workspace.ts';
import { handler as adding } from './create-task.ts';
import { handler as deleting } from './delete-task.ts';
import { handler as listingTags } from './list-campaign-tags.ts';
import { handler as listing } from './list-tasks.ts';
import { handler as tagging } from './put-campaign-tags.ts';
import { handler as changing } from './update-task.ts';

const { items } = prepareTestTable();
prepareTestSecrets();

async function team() {
  const { people, workspaceId } = await openWorkspace(['owner', 'finance', 'viewer']);
  const [owner, finance, viewer] = people.map(({ actor }) => actor) as [MemberActor, MemberActor, MemberActor];
  return { owner, finance, viewer, workspaceId };
}
const add = (actor: MemberActor, body: object) =>
  callEndpoint(adding, createTask, { actor, body: { title: 'Send the briefing', ...body } });
const change = (actor: MemberActor, taskId: string, body: object) =>
  callEndpoint(changing, updateTask, { actor, params: { taskId }, body });
const list = async (actor: MemberActor, query: Record<string, string> = {}) =>
  (await callEndpoint(listing, listTasks, { actor, query })).body.items;
const eventsOf = async (workspaceId: string, type: string) =>
  (await items()).filter(
    (item) =>
      item._et === 'event' && item.type === type && (item.data as { workspaceId: string }).workspaceId === workspaceId,
  );
let count = 850;
async function draft(workspaceId: string): Promise<string> {
  count += 1;
  const campaign = aCampaign(count, { workspaceId, status: 'draft' });
  await write(create(Campaigns, campaign));
  return campaign.campaignId;
}

describe('a task', () => {
  it('is added, given to somebody, done, opened again and deleted', async () => {
    const { owner, finance, viewer, workspaceId } = await team();
    const campaignId = await draft(workspaceId);
    const { status, body } = await add(finance, { campaignId, dueOn: '2026-12-01' });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({
      campaignId,
      assigneeId: null,
      state: 'open',
      createdBy: finance.userId,
      ruleId: null,
    });
    await change(owner, body.taskId, { assigneeId: finance.userId });
    const done = await change(finance, body.taskId, { state: 'done' });
    expect(done.body).toMatchObject({
      state: 'done',
      doneBy: finance.userId,
      title: 'Send the briefing',
      dueOn: '2026-12-01',
    });
    // Done once more by somebody else, it stays the first one’s.
    expect((await change(owner, body.taskId, { state: 'done' })).body.doneBy).toBe(finance.userId);
    expect(await list(viewer, { state: 'open' })).toEqual([]);
    expect(await list(viewer, { state: 'done' })).toHaveLength(1);
    expect((await change(owner, body.taskId, { state: 'open', dueOn: null })).body).toMatchObject({
      ...{ state: 'open', doneAt: null, doneBy: null, dueOn: null },
    });
    const params = { taskId: body.taskId };
    expect((await callEndpoint(deleting, deleteTask, { actor: owner, params })).status).toBe(200);
    expect((await callEndpoint(deleting, deleteTask, { actor: owner, params })).status).toBe(404);
  });

  it('is told to whom it is given, once', async () => {
    const { owner, finance, workspaceId } = await team();
    const { taskId } = (await add(owner, { assigneeId: finance.userId })).body;
    await change(owner, taskId, { title: 'Send the parcel' });
    const [added] = await eventsOf(workspaceId, 'TaskAdded');
    const [changed] = await eventsOf(workspaceId, 'TaskChanged');
    const told = (type: 'TaskAdded' | 'TaskChanged', event: unknown) =>
      noticesOf({ type, data: (event as { data: EventData<'TaskAdded'> }).data } as never);
    expect(told('TaskAdded', added)).toMatchObject([{ to: { userId: finance.userId }, path: '/tasks' }]);
    expect(told('TaskChanged', changed)).toEqual([]);
  });

  it('is of its workspace alone, and not for viewers to change', async () => {
    const { owner, viewer, workspaceId } = await team();
    const stranger = (await team()).owner;
    const { taskId } = (await add(owner, {})).body;
    expect(await list(stranger)).toEqual([]);
    expect((await change(stranger, taskId, { state: 'done' })).status).toBe(404);
    expect((await add(stranger, { campaignId: await draft(workspaceId) })).status).toBe(404);
    expect(await add(owner, { assigneeId: stranger.userId })).toMatchObject({
      ...{ status: 404, body: { detail: 'There is no such member of this workspace to give it to.' } },
    });
    expect((await change(owner, taskId, { assigneeId: stranger.userId })).status).toBe(404);
    for (const answer of [await add(viewer, {}), await change(viewer, taskId, { state: 'done' })])
      expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it.each([
    ['no title', { title: ' ' }, 'title'],
    ['a day that is none', { dueOn: 'soon' }, 'dueOn'],
    ['somebody who is no person', { assigneeId: 'me' }, 'assigneeId'],
    ['an unknown field', { done: true }, 'done'],
  ])('says what is wrong: %s', async (_case, edit, path) => {
    const { owner } = await team();
    expect(await add(owner, edit)).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });
});

describe('the tags of a campaign', () => {
  const tag = (actor: MemberActor, campaignId: string, tags: string[]) =>
    callEndpoint(tagging, putCampaignTags, { actor, params: { campaignId }, body: { tags } });
  const all = async (actor: MemberActor) => (await callEndpoint(listingTags, listCampaignTags, { actor })).body.items;

  it('are put in place of those before, told of where they differ, and gone with the draft', async () => {
    const { owner, viewer, workspaceId } = await team();
    const campaignId = await draft(workspaceId);
    expect((await tag(owner, campaignId, ['VIP', ' spring  sale '])).body).toEqual({
      campaignId,
      tags: ['spring sale', 'vip'],
    });
    await tag(owner, campaignId, ['vip', 'spring sale']);
    await tag(owner, campaignId, ['vip', 'late']);
    expect(await all(viewer)).toEqual([{ campaignId, tags: ['late', 'vip'] }]);
    const one = await callEndpoint(listingTags, listCampaignTags, { actor: viewer, query: { campaignId } });
    expect(one.body.items).toEqual([{ campaignId, tags: ['late', 'vip'] }]);
    const told = (await eventsOf(workspaceId, 'CampaignTagged')).map(({ data }) => data);
    expect(told).toHaveLength(2);
    expect(told).toContainEqual(
      expect.objectContaining({ added: ['late'], removed: ['spring sale'], tags: ['late', 'vip'] }),
    );
    expect(
      (await callEndpoint(deletingCampaign, deleteCampaign, { actor: owner, params: { campaignId } })).status,
    ).toBe(200);
    expect(await all(viewer)).toEqual([]);
  });

  it('find the campaigns that have them, newest first, also of one state and page by page', async () => {
    const { owner, viewer, workspaceId } = await team();
    const [first, second, third] = [await draft(workspaceId), await draft(workspaceId), await draft(workspaceId)];
    for (const campaignId of [first, second, third])
      await tag(owner, campaignId, ['vip', campaignId.toLowerCase().slice(-4)]);
    await tag(owner, await draft(workspaceId), ['vip 2']);
    const others = await team();
    expect((await tag(others.owner, await draft(others.workspaceId), ['vip'])).status).toBe(200);
    const found = async (query: Record<string, string>) => {
      const { body } = await callEndpoint(listingCampaigns, listCampaigns, { actor: viewer, query });
      return { ids: body.items.map(({ campaignId }: { campaignId: string }) => campaignId), next: body.nextCursor };
    };
    expect(await found({ tag: ' VIP' })).toEqual({ ids: [third, second, first], next: null });
    expect(await found({ tag: 'vip', status: 'draft' })).toMatchObject({ ids: [third, second, first] });
    expect(await found({ tag: 'vip', status: 'active' })).toEqual({ ids: [], next: null });
    expect(await found({ tag: 'none' })).toEqual({ ids: [], next: null });
    const page = await found({ tag: 'vip', limit: '2' });
    expect(page.ids).toEqual([third, second]);
    expect((await found({ tag: 'vip', limit: '2', cursor: page.next })).ids).toEqual([first]);
    const other = { actor: viewer, query: { tag: 'none', cursor: page.next } };
    expect((await callEndpoint(listingCampaigns, listCampaigns, other)).body.code).toBe('bad_cursor');
  });

  it('are taken away by an empty list', async () => {
    const { owner, workspaceId } = await team();
    const campaignId = await draft(workspaceId);
    await tag(owner, campaignId, ['vip']);
    expect((await tag(owner, campaignId, [])).body.tags).toEqual([]);
    expect(await all(owner)).toEqual([]);
  });

  it('are given by who writes the campaign, by role or by grant, in its own workspace', async () => {
    const { owner, viewer, workspaceId } = await team();
    const campaignId = await draft(workspaceId);
    expect((await tag(viewer, campaignId, ['a'])).status).toBe(403);
    expect((await tag({ ...viewer, grants: { [campaignId]: ['campaign'] } }, campaignId, ['a'])).status).toBe(200);
    expect((await tag((await team()).owner, campaignId, ['a'])).status).toBe(404);
    expect((await tag(owner, countedId('campaign', 999), ['a'])).status).toBe(404);
  });

  it.each([
    ['a tag without letters', ['  '], 'tags.0'],
    ['a tag that is too long', ['x'.repeat(31)], 'tags.0'],
    ['too many', Array.from({ length: MOST_TAGS + 1 }, (_, index) => `t${index}`), 'tags'],
  ])('say what is wrong: %s', async (_case, tags, path) => {
    const { owner, workspaceId } = await team();
    expect(await tag(owner, await draft(workspaceId), tags)).toMatchObject({
      status: 400,
      body: { issues: [{ path }] },
    });
  });
});

it('keeps what rules and tasks tell as declared', () => {
  for (const type of ['RuleNotified', 'RuleStopped', 'InfluencerInvited', 'TaskAdded'] as const)
    expect(noticesOf({ type, data: EVENTS[type].sample } as never)).toHaveLength(1);
});
