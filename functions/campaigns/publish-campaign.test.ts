import { describe, expect, it } from 'vitest';
import { createCampaign, updateCampaign } from '#contract/areas/campaigns.ts';
import {
  approvePublishing,
  cancelCampaign,
  declinePublishing,
  publishCampaign,
  withdrawPublishing,
} from '#contract/areas/lifecycle.ts';
import { noticesOf } from '#contract/notices.ts';
import { ApiKeyEntries } from '#data/api-key.ts';
import { create, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { listingRef } from '#data/listing.ts';
import { findOne } from '#data/read.ts';
import { changeWorkspace, workspaceRef } from '#data/workspace.ts';
import type { MemberRole } from '#domain/roles.ts';
import type { KeyActor, MemberActor } from '#runtime/actor.ts';
import { callEndpoint } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, write } from '#testing/workspace.ts';
import { handler as approving } from './approve-publishing.ts';
import { handler as cancelling } from './cancel-campaign.ts';
import { handler as creating } from './create-campaign.ts';
import { handler as declining } from './decline-publishing.ts';
import { handler as publishing } from './publish-campaign.ts';
import { handler as updating } from './update-campaign.ts';
import { handler as withdrawing } from './withdraw-publishing.ts';

const { items } = prepareTestTable();
const TWO = { publishNeedsSecondMember: true, secondReleaserAboveMinor: null, twoFactorRequired: false };
const complete = {
  ...{ title: 'Spring serum', brief: 'Three reels.', budgetMin: 100_000, budgetMax: 500_000 },
  ...{ startDate: '2098-01-01', endDate: '2099-01-01' },
  deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
  targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: [] },
};

/** A complete draft in a workspace whose publishing takes two, of the first of its people. */
async function drafted<const R extends readonly MemberRole[]>(roles: R, policies = TWO, edit: object = {}) {
  const { people, workspaceId } = await openWorkspace(roles, { policies });
  const actors = people.map(({ actor }) => actor) as { [I in keyof R]: MemberActor };
  const made = await callEndpoint(creating, createCampaign, {
    actor: actors[0] as MemberActor,
    body: { ...complete, ...edit },
  });
  return { actors, workspaceId, campaignId: String(made.body.campaignId) };
}
type Who = MemberActor | KeyActor;
const publish = (actor: Who, campaignId: string) =>
  callEndpoint(publishing, publishCampaign, { actor, params: { campaignId } });
const approve = (actor: Who, campaignId: string, version: number) =>
  callEndpoint(approving, approvePublishing, { actor, params: { campaignId }, body: { version } });
const decline = (actor: Who, campaignId: string, version: number, reason = 'No price.') =>
  callEndpoint(declining, declinePublishing, { actor, params: { campaignId }, body: { version, reason } });
const withdraw = (actor: Who, campaignId: string) =>
  callEndpoint(withdrawing, withdrawPublishing, { actor, params: { campaignId } });
const edit = (actor: Who, campaignId: string, version: number) =>
  callEndpoint(updating, updateCampaign, { actor, params: { campaignId }, body: { version, title: 'Another' } });
const eventsOf = async (campaignId: string) =>
  (await items())
    .filter((item) => item._et === 'event' && item.aggregateId === campaignId)
    .sort((a, b) => Number(a.seq) - Number(b.seq));
async function setRule(workspaceId: string, publishNeedsSecondMember: boolean): Promise<void> {
  const workspace = await findOne(workspaceRef(workspaceId));
  if (workspace) await write(changeWorkspace(workspace, { set: { policies: { ...TWO, publishNeedsSecondMember } } }));
}

