import { beforeEach, expect, it } from 'vitest';
import { endOneSession, endOtherSessions, listSessions } from '#contract/areas/sessions.ts';
import { create } from '#data/change.ts';
import { Actors, actorRef, Sessions, sessionRef } from '#data/person.ts';
import { countActorRequest } from '#data/rate.ts';
import { findOne } from '#data/read.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { anActor } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as endOthersHandler } from './end-other-sessions.ts';
import { handler as endHandler } from './end-session.ts';
import { handler as listHandler } from './list-sessions.ts';

const table = prepareTestTable();
const DAY_MS = 86_400_000;
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0';
const budget = { name: 'standard', limit: 10, windowSeconds: 60 };

let count = 0;
let [mara, theo] = [testInfluencer(1), testInfluencer(2)];

/** A person with sessions that were last refreshed so many days ago. */
async function withSessions(userId: string, daysAgo: Record<string, number>): Promise<void> {
  const items = Object.entries(daysAgo).map(([sessionId, days]) => ({
    userId,
    sessionId,
    secretHash: 'hash',
    previousHash: null,
    rotatedAtMs: nowMs() - days * DAY_MS,
    expiresAtMs: nowMs() + 10 * DAY_MS,
    wrappedToken: 'wrapped',
    userAgent: FIREFOX,
    address: '203.0.113.9',
    version: 1,
    createdAt: isoOf(nowMs() - 20 * DAY_MS),
  }));
  await write(
    create(
      Actors,
      anActor(userId, Object.fromEntries(items.map(({ sessionId, expiresAtMs }) => [sessionId, { expiresAtMs }]))),
    ),
    ...items.map((item) => create(Sessions, item)),
  );
}

beforeEach(async () => {
  mara = { ...testInfluencer(1), userId: countedId('user', ++count), sessionId: 'here' };
  theo = { ...testInfluencer(2), userId: countedId('user', ++count), sessionId: 'theirs' };
  await withSessions(mara.userId, { here: 0, phone: 3, idle: 14 });
  await withSessions(theo.userId, { theirs: 0 });
});

const list = async () => (await callEndpoint(listHandler, listSessions, { actor: mara })).body.items;
const end = (sessionId: string) => callEndpoint(endHandler, endOneSession, { actor: mara, params: { sessionId } });

it('lists the live sessions in words, which one asks, and when each was last used', async () => {
  const items = await list();
  expect(items).toMatchObject([
    { sessionId: 'here', device: 'Firefox on Windows', kind: 'computer', place: '203.0.113.9', current: true },
    { sessionId: 'phone', current: false },
  ]);
  expect(Date.parse(items[1].endsAt) - Date.parse(items[1].lastUsedAt)).toBe(13 * DAY_MS);
});

it('knows the last use from the one write that counts each request', async () => {
  await countActorRequest({ userId: mara.userId, sessionId: 'phone' }, budget, nowMs() + 5000);
  const [first] = await list();
  expect(first).toMatchObject({ sessionId: 'phone', current: false });
});

it('counts no request of a session that has ended', async () => {
  await end('phone');
  expect(await countActorRequest({ userId: mara.userId, sessionId: 'phone' }, budget, nowMs())).toBeUndefined();
  expect((await findOne(actorRef(mara.userId)))?.sessions).not.toHaveProperty('phone');
});

it('ends one session with its refresh secret, and tells what happened', async () => {
  expect(await end('phone')).toMatchObject({ status: 200, body: { done: true } });
  expect(await findOne(sessionRef(mara.userId, 'phone'))).toBeUndefined();
  expect((await list()).map(({ sessionId }: { sessionId: string }) => sessionId)).toEqual(['here']);
  expect(await table.items()).toContainEqual(
    expect.objectContaining({
      type: 'SessionEnded',
      data: { userId: mara.userId, sessionIds: ['phone'], reason: 'revoked' },
    }),
  );
});

it.each(['theirs', 'nobodys'])('answers a session that is not one’s own (%s) as a missing one', async (sessionId) => {
  expect(await end(sessionId)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await findOne(sessionRef(theo.userId, 'theirs'))).toBeDefined();
});

it('ends all others at once and keeps the one that asks', async () => {
  const others = () => callEndpoint(endOthersHandler, endOtherSessions, { actor: mara });
  expect(await others()).toMatchObject({ status: 200, body: { ended: 2 } });
  expect(Object.keys((await findOne(actorRef(mara.userId)))?.sessions ?? {})).toEqual(['here']);
  expect(await others()).toMatchObject({ status: 200, body: { ended: 0 } });
});
