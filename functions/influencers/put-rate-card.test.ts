import { describe, expect, it } from 'vitest';
import { getRateCard, putRateCard } from '#contract/areas/applications.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as get } from './get-rate-card.ts';
import { handler as put } from './put-rate-card.ts';

prepareTestTable();
const body = samples['influencers.put-rate-card'];
const line = body.lines[0];

describe('the rate card', () => {
  it('is empty before it is set, and then what was set', async () => {
    const actor = testInfluencer();
    expect((await callEndpoint(get, getRateCard, { actor })).body).toMatchObject({ lines: [], version: 0 });
    expect(await callEndpoint(put, putRateCard, { actor, body })).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await callEndpoint(get, getRateCard, { actor })).body).toMatchObject({ ...body, version: 1 });
    expect((await callEndpoint(get, getRateCard, { actor: testInfluencer(2) })).body).toMatchObject({ lines: [] });
  });

  it.each([
    ['no line', { lines: [] }, 'lines'],
    ['101 lines', { lines: Array.from({ length: 101 }, () => line) }, 'lines'],
    ['the same kind twice', { lines: [line, line] }, 'lines.1'],
    [
      'a price below zero',
      { lines: [{ ...line, price: { amountMinor: -1, currency: 'USD' } }] },
      'lines.0.price.amountMinor',
    ],
  ])('refuses %s', async (_case, body, path) => {
    const answer = await callEndpoint(put, putRateCard, { actor: testInfluencer(), body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  it('is for influencers only', async () => {
    expect(await callEndpoint(put, putRateCard, { actor: testMember(), body })).toMatchObject({ status: 403 });
    expect(await callEndpoint(get, getRateCard, {})).toMatchObject({ status: 401 });
  });
});
