import { describe, expect, it } from 'vitest';
import {
  createRule,
  deleteRule,
  getRule,
  listReadyMade,
  listRules,
  listRuns,
  testRule,
  updateRule,
} from '#contract/areas/rules.ts';
import { Applications } from '#data/application.ts';
import { create, update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { MOST_RULES } from '#domain/rules/rule.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { callEndpoint, testKey } from '#testing/call.ts';
import { aCampaign, putOpenCampaign } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, write } from '#testing/workspace.ts';
import { handler as creating } from './create-rule.ts';
import { handler as deleting } from './delete-rule.ts';
import { handler as getting } from './get-rule.ts';
import { handler as readyMade } from './list-ready-made.ts';
import { handler as listing } from './list-rules.ts';
import { handler as listingRuns } from './list-runs.ts';
import { handler as trying } from './test-rule.ts';
import { handler as changing } from './update-rule.ts';

const { items } = prepareTestTable();
prepareTestSecrets();

const large = {
  match: 'all',
  groups: [{ match: 'all', conditions: [{ field: 'application.followers', operator: 'at_least', value: 20_000 }] }],
};
const content = {
  ...{ name: 'Large applicants', event: 'ApplicationSubmitted', conditions: large },
  actions: [{ kind: 'notify', roles: ['owner'], text: 'Look at {campaign}.' }] as object[],
};
const add = (actor: MemberActor, edit: object = {}, headers = {}) =>
  callEndpoint(creating, createRule, { actor, headers, body: { ...content, ...edit } });
const get = (actor: MemberActor, ruleId: string) => callEndpoint(getting, getRule, { actor, params: { ruleId } });
const change = (actor: MemberActor, ruleId: string, body: object) =>
  callEndpoint(changing, updateRule, { actor, params: { ruleId }, body });
const remove = (actor: MemberActor, ruleId: string) =>
  callEndpoint(deleting, deleteRule, { actor, params: { ruleId } });
const list = async (actor: MemberActor) => (await callEndpoint(listing, listRules, { actor })).body.items;

async function team() {
  const { people, workspaceId } = await openWorkspace(['owner', 'manager', 'viewer']);
  const [owner, manager, viewer] = people.map(({ actor }) => actor) as [MemberActor, MemberActor, MemberActor];
  return { owner, manager, viewer, workspaceId };
}

