import { describe, expect, it } from 'vitest';
import { putBrandProfile } from '#contract/areas/profiles.ts';
import {
  archiveBrand,
  createBrand,
  getWorkspace,
  listBrands,
  updateBrand,
  updateWorkspace,
} from '#contract/areas/workspaces.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { handler as putProfile } from '#functions/brands/put-profile.ts';
import { handler as pointMembers } from '#functions/reactions/on-workspace-changed-point-members.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { callEndpoint } from '#testing/call.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestVies } from '#testing/vies.ts';
import { openWorkspace } from '#testing/workspace.ts';
import { handler as archive } from './archive-brand.ts';
import { handler as add } from './create-brand.ts';
import { handler as read } from './get-workspace.ts';
import { handler as list } from './list-brands.ts';
import { handler as updateOne } from './update-brand.ts';
import { handler as update } from './update-workspace.ts';

const { items } = prepareTestTable();
prepareTestVies();
const profile = {
  companyName: 'Two',
  industry: 'Food',
  contactInfo: { name: 'Bea', email: 'bea@two.example' },
};
const tax = {
  legalName: 'One GmbH',
  street: 'Ring 1',
  postalCode: '1010',
  city: 'Wien',
  country: 'AT',
  number: 'atu 1234 5678',
};

const at = (actor: MemberActor) => ({ actor, params: { workspaceId: actor.workspaceId } });
const patch = (actor: MemberActor, body: object) => callEndpoint(update, updateWorkspace, { ...at(actor), body });
const eventsOf = async (type: string, id: string) =>
  (await items()).filter((item) => item.type === type && item.aggregateId === id).map(({ data }) => data);

