import { describe, expect, it } from 'vitest';
import { getMe } from '#contract/areas/auth.ts';
import { listAccess, listGrants, putGrants, revokeGrants } from '#contract/areas/grants.ts';
import { changeRole, listMembers, removeMember } from '#contract/areas/members.ts';
import { AUDIT_CHANGES } from '#contract/audit-words.ts';
import {
  CAMPAIGN_GRANTS,
  type CampaignGrant,
  GRANTS,
  MEMBER_ROLES,
  may,
  mayGrant,
  mayOn,
} from '#contract/permissions.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { placeOfSession } from '#domain/place.ts';
import { MAX_GRANTED_CAMPAIGNS } from '#domain/team.ts';
import { handler as endWithCampaign } from '#functions/reactions/on-campaign-deleted-end-grants.ts';
import { handler as me } from '#functions/users/get-me.ts';
import { callEndpoint } from '#testing/call.ts';
import { aCampaign } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, type TestPerson, write } from '#testing/workspace.ts';
import { handler as change } from './change-role.ts';
import { handler as access } from './list-access.ts';
import { handler as list } from './list-grants.ts';
import { handler as members } from './list-members.ts';
import { handler as put } from './put-grants.ts';
import { handler as remove } from './remove-member.ts';
import { handler as revoke } from './revoke-grants.ts';

const { items } = prepareTestTable();
let campaigns = 0;

/** A workspace with these people and a campaign. */
async function openWith<const R extends Parameters<typeof openWorkspace>[0]>(roles: R) {
  const opened = await openWorkspace(roles);
  return { ...opened, campaignId: await addCampaign(opened.workspaceId) };
}
async function addCampaign(workspaceId: string): Promise<string> {
  campaigns += 1;
  const campaign = aCampaign(8000 + campaigns, { workspaceId });
  await write(create(Campaigns, campaign));
  return campaign.campaignId;
}
const at = ({ actor }: TestPerson, { userId }: { userId: string }, campaignId: string) => ({
  actor,
  params: { workspaceId: actor.workspaceId, userId, campaignId },
});
const give = (by: TestPerson, target: { userId: string }, campaignId: string, grants: unknown) =>
  callEndpoint(put, putGrants, { ...at(by, target, campaignId), body: { grants } });
const take = (by: TestPerson, target: { userId: string }, campaignId: string) =>
  callEndpoint(revoke, revokeGrants, at(by, target, campaignId));
const placeOf = async ({ userId }: TestPerson) => {
  const item = await findOne(actorRef(userId));
  return item && placeOfSession(item, 's-1', 0);
};
const grantsIn = async (by: TestPerson, target: TestPerson) => {
  const { workspaceId } = by.actor;
  const { body } = await callEndpoint(list, listGrants, {
    actor: by.actor,
    params: { workspaceId, userId: target.userId },
  });
  return body.items;
};
const eventsOf = async (workspaceId: string) =>
  (await items()).filter(({ type, aggregateId }) => type === 'MemberGrantsChanged' && aggregateId === workspaceId);

describe('the table of grants', () => {
  it('gives only permissions that some role of a member has', () => {
    for (const permission of Object.values(GRANTS).flat())
      expect(
        MEMBER_ROLES.some((role) => may(role, permission)),
        permission,
      ).toBe(true);
  });

  it.each([
    ['owner', ['campaign', 'budget', 'communications']],
    ['manager', ['campaign', 'communications']],
    ['finance', ['budget']],
    ['viewer', []],
  ] as const)('lets a %s give what the role includes, and no more: %j', (role, expected) => {
    expect(CAMPAIGN_GRANTS.filter((grant) => mayGrant(role, grant))).toEqual(expected);
  });

  it('adds to a role and takes nothing from it', () => {
    for (const role of MEMBER_ROLES)
      for (const grant of CAMPAIGN_GRANTS)
        for (const permission of Object.values(GRANTS).flat())
          expect(mayOn(role, [grant], permission)).toBe(
            may(role, permission) || (GRANTS[grant] as readonly string[]).includes(permission),
          );
  });
});

