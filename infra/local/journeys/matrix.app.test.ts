import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Endpoint, routesOf } from '#contract/endpoint.ts';
import { type EndpointId, endpoints } from '#contract/index.ts';
import { KEY_SCOPE_NAMES, type KeyScope, scopesOf } from '#contract/key-scopes.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import { MEMBER_ROLES, may, ROLES, type Role } from '#contract/permissions.ts';
import { EdgeProbe } from '#testing/edge/edge-probe.ts';
import { expectRefusesMalformed } from '#testing/edge/malformed.ts';
import { callerOf, type Fixture, fixtures, oneInvoice } from '#testing/fixtures/index.ts';
import { makeApiKey } from '#testing/fixtures/integrations.ts';
import { giveGrants } from '#testing/fixtures/team.ts';
import { buildWorld, makeCampaign, type World } from '#testing/fixtures/world.ts';
import { type ApiAnswer, ApiSession } from '../seed/api-session.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

let running: TestPlatform;
let world: World;
const edge = new EdgeProbe(
  () => running,
  () => world,
);
/** Programs with a key: one with every scope, one of another tenant, one whose time is over, and one for each scope that holds all the others. */
/** Viewers with every grant: one on a campaign of no call, one on that of the call of the moment. */
let grantees: { elsewhere: ApiSession; elsewhereId: string; here: ApiSession };
let keys: {
  full: ApiSession;
  foreign: ApiSession;
  expired: ApiSession;
  without: (scopes: readonly KeyScope[]) => Promise<ApiSession>;
};

beforeAll(async () => {
  running = await startForTests();
  edge.watch();
  world = await buildWorld(running);
  // Days pass for it, which take the longer the more has been made before.
  await oneInvoice(world);
  keys = await makeKeys();
  grantees = await makeGrantees();
});
afterAll(() => running?.stop());

const ID =
  /\b(usr|wsp|brd|inf|cmp|tpl|app|off|ctr|esc|pay|sub|dsp|upl|doc|lnk|cmt|inv|pyo|prf|txn|ent|ntf|ivt|key|whk|dlv|rul|run|tsk)_[0-9A-HJKMNP-TV-Z]{26}\b/g;

function send(
  session: ApiSession,
  endpoint: Endpoint,
  fixture: Fixture,
  route = routesOf(endpoint)[0],
): Promise<ApiAnswer> {
  const path = (route?.path ?? endpoint.path).replace(/\{(\w+)\}/g, (_, name: string) => fixture.params?.[name] ?? '');
  const query = fixture.query ? `?${new URLSearchParams(fixture.query)}` : '';
  return session.call(`${route?.method} ${path}${query}`, {
    ...(fixture.body === undefined ? {} : { body: fixture.body }),
    ...(fixture.headers ? { headers: fixture.headers } : {}),
    ...(fixture.stepsUp === undefined ? {} : { stepsUp: fixture.stepsUp }),
  });
}

async function makeKeys(): Promise<typeof keys> {
  const { owner } = world.as;
  const withKey = ({ secret }: { secret: string }) => new ApiSession(world.apiBase, undefined, secret);
  const soon = new Date(world.platform.clock.now() + 30_000).toISOString();
  const lacking = new Map<string, Promise<ApiSession>>();
  return {
    full: withKey(await makeApiKey(owner, KEY_SCOPE_NAMES)),
    foreign: withKey(await makeApiKey(world.otherOwner, KEY_SCOPE_NAMES)),
    expired: withKey(await makeApiKey(owner, KEY_SCOPE_NAMES, { expiresAt: soon })),
    without: (scopes) => {
      const name = scopes.join();
      const others = KEY_SCOPE_NAMES.filter((scope) => !scopes.includes(scope));
      const known = lacking.get(name) ?? makeApiKey(owner, others).then(withKey);
      lacking.set(name, known);
      return known;
    },
  };
}