describe('the settings of a workspace', () => {
  it('change where they are named, and are on record with old and new', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'finance']);
    const [{ actor }] = people;
    const changed = await patch(actor, {
      ...{ timezone: 'Europe/Berlin', locale: 'de-AT', kind: 'agency', currency: 'CHF' },
      branding: { colour: '#14463c' },
      policies: { secondReleaserAboveMinor: 500_000 },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        ...{ name: 'One', timezone: 'Europe/Berlin', locale: 'de-AT', kind: 'agency', currency: 'CHF' },
        branding: { colour: '#14463c', logoUrl: null },
        policies: { publishNeedsSecondMember: false, secondReleaserAboveMinor: 500_000 },
      },
    });
    expect(await eventsOf('WorkspaceChanged', workspaceId)).toEqual([
      {
        workspaceId,
        changes: [
          { field: 'kind', from: 'brand', to: 'agency' },
          { field: 'timezone', from: 'Europe/Vienna', to: 'Europe/Berlin' },
          { field: 'currency', from: 'EUR', to: 'CHF' },
          { field: 'locale', from: 'en', to: 'de-AT' },
          { field: 'branding.colour', from: null, to: '#14463c' },
          { field: 'policies.secondReleaserAboveMinor', from: null, to: 500_000 },
        ],
      },
    ]);
    const again = await patch(actor, { branding: { logoUrl: 'https://one.example/logo.svg' } });
    expect(again.body.branding, 'what is not named stays').toMatchObject({ colour: '#14463c' });
  });

  it('take on no rule that asks for two people where only one could follow it', async () => {
    const { people } = await openWorkspace(['owner', 'viewer']);
    const [{ actor }] = people;
    for (const policies of [{ publishNeedsSecondMember: true }, { secondReleaserAboveMinor: 0 }])
      expect(await patch(actor, { policies })).toMatchObject({ status: 409, body: { code: 'no_second_member' } });
    expect(await patch(actor, { policies: { secondReleaserAboveMinor: null }, name: 'Two' })).toMatchObject({
      status: 200,
    });
  });

  it('make a rule laxer only for who proved a moment ago that it is they, on record with old and new', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'manager', 'finance']);
    const [{ actor }] = people;
    const unproved = (policies: object) =>
      callEndpoint(update, updateWorkspace, { ...at(actor), body: { policies }, steppedUp: false });
    const strict = { publishNeedsSecondMember: true, secondReleaserAboveMinor: 500, twoFactorRequired: true };
    expect(await unproved(strict)).toMatchObject({ status: 200 });
    for (const laxer of [
      { publishNeedsSecondMember: false },
      { secondReleaserAboveMinor: 501 },
      { secondReleaserAboveMinor: null },
      { twoFactorRequired: false },
    ]) {
      expect(await unproved(laxer)).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
      expect(await patch(actor, { policies: laxer })).toMatchObject({ status: 200 });
      await unproved(strict);
    }
    expect((await eventsOf('WorkspaceChanged', workspaceId))[1]).toEqual({
      workspaceId,
      changes: [{ field: 'policies.publishNeedsSecondMember', from: true, to: false }],
    });
  });

  it('ask every member for a second factor soon after they say so, and no more when they stop', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'manager']);
    for (const twoFactorRequired of [true, false]) {
      await patch(people[0].actor, { policies: { twoFactorRequired } });
      const data = (await eventsOf('WorkspaceChanged', workspaceId)).at(-1);
      await deliver(pointMembers, 'WorkspaceChanged', data);
      for (const { userId } of people)
        expect((await findOne(actorRef(userId)))?.memberships[workspaceId]).toMatchObject({
          needsSecondFactor: twoFactorRequired,
        });
    }
  });

  it.each([
    ['a colour by name', { branding: { colour: 'green' } }, 'branding.colour'],
    ['a logo without encryption', { branding: { logoUrl: 'http://one.example/logo' } }, 'branding.logoUrl'],
    ['an amount below zero', { policies: { secondReleaserAboveMinor: -1 } }, 'policies.secondReleaserAboveMinor'],
    ['who owns it', { ownerCount: 7 }, 'ownerCount'],
    ['a currency nobody can be charged in', { currency: 'XAU' }, 'currency'],
    ['a tax number of another country', { tax: { ...tax, number: 'DE123456789' } }, 'tax.number'],
    ['half of an address', { tax: { legalName: 'One' } }, 'tax.street'],
  ])('are not %s', async (_case, body, path) => {
    const { people } = await openWorkspace(['owner']);
    const refused = await patch(people[0].actor, body);
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(refused.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  it('show tax data to owners and finance alone, and keep its values out of the record', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'finance', 'manager', 'viewer']);
    const kept = { ...tax, number: 'ATU12345678' };
    const saved = await patch(people[0].actor, { tax });
    expect([saved.body.tax, saved.body.vatCheck?.state]).toEqual([kept, 'valid']);
    const seen = await Promise.all(people.map(({ actor }) => callEndpoint(read, getWorkspace, at(actor))));
    expect(seen.map(({ body }) => body.tax)).toEqual([kept, kept, null, null]);
    expect(await eventsOf('WorkspaceChanged', workspaceId)).toEqual([{ workspaceId, changes: [{ field: 'tax' }] }]);
    expect((await patch(people[0].actor, { tax: null })).body.tax).toBeNull();
  });

  it('are the owner’s to change', async () => {
    const { people } = await openWorkspace(['owner', 'manager', 'finance', 'viewer']);
    for (const { actor } of people.slice(1))
      expect(await patch(actor, { name: 'Mine' })).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    const other = await openWorkspace(['owner']);
    const elsewhere = { actor: people[0].actor, params: { workspaceId: other.workspaceId }, body: { name: 'Mine' } };
    expect(await callEndpoint(update, updateWorkspace, elsewhere)).toMatchObject({ status: 404 });
  });
});

