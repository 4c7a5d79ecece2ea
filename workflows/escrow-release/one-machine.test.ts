import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { replace } from '#data/change.ts';
import type { ContractItem } from '#data/contract.ts';
import { type HoldItem, Holds, holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { handler as restarting } from '#functions/reactions/on-refund-failed-restart-release.ts';
import { type Engine, startEngine } from '#local/engine.ts';
import { driveRelease } from '#runtime/money/drive-release.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { earlierRevisions } from '#testing/earlier-revision.ts';
import { prepareTestMachines } from '#testing/machines.ts';
import { openMachine, type PlayedMachine } from '#testing/play-machine.ts';
import { putDeals } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { REVISIONS, TURNS } from '../turns.ts';
import { definition } from './definition.ts';
import { handler as checking } from './steps/check-gates.ts';
import { handler as handingOver } from './steps/hand-over.ts';
import { handler as parking } from './steps/park-release.ts';

/** The machine as it is defined, in the local target's interpreter, with the steps that look and wait. */
prepareTestTable();
const asked = prepareTestMachines();
let database: Engine;
let machine: PlayedMachine;
/** What happens between a look at the table and the answer to it. */
let meanwhile: (() => Promise<void>) | undefined;
/** Steps from before there were revisions, which do not look at them. */
let areStepsOld = false;

beforeAll(async () => {
  database = await startEngine();
});
afterAll(() => database.stop());
beforeEach(async () => {
  meanwhile = undefined;
  areStepsOld = false;
  const functions = {
    CheckGates: async (payload: object) => {
      const turn = await checking(areStepsOld ? { ...payload, revision: undefined } : payload);
      const between = meanwhile;
      meanwhile = undefined;
      await between?.();
      return turn;
    },
    ParkRelease: (payload: never) => parking(payload),
    HandOver: (payload: never) => handingOver(payload),
  };
  machine = await openMachine(database, { name: 'escrow-release', definition, functions }, asked);
});
afterEach(() => machine.bench.close());

const play = () => machine.play();
const executions = (contractId: string) => machine.executions(contractId);
const wake = () => machine.wake('ParkRelease');

interface Name {
  workspaceId: string;
  campaignId: string;
  contractId: string;
  influencerId: string;
}

/** A contract in two parts, each in the state that is given, and the release that was started for it. */
async function released(count: number, statuses: [HoldItem['status'], HoldItem['status']]): Promise<Name> {
  const [{ workspaceId, campaignId, contractId, influencerId }] = (await putDeals(count)) as [ContractItem];
  const name = { workspaceId, campaignId, contractId, influencerId };
  await move(name, statuses);
  await driveRelease(name, { correlationId: 'paid' });
  await play();
  return name;
}

/** The parts of the money in other states. */
async function move({ workspaceId, campaignId, contractId }: Name, statuses: HoldItem['status'][]): Promise<void> {
  const hold = (await findOne(holdRef(workspaceId, campaignId, contractId))) as HoldItem;
  const { feeMinor, priceMinor, paymentId } = hold;
  const part = (status: HoldItem['status'], milestone: number) => ({
    ...{ milestone, status, paymentId, priceMinor: priceMinor / 2, feeMinor: feeMinor / 2 },
  });
  const parts = Object.fromEntries(statuses.map((status, index) => [String(index + 1), part(status, index + 1)]));
  await write(replace(Holds, hold, { ...hold, parts }));
}

const refundFails = (name: Name) =>
  deliver(restarting, 'RefundFailed', {
    ...name,
    paymentId: 'pay_00000000000000000000000001',
    amount: { amountMinor: 100, currency: 'USD' },
  });

it('wakes the machine that waits for another milestone when the refund of one fails, and starts no second one', async () => {
  const name = await released(1, ['refunded', 'unfunded']);
  expect(await executions(name.contractId)).toEqual([['', 'RUNNING']]);
  const before = machine.bench.calls.get('CheckGates')?.length ?? 0;
  await move(name, ['funded', 'unfunded']);
  await refundFails(name);
  await play();
  expect(await executions(name.contractId)).toEqual([['', 'RUNNING']]);
  expect(machine.bench.calls.get('CheckGates')?.length, 'the living one has looked again').toBeGreaterThan(before);
});

it('starts one other machine when all money had left and refunds of two milestones fail, however often that is told', async () => {
  const name = await released(2, ['funded', 'refunded']);
  await move(name, ['refunded', 'refunded']);
  await wake();
  expect(await executions(name.contractId), 'over with the refunds').toEqual([['', 'SUCCEEDED']]);

  await move(name, ['funded', 'funded']);
  const [first, second] = [await refundFails(name), await refundFails(name)];
  await play();
  for (const { again } of [second, first]) await again();
  await play();
  expect(await executions(name.contractId)).toEqual([
    ['', 'SUCCEEDED'],
    [expect.stringMatching(/^-evt_/), 'RUNNING'],
  ]);
});

it('starts another machine each time money comes back, also when an earlier time is told again late', async () => {
  const name = await released(5, ['funded', 'refunded']);
  await move(name, ['refunded', 'refunded']);
  await wake();
  await move(name, ['funded', 'refunded']);
  const first = await refundFails(name);
  await play();
  await move(name, ['refunded', 'refunded']);
  await wake();
  await move(name, ['funded', 'refunded']);
  await first.again();
  await play();
  expect((await executions(name.contractId)).map(([, status]) => status).sort()).toEqual([
    'RUNNING',
    'SUCCEEDED',
    'SUCCEEDED',
  ]);
});

it('starts a machine for a dispute whose money was taken before any had begun', async () => {
  const [{ workspaceId, campaignId, contractId, influencerId }] = (await putDeals(6)) as [ContractItem];
  const name = { workspaceId, campaignId, contractId, influencerId };
  const hold = (await findOne(holdRef(workspaceId, campaignId, contractId))) as HoldItem;
  await write(replace(Holds, hold, { ...hold, status: 'refunded', partyDisputeId: 'dsp_01JD0000000000000000000001' }));
  await driveRelease(name, { correlationId: 'told late' });
  await play();
  expect(await executions(contractId)).toHaveLength(1);
});

it('does not end when money comes back while it is about to', async () => {
  const name = await released(3, ['funded', 'refunded']);
  await move(name, ['refunded', 'refunded']);
  // It has looked before its end is on record, and after: either way one machine is there for the money.
  for (const before of [true, false]) {
    const back = async () => {
      await move(name, ['funded', 'refunded']);
      await refundFails(name);
    };
    if (before) await back();
    else meanwhile = back;
    await wake();
    expect((await executions(name.contractId)).filter(([, status]) => status === 'RUNNING')).toHaveLength(1);
    await move(name, ['refunded', 'refunded']);
  }
});

it('ends a machine at its next look whose place another one has taken', async () => {
  const name = await released(4, ['funded', 'unfunded']);
  const second = { ...name, chain: '-other', generation: 1 };
  await machine.start(`${name.contractId}-other`, second);
  await play();
  expect(await executions(name.contractId)).toEqual([
    ['', 'RUNNING'],
    ['-other', 'SUCCEEDED'],
  ]);
});

it('hands over to a successor after 200 turns, which alone drives the release from then on', async () => {
  const { contractId, ...name } = await released(7, ['funded', 'unfunded']);
  for (let turn = 1; turn < TURNS; turn += 1) await wake();
  expect(await executions(contractId)).toEqual([
    ['', 'SUCCEEDED'],
    ['-2', 'RUNNING'],
  ]);
  // Far below what ends an execution: 25,000 events.
  expect((await machine.history(contractId)).length).toBeLessThan(10_000);
  await move({ ...name, contractId }, ['refunded', 'refunded']);
  await wake();
  expect(await executions(contractId)).toEqual([
    ['', 'SUCCEEDED'],
    ['-2', 'SUCCEEDED'],
  ]);
});

it.each(earlierRevisions('escrow-release', definition, REVISIONS['escrow-release']))(
  'hands over at its next turn when it was started by an earlier definition (%s), also after a restart, and its successor ends it',
  async (_name, earlier) => {
    machine.deploy(earlier);
    areStepsOld = true;
    const name = await released(8, ['funded', 'unfunded']);
    areStepsOld = false;
    machine.deploy({ ...definition, Comment: 'Escrow release, newest' });
    await machine.bench.restart();
    await wake();
    await machine.advance(3_600_000);
    expect(await executions(name.contractId)).toEqual([
      ['', 'SUCCEEDED'],
      ['-2', 'RUNNING'],
    ]);
    await move(name, ['refunded', 'refunded']);
    await wake();
    expect((await executions(name.contractId)).at(-1)).toEqual(['-2', 'SUCCEEDED']);
  },
);
