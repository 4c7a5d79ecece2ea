import { beforeEach, expect, it } from 'vitest';
import { getActivity } from '#contract/areas/audit.ts';
import { getConsents, putConsents } from '#contract/areas/consents.ts';
import { create } from '#data/change.ts';
import { storedEvent } from '#data/outbox.ts';
import { Users } from '#data/person.ts';
import { currentVersionOf, DOCUMENT_VERSIONS } from '#domain/documents.ts';
import { callEndpoint, testGuest, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as activity } from './get-activity.ts';
import { handler as read } from './get-consents.ts';
import { handler as put } from './put-consents.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0';
const headers = { 'user-agent': FIREFOX, 'x-viewer-ip': '203.0.113.9' };
const [oldTerms] = DOCUMENT_VERSIONS.terms;
const version = currentVersionOf('terms').version;
const allow = (body: object) => callEndpoint(put, putConsents, { actor, body, headers });
const history = async () =>
  (await callEndpoint(activity, getActivity, { actor, query: { kind: 'consent' } })).body.items;

let count = 0;
let actor = testInfluencer();

beforeEach(async () => {
  actor = { ...testInfluencer(), userId: countedId('user', ++count) };
  const { userId } = actor;
  await write(
    create(Users, {
      ...{ userId, email: `p${count}@creators.example`, name: 'Ana', country: 'PT', timezone: 'UTC' },
      consents: {
        accepted: { terms: { version: oldTerms?.version ?? '', at: '2026-04-01T00:00:00.000Z' } },
        marketing: true,
      },
      ...{ version: 1, createdAt: '2026-04-01T00:00:00.000Z' },
    }),
  );
});

it('tells what was accepted, what is new since, and what is asked for', async () => {
  const { body } = await callEndpoint(read, getConsents, { actor });
  expect(body.preferences).toEqual({ marketing: true, analytics: false, personalisation: false });
  expect(body.documents).toEqual([
    {
      ...{ document: 'terms', version, due: true, changes: currentVersionOf('terms').changes },
      ...{ acceptedVersion: oldTerms?.version, acceptedAt: '2026-04-01T00:00:00.000Z' },
    },
    {
      ...{ document: 'privacy', version: currentVersionOf('privacy').version, due: true, changes: [] },
      ...{ acceptedVersion: null, acceptedAt: null },
    },
  ]);
});

it('records an acceptance with time, version and from where, and keeps every change in the history', async () => {
  const accepted = await allow({ accept: [{ document: 'terms', version }] });
  expect(accepted.body.documents[0]).toMatchObject({ acceptedVersion: version, due: false, changes: [] });
  await allow({ preferences: { marketing: false, analytics: true } });
  const [second, first] = await history();
  expect(first).toMatchObject({
    ...{ type: 'ConsentsChanged', userId: actor.userId, what: 'Accepted the terms of use' },
    ...{ place: '203.0.113.9', device: 'Firefox on Windows' },
    changes: [{ field: 'terms', from: oldTerms?.version, to: version }],
  });
  expect(second.changes).toEqual([
    { field: 'marketing', from: 'yes', to: 'no' },
    { field: 'analytics', from: 'no', to: 'yes' },
  ]);
});

it('keeps from where out of what is published', async () => {
  await allow({ preferences: { marketing: false } });
  const stored = (await items()).find(
    ({ type, aggregateId }) => type === 'ConsentsChanged' && aggregateId === actor.userId,
  );
  expect(stored?.source).toEqual({ address: '203.0.113.9', device: 'Firefox on Windows' });
  expect(JSON.stringify(storedEvent(stored ?? {}).detail)).not.toMatch(/203\.0\.113\.9|Firefox/);
});

it('writes nothing for what is so already', async () => {
  const before = (await items()).length;
  expect(await allow({ preferences: { marketing: true } })).toMatchObject({ status: 200 });
  expect(await items()).toHaveLength(before);
});

it.each([
  ['an earlier version', { accept: [{ document: 'terms', version: oldTerms?.version }] }, 409, 'document_outdated'],
  ['an unknown document', { accept: [{ document: 'cake', version }] }, 400, 'validation_failed'],
  [
    'a document twice',
    {
      accept: [
        { document: 'terms', version },
        { document: 'terms', version },
      ],
    },
    400,
    'validation_failed',
  ],
  ['an unknown preference', { preferences: { tracking: true } }, 400, 'validation_failed'],
  ['a preference that is no yes or no', { preferences: { marketing: 'yes' } }, 400, 'validation_failed'],
])('refuses %s', async (_case, body, status, code) => {
  expect(await allow(body)).toMatchObject({ status, body: { code } });
});

it('answers somebody without an account here as missing', async () => {
  expect(await callEndpoint(read, getConsents, { actor: testGuest(7) })).toMatchObject({ status: 404 });
});
