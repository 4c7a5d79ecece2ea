import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Endpoint, routesOf } from '#contract/endpoint.ts';
import { type EndpointId, endpoints } from '#contract/index.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import { MEMBER_ROLES, may, ROLES, type Role } from '#contract/permissions.ts';
import { callerOf, type Fixture, fixtures } from '#testing/fixtures/index.ts';
import { buildWorld, type World } from '#testing/fixtures/world.ts';
import type { ApiAnswer, ApiSession } from '../seed/api-session.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

let running: TestPlatform;
let world: World;

beforeAll(async () => {
  running = await startForTests();
  world = await buildWorld(running);
});
afterAll(() => running?.stop());

const ID = /\b(usr|wsp|brd|inf|cmp|app|off|ctr|esc|pay|sub|upl|cmt|inv|pyo|txn|ent|ntf|ivt)_[0-9A-HJKMNP-TV-Z]{26}\b/g;

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
    }
    if (endpoint.stepUp) await expectStepUp(endpoint, fixture);
    const valid = await send(callerOf(world, fixture), endpoint, fixture);
    const declared = Object.keys(endpoint.responses).map(Number);
    expect([...declared, fixture.alsoAnswers], JSON.stringify(valid.body)).toContain(valid.status);
    expect(valid.headers.get('x-correlation-id')).toBeTruthy();
    expect(valid.headers.get('cache-control')).toBe('no-store');
  });
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
  const namesThings = ID.test(JSON.stringify([fixture.params, fixture.query, fixture.body]));
  ID.lastIndex = 0;
  if (!namesThings || fixture.isPublic || fixture.as === 'nobody') return;
  const isMember = (MEMBER_ROLES as readonly string[]).includes(fixture.as);
  const others = [
    ...(isMember || isAllowed(endpoint, 'owner') ? [world.otherOwner] : []),
    ...(isAllowed(endpoint, 'influencer') ? [world.otherInfluencer] : []),
  ];
  for (const other of others) {
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
