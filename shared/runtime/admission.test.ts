import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineEndpoint } from '#contract/endpoint.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { aCampaign } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { endpoint } from './endpoint.ts';

const { items } = prepareTestTable();
const [HERE, THERE] = [countedId('campaign', 1), countedId('campaign', 2)];
const viewer = (grants?: Record<string, 'campaign'[]>) => ({
  ...testMember(1, 'viewer'),
  ...(grants ? { grants } : {}),
});

const declare = (byGrant: 'path' | 'thing' | 'never') =>
  defineEndpoint({
    ...{ id: `test.do-something`, method: 'POST', path: '/things/{campaignId}', idempotent: true },
    ...{ allow: ['campaign:write'], byGrant, params: z.strictObject({ campaignId: z.string() }) },
    responses: { 200: z.strictObject({ done: z.boolean() }) },
    ...{ errors: [], summary: 'Something of a campaign.' },
  });
const DONE = { status: 200 as const, body: { done: true } };

describe('a grant on a campaign', () => {
  const declared = declare('path');
  const handler = endpoint(declared, async () => DONE);
  const call = (actor: ReturnType<typeof viewer>, campaignId: string) =>
    callEndpoint(handler, declared, { actor, params: { campaignId } });

  it('opens what its permissions are asked for on the campaign in the path, and on no other', async () => {
    expect(await call(viewer({ [HERE]: ['campaign'] }), HERE)).toMatchObject({ status: 200 });
    const other = await call(viewer({ [HERE]: ['campaign'] }), THERE);
    expect(other).toEqual(await call(viewer(), THERE));
    expect(other).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it('opens nothing that says that no grant does', async () => {
    const never = declare('never');
    const answer = await callEndpoint(
      endpoint(never, async () => DONE),
      never,
      {
        actor: viewer({ [HERE]: ['campaign'] }),
        params: { campaignId: HERE },
      },
    );
    expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });
});

describe('an endpoint whose thing says the campaign', () => {
  const declared = declare('thing');
  let wrote = 0;
  const writing = (says: string | undefined | 'nothing') =>
    endpoint(declared, (received) =>
      received.commit({
        reads: {},
        decide: () => {
          if (says !== 'nothing') received.onCampaign(says);
          wrote += 1;
          return { changes: [create(Campaigns, aCampaign(500 + wrote))], answer: DONE };
        },
      }),
    );
  const call = (handler: ReturnType<typeof writing>, actor = viewer({ [HERE]: ['campaign'] }), key?: string) =>
    callEndpoint(handler, declared, {
      actor,
      params: { campaignId: 'anything' },
      ...(key ? { headers: { 'idempotency-key': key } } : {}),
    });

  it('lets in on the campaign of the thing, and refuses on every other and on none', async () => {
    expect(await call(writing(HERE))).toMatchObject({ status: 200 });
    for (const campaignId of [THERE, undefined])
      expect(await call(writing(campaignId))).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it('does not ask whose role is enough', async () => {
    expect(await call(writing(THERE), testMember(1, 'manager'))).toMatchObject({ status: 200 });
    expect(await call(writing('nothing'), testMember(1, 'manager'))).toMatchObject({ status: 200 });
  });

  it('writes and answers nothing for a grant when its handler forgot to say which campaign', async () => {
    const before = (await items()).length;
    expect(await call(writing('nothing'))).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(await items()).toHaveLength(before);
    expect(await call(endpoint(declared, async () => DONE))).toMatchObject({ status: 500, body: { code: 'internal' } });
  });

  it('answers a repeat as the first time', async () => {
    const first = await call(writing(HERE), undefined, 'once');
    expect(first).toMatchObject({ status: 200 });
    expect(await call(writing(HERE), undefined, 'once')).toMatchObject({ status: 200, body: first.body });
  });
});
