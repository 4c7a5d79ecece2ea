import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { askEarningsPdf, getEarningsPdf } from '#contract/areas/earnings.ts';
import { create } from '#data/change.ts';
import { LedgerShares } from '#data/ledger.ts';
import { handler as asking } from '#functions/influencers/ask-earnings-pdf.ts';
import { handler as getting } from '#functions/influencers/get-earnings-pdf.ts';
import { handler } from '#functions/reactions/on-event-print-paper.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { aProfile, putProfile, write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { pdfPages } from '#testing/pdf-text.ts';
import { prepareTestTable } from '#testing/table.ts';

prepareTestTable();
const s3 = mockClient(S3Client);
beforeAll(() => {
  for (const [name, value] of Object.entries({
    FILES_BUCKET: 'files-test',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }))
    vi.stubEnv(name, value);
  s3.on(PutObjectCommand).resolves({});
});
afterAll(() => void vi.unstubAllEnvs());

const actor = testInfluencer(1);
const { influencerId } = actor;
const params = { year: '2026' };
const ask = () => callEndpoint(asking, askEarningsPdf, { actor, params });
const get = (who = actor) => callEndpoint(getting, getEarningsPdf, { actor: who, params });
const told = () => deliver(handler, 'EarningsStatementAsked', { influencerId, year: '2026' });
const printed = async () => {
  const body = s3.commandCalls(PutObjectCommand).at(-1)?.args[0].input.Body as Buffer;
  return { hash: sha256Hex(body), text: (await pdfPages(body)).join('\n') };
};

/** A payout of 100,000 less 10,000 for a contract. */
const paid = (count: number) =>
  create(LedgerShares, {
    ...{ entryId: countedId('entry', count), kind: 'posted', currency: 'EUR', influencerId },
    ...{ workspaceId: countedId('workspace', 1), campaignId: countedId('campaign', count) },
    ...{ paymentId: countedId('payment', count), contractId: countedId('contract', count) },
    ...{ contractIds: [countedId('contract', count)], influencerIds: [influencerId] },
    lines: [
      { account: `hold:${countedId('contract', count)}`, amountMinor: -100_000 },
      { account: `paid:${influencerId}`, amountMinor: 90_000 },
      { account: 'fees', amountMinor: 10_000 },
    ],
    ...{ occurredAt: '2026-05-05T10:00:00.000Z', eventId: '', action: '', priceMinor: 100_000, feeMinor: 10_000 },
  });

it('prints the year once it is asked for, as the ledger says it by then, for the influencer alone', async () => {
  await putProfile(aProfile(1));
  await write(paid(1));
  expect((await get()).status).toBe(404);
  expect(await ask()).toMatchObject({ status: 202, body: { year: '2026' } });
  expect(await get()).toMatchObject({ status: 202, body: { year: '2026' } });
  await told();
  const first = await printed();
  expect(first.text).toMatch(/Earnings statement[\s\S]*2026/);
  expect(first.text).toContain('EUR 900.00');
  const answer = await get();
  expect(answer).toMatchObject({ status: 200, body: { fileName: 'earnings-2026.pdf', sha256: first.hash } });
  expect(answer.body.url).toContain(`/statements/${influencerId}/2026/${first.hash}.pdf`);
  expect((await get(testInfluencer(2))).status).toBe(404);

  await told();
  expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  await write(paid(2));
  await ask();
  await told();
  expect((await printed()).text).toContain('EUR 1,800.00');
});