describe('giving more on a campaign', () => {
  it('holds from the next request on, is shown with the member and the campaign, and is on record', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer', 'viewer']);
    const [owner, viewer, other] = people;
    const expected = { campaignId, grants: ['campaign', 'communications'] };
    expect(await give(owner, viewer, campaignId, ['communications', 'campaign'])).toMatchObject({
      status: 200,
      body: expected,
    });
    expect(await placeOf(viewer)).toMatchObject({ role: 'viewer', grants: { [campaignId]: expected.grants } });
    expect(await grantsIn(other, viewer)).toEqual([expected]);
    const { body: listed } = await callEndpoint(members, listMembers, { actor: owner.actor, params: { workspaceId } });
    expect(listed.items.find(({ userId }: TestPerson) => userId === viewer.userId).grants).toEqual([expected]);
    const there = await callEndpoint(access, listAccess, { actor: other.actor, params: { campaignId } });
    expect(there.body.items).toEqual([
      { userId: viewer.userId, name: expect.any(String), email: viewer.email, role: 'viewer', grants: expected.grants },
    ]);
    const [event] = await eventsOf(workspaceId);
    expect(event).toMatchObject({
      actor: { kind: 'member', userId: owner.userId },
      source: { address: '127.0.0.1' },
      gsi1pk: `WSP#${workspaceId}#AUDIT`,
      data: { userId: viewer.userId, campaignId, from: [], to: expected.grants },
    });
    expect(AUDIT_CHANGES.MemberGrantsChanged?.(event?.data as never)).toEqual([
      { field: 'access', from: null, to: 'campaign, communications' },
    ]);
  });

  it('tells the person themselves what they may do where', async () => {
    const { people, campaignId } = await openWith(['owner', 'viewer']);
    const [owner, viewer] = people;
    await give(owner, viewer, campaignId, ['budget']);
    const grants = (await placeOf(viewer))?.grants;
    const { body } = await callEndpoint(me, getMe, { actor: { ...viewer.actor, grants } });
    expect(body).toMatchObject({ role: 'viewer', grants: [{ campaignId, grants: ['budget'] }] });
  });

  it('replaces what was given there, and leaves other campaigns alone', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer']);
    const [owner, viewer] = people;
    const second = await addCampaign(workspaceId);
    await give(owner, viewer, campaignId, ['campaign']);
    await give(owner, viewer, second, ['budget']);
    expect(await give(owner, viewer, campaignId, ['budget'])).toMatchObject({ status: 200 });
    expect(await grantsIn(owner, viewer)).toEqual([
      { campaignId, grants: ['budget'] },
      { campaignId: second, grants: ['budget'] },
    ]);
    expect((await eventsOf(workspaceId)).at(-1)?.data).toMatchObject({ from: ['campaign'], to: ['budget'] });
  });

  it('changes nothing and is no event when it says what holds already', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer']);
    for (let time = 0; time < 2; time++)
      expect(await give(people[0], people[1], campaignId, ['campaign'])).toMatchObject({ status: 200 });
    expect(await eventsOf(workspaceId)).toHaveLength(1);
  });

  it('keeps every one of several given at once', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'manager', 'viewer']);
    const [owner, manager, viewer] = people;
    const second = await addCampaign(workspaceId);
    const answers = await Promise.all([
      give(owner, viewer, campaignId, ['campaign']),
      give(manager, viewer, second, ['campaign']),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await grantsIn(owner, viewer)).toHaveLength(2);
  });

  it('is not for who does not hold all of it by their own role, neither to give nor to take', async () => {
    const { people, campaignId } = await openWith(['owner', 'manager', 'viewer']);
    const [owner, manager, viewer] = people;
    const refused = { status: 403, body: { code: 'grant_not_yours_to_give' } };
    expect(await give(manager, viewer, campaignId, ['budget'])).toMatchObject(refused);
    expect(await give(manager, manager, campaignId, ['budget']), 'nor to themselves').toMatchObject(refused);
    await give(owner, viewer, campaignId, ['budget']);
    expect(await give(manager, viewer, campaignId, ['campaign'])).toMatchObject(refused);
    expect(await take(manager, viewer, campaignId)).toMatchObject(refused);
    expect(await give(manager, viewer, campaignId, ['budget', 'campaign']), 'what stays is no matter').toMatchObject({
      status: 200,
    });
  });

  it.each(['finance', 'viewer'] as const)('is not for %s, whatever was granted to them', async (role) => {
    const { people, campaignId } = await openWith(['owner', role, 'viewer']);
    const [owner, granted, viewer] = people;
    await give(owner, granted, campaignId, ['campaign']);
    const actor = { ...granted.actor, grants: { [campaignId]: [...CAMPAIGN_GRANTS] } };
    for (const answer of [
      await give({ ...granted, actor }, viewer, campaignId, ['communications']),
      await take({ ...granted, actor }, granted, campaignId),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it('says so when the role includes all of it already', async () => {
    const { people, campaignId } = await openWith(['owner', 'manager']);
    expect(await give(people[0], people[1], campaignId, ['budget', 'campaign'])).toMatchObject({
      status: 400,
      body: {
        code: 'validation_failed',
        issues: [{ path: 'grants.1', message: 'gives nothing: the role manager includes all of it' }],
      },
    });
  });

  it.each([
    ['nothing', [], 'name at least one'],
    ['one twice', ['budget', 'budget'], 'only once'],
    ['one there is not', ['everything'], 'must be one of: campaign, budget, communications'],
    ['no list', 'budget', 'must be of type array'],
  ])('names what is wrong with %s', async (_case, grants, message) => {
    const { people, campaignId } = await openWith(['owner', 'viewer']);
    const answer = await give(people[0], people[1], campaignId, grants);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues[0].message).toContain(message);
  });

  it('ends at a limit, which says what to do', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer']);
    const [owner, viewer] = people;
    const ids = [campaignId];
    while (ids.length <= MAX_GRANTED_CAMPAIGNS) ids.push(await addCampaign(workspaceId));
    const last = ids.pop() ?? '';
    for (const id of ids) expect(await give(owner, viewer, id, ['campaign'])).toMatchObject({ status: 200 });
    const refused: { status: number; body: { code: string; detail: string } } = await give(owner, viewer, last, [
      'campaign',
    ]);
    expect(refused).toMatchObject({ status: 409, body: { code: 'limit_reached' } });
    expect(refused.body.detail).toContain('at most 50 campaigns; take one away first');
    expect(await give(owner, viewer, ids[0] ?? '', ['budget']), 'those there are can change').toMatchObject({
      status: 200,
    });
  });

  it('answers people and campaigns of another workspace as missing ones', async () => {
    const { people, campaignId } = await openWith(['owner', 'viewer']);
    const other = await openWith(['owner', 'viewer']);
    const [owner, viewer] = people;
    const missing = { userId: countedId('user', 999_999) };
    const none = { status: 404, body: { code: 'not_found' } };
    for (const [target, id] of [
      [other.people[1], campaignId],
      [missing, campaignId],
      [viewer, other.campaignId],
      [viewer, countedId('campaign', 999_999)],
    ] as const)
      expect(await give(owner, target, id, ['campaign' satisfies CampaignGrant])).toMatchObject(none);
    const elsewhere = { workspaceId: other.workspaceId, userId: other.people[1].userId };
    expect(await callEndpoint(list, listGrants, { actor: owner.actor, params: elsewhere })).toMatchObject(none);
    await give(other.people[0], other.people[1], other.campaignId, ['campaign']);
    const asked = { actor: owner.actor, params: { campaignId: other.campaignId } };
    expect(await callEndpoint(access, listAccess, asked)).toMatchObject(none);
    const unknown = { actor: owner.actor, params: { campaignId: countedId('campaign', 999_999) } };
    expect(await callEndpoint(access, listAccess, unknown)).toMatchObject(none);
  });
});

