import type { TraceRecord } from '#local/kernel.ts';
import { ApiSession } from '#local/seed/api-session.ts';
import { startForTests } from '#local/testing.ts';
import { makeApiKey } from '#testing/fixtures/integrations.ts';
import { buildWorld, completeCampaign, type World } from '#testing/fixtures/world.ts';
import { UseCounter } from '../campaign/use-counter.ts';
import type { Section } from './report.ts';
import { round } from './stats.ts';
import { TARGETS } from './targets.ts';

/** How many campaigns advance at the same instant. */
const CAMPAIGNS_AT_ONCE = [10, 100, 1000] as const;
/** Few campaigns are measured several times, the fastest one counts: so much shorter, what else the machine does counts for more. */
const LEAST_CAMPAIGNS = 40;
/** Keys that make them, half of each of two workspaces: each may ask only so often in an hour, and a person would have to log in again every day. */
const MAKERS = 6;
/** Days until the first of them begin, so that all have been made by then. */
const FIRST_DAY = 3;
const DAY_MS = 86_400_000;
/** Just before the day, so that nothing else that falls due is measured with it. */
const BEFORE_MS = 1000;
/** A machine waits in whole seconds from when it has looked, so that it wakes a moment after the day has begun. */
const AFTER_MS = 10_000;
/** Lists may lag behind what they list: by less than this. */
const LAG_MS = 60_000;
/** What must not happen: a function or a delivery that fails, an execution that does, a message that is given up. */
const FAILURES = ['event.failed', 'event.dead-lettered', 'queue.failed', 'stream.failed', 'execution.broken'];

interface Measured {
  count: number;
  /** For one campaign to become active and to be completed, all that follows from it included. */
  msPerTransition: number;
  unitsPerTransition: number;
  completed: number;
  failures: string[];
}

/** What a transition takes while ever more campaigns make it at the same instant: all begin on one day, and all end on another. */
export async function measureCampaigns(sizes: readonly number[] = CAMPAIGNS_AT_ONCE): Promise<Section> {
  const counter = new UseCounter();
  const { onOutgoingCall, aroundEngine } = counter;
  const running = await startForTests({ onOutgoingCall, aroundEngine });
  try {
    const world = await buildWorld(running);
    const makers = await makersOf(world);
    counter.start(running.platform);
    const measured: Measured[] = [];
    for (const count of sizes) {
      const rounds = Math.max(1, Math.ceil(LEAST_CAMPAIGNS / count));
      const blocks: Measured[] = [];
      while (blocks.length < rounds) blocks.push(await measureBlock(world, makers, counter, count));
      measured.push(bestOf(blocks));
    }
    return sectionOf(measured);
  } finally {
    await running.stop();
  }
}

async function makersOf({ as, otherOwner, apiBase }: World): Promise<ApiSession[]> {
  const makers: ApiSession[] = [];
  while (makers.length < MAKERS) {
    const { secret } = await makeApiKey(makers.length % 2 === 0 ? as.owner : otherOwner, [
      'campaign:read',
      'campaign:write',
    ]);
    makers.push(new ApiSession(apiBase, undefined, secret));
  }
  return makers;
}

async function measureBlock(
  world: World,
  makers: readonly ApiSession[],
  counter: UseCounter,
  count: number,
): Promise<Measured> {
  const { clock, activity, trace } = world.platform;
  const [beginsOn, endsOn] = [world.day(FIRST_DAY), world.day(FIRST_DAY + 1)];
  const ids = await publishMany(world, makers, { count, days: { startDate: beginsOn, endDate: endsOn } });
  await activity.idle();
  const failures: string[] = [];
  const watching = trace.subscribe((record) => failures.push(...failureOf(record)));
  const spent = { ms: 0, units: 0 };
  for (const dueOn of [beginsOn, dayAfter(endsOn)]) {
    const dueMs = Date.parse(dueOn);
    await clock.advanceTo(dueMs - BEFORE_MS);
    await activity.idle();
    const [unitsBefore, startedAt] = [counter.uses().writeUnit ?? 0, performance.now()];
    await clock.advanceTo(dueMs + AFTER_MS);
    await activity.idle();
    spent.ms += performance.now() - startedAt;
    spent.units += (counter.uses().writeUnit ?? 0) - unitsBefore;
  }
  watching();
  await clock.advanceTo(clock.now() + LAG_MS);
  const transitions = count * 2;
  return {
    ...{ count, failures, completed: await completedOf(makers, ids) },
    msPerTransition: spent.ms / transitions,
    unitsPerTransition: spent.units / transitions,
  };
}

