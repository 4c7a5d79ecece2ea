import { expect } from 'vitest';
import { type Endpoint, type RateClass, routesOf } from '#contract/endpoint.ts';
import { type EndpointId, endpoints } from '#contract/index.ts';
import { may, ROLES, type Role } from '#contract/permissions.ts';
import { ANY_ID, type EdgeProbe, expectProblem, otherKey } from './edge-probe.ts';
import type { RawAnswer, RawRequest } from './raw-client.ts';

/** Request budgets of a signed-in person that one test would use up. */
const SCARCE: ReadonlySet<RateClass> = new Set<RateClass>(['payments', 'login']);
/** The ways back from a platform and from the user pool: only their queries are declared to take parameters they do not name. */
const WAYS_BACK: ReadonlySet<string> = new Set(['influencers.finish-social-account', 'auth.take-social-answer']);

const NO_OBJECTS = ['[]', '"text"', '42', 'null', '[{"a":1}]'];
const NO_JSON = ['{', '{"a":1,}', "{'a':1}", '\u0000', '{"a":1}{"b":2}'];
const OTHER_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data'];
const JSON_TYPE = { 'content-type': 'application/json' };

/** Sends to an endpoint as someone who may, whatever the budgets have counted. */
type Attack = (request: RawRequest, query?: string) => Promise<RawAnswer>;

/**
 * Checks that an endpoint refuses what is malformed, specifically, from people who may call it, and whoever has no real session. Every endpoint is sent one of each
 * way to be malformed, and each way goes to dozens of endpoints: what reads a body is the same for all.
 */
export async function expectRefusesMalformed(edge: EdgeProbe, id: EndpointId, endpoint: Endpoint): Promise<void> {
  const role = someoneWhoMay(endpoint);
  const token = role && (await edge.tokenOf(role));
  const [route] = routesOf(endpoint);
  const address = `${route?.method} ${(route?.path ?? '').replace(/\{\w+\}/g, `cmp_${ANY_ID}`)}`;
  await edge.forgetRequests(role, endpoint.rate ?? 'standard');
  const attack: Attack = async (request, query = '') => {
    if (role && endpoint.rate && SCARCE.has(endpoint.rate)) await edge.forgetRequests(role, endpoint.rate);
    return edge.send(`${address}${query}`, { token, ...request });
  };
  await expectRefusesQuery(id, attack);
  const takesJson = endpoint.method !== 'GET' && !endpoint.rawBody;
  if (takesJson) await expectRefusesBodies(id, endpoint, attack);
  else expectNoFailure(await attack({ body: endpoint.rawBody ? 'no event of any provider' : undefined }));
  if (endpoint.allow === 'anyone')
    return expectNoFailure(
      await attack({ token: 'forged.token.here', body: takesJson ? { zzUnknown: 1 } : undefined }),
    );
  expectProblem(await attack({ token: undefined }), 401, 'not_signed_in');
  expectProblem(await attack({ token: edge.forge(token ?? '', { key: otherKey }) }), 401, 'token_invalid');
}

function someoneWhoMay({ allow }: Endpoint): Role | undefined {
  if (allow === 'anyone') return undefined;
  return ROLES.find((candidate) => allow.some((permission) => may(candidate, permission)));
}

async function expectRefusesQuery(id: EndpointId, attack: Attack): Promise<void> {
  const answer = await attack({}, '?zzUnknown=1');
  // RFC 6749, 4.1.2: a client ignores parameters it does not know, and platforms add their own to the way back.
  if (WAYS_BACK.has(id)) expectNoFailure(answer);
  else expectProblem(answer, 400, 'validation_failed', 'unknown query');
}

async function expectRefusesBodies(id: EndpointId, endpoint: Endpoint, attack: Attack): Promise<void> {
  const unknown = await attack({ body: { zzUnknown: 1 } });
  expectProblem(unknown, 400, 'validation_failed', 'unknown field');
  const large = `{"brief":"${'x'.repeat(300_000)}"}`;
  expectProblem(await attack({ body: large, headers: JSON_TYPE }), 413, 'payload_too_large', '300 KB');
  const noJson = ofTurn(id, NO_JSON);
  expectProblem(await attack({ body: noJson, headers: JSON_TYPE }), 400, 'bad_json', noJson);
  const type = ofTurn(id, OTHER_TYPES);
  const typed = await attack({ body: '{}', headers: { 'content-type': type } });
  expectProblem(typed, 415, 'unsupported_media_type', type);
  if (!endpoint.body) return;
  expect(unknown.body.issues).toContainEqual({ path: 'zzUnknown', message: expect.stringMatching(/not a field/) });
  const noObject = ofTurn(id, NO_OBJECTS);
  expectProblem(await attack({ body: noObject, headers: JSON_TYPE }), 400, 'validation_failed', noObject);
  const fields = fieldsOf(endpoint);
  const wrong = await attack({ body: Object.fromEntries(fields.map((field) => [field, { zzUnknown: ['wrong'] }])) });
  expectProblem(wrong, 400, 'validation_failed', 'every field of a wrong type');
  const named = wrong.body.issues.map(({ path }: { path: string }) => path.split('.')[0]);
  expect(named).toEqual(expect.arrayContaining(fields));
}

function expectNoFailure({ status, text }: RawAnswer): void {
  expect(status, text).toBeLessThan(500);
}

/** The one of several whose turn it is with this endpoint. */
function ofTurn(id: EndpointId, several: readonly string[]): string {
  const turn = endpoints.findIndex((endpoint) => endpoint.id === id) % several.length;
  return several[turn] ?? '';
}

/** The names of the fields a body declares at its top. */
function fieldsOf({ body }: Endpoint): string[] {
  const { def } = (body as unknown as { _zod: { def: { shape?: object } } })._zod;
  expect(def.shape, 'a body that is an object').toBeDefined();
  return Object.keys(def.shape ?? {});
}
