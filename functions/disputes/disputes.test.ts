import { afterEach, describe, expect, it, vi } from 'vitest';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { getContract } from '#contract/areas/contracts.ts';
import {
  acceptSettlement,
  addEvidence,
  appealDecision,
  getDispute,
  listDisputes,
  openDispute,
  proposeSettlement,
  resolveDispute,
  waiveAppeal,
  withdrawDispute,
} from '#contract/areas/disputes.ts';
import { getEarnings, refundPayment, releasePayment } from '#contract/areas/payments.ts';
import { create, update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { type UploadItem, Uploads } from '#data/upload.ts';
import {
  ANSWER_DAYS,
  APPEAL_ANSWER_DAYS,
  APPEAL_DAYS,
  DISCUSSION_DAYS,
  type DisputeEntry,
  firstBrokenEntry,
} from '#domain/dispute.ts';
import { handler as readingCampaign } from '#functions/campaigns/get-campaign.ts';
import { handler as readingContract } from '#functions/contracts/get-contract.ts';
import { handler as earning } from '#functions/influencers/get-earnings.ts';
import { handler as refunding } from '#functions/payments/refund-payment.ts';
import { handler as releasing } from '#functions/payments/release-payment.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, type TestRequest, testInfluencer, testKey, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { countedId } from '#testing/ids.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { prepareTestStripe, putDeals, putFundedDeal, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as advancing } from '#workflows/escrow-release/steps/advance-dispute.ts';
import { handler as checking } from '#workflows/escrow-release/steps/check-gates.ts';
import { handler as refundingHold } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as releasingHold } from '#workflows/escrow-release/steps/release-hold.ts';
import { handler as accepting } from './accept-settlement.ts';
import { handler as adding } from './add-evidence.ts';
import { handler as appealing } from './appeal-decision.ts';
import { handler as getting } from './get-dispute.ts';
import { handler as listing } from './list-disputes.ts';
import { handler as opening } from './open-dispute.ts';
import { handler as proposing } from './propose-settlement.ts';
import { handler as resolving } from './resolve-dispute.ts';
import { handler as waiving } from './waive-appeal.ts';
import { handler as withdrawing } from './withdraw-dispute.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
prepareTestFiles();
const DAY_MS = 86_400_000;
const brand = testMember();
const creator = (count: number) => testInfluencer(count * 10);

afterEach(() => vi.useRealTimers());

/** Time passes for everything that asks for it. */
function daysPass(days: number): void {
  vi.useFakeTimers({ now: Date.now() + days * DAY_MS, toFake: ['Date'] });
}

const claimOf = (contractId: string, edit: object = {}) => ({
  ...{ contractId, reason: 'not_as_agreed', claim: { influencerMinor: 40_000, brandMinor: 60_000 } },
  text: 'The reel shows another serum.',
  links: ['https://www.instagram.com/reel/Cx1yZ2abc'],
  ...edit,
});
const open = (contractId: string, request: TestRequest = {}) =>
  callEndpoint(opening, openDispute, { actor: brand, body: claimOf(contractId), ...request });
const say = (disputeId: string, actor: TestRequest['actor'], text = 'See for yourself.') =>
  callEndpoint(adding, addEvidence, { actor, params: { disputeId }, body: { text } });
const propose = (disputeId: string, actor: TestRequest['actor'], influencerMinor: number, brandMinor: number) =>
  callEndpoint(proposing, proposeSettlement, {
    actor,
    params: { disputeId },
    body: { influencerMinor, brandMinor, text: 'Let us end this.' },
  });
const accept = (disputeId: string, actor: TestRequest['actor'], entryNumber: number) =>
  callEndpoint(accepting, acceptSettlement, { actor, params: { disputeId }, body: { entryNumber } });
const withdraw = (disputeId: string, actor: TestRequest['actor']) =>
  callEndpoint(withdrawing, withdrawDispute, { actor, params: { disputeId }, body: { text: '' } });
const resolve = (disputeId: string, influencerMinor: number, brandMinor: number, request: TestRequest = {}) =>
  callEndpoint(resolving, resolveDispute, {
    actor: testStaff('support'),
    params: { disputeId },
    body: {
      ...{ workspaceId: brand.workspaceId, influencerMinor, brandMinor },
      reason: 'What was delivered is half of what was agreed.',
    },
    ...request,
  });
/** Somebody of staff who has not decided anything yet. */
const otherStaff = { ...testStaff('support'), userId: countedId('user', 9001) };
const appeal = (disputeId: string, actor: TestRequest['actor'], request: TestRequest = {}) =>
  callEndpoint(appealing, appealDecision, {
    actor,
    params: { disputeId },
    body: { text: 'There is a receipt of the post office.', links: ['https://post.example/receipt/1'] },
    ...request,
  });
