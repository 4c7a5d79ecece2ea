import { randomUUID } from 'node:crypto';
import { type Endpoint, routesOf } from '#contract/endpoint.ts';
import { type EndpointId, endpoints } from '#contract/index.ts';
import { SMS_LIMITS } from '#contract/limits.ts';
import { USUAL_IDLE_FUNCTIONS } from '#local/platform.ts';
import type { ApiSession } from '#local/seed/api-session.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';
import { callerOf, type Fixture, fixtures } from '#testing/fixtures/index.ts';
import { buildWorld, PASSWORD, type World } from '#testing/fixtures/world.ts';
import { residentMb } from './processes.ts';
import type { Section } from './report.ts';
import { percentile, round } from './stats.ts';
import { CALL_EXCEPTIONS, TARGETS } from './targets.ts';

/** Measured calls beside the first one, which starts the function. */
const CALLS = { read: 10, mutation: 4, unsigned: 3 } as const;
/** One more than the longest window of the request budgets but the hourly one. */
const BETWEEN_ENDPOINTS_MS = 15 * 60_000 + 1000;

/** Between calls that may send an SMS each: one more than the time in which nobody is sent a second one. */
const BETWEEN_SCARCE_MS = SMS_LIMITS.sends[0].seconds * 1000 + 1000;

/** Endpoints not reached in this time count as missed, ms. */
const ALL_WITHIN_MS = 25 * 60_000;

interface Measured {
  id: EndpointId;
  route: string;
  kind: 'read' | 'mutation';
  /** The table calls of the request that made most of them, the authorizer's included, in order. */
  calls: string[];
  limit: number;
  firstMs: number;
  p50Ms: number;
  p95Ms: number;
  /** Why there are no figures. */
  failure?: string;
}

/** Table calls and times of every endpoint of the contract over HTTP, and the memory of the platform after all of them; or of some endpoints only. */
export async function measureEndpoints(only: readonly EndpointId[] = []): Promise<Section[]> {
  // As it runs for people: tests keep more threads than fit into the memory that is measured here.
  const running = await startForTests({ idleFunctions: USUAL_IDLE_FUNCTIONS });
  const giveUpAt = performance.now() + ALL_WITHIN_MS;
  try {
    const world = await buildWorld(running);
    const measured: Measured[] = [];
    const asked = only.length > 0 ? endpoints.filter(({ id }) => only.includes(id)) : endpoints;
    for (const endpoint of asked) {
      const isLate = performance.now() > giveUpAt;
      measured.push(isLate ? notReached(endpoint) : await measure(running, world, endpoint));
    }
    return only.length > 0 ? [sectionOf(measured)] : [sectionOf(measured), memorySection(running)];
  } finally {
    await running.stop();
  }
}

async function measure(
  running: TestPlatform,
  world: World,
  endpoint: Endpoint & { id: EndpointId },
): Promise<Measured> {
  const row = unmeasured(endpoint);
  const { kind } = row;
  const times: number[] = [];
  let calls: string[] = [];
  try {
    await world.advance(BETWEEN_ENDPOINTS_MS);
    // What changes things without a session mostly draws on the log-in budget, five attempts a window, as some with one do.
    const isScarce = kind === 'mutation' && (endpoint.allow === 'anyone' || endpoint.rate === 'login');
    const count = CALLS[isScarce ? 'unsigned' : kind];
    let fixture: Fixture | undefined;
    for (let at = 0; at <= count; at++) {
      if (isScarce && at > 0) await world.advance(BETWEEN_SCARCE_MS);
      // A read leaves nothing behind; every mutation gets a state of its own.
      if (!fixture || kind === 'mutation') fixture = await prepare(running, world, endpoint);
      // Otherwise the measured call would be refused first and made again. Who has been made for one call has not stepped up before.
      if (endpoint.stepUp && (at === 0 || fixture.session))
        await callerOf(world, fixture).do('POST /auth/step-up', { password: PASSWORD });
      const one = await callOnce(running, world, endpoint, fixture);
      times.push(one.ms);
      if (one.tableCalls.length > calls.length) calls = one.tableCalls;
    }
  } catch (error) {
    return { ...row, calls, failure: (error as Error).message };
  }
  const [firstMs = NaN, ...later] = times;
  return {
    ...row,
    calls,
    firstMs: round(firstMs),
    p50Ms: round(percentile(later, 0.5)),
    p95Ms: round(percentile(later, 0.95)),
  };
}

function notReached(endpoint: Endpoint & { id: EndpointId }): Measured {
  const failure = `the ${ALL_WITHIN_MS / 60_000} minutes for all endpoints were over.`;
  return { ...unmeasured(endpoint), failure };
}

/** A row of which the figures are still to come. */
function unmeasured(endpoint: Endpoint & { id: EndpointId }): Measured {
  const kind = endpoint.method === 'GET' ? 'read' : 'mutation';
  const limit = CALL_EXCEPTIONS[endpoint.id]?.limit ?? TARGETS.tableCalls[kind];
  const route = `${endpoint.method} ${endpoint.path}`;
  return { id: endpoint.id, route, kind, limit, calls: [], firstMs: NaN, p50Ms: NaN, p95Ms: NaN };
}