async function makeGrantees(): Promise<typeof grantees> {
  const { workspaceId } = world.as.owner.me;
  const [elsewhere, here] = [
    await world.provision('viewer', workspaceId),
    await world.provision('viewer', workspaceId),
  ];
  const campaignId = await makeCampaign(world);
  await giveGrants(world, { workspaceId, userId: elsewhere.me.userId, campaignId });
  return { elsewhere, elsewhereId: campaignId, here };
}

/** A grant opens what its permissions are asked for on the campaign it is for, and on no other. */
async function expectGrantsAsDeclared(id: EndpointId, endpoint: Endpoint, fixture: Fixture): Promise<void> {
  if (isAllowed(endpoint, 'viewer')) return;
  expect(await send(grantees.elsewhere, endpoint, fixture), 'a grant on another campaign').toMatchObject({
    status: 403,
    body: { code: 'not_allowed' },
  });
  // Nor does it reach what is not of its campaign by an address that says it is.
  if (endpoint.byGrant === 'path' && Object.keys(fixture.params ?? {}).length > 1) {
    const params = { ...fixture.params, campaignId: grantees.elsewhereId };
    expect(
      await send(grantees.elsewhere, endpoint, { ...fixture, params }),
      'a thing of another campaign',
    ).toMatchObject({
      status: 404,
    });
  }
  // What the call changes must be left for who may make it by role; what the other side does is only asked, not done.
  const isLeft = endpoint.method === 'GET' || fixture.as === 'influencer';
  const own = isLeft ? fixture : await fixtures[id](world);
  const campaignId = endpoint.byGrant === 'path' ? own.params?.campaignId : own.campaignId;
  expect(campaignId, `the fixture of ${id} says which campaign it is about`).toBeTruthy();
  if (!campaignId) return;
  const { here } = grantees;
  const at = { workspaceId: world.as.owner.me.workspaceId, userId: here.me.userId, campaignId };
  await giveGrants(world, at);
  const answer = await send(here, endpoint, own);
  const shown = JSON.stringify(answer.body);
  expect(answer.body.code, 'a grant on this campaign').not.toBe('not_allowed');
  const isOfMembers = (MEMBER_ROLES as readonly string[]).includes(own.as);
  if (isOfMembers)
    expect([...Object.keys(endpoint.responses).map(Number), own.alsoAnswers], shown).toContain(answer.status);
  else expect([401, 403, 404, 500], shown).not.toContain(answer.status);
  await world.as.owner.call(`DELETE /workspaces/${at.workspaceId}/members/${at.userId}/grants/${campaignId}`);
}

/** A key may do what its scopes say, in its own workspace and in its time, and nothing else. */
async function expectKeysAsDeclared(endpoint: Endpoint, fixture: Fixture): Promise<void> {
  const scopes = scopesOf(endpoint);
  const refused = (session: ApiSession) => send(session, endpoint, fixture);
  expect(await refused(keys.expired), 'an expired key').toMatchObject({
    status: 401,
    body: { code: 'api_key_expired' },
  });
  if (scopes.length === 0) {
    expect(await refused(keys.full), 'a key').toMatchObject({ status: 403, body: { code: 'key_not_accepted' } });
    return;
  }
  expect(await refused(await keys.without(scopes)), 'a key without the scope').toMatchObject({
    status: 403,
    body: { code: 'scope_missing' },
  });
  await expectNothingForeign(keys.foreign, endpoint, fixture);
  // What changes something is left to the valid call; with ids of nothing it shows that the key is let in.
  const isRead = endpoint.method === 'GET' && (MEMBER_ROLES as readonly string[]).includes(fixture.as);
  const answer = await send(keys.full, endpoint, isRead ? fixture : withMissingIds(fixture));
  if (isRead) expect(Object.keys(endpoint.responses).map(Number), JSON.stringify(answer.body)).toContain(answer.status);
  else expect([401, 403, 500], JSON.stringify(answer.body)).not.toContain(answer.status);
}

function isAllowed(endpoint: Endpoint, role: Role): boolean {
  return endpoint.allow === 'anyone' || endpoint.allow.some((permission) => may(role, permission));
}