describe('what was given ends', () => {
  it('when it is taken away: from the next request on, and on record', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer']);
    const [owner, viewer] = people;
    await give(owner, viewer, campaignId, ['campaign']);
    expect(await take(owner, viewer, campaignId)).toMatchObject({ status: 200, body: { done: true } });
    expect((await placeOf(viewer))?.grants).toBeUndefined();
    expect(await grantsIn(owner, viewer)).toEqual([]);
    expect((await eventsOf(workspaceId)).at(-1)?.data).toMatchObject({ from: ['campaign'], to: [], reason: 'changed' });
    expect(await take(owner, viewer, campaignId), 'twice').toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('with the membership', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer']);
    const [owner, viewer] = people;
    await give(owner, viewer, campaignId, ['campaign']);
    await callEndpoint(remove, removeMember, { actor: owner.actor, params: { workspaceId, userId: viewer.userId } });
    expect(JSON.stringify(await findOne(actorRef(viewer.userId)))).not.toContain(campaignId);
    const { body } = await callEndpoint(access, listAccess, { actor: owner.actor, params: { campaignId } });
    expect(body.items).toEqual([]);
  });

  it('not with another role', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer']);
    const [owner, viewer] = people;
    await give(owner, viewer, campaignId, ['campaign']);
    const params = { workspaceId, userId: viewer.userId };
    await callEndpoint(change, changeRole, { actor: owner.actor, params, body: { role: 'finance' } });
    expect(await placeOf(viewer)).toMatchObject({ role: 'finance', grants: { [campaignId]: ['campaign'] } });
  });

  it('with the campaign, for everybody who had some, once', async () => {
    const { people, workspaceId, campaignId } = await openWith(['owner', 'viewer', 'finance', 'viewer']);
    const [owner, viewer, finance, other] = people;
    const kept = await addCampaign(workspaceId);
    await give(owner, viewer, campaignId, ['campaign', 'budget']);
    await give(owner, finance, campaignId, ['campaign']);
    await give(owner, other, kept, ['campaign']);
    const { again } = await deliver(endWithCampaign, 'CampaignDeleted', { workspaceId, campaignId, title: 'Serum' });
    await again();
    expect((await placeOf(viewer))?.grants).toBeUndefined();
    expect((await placeOf(finance))?.grants).toBeUndefined();
    expect((await placeOf(other))?.grants).toEqual({ [kept]: ['campaign'] });
    const ended = (await eventsOf(workspaceId)).filter(({ actor }) => (actor as { kind: string }).kind === 'system');
    expect(ended.map(({ data }) => (data as { userId: string }).userId).sort()).toEqual(
      [viewer.userId, finance.userId].sort(),
    );
    expect(ended[0]?.data).toMatchObject({ title: 'Serum', to: [], reason: 'campaign_deleted' });
  });
});