const waive = (disputeId: string, actor: TestRequest['actor']) =>
  callEndpoint(waiving, waiveAppeal, { actor, params: { disputeId } });
const read = (disputeId: string, actor: TestRequest['actor'], query?: Record<string, string>) =>
  callEndpoint(getting, getDispute, { actor, params: { disputeId }, ...(query ? { query } : {}) });

const nameOf = ({ workspaceId, campaignId, contractId, influencerId }: ContractItem) => ({
  ...{ workspaceId, campaignId, contractId, influencerId },
});

/** A funded contract in dispute. */
async function disputed(count: number): Promise<{ contract: ContractItem; disputeId: string }> {
  const contract = await putFundedDeal(bench(), count);
  const { body } = await open(contract.contractId);
  return { contract, disputeId: body.disputeId };
}

/** Where the money of a contract is, for both sides and in its hold, and what its campaign is. */
async function stateOf(contract: ContractItem) {
  const all = await items();
  const hold = all.find(({ _et, contractId }) => _et === 'hold' && contractId === contract.contractId);
  const [seenByBrand, seenByCreator, campaign] = await Promise.all([
    callEndpoint(readingContract, getContract, { actor: brand, params: { contractId: contract.contractId } }),
    callEndpoint(readingContract, getContract, {
      actor: { ...testInfluencer(), influencerId: contract.influencerId },
      params: { contractId: contract.contractId },
    }),
    callEndpoint(readingCampaign, getCampaign, { actor: brand, params: { campaignId: contract.campaignId } }),
  ]);
  return {
    hold: hold?.status,
    seen: [seenByBrand.body.fundingStatus, seenByCreator.body.fundingStatus],
    campaign: campaign.body.status,
    isListed: all.some(({ _et, campaignId }) => _et === 'listing' && campaignId === contract.campaignId),
  };
}
const eventsOf = async (disputeId: string) =>
  (await items()).filter((item) => item.aggregateId === disputeId && item.type).map(({ type }) => type);

