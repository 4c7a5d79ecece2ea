import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { create, replace } from '#data/change.ts';
import { findOne } from '#data/read.ts';
import type { Campaign } from '#domain/campaign.ts';
import { type Engine, startEngine } from '#local/engine.ts';
import { newId } from '#runtime/ids.ts';
import { earlierRevisions } from '#testing/earlier-revision.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestMachines } from '#testing/machines.ts';
import { openMachine, type PlayedMachine } from '#testing/play-machine.ts';
import { prepareTestTable } from '#testing/table.ts';
import { write } from '#testing/workspace.ts';
import { REVISIONS, TURNS } from '../turns.ts';
import { definition } from './definition.ts';
import { handler as advancing } from './steps/advance-campaign.ts';
import { handler as handingOver } from './steps/hand-over.ts';
import { handler as parking } from './steps/park-campaign.ts';

/** The machine with its own steps, from revision to revision and from execution to execution. */
prepareTestTable();
const asked = prepareTestMachines();
const DAY_MS = 86_400_000;
/** Far below what ends an execution: 25,000 events. */
const MOST_EVENTS = 20_000;
let database: Engine;
let machine: PlayedMachine;
/** Steps do not answer. */
let isOut = false;
/** Steps from before there were revisions, which do not look at them. */
let areStepsOld = false;
/** What happens while it hands over. */
let meanwhile: (() => Promise<void>) | undefined;

beforeAll(async () => {
  database = await startEngine();
});
afterAll(() => database.stop());
beforeEach(async () => {
  isOut = false;
  areStepsOld = false;
  meanwhile = undefined;
  vi.useFakeTimers({ toFake: ['Date'] });
  const at = (run: (payload: object) => Promise<unknown>) => (payload: object) => {
    vi.setSystemTime(machine.bench.clock.now());
    if (isOut) throw new Error('The table does not answer.');
    return run(areStepsOld ? { ...payload, revision: undefined } : payload);
  };
  const functions = {
    AdvanceCampaign: at(advancing),
    ParkCampaign: at(parking),
    HandOver: at(async (payload) => {
      await meanwhile?.();
      return handingOver(payload);
    }),
  };
  machine = await openMachine(database, { name: 'campaign-lifecycle', definition, functions }, asked);
});
afterEach(() => {
  machine.bench.close();
  vi.useRealTimers();
});

const dayIn = (days: number) => new Date(machine.bench.clock.now() + days * DAY_MS).toISOString().slice(0, 10);

/** A campaign that begins in 100 days, with the execution that was started for it. */
async function begun(): Promise<{ workspaceId: string; campaignId: string }> {
  const money = { amountMinor: 500_000, currency: 'EUR' as const };
  const [campaignId, workspaceId] = [newId('campaign'), countedId('workspace', 1)];
  const nowIso = new Date(machine.bench.clock.now()).toISOString();
  const campaign: Campaign = {
    ...{ campaignId, workspaceId, brandId: countedId('brand', 1), title: 'Serum', brief: 'Reels' },
    ...{ budget: { min: money, max: money }, startDate: dayIn(100), endDate: dayIn(120), status: 'paused' },
    ...{ deliverables: [], targetAudience: { niches: [], platforms: [], countries: [] } },
    ...{ pausedFrom: 'published', version: 1, createdAt: nowIso, updatedAt: nowIso },
  };
  await write(create(Campaigns, campaign));
  await machine.start(campaignId, { workspaceId, campaignId });
  await machine.play();
  return { workspaceId, campaignId };
}

/** The campaign becomes what the machine has nothing more to do for. */
async function cancel({ workspaceId, campaignId }: { workspaceId: string; campaignId: string }): Promise<void> {
  const campaign = await findOne(campaignRef(workspaceId, campaignId));
  if (campaign) await write(replace(Campaigns, campaign, { ...campaign, status: 'cancelled' }));
}
const wake = () => machine.wake('ParkCampaign');

it('hands over after 200 turns, which pauses in an outage are too, and loses no change that comes meanwhile', async () => {
  const campaign = await begun();
  for (let turn = 1; turn < TURNS - 2; turn += 1) await wake();
  isOut = true;
  await wake();
  await machine.advance(7_200_000);
  expect(await machine.executions(campaign.campaignId)).toEqual([['', 'RUNNING']]);
  const history = await machine.history(campaign.campaignId);
  expect(history.filter(({ state }) => state === 'Pause').length, 'every pause is a turn').toBeGreaterThan(2);
  expect(history.filter(({ state }) => state === 'HandOver').length, 'also while that fails').toBeGreaterThan(0);
  expect(history.length).toBeLessThan(MOST_EVENTS);

  isOut = false;
  meanwhile = () => cancel(campaign);
  await machine.advance(3_600_000);
  expect(await machine.executions(campaign.campaignId), 'the successor has seen it').toEqual([
    ['', 'SUCCEEDED'],
    ['-2', 'SUCCEEDED'],
  ]);
});

describe.each(earlierRevisions('campaign-lifecycle', definition, REVISIONS['campaign-lifecycle']))(
  'an execution of an earlier definition (%s)',
  (_name, earlier) => {
    const changed = { ...definition, Comment: 'Campaign lifecycle, newest' };

    it.each<[string, () => Promise<void>]>([
      ['waits for a day or to be woken', async () => {}],
      [
        'rests between tries',
        async () => {
          isOut = true;
          await wake();
          await machine.advance(1000);
        },
      ],
      [
        'pauses in an outage',
        async () => {
          isOut = true;
          await wake();
          await machine.advance(1_300_000);
        },
      ],
    ])(
      'which %s when the next one is deployed hands over at its next turn, also after a restart',
      async (_rests, rest) => {
        machine.deploy(earlier);
        areStepsOld = true;
        const campaign = await begun();
        await rest();
        areStepsOld = false;
        machine.deploy(changed);
        await machine.bench.restart();
        isOut = false;
        await wake();
        await machine.advance(3_600_000);
        expect(await machine.executions(campaign.campaignId)).toEqual([
          ['', 'SUCCEEDED'],
          ['-2', 'RUNNING'],
        ]);
        await cancel(campaign);
        await wake();
        expect((await machine.executions(campaign.campaignId)).at(-1)).toEqual(['-2', 'SUCCEEDED']);
      },
    );

    it('begins a new one a minute at most while a deployment has brought the steps but not yet the machine', async () => {
      machine.deploy(earlier);
      const campaign = await begun();
      for (let minute = 0; minute < 5; minute += 1) await machine.advance(60_000);
      const during = await machine.executions(campaign.campaignId);
      expect(during.length).toBeGreaterThan(2);
      expect(during.length).toBeLessThanOrEqual(6);
      machine.deploy(changed);
      await machine.advance(3_600_000);
      const after = await machine.executions(campaign.campaignId);
      expect(after.length - during.length).toBeLessThanOrEqual(2);
      expect(after.filter(([, status]) => status === 'RUNNING')).toHaveLength(1);
    });
  },
);