/** Makes and publishes campaigns of those days, the makers beside each other. */
async function publishMany(
  world: World,
  makers: readonly ApiSession[],
  { count, days }: { count: number; days: { startDate: string; endDate: string } },
): Promise<Set<string>> {
  const body = { ...completeCampaign(world), ...days };
  const ids = new Set<string>();
  let asked = 0;
  const work = async (maker: ApiSession) => {
    while (asked < count) {
      asked += 1;
      const { campaignId } = await maker.do('POST /brands/campaigns', body);
      await maker.do(`POST /campaigns/${campaignId}/publish`);
      ids.add(campaignId);
    }
  };
  await Promise.all(makers.map(work));
  return ids;
}

/** How many of the campaigns are completed, as the API says. */
async function completedOf(makers: readonly ApiSession[], ids: ReadonlySet<string>): Promise<number> {
  let completed = 0;
  // The first two are of the two workspaces.
  for (const maker of makers.slice(0, 2))
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { campaignId: string }[]; nextCursor: string | null } = await maker.do(
        `GET /brands/campaigns?status=completed&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      completed += page.items.filter(({ campaignId }) => ids.has(campaignId)).length;
      cursor = page.nextCursor;
    }
  return completed;
}

/** What went wrong, when this is it. */
function failureOf({ kind, data }: TraceRecord): string[] {
  const { level } = (data.line ?? {}) as { level?: string };
  if (kind === 'log' && level === 'error') return [`${data.functionName} logged an error`];
  if (kind === 'execution.ended' && data.status !== 'SUCCEEDED') return [`an execution ended as ${data.status}`];
  return FAILURES.includes(kind) ? [kind] : [];
}

function bestOf(blocks: readonly Measured[]): Measured {
  const [first] = blocks as [Measured];
  return {
    count: first.count,
    completed: Math.min(...blocks.map(({ completed }) => completed)),
    failures: blocks.flatMap(({ failures }) => failures),
    msPerTransition: Math.min(...blocks.map(({ msPerTransition }) => msPerTransition)),
    unitsPerTransition: Math.max(...blocks.map(({ unitsPerTransition }) => unitsPerTransition)),
  };
}

function sectionOf(measured: readonly Measured[]): Section {
  const [first] = measured as [Measured];
  const growthOf = ({ msPerTransition }: Measured) => round(msPerTransition / first.msPerTransition, 2);
  const { growth, unitsPerTransition: mostUnits } = TARGETS.campaigns;
  const missed = measured.flatMap((one) => [
    ...(one.completed < one.count ? [`${one.count - one.completed} of ${one.count} campaigns are not completed.`] : []),
    ...(one.failures.length > 0
      ? [`With ${one.count} at once: ${one.failures.length} failures (${[...new Set(one.failures)].join(', ')}).`]
      : []),
    ...(growthOf(one) > growth
      ? [`With ${one.count} at once a transition takes ${growthOf(one)} times as long, not at most ${growth}.`]
      : []),
    ...(one.unitsPerTransition > mostUnits
      ? [
          `With ${one.count} at once a transition takes ${round(one.unitsPerTransition)} write units, not at most ${mostUnits}.`,
        ]
      : []),
  ]);
  return {
    name: 'Campaigns that begin and end at the same instant',
    columns: ['campaigns', 'completed', 'failures', 'ms per transition', 'times as long', 'write units per transition'],
    rows: measured.map((one) => [
      ...[one.count, one.completed, one.failures.length, round(one.msPerTransition), growthOf(one)],
      round(one.unitsPerTransition),
    ]),
    notes: [
      'Everything that follows from a transition on the whole platform included: machine, stream, bus, reactions, notifications, indexes.',
    ],
    missed,
    data: measured,
  };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}
