import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { getAudit, verifyAudit } from '#contract/areas/audit.ts';
import { ChainHeads, ChainLinks, chainHeadRef, recordKeyOf } from '#data/audit-chain.ts';
import { create, createOrReplace, update } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { keys, partitions } from '#data/keys.ts';
import { findOne, listAll } from '#data/read.ts';
import { chainStart } from '#domain/audit-chain.ts';
import { handler as reading } from '#functions/workspaces/get-audit.ts';
import { handler as verifying } from '#functions/workspaces/verify-audit.ts';
import { workspaceItems } from '#runtime/account.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { streamBatchOf } from '#testing/stream.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace, write } from '#testing/workspace.ts';
import { handler as publishing } from '../schedules/publish-audit-heads.ts';
import { handler as linking } from './link-audit.ts';

const { items } = prepareTestTable();
prepareTestSecrets();

/** What was published, by the name of the file. */
const files = new Map<string, Uint8Array>();
const s3 = mockClient(S3Client);
beforeEach(() => {
  vi.stubEnv('AUDIT_BUCKET', 'audit');
  s3.on(PutObjectCommand).callsFake(({ Key, Body }) => {
    files.set(Key, Body);
    return {};
  });
  s3.on(GetObjectCommand).callsFake(({ Key }) => {
    const bytes = files.get(Key);
    if (!bytes) throw Object.assign(new Error('no such key'), { name: 'NoSuchKey' });
    return { Body: { transformToByteArray: async () => bytes } };
  });
});

/** Writes audit records of a workspace as commits do; answers their ids. */
async function record(count: number, howMany: number, type: 'MemberLeft' | 'BrandAdded' = 'BrandAdded') {
  const workspaceId = countedId('workspace', count);
  const ids: string[] = [];
  for (let seq = 1; seq <= howMany; seq++) {
    const context = {
      ...systemCommitContext(),
      source: { address: '203.0.113.7', device: 'Firefox' },
    };
    const data = { workspaceId, brandId: countedId('brand', seq) };
    const event = workspaceEvent({ workspaceId, version: seq }, type as 'BrandAdded', data);
    await commit(context, { reads: {}, decide: () => ({ changes: [], event, answer: { status: 200, body: null } }) });
    ids.push(context.eventId);
  }
  return { workspaceId, ids };
}
const link = async (ids: readonly string[]) => linking(streamBatchOf(await items(), ids));
const linksOf = (workspaceId: string) => listAll({ entity: ChainLinks, partition: partitions.auditChain(workspaceId) });
const verify = (count: number, query: Record<string, string> = {}) =>
  callEndpoint(verifying, verifyAudit, {
    actor: testMember(count),
    params: { workspaceId: countedId('workspace', count) },
    query,
  });

describe('audit records are linked', () => {
  it('once each, without gaps, in any order and however often they arrive', async () => {
    const { workspaceId, ids } = await record(1, 45);
    const [first, second] = [ids.slice(0, 25), ids.slice(20)];
    expect(await link(second)).toEqual({ batchItemFailures: [] });
    await link([...first, ...first]);
    await link(ids);
    const links = await linksOf(workspaceId);
    expect(links.map(({ index }) => index)).toEqual(ids.map((_, index) => index + 1));
    expect(new Set(links.map(({ eventId }) => eventId))).toEqual(new Set(ids));
    expect(links[0]?.previousHash).toBe(chainStart(sha256Hex, workspaceId).hash);
    for (const [index, { previousHash }] of links.slice(1).entries()) expect(previousHash).toBe(links[index]?.hash);
    expect(await findOne(chainHeadRef(workspaceId))).toMatchObject({ index: 45, hash: links.at(-1)?.hash });
  });

  it('by several at once: they meet at the head and go on after each other', async () => {
    const { workspaceId, ids } = await record(2, 30);
    const outcomes = await Promise.all([0, 1, 2].map((part) => link(ids.filter((_, index) => index % 3 === part))));
    expect(outcomes).toEqual(outcomes.map(() => ({ batchItemFailures: [] })));
    expect((await linksOf(workspaceId)).map(({ index }) => index)).toEqual(ids.map((_, index) => index + 1));
  });

  it('apart for each workspace, and no other event at all', async () => {
    const [one, two] = [await record(3, 2), await record(4, 3)];
    const plain = systemCommitContext();
    await commit(plain, {
      reads: {},
      decide: () => ({
        changes: [],
        event: { type: 'RateCardSaved', aggregateId: 'inf', seq: 1, partition: 'INF#1', data: { influencerId: 'inf' } },
        answer: { status: 200, body: null },
      }),
    });
    await link([plain.eventId, ...one.ids, ...two.ids]);
    expect((await linksOf(one.workspaceId)).map(({ eventId }) => eventId)).toEqual(one.ids);
    expect((await linksOf(two.workspaceId)).map(({ eventId }) => eventId)).toEqual(two.ids);
  });

  it('in the log as their owners download it', async () => {
    const { workspaceId, ids } = await record(5, 2);
    const call = { actor: testMember(5), params: { workspaceId } };
    const before = await callEndpoint(reading, getAudit, call);
    expect(before.body.items.map(({ chain }: { chain: unknown }) => chain)).toEqual([null, null]);
    await link(ids);
    const [newest] = (await callEndpoint(reading, getAudit, call)).body.items;
    const links = await linksOf(workspaceId);
    const { index, recordHash, hash, previousHash } = links[1] as (typeof links)[number];
    expect(newest.chain).toEqual({ index, recordHash, hash });
    expect(sha256Hex(`${index}\n${previousHash}\n${recordHash}`), 'what an owner can compute').toBe(hash);
    const csv = await callEndpoint(reading, getAudit, { ...call, query: { format: 'csv' } });
    expect(csv.body).toContain(`2,${recordHash},${hash}`);
  });
});