/** The same call with every id replaced by one that names nothing. */
function withMissingIds(fixture: Fixture): Fixture {
  return JSON.parse(
    JSON.stringify(fixture).replace(ID, (id) => `${id.slice(0, 4)}01JDZZZZZZZZZZZZZZZZZZZZZZ`),
  ) as Fixture;
}

/** A minute passes, so that no request budget of the run before counts against this one. */
async function freshBudgets(): Promise<void> {
  await world.advance(61_000);
}

describe.each(endpoints.map((endpoint): [EndpointId, Endpoint] => [endpoint.id, endpoint]))('%s', (id, endpoint) => {
  it('answers each role, nobody and another tenant as declared', async () => {
    await freshBudgets();
    const fixture = await fixtures[id](world);
    if (endpoint.allow !== 'anyone') {
      expect(await send(world.nobody, endpoint, fixture), 'nobody').toMatchObject({
        status: 401,
        body: { code: 'not_signed_in' },
      });
      for (const role of ROLES.filter((candidate) => !isAllowed(endpoint, candidate)))
        expect(await send(world.as[role], endpoint, fixture), role).toMatchObject({
          status: 403,
          body: { code: 'not_allowed' },
        });
      await expectOtherTenantSeesNothing(endpoint, fixture);
      await expectKeysAsDeclared(endpoint, fixture);
      if (endpoint.byGrant === 'path' || endpoint.byGrant === 'thing')
        await expectGrantsAsDeclared(id, endpoint, fixture);
    }
    if (endpoint.stepUp) await expectStepUp(endpoint, fixture);
    const valid = await send(callerOf(world, fixture), endpoint, fixture);
    const declared = Object.keys(endpoint.responses).map(Number);
    expect([...declared, fixture.alsoAnswers], JSON.stringify(valid.body)).toContain(valid.status);
    expect(valid.headers.get('x-correlation-id')).toBeTruthy();
    expect(valid.headers.get('cache-control')).toBe('no-store');
  });

  it('refuses what is malformed, and whoever has no real session', () => expectRefusesMalformed(edge, id, endpoint));
});

it('nothing that was asked here was answered with 500 or above', () => {
  expect(running.platform.trace.recent({ kind: 'http.request', limit: 1 })).toHaveLength(1);
  expect(edge.failures).toEqual([]);
});

/** Whoever may call it must have proved a short while ago that it is they. */
async function expectStepUp(endpoint: Endpoint, fixture: Fixture): Promise<void> {
  await world.advance(SESSION_LIMITS.stepUpMinutes * 60_000);
  expect(
    await send(callerOf(world, fixture), endpoint, { ...fixture, stepsUp: false }),
    'not stepped up',
  ).toMatchObject({
    status: 403,
    body: { code: 'step_up_required' },
  });
}

async function expectOtherTenantSeesNothing(endpoint: Endpoint, fixture: Fixture): Promise<void> {
  if (!namesThings(fixture) || fixture.as === 'nobody') return;
  const isMember = (MEMBER_ROLES as readonly string[]).includes(fixture.as);
  const others = [
    ...(isMember || isAllowed(endpoint, 'owner') ? [world.otherOwner] : []),
    ...(isAllowed(endpoint, 'influencer') ? [world.otherInfluencer] : []),
  ];
  for (const other of others) await expectNothingForeign(other, endpoint, fixture);
}

/** Whether a call is about something of a tenant. */
function namesThings({ params, query, body, isPublic }: Fixture): boolean {
  return !isPublic && JSON.stringify([params, query, body]).search(ID) >= 0;
}

async function expectNothingForeign(other: ApiSession, endpoint: Endpoint, fixture: Fixture): Promise<void> {
  if (namesThings(fixture)) {
    const foreign = await send(other, endpoint, fixture);
    const missing = await send(other, endpoint, withMissingIds(fixture));
    expect({ status: foreign.status, code: foreign.body.code }, 'another tenant').toEqual({
      status: missing.status,
      code: missing.body.code,
    });
    expect(
      foreign.status === 404 || JSON.stringify(foreign.body.items ?? '') === '[]',
      JSON.stringify(foreign.body),
    ).toBe(true);
  }
}