/** The fixture of an endpoint, its caller signed in and nothing else in flight. */
async function prepare(running: TestPlatform, world: World, endpoint: Endpoint & { id: EndpointId }): Promise<Fixture> {
  const make = fixtures[endpoint.id] as (typeof fixtures)[EndpointId] | undefined;
  if (!make) throw new Error(`There is no fixture of ${endpoint.id} in shared/testing/fixtures.`);
  const fixture = await make(world);
  // An expired token would turn the measured call into three.
  if (fixture.as !== 'nobody') await callerOf(world, fixture).do('GET /users/me');
  await running.platform.activity.idle();
  return fixture;
}

async function callOnce(
  running: TestPlatform,
  world: World,
  endpoint: Endpoint,
  fixture: Fixture,
): Promise<{ ms: number; tableCalls: string[] }> {
  const correlationId = `bench-${randomUUID()}`;
  const session = callerOf(world, fixture);
  const startedAt = performance.now();
  const answer = await send(session, endpoint, fixture, correlationId);
  const ms = performance.now() - startedAt;
  const declared = [...Object.keys(endpoint.responses).map(Number), fixture.alsoAnswers];
  if (!declared.includes(answer.status))
    throw new Error(`${endpoint.id} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`);
  return { ms, tableCalls: tableCallsOf(running, endpoint, correlationId) };
}

function send(session: ApiSession, endpoint: Endpoint, fixture: Fixture, correlationId: string) {
  const [route] = routesOf(endpoint);
  const path = (route?.path ?? '').replace(/\{(\w+)\}/g, (_, name: string) => fixture.params?.[name] ?? '');
  const query = fixture.query ? `?${new URLSearchParams(fixture.query)}` : '';
  return session.call(`${endpoint.method} ${path}${query}`, {
    ...(fixture.body === undefined ? {} : { body: fixture.body }),
    headers: { ...fixture.headers, 'x-correlation-id': correlationId },
  });
}

/** Calls of the authorizer and the endpoint's own function; what reactions to its event do later is not the request's. */
function tableCallsOf({ platform }: TestPlatform, endpoint: Endpoint, correlationId: string): string[] {
  const handlers = [endpoint.id.replace('.', '/'), 'authorizer/'];
  const names = platform
    .resources('AWS::Lambda::Function')
    .filter(({ properties }) => handlers.some((handler) => isHandler(String(properties.Handler), handler)))
    .map(({ ref }) => ref);
  return platform.trace
    .recent({ kind: 'aws.call', correlationId, limit: 1000 })
    .filter(({ data }) => data.service === 'dynamodb' && names.includes(String(data.functionName)))
    .map(({ data }) => String(data.action).replace(/^\w+:/, ''))
    .reverse();
}

function isHandler(handler: string, wanted: string): boolean {
  return wanted.endsWith('/') ? handler.startsWith(wanted) : handler === `${wanted}.handler`;
}

function sectionOf(measured: readonly Measured[]): Section {
  const missed = measured.flatMap(({ id, failure, calls, limit }) => {
    if (failure) return [`${id} could not be measured: ${failure}`];
    if (calls.length <= limit) return [];
    return [`${id} makes ${calls.length} table calls (${calls.join(', ')}); at most ${limit}.`];
  });
  return {
    name: 'Endpoints over HTTP: table calls of one request (authorizer included) and times',
    columns: ['endpoint', 'route', 'table calls', 'limit', 'first ms', 'p50 ms', 'p95 ms'],
    rows: measured.map((one) => [one.id, one.route, one.calls.length, one.limit, one.firstMs, one.p50Ms, one.p95Ms]),
    notes: [
      ...Object.entries(CALL_EXCEPTIONS).map(
        ([id, { limit, reason }]) => `${id} may make ${limit} table calls: ${reason}`,
      ),
      `Limits: reads ${TARGETS.tableCalls.read}, mutations ${TARGETS.tableCalls.mutation}. Calls measured: ${CALLS.read} per read, ${CALLS.mutation} per mutation, ${CALLS.unsigned} per mutation without a session, one after another; the first starts the function.`,
    ],
    missed,
    data: { endpoints: measured, exceptions: CALL_EXCEPTIONS },
  };
}

function memorySection(running: TestPlatform): Section {
  const platformMb = round(residentMb(running.pids.platform), 0);
  const engineMb = running.pids.engine ? round(residentMb(running.pids.engine), 0) : NaN;
  const totalMb = platformMb + (Number.isNaN(engineMb) ? 0 : engineMb);
  return {
    name: 'Memory after every endpoint was called, this measuring process included',
    columns: ['platform MB', 'engine MB', 'together MB', 'target MB'],
    rows: [[platformMb, engineMb, totalMb, TARGETS.memoryMb]],
    missed:
      totalMb > TARGETS.memoryMb
        ? [`The platform takes ${totalMb} MB after all endpoints; at most ${TARGETS.memoryMb}.`]
        : [],
    data: { platformMb, engineMb, totalMb },
  };
}