describe('the verification of an audit log', () => {
  it('says how far it holds, a hundred records at a time', async () => {
    const { ids } = await record(6, 130);
    for (let start = 0; start < ids.length; start += 50) await link(ids.slice(start, start + 50));
    const first = await verify(6);
    expect(first).toMatchObject({
      status: 200,
      body: { verifiedUpTo: { index: 100 }, head: { index: 130 }, fault: null, published: null },
    });
    const rest = await verify(6, { cursor: first.body.nextCursor });
    expect(rest.body).toMatchObject({ verifiedUpTo: { index: 130 }, fault: null, nextCursor: null });
    expect(rest.body.verifiedUpTo).toEqual(rest.body.head);
    expect(await verify(7, { cursor: first.body.nextCursor }), 'of another chain').toMatchObject({ status: 400 });
  });

  it('holds for a workspace without records', async () => {
    expect((await verify(8)).body).toMatchObject({ head: { index: 0 }, fault: null, nextCursor: null });
  });

  it.each<[string, number, object, (workspaceId: string) => Promise<unknown>]>([
    [
      'a record that was changed',
      10,
      { index: 3, what: 'record_changed' },
      async (workspaceId) => {
        const [, , third] = await linksOf(workspaceId);
        await write(update(keyOfRecord(third), { set: { 'source.address': '198.51.100.1' } }, []));
      },
    ],
    [
      'a record that was removed',
      11,
      { index: 2, what: 'record_missing' },
      async (workspaceId) => {
        const [, second] = await linksOf(workspaceId);
        await write({ kind: 'delete', key: keyOfRecord(second), when: [] });
      },
    ],
    [
      'a link that was removed',
      12,
      { index: 4, what: 'link_missing' },
      (workspaceId) => write({ kind: 'delete', key: keys.chainLink(workspaceId, 4), when: [] }),
    ],
    [
      'an end that was cut off',
      13,
      { index: 5, what: 'link_missing' },
      (workspaceId) => write({ kind: 'delete', key: keys.chainLink(workspaceId, 5), when: [] }),
    ],
  ])('names %s', async (_what, count, fault, harm) => {
    const { workspaceId, ids } = await record(count, 5);
    await link(ids);
    expect((await verify(count)).body.fault).toBeNull();
    await harm(workspaceId);
    expect((await verify(count)).body).toMatchObject({ fault, nextCursor: null });
  });

  it('knows from what was published that an end is gone together with the head', async () => {
    const { workspaceId, ids } = await record(20, 3);
    await link(ids);
    await publishing();
    expect((await verify(20)).body).toMatchObject({ published: { index: 3 }, fault: null });
    const [, second, third] = await linksOf(workspaceId);
    const head = await findOne(chainHeadRef(workspaceId));
    await write(
      { kind: 'delete', key: keys.chainLink(workspaceId, 3), when: [] },
      { kind: 'delete', key: keyOfRecord(third), when: [] },
      createOrReplace(ChainHeads, head, { workspaceId, index: 2, hash: String(second?.hash) }),
    );
    expect((await verify(20)).body).toMatchObject({ fault: { index: 3, what: 'link_missing' } });
  });

  it('is the owners’ of that workspace alone', async () => {
    const params = { workspaceId: countedId('workspace', 21) };
    for (const role of ['manager', 'finance', 'viewer'] as const)
      expect(await callEndpoint(verifying, verifyAudit, { actor: testMember(21, role), params }), role).toMatchObject({
        status: 403,
      });
    expect(await callEndpoint(verifying, verifyAudit, { actor: testMember(22), params })).toMatchObject({
      status: 404,
    });
  });
});

describe('the heads of the chains', () => {
  it('are written down for the day, with what the stream had lost linked before', async () => {
    const { workspaceId, ids } = await record(30, 3);
    await link(ids.slice(0, 1));
    await publishing();
    expect((await linksOf(workspaceId)).length, 'what is on its way is not lost').toBe(1);
    const nightMs = Date.now() + 20 * 3_600_000;
    vi.useFakeTimers({ toFake: ['Date'], now: nightMs });
    await publishing();
    const verified = (await verify(30)).body;
    vi.useRealTimers();
    const day = new Date(nightMs).toISOString().slice(0, 10);
    expect([...files.keys()]).toContain(`${workspaceId}/${day}.json.gz`);
    expect(verified).toMatchObject({ verifiedUpTo: { index: 3 }, published: { index: 3, day }, fault: null });
  });

  it('begin with their workspace, so that even a first record which the stream has lost is linked', async () => {
    const { workspaceId } = await record(31, 1);
    const owner = { userId: countedId('user', 31), name: 'Ada', email: 'ada@one.example' };
    const made = { ...aWorkspace(31), brandId: countedId('brand', 31), owner };
    await write(...workspaceItems(made, '2026-11-01T00:00:00.000Z').map(({ entity, value }) => create(entity, value)));
    expect((await verify(31)).body).toMatchObject({ head: { index: 0 }, fault: null });
    // Ids never go back: after the night above they are of that night.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 40 * 3_600_000 });
    await publishing();
    vi.useRealTimers();
    expect((await linksOf(workspaceId)).map(({ index }) => index)).toEqual([1]);
    expect((await verify(31)).body).toMatchObject({ verifiedUpTo: { index: 1 }, fault: null });
  });
});

function keyOfRecord(of: Parameters<typeof recordKeyOf>[0] | undefined) {
  if (!of) throw new Error('There is no such link.');
  return recordKeyOf(of);
}