describe('a rule', () => {
  it('is written, read, changed and deleted, and says who stands for it', async () => {
    const { owner, manager, viewer } = await team();
    const { status, body } = await add(manager);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ ...content, enabled: true, authorId: manager.userId, lastRun: null, runsThisHour: 0 });
    expect(await get(viewer, body.ruleId)).toEqual({ ...(await get(owner, body.ruleId)), headers: expect.anything() });
    expect(await list(viewer)).toEqual([body]);

    const off = await change(owner, body.ruleId, { version: 1, enabled: false });
    expect(off.body).toMatchObject({ ...content, enabled: false, authorId: owner.userId, version: 2 });
    const [stored] = (await items()).filter(({ _et, ruleId }) => _et === 'rule' && ruleId === body.ruleId);
    expect(stored).not.toHaveProperty('gsi1pk');
    expect(await change(owner, body.ruleId, { version: 1, enabled: true })).toMatchObject({
      status: 409,
      body: { code: 'version_conflict' },
    });

    expect((await remove(manager, body.ruleId)).status).toBe(200);
    expect((await remove(manager, body.ruleId)).status).toBe(404);
    expect(await list(owner)).toEqual([]);
  });

  it('is written once, however often the same request comes', async () => {
    const { owner } = await team();
    const again = { 'idempotency-key': 'once' };
    expect((await add(owner, {}, again)).body).toEqual((await add(owner, {}, again)).body);
    expect(await list(owner)).toHaveLength(1);
  });

  it('is of its workspace alone, and is written by owners and managers, never by a key', async () => {
    const { owner, viewer } = await team();
    const other = await team();
    const { ruleId } = (await add(owner)).body;
    expect((await get(other.owner, ruleId)).status).toBe(404);
    expect((await change(other.owner, ruleId, { version: 1, enabled: false })).status).toBe(404);
    expect((await remove(other.owner, ruleId)).status).toBe(404);
    expect(await list(other.owner)).toEqual([]);
    const refused = [
      await add(viewer),
      await change(viewer, ruleId, { version: 1, enabled: false }),
      await remove(viewer, ruleId),
    ];
    for (const answer of refused) expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    const byKey = await callEndpoint(creating, createRule, { actor: testKey(1, 'campaign:write'), body: content });
    expect(byKey).toMatchObject({ status: 403, body: { code: 'key_not_accepted' } });
  });

  it('may do what who saves it may do: a manager cannot have a webhook called, nor keep one called that an owner named', async () => {
    const { owner, manager } = await team();
    const webhookId = countedId('webhook', 1);
    const hook = { actions: [{ kind: 'webhook', webhookId }] };
    expect(await add(manager, hook)).toMatchObject({
      status: 403,
      body: { code: 'rule_action_not_allowed', issues: [{ path: 'actions.0.kind' }] },
    });
    // Nor can an owner name one of another workspace.
    expect(await add(owner, hook)).toMatchObject({ status: 400, body: { issues: [{ path: 'actions.0.webhookId' }] } });
  });

  it('names members of its own workspace only', async () => {
    const { owner, manager } = await team();
    const stranger = (await team()).owner;
    const task = (assigneeId: string) => ({ actions: [{ kind: 'task', title: 'Call', dueInDays: 1, assigneeId }] });
    expect((await add(owner, task(manager.userId))).status).toBe(201);
    expect(await add(owner, task(stranger.userId))).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'actions.0.assigneeId', message: 'is no member of this workspace' }] },
    });
  });

  it('is one of at most fifty', async () => {
    const { owner, workspaceId } = await team();
    const { ruleId } = (await add(owner)).body;
    await write(update(keys.tally(workspaceId, 'rules'), { set: { count: MOST_RULES } }, []));
    expect(await add(owner)).toMatchObject({ status: 409, body: { code: 'limit_reached' } });
    await remove(owner, ruleId);
    expect((await add(owner)).status).toBe(201);
  });

  it.each<[string, object, string]>([
    ['no name', { name: ' ' }, 'name'],
    ['an event that is none', { event: 'UserDeleted' }, 'event'],
    ['nothing to do', { actions: [] }, 'actions'],
    ['an action that is none', { actions: [{ kind: 'pay', amountMinor: 1 }] }, 'actions.0.kind'],
    ['a command that takes a person', { actions: [{ kind: 'change_status', command: 'cancel' }] }, 'actions.0.command'],
    ['code for a condition', { conditions: '() => true' }, 'conditions'],
    [
      'a field of another event',
      {
        conditions: {
          match: 'all',
          groups: [{ match: 'all', conditions: [{ field: 'offer.price', operator: 'is', value: 1 }] }],
        },
      },
      'conditions.groups.0.conditions.0.field',
    ],
    [
      'a message where there is nobody',
      { event: 'PaymentFunded', conditions: { match: 'all', groups: [] }, actions: [{ kind: 'message', text: 'Hi' }] },
      'actions.0.kind',
    ],
    ['a wait of a year', { actions: [{ kind: 'wait', hours: 9000 }] }, 'actions.0.hours'],
    ['an unknown field', { owner: 'me' }, 'owner'],
  ])('says what is wrong with it: %s', async (_case, edit, path) => {
    const { owner } = await team();
    expect(await add(owner, edit)).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path }] },
    });
  });
});

