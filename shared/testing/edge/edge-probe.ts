import { createHash, generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import type { RateClass } from '#contract/endpoint.ts';
import { RATE_LIMITS } from '#contract/limits.ts';
import type { Role } from '#contract/permissions.ts';
import { keys } from '#data/keys.ts';
import { counterName, windowOf } from '#data/rate.ts';
import { internalsOf } from '#local/internals.ts';
import { type SigningKey, signingKeyOf, signToken } from '#local/resources/user-pool/signing-key.ts';
import type { TestPlatform } from '#local/testing.ts';
import type { World } from '#testing/fixtures/world.ts';
import { type RawAnswer, type RawRequest, sendRaw } from './raw-client.ts';

/** People without a session may make 600 requests in it. */
export const ANONYMOUS_WINDOW_SECONDS = 300;
/** How long what is done with one token may take. */
const TOKEN_LIVES_MS = 30_000;
export const ANY_ID = '01JDZZZZZZZZZZZZZZZZZZZZZZ';

const otherPair = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** A key that is not the pool's. */
export const otherKey: SigningKey = { kid: 'of-nobody', ...otherPair };

interface Forgery {
  key?: SigningKey;
  claims?: Record<string, unknown>;
}

/** What tests of the API's edge do to a platform that serves a world. */
export class EdgeProbe {
  readonly #running: () => TestPlatform;
  readonly #world: () => World;
  /** Every answer of the API that blames the server. */
  readonly failures: unknown[] = [];

  /** Both are asked for anew each time: a test may have started the platform again. */
  constructor(running: () => TestPlatform, world: () => World) {
    this.#running = running;
    this.#world = world;
  }

  /** From now on what blames the server is kept in `failures`. */
  watch(): void {
    this.#running().platform.trace.subscribe(({ kind, data }) => {
      if (kind === 'edge.failed' || (kind === 'http.request' && Number(data.status) >= 500)) this.failures.push(data);
    });
  }

  send(route: string, request?: RawRequest): Promise<RawAnswer> {
    return sendRaw(this.#running(), route, request);
  }

  nowMs(): number {
    return this.#running().platform.clock.now();
  }

  /** An access token of a role that lives for half a minute at the least; its session signs in again when virtual time has ended the last one. */
  async tokenOf(role: Role): Promise<string> {
    const { as, advance } = this.#world();
    const session = as[role];
    await session.do('GET /users/me');
    const leftMs = Number(claimsIn(session.token ?? '').exp) * 1000 - this.nowMs();
    if (leftMs < TOKEN_LIVES_MS) {
      await advance(leftMs + 1000);
      await session.do('GET /users/me');
    }
    return session.token ?? '';
  }

  /** Sets one counter attribute of an item in the engine itself, as many requests would have. */
  async setCounter(key: { pk: string; sk: string }, name: string, count: number): Promise<void> {
    const { platform } = this.#running();
    const [table] = platform.resources('AWS::DynamoDB::Table');
    await internalsOf(platform).engine.call('UpdateItem', {
      TableName: table?.ref,
      Key: { pk: { S: key.pk }, sk: { S: key.sk } },
      UpdateExpression: 'SET #counter = :count',
      ExpressionAttributeNames: { '#counter': name },
      ExpressionAttributeValues: { ':count': { N: String(count) } },
    });
  }

  /** Takes back what the budgets have counted, so that none is spent by a test of something else. */
  async forgetRequests(role: Role | undefined, rateClass: RateClass): Promise<void> {
    const { index } = windowOf(this.nowMs(), RATE_LIMITS[rateClass].windowSeconds);
    const { userId } = (role ? this.#world().as[role].me : {}) as { userId?: string };
    if (userId) await this.setCounter(keys.actor(userId), counterName(rateClass, index), 0);
    else await this.setAnonymousCounters(0);
  }

  /** Sets what the budget of people without a session has counted for this machine. */
  async setAnonymousCounters(count: number): Promise<void> {
    const { index } = windowOf(this.nowMs(), ANONYMOUS_WINDOW_SECONDS);
    for (const address of ['127.0.0.1', '::1']) {
      const hash = createHash('sha256').update(address).digest('base64url');
      await this.setCounter(keys.rate(`address#${hash}`, `anonymous#${index}`), 'count', count);
    }
  }

  /** The token with other claims, signed anew with the pool's own key or another. */
  forge(token: string, { key = this.poolKey(), claims = {} }: Forgery): string {
    return signToken(key, { ...claimsIn(token), ...claims });
  }

  poolKey(): SigningKey {
    const { platform } = this.#running();
    const [pool] = platform.resources('AWS::Cognito::UserPool');
    return signingKeyOf(platform.dataDir, pool?.ref ?? '');
  }
}

export function claimsIn(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** Checks that an answer is problem details with this code and says the same in status, body and headers. */
export function expectProblem(answer: RawAnswer, status: number, code: string, why = ''): void {
  expect({ status: answer.status, code: answer.body?.code ?? answer.text.slice(0, 200) }, why).toEqual({
    status,
    code,
  });
  expect(answer.headers.get('content-type'), why).toBe('application/problem+json');
  expect(answer.headers.get('cache-control'), why).toBe('no-store');
  expect(answer.body, why).toMatchObject({
    status,
    type: `/docs/errors#${code}`,
    title: expect.stringMatching(/.{5,}/),
    correlationId: answer.headers.get('x-correlation-id'),
  });
}