describe('publishing where it takes two members', () => {
  it('asks first and stays a draft, then is published by another one in the commit that approves it', async () => {
    const { actors, campaignId, workspaceId } = await drafted(['manager', 'owner', 'manager']);
    const [asker, owner] = actors;
    const asked = await publish(asker, campaignId);
    expect(asked).toMatchObject({
      status: 202,
      body: { status: 'draft', version: 2, publishing: { state: 'asked', askedBy: asker.userId, keyId: null } },
    });
    expect(await findOne(listingRef(campaignId)), 'influencers see nothing yet').toBeUndefined();
    expect(await publish(asker, campaignId), 'a repeat asks once').toMatchObject({ status: 202, body: { version: 2 } });
    const approved = await approve(owner, campaignId, 2);
    expect(approved).toMatchObject({ status: 200, body: { status: 'published', publishing: null, version: 3 } });
    expect(await findOne(listingRef(campaignId))).toMatchObject({ title: 'Spring serum' });
    const events = await eventsOf(campaignId);
    expect(events.map(({ type }) => type)).toEqual(['CampaignCreated', 'PublishingAsked', 'CampaignStatusChanged']);
    expect(events[2]).toMatchObject({ actor: { userId: owner.userId }, data: { askedBy: asker.userId } });
    expect(
      events.map((event) => event.gsi1pk === `WSP#${workspaceId}#AUDIT`),
      'in the audit log',
    ).toEqual([false, true, true]);
  });

  it('is approved neither by the one who asked, nor by other roles, nor from elsewhere, nor by a key', async () => {
    const { actors, campaignId, workspaceId } = await drafted(['owner', 'manager', 'finance', 'viewer']);
    const [asker, manager, finance, viewer] = actors;
    const elsewhere = (await openWorkspace(['owner'])).people[0].actor;
    const key = { kind: 'key', keyId: countedId('apiKey', 1), workspaceId, brandId: manager.brandId } as const;
    await publish(asker, campaignId);
    for (const answer of [approve, decline]) {
      expect(await answer(asker, campaignId, 2)).toMatchObject({ status: 403, body: { code: 'same_person' } });
      for (const actor of [finance, viewer])
        expect(await answer(actor, campaignId, 2)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
      expect(await answer(elsewhere, campaignId, 2)).toMatchObject({ status: 404 });
      expect(await answer({ ...key, scopes: ['campaign:write'] }, campaignId, 2)).toMatchObject({
        status: 403,
        body: { code: 'key_not_accepted' },
      });
    }
    expect(await publish(manager, campaignId), 'two requests at once').toMatchObject({
      status: 409,
      body: { code: 'publishing_asked_already' },
    });
  });

  it('is approved by one of several at once, and published once', async () => {
    const { actors, campaignId } = await drafted(['manager', 'owner', 'manager', 'owner']);
    await publish(actors[0], campaignId);
    const answers = await Promise.all(actors.slice(1).map((actor) => approve(actor, campaignId, 2)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const published = (await eventsOf(campaignId)).filter(({ type }) => type === 'CampaignStatusChanged');
    expect(published).toHaveLength(1);
  });

  it('counts a key as whoever made it, so that nobody asks by key and approves by hand', async () => {
    const { actors, campaignId, workspaceId } = await drafted(['owner', 'manager']);
    const [maker, manager] = actors;
    const keyId = countedId('apiKey', 70);
    const key: KeyActor = { kind: 'key', keyId, workspaceId, brandId: maker.brandId, scopes: ['campaign:write'] };
    expect(await publish(key, campaignId), 'a key that is gone').toMatchObject({ body: { code: 'api_key_invalid' } });
    await write(
      create(ApiKeyEntries, {
        ...{ workspaceId, keyId, keyHash: 'hash', name: 'CRM', hint: '…', scopes: [], ipAllowList: [] },
        ...{ expiresAt: null, lastUsedOn: null, createdBy: maker.userId, createdAt: '', version: 1 },
      }),
    );
    expect(await publish(key, campaignId)).toMatchObject({
      status: 202,
      body: { publishing: { askedBy: maker.userId, keyId } },
    });
    expect(await approve(maker, campaignId, 2)).toMatchObject({ status: 403, body: { code: 'same_person' } });
    expect(await approve(manager, campaignId, 2)).toMatchObject({ status: 200 });
  });

  it('is approved by whom the campaign was granted to as well, and by nobody for a grant on another', async () => {
    const { actors, campaignId, workspaceId } = await drafted(['owner', 'viewer', 'finance']);
    const [owner, viewer, finance] = actors;
    const elsewhere = countedId('campaign', 999);
    expect(await publish(owner, campaignId), 'nobody else may yet').toMatchObject({
      body: { code: 'no_second_member' },
    });
    await write(
      update(keys.member(workspaceId, viewer.userId), { set: { grants: { [campaignId]: ['campaign'] } } }, []),
      update(keys.member(workspaceId, finance.userId), { set: { grants: { [elsewhere]: ['campaign'] } } }, []),
    );
    expect(await publish(owner, campaignId)).toMatchObject({ status: 202 });
    const grantedElsewhere = { ...finance, grants: { [elsewhere]: ['campaign' as const] } };
    expect(await approve(grantedElsewhere, campaignId, 2)).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    });
    const granted = { ...viewer, grants: { [campaignId]: ['campaign' as const] } };
    expect(await approve(granted, campaignId, 2)).toMatchObject({ status: 200, body: { status: 'published' } });
  });

  it('is declined with a reason that stays with the draft until it changes or is asked for again', async () => {
    const { actors, campaignId } = await drafted(['manager', 'owner']);
    const [asker, owner] = actors;
    await publish(asker, campaignId);
    expect(await decline(owner, campaignId, 2, '  ')).toMatchObject({ status: 400 });
    expect(await decline(owner, campaignId, 2)).toMatchObject({
      status: 200,
      body: { status: 'draft', publishing: { state: 'declined', declinedBy: owner.userId, reason: 'No price.' } },
    });
    expect(await approve(owner, campaignId, 3)).toMatchObject({ status: 409, body: { code: 'publishing_not_asked' } });
    expect(await publish(asker, campaignId)).toMatchObject({ status: 202, body: { publishing: { reason: null } } });
  });

  it('is for exactly the version that was read: an edit ends the request and tells who asked', async () => {
    const { actors, campaignId } = await drafted(['manager', 'owner', 'manager']);
    const [asker, owner, other] = actors;
    await publish(asker, campaignId);
    expect(await approve(owner, campaignId, 1)).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
    expect(await edit(other, campaignId, 2)).toMatchObject({ status: 200, body: { publishing: null, version: 3 } });
    for (const version of [2, 3])
      expect(await approve(owner, campaignId, version)).toMatchObject({ body: { code: 'publishing_not_asked' } });
    const edited = (await eventsOf(campaignId)).find(({ type }) => type === 'CampaignEdited');
    expect(noticesOf({ type: 'CampaignEdited', data: edited?.data } as never)).toMatchObject([
      { to: { userId: asker.userId } },
    ]);
  });

  it('is taken back by the one who asked', async () => {
    const { actors, campaignId } = await drafted(['manager', 'owner']);
    const [asker, owner] = actors;
    await publish(asker, campaignId);
    expect(await withdraw(owner, campaignId)).toMatchObject({ status: 403, body: { code: 'not_your_request' } });
    expect(await withdraw(asker, campaignId)).toMatchObject({ status: 200, body: { publishing: null } });
    expect(await withdraw(asker, campaignId)).toMatchObject({ status: 409, body: { code: 'publishing_not_asked' } });
  });

  it('asks for nothing that could not be published, or that nobody could approve', async () => {
    const incomplete = await drafted(['owner', 'manager'], TWO, { deliverables: [] });
    expect(await publish(incomplete.actors[0], incomplete.campaignId)).toMatchObject({
      status: 422,
      body: { code: 'campaign_not_ready' },
    });
    const alone = await drafted(['owner', 'finance', 'viewer']);
    const refused = await publish(alone.actors[0], alone.campaignId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'no_second_member' } });
    expect(refused.body.detail).toMatch(/invite .* or let an owner switch that rule off/);
  });

  it('takes two from the moment the rule is made, and one from the moment it is lifted, whatever waits', async () => {
    const { actors, campaignId, workspaceId } = await drafted(['manager', 'owner']);
    const [asker, owner] = actors;
    await publish(asker, campaignId);
    await setRule(workspaceId, false);
    expect(await approve(asker, campaignId, 2), 'an approval is never one’s own').toMatchObject({ status: 403 });
    expect(await publish(asker, campaignId)).toMatchObject({ status: 200, body: { status: 'published' } });
    const waiting = await drafted(['manager', 'owner']);
    await publish(waiting.actors[0], waiting.campaignId);
    await setRule(waiting.workspaceId, false);
    expect(await approve(waiting.actors[1], waiting.campaignId, 2), 'a request outlives the rule').toMatchObject({
      status: 200,
    });
    const free = await drafted(['manager', 'owner'], { ...TWO, publishNeedsSecondMember: false });
    await setRule(free.workspaceId, true);
    expect(await publish(free.actors[0], free.campaignId)).toMatchObject({ status: 202 });
    expect(owner.role).toBe('owner');
  });

  it('ends with the draft', async () => {
    const { actors, campaignId } = await drafted(['manager', 'owner']);
    await publish(actors[0], campaignId);
    const ended = await callEndpoint(cancelling, cancelCampaign, { actor: actors[1], params: { campaignId } });
    expect(ended).toMatchObject({ status: 200, body: { status: 'cancelled', publishing: null } });
    expect(await approve(actors[1], campaignId, 3)).toMatchObject({ status: 409 });
  });
});