describe('trying a rule', () => {
  const at = '2026-11-20T12:00:00.000Z';

  async function happened(workspaceId: string, count: number, followers: readonly number[]): Promise<string> {
    const campaign = aCampaign(count, { workspaceId });
    const { campaignId, title: campaignTitle } = campaign;
    await putOpenCampaign(campaign);
    for (const [index, many] of followers.entries()) {
      const applicationId = countedId('application', count * 10 + index);
      const influencerId = countedId('influencer', index + 1);
      const partition = partitions.campaign(workspaceId, campaignId);
      const key = keys.event(partition, countedId('event', index + 1));
      await write(
        create(Applications.main, {
          ...{ applicationId, workspaceId, campaignId, campaignTitle, brandName: 'One', influencerId },
          headline: { displayName: 'Mara', followers: many, platforms: [], niches: [], country: 'DE' },
          ...{ proposalDetails: 'Me', proposedPrice: null, portfolioLinks: [], answers: [], status: 'pending' },
          ...{ reason: null, decidedAt: null, version: 1, createdAt: at, updatedAt: at },
        }),
        {
          ...{ kind: 'put', key, when: [] },
          item: {
            ...{ ...key, _et: 'event', eventId: key.sk, type: 'ApplicationSubmitted', occurredAt: at },
            ...{ actor: { kind: 'influencer' }, data: { workspaceId, campaignId, influencerId, applicationId } },
          },
        },
      );
    }
    return campaignId;
  }
  const attempt = (actor: MemberActor, campaignId: string, edit: object = {}) => {
    const { name: _name, ...rest } = content;
    return callEndpoint(trying, testRule, { actor, body: { ...rest, ...edit, campaignId } });
  };

  it('says of each past event which conditions held and what would have been done, and does nothing', async () => {
    const { owner, workspaceId } = await team();
    const campaignId = await happened(workspaceId, 801, [48_000, 900]);
    const before = await items();
    const { status, body } = await attempt(owner, campaignId);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      matching: 1,
      items: [
        { holds: false, would: [], conditions: [{ holds: false, text: expect.stringContaining('it is 900') }] },
        { holds: true, would: ['tell every owner: “Look at Spring serum 801.”'] },
      ],
    });
    expect(await items()).toEqual(before);
    expect(
      (await attempt(owner, campaignId, { event: 'OfferSent', conditions: { match: 'all', groups: [] } })).body,
    ).toEqual({
      items: [],
      matching: 0,
    });
  });

  it('looks into campaigns of its own workspace only, and at rules that could be saved', async () => {
    const { owner, viewer, workspaceId } = await team();
    const stranger = (await team()).owner;
    const campaignId = await happened(workspaceId, 802, [1]);
    expect((await attempt(stranger, campaignId)).status).toBe(404);
    expect((await attempt(viewer, campaignId)).status).toBe(403);
    expect(await attempt(owner, campaignId, { actions: [{ kind: 'tag', add: [], remove: [] }] })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'actions.0' }] },
    });
  });
});

it('shows ready-made rules, and of every event what can be asked', async () => {
  const { viewer, owner } = await team();
  const { body } = await callEndpoint(readyMade, listReadyMade, { actor: viewer });
  const [first] = body.items;
  const { readyId: _id, why: _why, ...taken } = first;
  expect((await callEndpoint(creating, createRule, { actor: owner, body: taken })).status).toBe(201);
  const applied = body.events.find(({ event }: { event: string }) => event === 'ApplicationSubmitted');
  expect(applied).toMatchObject({ says: 'a creator applies', aboutCreator: true });
  expect(applied.fields).toContainEqual({
    ...{ field: 'application.followers', says: 'the number of followers of the applicant', kind: 'number' },
    ...{ operators: ['is', 'at_least', 'at_most'], values: null },
  });
});

it('lists no runs of a rule that has not run', async () => {
  const { viewer, owner } = await team();
  const { ruleId } = (await add(owner)).body;
  expect((await callEndpoint(listingRuns, listRuns, { actor: viewer, params: { ruleId } })).body).toEqual({
    items: [],
    nextCursor: null,
  });
});
