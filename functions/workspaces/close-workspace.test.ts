import { expect, it } from 'vitest';
import { closeWorkspace, getClosing } from '#contract/areas/workspaces.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { workspaceRef } from '#data/workspace.ts';
import { placeOfSession } from '#domain/place.ts';
import { callEndpoint } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, type TestPerson, write } from '#testing/workspace.ts';
import { handler as close } from './close-workspace.ts';
import { handler as read } from './get-closing.ts';

const { items } = prepareTestTable();
const at = ({ actor }: TestPerson) => ({ actor, params: { workspaceId: actor.workspaceId } });
const end = (by: TestPerson, name = 'One') => callEndpoint(close, closeWorkspace, { ...at(by), body: { name } });
let campaigns = 0;

async function addCampaign(workspaceId: string, status: 'draft' | 'published'): Promise<string> {
  campaigns += 1;
  const campaignId = countedId('campaign', 800 + campaigns);
  const amount = { amountMinor: 1000, currency: 'EUR' as const };
  await write(
    create(Campaigns, {
      ...{ campaignId, workspaceId, brandId: countedId('brand', 1), title: 'Spring', brief: 'b', status },
      ...{ budget: { min: amount, max: amount }, startDate: null, endDate: null, deliverables: [] },
      ...{ targetAudience: { niches: [], platforms: [], countries: [] }, version: 1 },
      ...{ createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' },
    }),
  );
  return campaignId;
}

it('shows first what would be lost and what stands in the way', async () => {
  const { people, workspaceId } = await openWorkspace(['owner']);
  await addCampaign(workspaceId, 'draft');
  const running = await addCampaign(workspaceId, 'published');
  expect(await callEndpoint(read, getClosing, at(people[0]))).toMatchObject({
    status: 200,
    body: { draftCount: 1, blockers: [{ kind: 'running_campaign', id: running, title: 'Spring', amount: null }] },
  });
});

it('is refused while a campaign runs, and everybody keeps their place', async () => {
  const { people, workspaceId } = await openWorkspace(['owner']);
  await addCampaign(workspaceId, 'published');
  expect(await end(people[0])).toMatchObject({ status: 409, body: { code: 'workspace_has_running_campaigns' } });
  expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ closedAt: null });
});

it('ends every membership at once, whatever the role', async () => {
  const { people, workspaceId } = await openWorkspace(['owner', 'owner', 'manager', 'viewer']);
  await addCampaign(workspaceId, 'draft');
  expect(await end(people[0])).toMatchObject({ status: 200, body: { role: 'guest', workspaceId: null } });
  for (const { userId } of people) {
    const actor = await findOne(actorRef(userId));
    expect(actor && placeOfSession(actor, 's-1', 0)).toMatchObject({ role: 'guest', workspaceId: null });
  }
  expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ closedAt: expect.any(String) });
  const event = (await items()).find(
    ({ type, aggregateId }) => type === 'WorkspaceClosed' && aggregateId === workspaceId,
  );
  expect(event?.data).toMatchObject({ name: 'One', userIds: people.map(({ userId }) => userId) });
});

it.each(['one', 'On', ''])('needs the name typed as it is, not %j', async (name) => {
  const { people } = await openWorkspace(['owner']);
  expect(await end(people[0], name)).toMatchObject({
    status: 400,
    body: { code: 'validation_failed', issues: [{ path: 'name' }] },
  });
});

it('is for owners', async () => {
  const { people } = await openWorkspace(['owner', 'manager', 'finance']);
  for (const person of people.slice(1)) {
    expect(await end(person as TestPerson)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await callEndpoint(read, getClosing, at(person as TestPerson))).toMatchObject({ status: 403 });
  }
});