describe('POST /disputes', () => {
  it('freezes what is held, shows in the campaign, and tells the other side until when to answer', async () => {
    const contract = await putFundedDeal(bench(), 1);
    const headers = { 'idempotency-key': 'dispute-1' };
    const answer = await open(contract.contractId, { headers });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        ...{ phase: 'awaiting_answer', openedBy: 'brand', answerBy: 'influencer', workspaceId: null, entryCount: 1 },
        amount: { amountMinor: 100_000, currency: 'USD' },
        claim: {
          toInfluencer: { amountMinor: 40_000 },
          toBrand: { amountMinor: 60_000 },
          net: { amountMinor: 36_000 },
        },
      },
    });
    expect((await open(contract.contractId, { headers })).body).toEqual(answer.body);
    expect(await stateOf(contract)).toEqual({
      ...{ hold: 'disputed', seen: ['disputed', 'disputed'], campaign: 'disputed', isListed: false },
    });
    const { paymentId } = (await items()).find(
      ({ _et, campaignId }) => _et === 'payment' && campaignId === contract.campaignId,
    ) as { paymentId: string };
    for (const [handler, endpoint] of [
      [refunding, refundPayment],
      [releasing, releasePayment],
    ] as const)
      expect(await callEndpoint(handler, endpoint, { actor: brand, params: { paymentId }, body: {} })).toMatchObject({
        status: 409,
        body: { code: 'release_not_ready' },
      });
    expect(await checking(nameOf(contract))).toMatchObject({
      next: 'wait',
      seen: expect.stringContaining('dispute_open'),
    });
  });

  it('opens one dispute when both sides want one at the same time', async () => {
    const contract = await putFundedDeal(bench(), 2);
    const answers = await Promise.all([
      open(contract.contractId),
      open(contract.contractId, {
        actor: creator(2),
        body: claimOf(contract.contractId, { reason: 'not_reviewed' }),
      }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('dispute_open_already');
  });

  it('says why not, and moves nothing', async () => {
    const [unfunded] = (await putDeals(3)) as [ContractItem];
    expect(await open(unfunded.contractId)).toMatchObject({ status: 409, body: { code: 'contract_not_funded' } });
    const contract = await putFundedDeal(bench(), 4);
    const { contractId, workspaceId, campaignId } = contract;
    const missing = countedId('contract', 999);
    for (const [request, status, code] of [
      [{ body: claimOf(contractId, { claim: { influencerMinor: 1, brandMinor: 1 } }) }, 422, 'parts_do_not_add_up'],
      [
        { body: claimOf(contractId, { claim: { influencerMinor: -1, brandMinor: 100_001 } }) },
        400,
        'validation_failed',
      ],
      [
        { body: claimOf(contractId, { claim: { influencerMinor: 0.5, brandMinor: 99_999.5 } }) },
        400,
        'validation_failed',
      ],
      [{ body: claimOf(contractId, { reason: 'not_reviewed' }) }, 422, 'reason_not_of_this_side'],
      [{ body: claimOf(contractId, { links: ['http://plain.example'] }) }, 400, 'validation_failed'],
      [{ body: claimOf(contractId, { uploadIds: [countedId('upload', 1)] }) }, 404, 'not_found'],
      [{ body: claimOf(missing) }, 404, 'not_found'],
      [{ actor: testMember(2) }, 404, 'not_found'],
      [{ actor: creator(5) }, 404, 'not_found'],
      [{ actor: testMember(1, 'viewer') }, 403, 'not_allowed'],
      [{ actor: testStaff() }, 403, 'not_allowed'],
      [{ actor: testKey(1, 'contract:read') }, 403, 'key_not_accepted'],
    ] as const)
      expect(await open(contractId, request as TestRequest), code).toMatchObject({ status, body: { code } });
    expect(await stateOf(contract)).toMatchObject({ hold: 'funded', campaign: 'published', isListed: true });
    for (const [status, code] of [
      ['released', 'already_released'],
      ['refunded', 'already_released'],
      ['releasing', 'money_is_moving'],
    ] as const) {
      await write(update(keys.hold(workspaceId, campaignId, contractId), { set: { status }, add: { version: 1 } }, []));
      expect(await open(contractId)).toMatchObject({ status: 409, body: { code } });
    }
  });
});

describe('what both sides show', () => {
  it('is there for both and for staff, in a chain of hashes, with who it was for their own side', async () => {
    const { disputeId } = await disputed(10);
    expect(await say(disputeId, creator(10), 'It is the serum of the brief.')).toMatchObject({
      status: 201,
      body: { phase: 'discussion', answerBy: null, entryCount: 2 },
    });
    await say(disputeId, brand, 'This is the box.');
    const [ofBrand, ofCreator, ofStaff] = await Promise.all([
      read(disputeId, brand),
      read(disputeId, creator(10)),
      read(disputeId, testStaff('support'), { workspaceId: brand.workspaceId }),
    ]);
    const said = (answer: typeof ofBrand) =>
      answer.body.entries.map(({ subject, by, userId }: { subject: string; by: string; userId: string | null }) => [
        ...[subject, by, userId !== null],
      ]);
    const [claim, answer, evidence] = [
      ['claim', 'brand'],
      ['answer', 'influencer'],
      ['evidence', 'brand'],
    ];
    expect(said(ofBrand)).toEqual([
      [...(claim as string[]), true],
      [...(answer as string[]), false],
      [...(evidence as string[]), true],
    ]);
    expect(said(ofCreator)).toEqual([
      [...(claim as string[]), false],
      [...(answer as string[]), true],
      [...(evidence as string[]), false],
    ]);
    expect(said(ofStaff).every(([, , isNamed]: unknown[]) => isNamed)).toBe(true);
    expect(ofStaff.body.workspaceId).toBe(brand.workspaceId);
    const stored = (await items()).filter(({ _et, disputeId: of }) => _et === 'dispute_entry' && of === disputeId);
    expect(firstBrokenEntry(stored.map(entryOf), sha256Hex)).toBeUndefined();
    expect(ofBrand.body.entries.map(({ hash }: { hash: string }) => hash)).toEqual(stored.map(({ hash }) => hash));
    expect(await eventsOf(disputeId)).toEqual(['DisputeOpened', 'DisputeAnswered', 'DisputeEvidenceAdded']);
  });

  it('may be files, of brands as of influencers: uploaded as evidence, inspected, sealed with their hash', async () => {
    const { contract, disputeId } = await disputed(14);
    const file = (count: number, ownerId: string, edit: Partial<UploadItem> = {}): UploadItem => ({
      ...{ uploadId: countedId('upload', count), ownerId, purpose: 'evidence', fileName: 'The box.pdf' },
      ...{ contentType: 'application/pdf', sizeBytes: 4096, sha256: `${'A'.repeat(42)}${count % 10}=`, reason: null },
      ...{ status: 'ready', createdAt: '2026-11-20T00:00:00.000Z', expiresAtMs: 0, inspectedAt: null, version: 1 },
      ...edit,
    });
    const { workspaceId, influencerId } = contract;
    const uploads = {
      ofBrand: file(1401, workspaceId),
      ofCreator: file(1402, influencerId, { purpose: 'content', contentType: 'image/png', fileName: 'proof.png' }),
      document: file(1403, workspaceId, { purpose: 'document' }),
      waiting: file(1404, workspaceId, { status: 'awaiting' }),
      ofOthers: file(1405, countedId('workspace', 2)),
    };
    await write(...Object.values(uploads).map((upload) => create(Uploads, upload)));
    const show = (actor: TestRequest['actor'], ...shown: UploadItem[]) =>
      callEndpoint(adding, addEvidence, {
        actor,
        params: { disputeId },
        body: { text: 'See the file.', uploadIds: shown.map(({ uploadId }) => uploadId) },
      });
    for (const [upload, status, code] of [
      [uploads.document, 409, 'upload_not_ready'],
      [uploads.waiting, 409, 'upload_not_ready'],
      [uploads.ofOthers, 404, 'not_found'],
      [uploads.ofCreator, 404, 'not_found'],
    ] as const)
      expect(await show(brand, uploads.ofBrand, upload), upload.uploadId).toMatchObject({ status, body: { code } });
    expect(await show(brand, uploads.ofBrand)).toMatchObject({ status: 201 });
    expect(await show(creator(14), uploads.ofBrand)).toMatchObject({ status: 404 });
    expect(await show(creator(14), uploads.ofCreator)).toMatchObject({ status: 201 });
    for (const actor of [brand, creator(14), testStaff('support')]) {
      const { entries } = (await read(disputeId, actor, actor.kind === 'staff' ? { workspaceId } : undefined)).body;
      const files = entries.flatMap((entry: { files: { url: string; sha256: string }[] }) => entry.files);
      expect(files.map(({ sha256 }: { sha256: string }) => sha256)).toEqual([
        ...[uploads.ofBrand.sha256, uploads.ofCreator.sha256],
      ]);
      expect(files.map(({ url }: { url: string }) => new URL(url).pathname)).toEqual([
        `/media/${workspaceId}/${uploads.ofBrand.uploadId}.pdf`,
        `/media/${influencerId}/${uploads.ofCreator.uploadId}.png`,
      ]);
    }
    const stored = (await items()).filter(({ _et, disputeId: of }) => _et === 'dispute_entry' && of === disputeId);
    expect(firstBrokenEntry(stored.map(entryOf), sha256Hex)).toBeUndefined();
    const swapped = stored.map(entryOf).map((entry) => ({
      ...entry,
      files: entry.files.map((one) => ({ ...one, sha256: uploads.document.sha256 })),
    }));
    expect(firstBrokenEntry(swapped, sha256Hex)).toBe(2);
  });

  it('is nobody else’s to read or to add to', async () => {
    const { disputeId } = await disputed(11);
    for (const actor of [testMember(2), creator(12)]) {
      expect(await read(disputeId, actor)).toMatchObject({ status: 404 });
      expect(await say(disputeId, actor)).toMatchObject({ status: 404 });
      expect(await propose(disputeId, actor, 0, 100_000)).toMatchObject({ status: 404 });
      expect(await accept(disputeId, actor, 1)).toMatchObject({ status: 404 });
      expect(await withdraw(disputeId, actor)).toMatchObject({ status: 404 });
    }
    expect(await read(disputeId, testMember(2), { workspaceId: brand.workspaceId })).toMatchObject({ status: 404 });
    expect(await read(disputeId, testStaff(), { workspaceId: countedId('workspace', 2) })).toMatchObject({
      status: 404,
    });
    expect(await read(disputeId, testStaff())).toMatchObject({ status: 404 });
    expect(await read(disputeId, testStaff('moderator'))).toMatchObject({ status: 403 });
    expect(await say(disputeId, testMember(1, 'viewer'))).toMatchObject({ status: 403 });
  });

  it('ends with the deadline, to the millisecond, whether the machine has looked or not', async () => {
    const { disputeId } = await disputed(13);
    daysPass(ANSWER_DAYS);
    expect(await say(disputeId, creator(13))).toMatchObject({ status: 409, body: { code: 'dispute_deadline_passed' } });
    expect((await read(disputeId, brand)).body.entries).toHaveLength(1);
  });
});

describe('the deadlines of a dispute', () => {
  it('remind who has to answer, then hand it to staff, once each', async () => {
    const { contract, disputeId } = await disputed(20);
    const name = nameOf(contract);
    expect(await checking(name)).toMatchObject({ next: 'wait' });
    daysPass(ANSWER_DAYS - 2);
    expect(await checking(name)).toMatchObject({ next: 'dispute', seen: 'dispute:remind:48' });
    for (let times = 0; times < 2; times++) expect(await advancing(name)).toEqual({ restSeconds: 0 });
    expect(await checking(name)).toMatchObject({ next: 'wait' });
    daysPass(2);
    for (let times = 0; times < 2; times++) await advancing(name);
    expect(await eventsOf(disputeId)).toEqual(['DisputeOpened', 'DisputeReminded', 'DisputeHandedOver']);
    expect((await read(disputeId, brand)).body).toMatchObject({ phase: 'with_staff', dueAt: null });
    const queue = await callEndpoint(listing, listDisputes, { actor: testStaff('support') });
    expect(queue.body.items.map((one: { disputeId: string }) => one.disputeId)).toContain(disputeId);
    expect(await checking(name)).toMatchObject({ next: 'wait' });
  });

  it('give both sides time after the answer', async () => {
    const { contract, disputeId } = await disputed(21);
    await say(disputeId, creator(21));
    daysPass(DISCUSSION_DAYS - 0.5);
    await advancing(nameOf(contract));
    const reminded = (await items()).find(
      ({ aggregateId, type }) => aggregateId === disputeId && type === 'DisputeReminded',
    );
    expect(reminded?.data).toMatchObject({ answerBy: null, hoursLeft: 24 });
    expect(await resolve(disputeId, 0, 100_000)).toMatchObject({
      status: 409,
      body: { code: 'dispute_not_with_staff' },
    });
    daysPass(1);
    await advancing(nameOf(contract));
    expect((await read(disputeId, brand)).body.phase).toBe('with_staff');
  });
});

describe('the end of a dispute', () => {
  it('that was taken back leaves the release where it was', async () => {
    const { contract, disputeId } = await disputed(30);
    await putPayoutAccount(bench(), contract.influencerId);
    await write(
      ...updateContract(contract, {
        add: { approvedCount: 2, liveCount: 2 },
        set: { lastLiveAt: '2026-01-01T00:00:00.000Z' },
      }),
    );
    expect(await withdraw(disputeId, creator(30))).toMatchObject({ status: 403, body: { code: 'not_your_request' } });
    expect(await withdraw(disputeId, brand)).toMatchObject({
      status: 200,
      body: { phase: 'closed', outcome: { result: 'withdrawn', division: null } },
    });
    expect(await stateOf(contract)).toEqual({
      hold: 'funded',
      seen: ['funded', 'funded'],
      campaign: 'published',
      isListed: true,
    });
    expect(await checking(nameOf(contract))).toMatchObject({ next: 'release' });
    expect(await withdraw(disputeId, brand)).toMatchObject({ status: 409, body: { code: 'dispute_closed' } });
    expect((await open(contract.contractId)).status).toBe(201);
  });

  it('comes by itself when the bank takes the money meanwhile', async () => {
    const { contract, disputeId } = await disputed(31);
    const charge = (await items()).find(
      ({ _et, campaignId }) => _et === 'payment' && campaignId === contract.campaignId,
    );
    const { body } = await bench().control('POST', 'disputes', { charge: String(charge?.chargeId) });
    await settle('charge.dispute.created', String(body.id));
    expect(await withdraw(disputeId, brand)).toMatchObject({ status: 200 });
    expect(await stateOf(contract), 'frozen by the bank').toMatchObject({ hold: 'disputed', campaign: 'published' });
    const again = await disputed(32);
    const other = (await items()).find(
      ({ _et, campaignId }) => _et === 'payment' && campaignId === again.contract.campaignId,
    );
    const second = await bench().control('POST', 'disputes', { charge: String(other?.chargeId) });
    await settle('charge.dispute.created', String(second.body.id));
    await bench().control('POST', `disputes/${second.body.id}/close`, { status: 'lost' });
    await settle('charge.dispute.closed', String(second.body.id));
    expect(await propose(again.disputeId, brand, 0, 100_000)).toMatchObject({ status: 201 });
    expect(await accept(again.disputeId, creator(32), 2)).toMatchObject({
      status: 409,
      body: { code: 'already_released' },
    });
    expect(await checking(nameOf(again.contract))).toMatchObject({ next: 'dispute', seen: 'dispute:overtake' });
    for (let times = 0; times < 2; times++) await advancing(nameOf(again.contract));
    expect((await read(again.disputeId, brand)).body).toMatchObject({
      phase: 'closed',
      outcome: { result: 'overtaken', decidedBy: 'provider' },
    });
    expect(await stateOf(again.contract)).toMatchObject({ hold: 'refunded', campaign: 'published' });
    expect(await checking(nameOf(again.contract))).toMatchObject({ next: 'stop' });
  });

  it('stays frozen for the two sides when the bank loses', async () => {
    const { contract, disputeId } = await disputed(33);
    const charge = (await items()).find(
      ({ _et, campaignId }) => _et === 'payment' && campaignId === contract.campaignId,
    );
    const { body } = await bench().control('POST', 'disputes', { charge: String(charge?.chargeId) });
    await settle('charge.dispute.created', String(body.id));
    await bench().control('POST', `disputes/${body.id}/close`, { status: 'won' });
    await settle('charge.dispute.closed', String(body.id));
    expect(await stateOf(contract)).toMatchObject({ hold: 'disputed', seen: ['disputed', 'disputed'] });
    expect((await withdraw(disputeId, brand)).status).toBe(200);
    expect(await stateOf(contract)).toMatchObject({ hold: 'funded' });
  });
});

/** Lets the release machine do all that it can do now. */
async function run(contract: ContractItem): Promise<string> {
  const steps = { release: releasingHold, refund: refundingHold, dispute: advancing } as Record<
    string,
    typeof advancing
  >;
  for (let turn = 0; turn < 10; turn++) {
    const { next } = (await checking(nameOf(contract))) as { next: string };
    const step = steps[next];
    if (!step) return next;
    await step(nameOf(contract));
  }
  return 'too many turns';
}

/** What reached whom of a contract's money, by the provider's own books and by ours, which a checker finds sound. */
async function paidTo(contract: ContractItem) {
  expect(await ledgerProblemsOf(contract)).toEqual([]);
  const all = (await items()).filter(({ campaignId }) => campaignId === contract.campaignId);
  const payment = all.find(({ _et }) => _et === 'payment') as { chargeId: string; paymentId: string };
  const budget = all.find(({ _et }) => _et === 'budget');
  const { data: transfers } = await bench().stripe.transfers.list({ limit: 100 });
  const { data: refunds } = await bench().stripe.refunds.list({ charge: payment.chargeId });
  return {
    transferred: transfers.filter(({ source_transaction: of }) => of === payment.chargeId).map(({ amount }) => amount),
    refunded: refunds.map(({ amount }) => amount),
    budget: [budget?.releasedMinor, budget?.feesMinor, budget?.refundedMinor],
  };
}

describe('the money after a decision', () => {
  const UNDONE = { transferred: [], refunded: [], budget: [0, 0, 0] };

  it.each([
    ['all to the influencer', 40, 100_000, 0, { transferred: [90_000], refunded: [], budget: [90_000, 10_000, 0] }],
    ['all back to the brand', 41, 0, 100_000, { transferred: [], refunded: [100_000], budget: [0, 0, 100_000] }],
    ['divided', 42, 60_001, 39_999, { transferred: [54_001], refunded: [39_999], budget: [54_001, 6000, 39_999] }],
  ] as const)('of staff goes %s, once', async (_case, count, influencerMinor, brandMinor, paid) => {
    const { contract, disputeId } = await disputed(count);
    await putPayoutAccount(bench(), contract.influencerId);
    daysPass(ANSWER_DAYS);
    expect(await run(contract)).toBe('wait');
    expect(await paidTo(contract)).toEqual(UNDONE);
    const headers = { 'idempotency-key': `resolve-${count}` };
    const decided = await resolve(disputeId, influencerMinor, brandMinor, { headers });
    const division = { toInfluencer: { amountMinor: influencerMinor }, toBrand: { amountMinor: brandMinor } };
    expect(decided).toMatchObject({ status: 200, body: { phase: 'decided', outcome: null, decision: { division } } });
    expect((await resolve(disputeId, influencerMinor, brandMinor, { headers })).body).toEqual(decided.body);
    expect(await resolve(disputeId, 0, 100_000)).toMatchObject({ status: 409, body: { code: 'dispute_decided' } });
    expect(await run(contract), 'nothing moves while a side may appeal').toBe('wait');
    expect(await paidTo(contract)).toEqual(UNDONE);
    daysPass(APPEAL_DAYS);
    expect(await run(contract)).toBe('stop');
    expect(await run(contract)).toBe('stop');
    expect(await paidTo(contract)).toEqual(paid);
    const over = (await read(disputeId, brand)).body;
    expect(over).toMatchObject({ phase: 'closed', outcome: { decidedBy: 'staff', division } });
    const { contracts } = (await callEndpoint(earning, getEarnings, { actor: creator(count) })).body;
    expect(contracts).toMatchObject([
      { status: influencerMinor > 0 ? 'paid' : 'refunded', price: { amountMinor: influencerMinor || 100_000 } },
    ]);
    const told = over.outcome.division.net.amountMinor;
    expect(told).toBe(paid.transferred[0] ?? 0);
    expect((await open(contract.contractId)).body.code).toBe('already_released');
    expect(await stateOf(contract)).toMatchObject({ campaign: 'published', isListed: true });
  });

  it('of staff goes at once when both sides accept it, of whom neither may appeal any more', async () => {
    const { contract, disputeId } = await disputed(45);
    await putPayoutAccount(bench(), contract.influencerId);
    expect(await waive(disputeId, brand)).toMatchObject({ status: 409, body: { code: 'appeal_not_possible' } });
    daysPass(ANSWER_DAYS);
    await resolve(disputeId, 40_000, 60_000);
    expect(await waive(disputeId, testMember(1, 'manager'))).toMatchObject({ status: 403 });
    expect(await waive(disputeId, brand)).toMatchObject({
      status: 200,
      body: { phase: 'decided', waivedBy: ['brand'] },
    });
    for (const again of [waive, appeal])
      expect(await again(disputeId, brand)).toMatchObject({ status: 409, body: { code: 'appeal_not_possible' } });
    expect(await run(contract)).toBe('wait');
    const both = await Promise.all([waive(disputeId, creator(45)), waive(disputeId, creator(45))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await run(contract)).toBe('stop');
    expect(await paidTo(contract)).toMatchObject({ transferred: [36_000], refunded: [60_000] });
    expect(await eventsOf(disputeId)).toEqual(['DisputeOpened', 'DisputeDecided', 'AppealWaived', 'DisputeClosed']);
  });

  it('of both sides goes as they agreed, and waits for a payable account without losing its place', async () => {
    const { contract, disputeId } = await disputed(43);
    await say(disputeId, creator(43));
    expect(await propose(disputeId, brand, 70_000, 30_000)).toMatchObject({
      status: 201,
      body: { proposal: { entryNumber: 3 } },
    });
    expect(await accept(disputeId, brand, 3)).toMatchObject({ status: 409, body: { code: 'proposal_is_own' } });
    expect(await accept(disputeId, creator(43), 2)).toMatchObject({
      status: 409,
      body: { code: 'proposal_not_there' },
    });
    expect(await propose(disputeId, testMember(1, 'manager'), 1, 99_999)).toMatchObject({ status: 403 });
    expect(await propose(disputeId, brand, 70_000, 30_001)).toMatchObject({
      status: 422,
      body: { code: 'parts_do_not_add_up' },
    });
    const both = await Promise.all([accept(disputeId, creator(43), 3), accept(disputeId, creator(43), 3)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await run(contract)).toBe('wait');
    expect(await paidTo(contract)).toMatchObject({ transferred: [], refunded: [30_000] });
    const { paymentId } = (await items()).find(
      ({ _et, campaignId }) => _et === 'payment' && campaignId === contract.campaignId,
    ) as { paymentId: string };
    const back = await callEndpoint(refunding, refundPayment, { actor: brand, params: { paymentId }, body: {} });
    expect(back).toMatchObject({ status: 409 });
    await putPayoutAccount(bench(), contract.influencerId);
    expect(await run(contract)).toBe('stop');
    expect(await paidTo(contract)).toMatchObject({ transferred: [63_000], refunded: [30_000] });
  });

  it('is refused to whoever is not staff, and without a fresh proof of who it is', async () => {
    const { disputeId } = await disputed(44);
    daysPass(ANSWER_DAYS);
    for (const actor of [brand, creator(44), testStaff('moderator')])
      expect(await resolve(disputeId, 0, 100_000, { actor })).toMatchObject({
        status: 403,
        body: { code: 'not_allowed' },
      });
    expect(await resolve(disputeId, 0, 100_000, { steppedUp: false })).toMatchObject({
      status: 403,
      body: { code: 'step_up_required' },
    });
    expect(await resolve(disputeId, 50_000, 50_001)).toMatchObject({
      status: 422,
      body: { code: 'parts_do_not_add_up' },
    });
    expect(await resolve(countedId('dispute', 9), 0, 100_000)).toMatchObject({ status: 404 });
  });
});

describe('an appeal', () => {
  /** A dispute that staff decided for the brand. */
  async function decided(count: number) {
    const { contract, disputeId } = await disputed(count);
    await putPayoutAccount(bench(), contract.influencerId);
    daysPass(ANSWER_DAYS);
    expect(await resolve(disputeId, 0, 100_000)).toMatchObject({ status: 200 });
    return { contract, disputeId };
  }

  it('is decided for good by somebody else of staff, after both could show more; no money moves before', async () => {
    const { contract, disputeId } = await decided(50);
    expect(await say(disputeId, creator(50))).toMatchObject({ status: 409, body: { code: 'dispute_decided' } });
    expect(await withdraw(disputeId, brand)).toMatchObject({ status: 409, body: { code: 'dispute_decided' } });
    daysPass(APPEAL_DAYS - 1);
    const headers = { 'idempotency-key': 'appeal-50' };
    const asked = await appeal(disputeId, creator(50), { headers });
    expect(asked).toMatchObject({
      status: 201,
      body: {
        phase: 'discussion',
        appeal: { by: 'influencer' },
        decision: { reason: expect.any(String) },
        outcome: null,
      },
    });
    expect((await appeal(disputeId, creator(50), { headers })).body).toEqual(asked.body);
    for (const again of [appeal, waive])
      expect(await again(disputeId, brand)).toMatchObject({ status: 409, body: { code: 'appeal_not_possible' } });
    expect(await say(disputeId, brand, 'The receipt is of another day.')).toMatchObject({ status: 201 });
    expect(await resolve(disputeId, 0, 100_000)).toMatchObject({ body: { code: 'dispute_not_with_staff' } });
    daysPass(1);
    expect(await run(contract)).toBe('wait');
    daysPass(APPEAL_ANSWER_DAYS);
    expect(await run(contract)).toBe('wait');
    expect((await read(disputeId, brand)).body.phase).toBe('with_staff');
    const queue = await callEndpoint(listing, listDisputes, { actor: testStaff('admin') });
    expect(queue.body.items).toContainEqual(expect.objectContaining({ disputeId, appeal: asked.body.appeal }));
    expect(await resolve(disputeId, 0, 100_000)).toMatchObject({
      status: 409,
      body: { code: 'appeal_needs_other_staff' },
    });
    expect((await paidTo(contract)).transferred).toEqual([]);
    expect(await resolve(disputeId, 100_000, 0, { actor: otherStaff })).toMatchObject({
      status: 200,
      body: { phase: 'closed', outcome: { result: 'release', decidedBy: 'staff' } },
    });
    expect(await appeal(disputeId, brand)).toMatchObject({ status: 409, body: { code: 'dispute_closed' } });
    expect(await run(contract)).toBe('stop');
    expect(await paidTo(contract)).toMatchObject({ transferred: [90_000], refunded: [] });
    expect(await eventsOf(disputeId)).toEqual([
      ...['DisputeOpened', 'DisputeDecided', 'DisputeAppealed', 'DisputeEvidenceAdded'],
      ...['DisputeHandedOver', 'DisputeClosed'],
    ]);
    const stored = (await items()).filter(({ _et, disputeId: of }) => _et === 'dispute_entry' && of === disputeId);
    expect(stored.map(({ subject }) => subject)).toEqual(['claim', 'decision', 'appeal', 'evidence', 'decision']);
    expect(firstBrokenEntry(stored.map(entryOf), sha256Hex)).toBeUndefined();
  });

  it('comes in time or not at all, whether the machine has looked or not', async () => {
    const { contract, disputeId } = await decided(51);
    daysPass(APPEAL_DAYS);
    for (const late of [appeal, waive])
      expect(await late(disputeId, creator(51))).toMatchObject({ status: 409, body: { code: 'appeal_time_over' } });
    expect(await checking(nameOf(contract))).toMatchObject({ next: 'dispute', seen: 'dispute:finish' });
    for (let times = 0; times < 2; times++) await advancing(nameOf(contract));
    expect(await run(contract)).toBe('stop');
    expect(await paidTo(contract)).toMatchObject({ transferred: [], refunded: [100_000] });
  });

  it('is one, whatever both sides do at the same time', async () => {
    const { contract, disputeId } = await decided(52);
    const [first, second] = await Promise.all([appeal(disputeId, creator(52)), appeal(disputeId, brand)]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    const other = await decided(53);
    const [appealed] = await Promise.all([appeal(other.disputeId, creator(53)), waive(other.disputeId, brand)]);
    expect(appealed.status).toBe(201);
    daysPass(APPEAL_DAYS);
    for (const one of [contract, other.contract]) {
      expect(await run(one)).toBe('wait');
      expect(await paidTo(one)).toMatchObject({ transferred: [], refunded: [] });
    }
  });

  it('leaves room to agree, and nothing to decide when the bank takes the money', async () => {
    const { contract, disputeId } = await decided(54);
    expect(await propose(disputeId, brand, 20_000, 80_000)).toMatchObject({ status: 201 });
    expect(await accept(disputeId, creator(54), 3)).toMatchObject({ body: { outcome: { decidedBy: 'agreement' } } });
    expect(await run(contract)).toBe('stop');
    expect(await paidTo(contract)).toMatchObject({ transferred: [18_000], refunded: [80_000] });
    const taken = await decided(55);
    const charge = (await items()).find(
      ({ _et, campaignId }) => _et === 'payment' && campaignId === taken.contract.campaignId,
    );
    const { body } = await bench().control('POST', 'disputes', { charge: String(charge?.chargeId) });
    await settle('charge.dispute.created', String(body.id));
    await bench().control('POST', `disputes/${body.id}/close`, { status: 'lost' });
    await settle('charge.dispute.closed', String(body.id));
    expect(await waive(taken.disputeId, brand)).toMatchObject({ status: 409, body: { code: 'already_released' } });
    expect(await run(taken.contract)).toBe('stop');
    expect((await read(taken.disputeId, brand)).body).toMatchObject({ outcome: { result: 'overtaken' } });
  });

  it('is for the two sides only, and says what it lacks', async () => {
    const { disputeId } = await disputed(56);
    expect(await appeal(disputeId, brand)).toMatchObject({ status: 409, body: { code: 'appeal_not_possible' } });
    for (const actor of [testMember(2), creator(57)])
      expect(await appeal(disputeId, actor)).toMatchObject({ status: 404 });
    for (const actor of [testStaff('support'), testMember(1, 'viewer')])
      expect(await appeal(disputeId, actor)).toMatchObject({ status: 403 });
    expect(await appeal(disputeId, brand, { body: { text: '' } })).toMatchObject({ status: 400 });
  });
});

function entryOf(item: Record<string, unknown>): DisputeEntry {
  const { pk, sk, _et, ...entry } = item;
  return entry as unknown as DisputeEntry;
}