describe('the brands of a workspace', () => {
  const named = (actor: MemberActor, brandId: string) => ({
    actor,
    params: { workspaceId: actor.workspaceId, brandId },
  });
  const make = async (actor: MemberActor, body: object = profile) =>
    (await callEndpoint(add, createBrand, { ...at(actor), body })).body;

  it('are many; an agency names whom each stands for', async () => {
    const { people, brandId } = await openWorkspace(['owner', 'manager', 'viewer']);
    const made = await make(people[1].actor, { ...profile, clientName: 'Two AG' });
    expect(made).toMatchObject({ companyName: 'Two', clientName: 'Two AG', archivedAt: null });
    const { body } = await callEndpoint(list, listBrands, at(people[2].actor));
    expect(body.items.map((brand: { brandId: string }) => brand.brandId)).toEqual([brandId, made.brandId]);
  });

  it('change where it is named, on record with old and new, contacts without their values', async () => {
    const { people } = await openWorkspace(['owner']);
    const { brandId } = await make(people[0].actor);
    const body = { industry: 'Drinks', contactInfo: { name: 'Cleo', email: 'cleo@two.example' } };
    expect(await callEndpoint(updateOne, updateBrand, { ...named(people[0].actor, brandId), body })).toMatchObject({
      status: 200,
      body: { companyName: 'Two', ...body },
    });
    expect(await eventsOf('BrandChanged', brandId)).toMatchObject([
      { changes: [{ field: 'industry', from: 'Food', to: 'Drinks' }, { field: 'contactInfo' }] },
    ]);
  });

  it('are archived and taken back, but for the default one', async () => {
    const { people, brandId: defaultId } = await openWorkspace(['owner']);
    const [{ actor }] = people;
    const { brandId } = await make(actor);
    expect(await callEndpoint(archive, archiveBrand, named(actor, defaultId))).toMatchObject({
      status: 409,
      body: { code: 'brand_is_default' },
    });
    const archived = await callEndpoint(archive, archiveBrand, named(actor, brandId));
    expect(archived.body.archivedAt).toEqual(expect.any(String));
    expect(await patch(actor, { defaultBrandId: brandId })).toMatchObject({
      status: 409,
      body: { code: 'brand_archived' },
    });
    const back = await callEndpoint(updateOne, updateBrand, { ...named(actor, brandId), body: { archived: false } });
    expect(back.body.archivedAt).toBeNull();
  });

  it('have a default one, which every member’s requests are for soon after it was chosen', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'manager']);
    const { brandId } = await make(people[0].actor);
    expect(await patch(people[0].actor, { defaultBrandId: brandId })).toMatchObject({
      body: { defaultBrandId: brandId },
    });
    const [data] = await eventsOf('WorkspaceChanged', workspaceId);
    const { again } = await deliver(pointMembers, 'WorkspaceChanged', data);
    await again();
    for (const { userId } of people)
      expect((await findOne(actorRef(userId)))?.memberships[workspaceId]).toMatchObject({ brandId });
  });

  it('are never another workspace’s', async () => {
    const { people } = await openWorkspace(['owner']);
    const other = await openWorkspace(['owner']);
    const { actor } = people[0];
    expect(await patch(actor, { defaultBrandId: other.brandId })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'defaultBrandId' }] },
    });
    for (const brandId of [other.brandId, countedId('brand', 999_999)])
      expect(await callEndpoint(archive, archiveBrand, named(actor, brandId))).toMatchObject({ status: 404 });
  });

  it('keep what they stand for when their profile is set', async () => {
    const { people, brandId } = await openWorkspace(['owner']);
    const [{ actor }] = people;
    await callEndpoint(updateOne, updateBrand, { ...named(actor, brandId), body: { clientName: 'One AG' } });
    const saved = await callEndpoint(putProfile, putBrandProfile, { actor, body: profile });
    expect(saved.body).toMatchObject({ companyName: 'Two', clientName: 'One AG' });
  });

  it.each([
    [
      'with a range the wrong way round',
      { budgetRange: { min: { amountMinor: 2, currency: 'EUR' }, max: { amountMinor: 1, currency: 'EUR' } } },
    ],
    [
      'with a range in two currencies',
      { budgetRange: { min: { amountMinor: 1, currency: 'EUR' }, max: { amountMinor: 2, currency: 'USD' } } },
    ],
  ])('are not made %s', async (_case, wrong) => {
    const { people } = await openWorkspace(['owner']);
    const body = { ...profile, ...wrong };
    expect(await callEndpoint(add, createBrand, { ...at(people[0].actor), body })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'budgetRange.max' }] },
    });
  });
});
