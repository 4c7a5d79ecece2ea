import { handler as reconcileDays } from '#functions/schedules/reconcile-days.ts';
import { handler as takeRates } from '#functions/schedules/take-exchange-rates.ts';
import { checkAudit, playOwner, publishAudit } from './audit.ts';
import { prepareDeal } from './deal.ts';
import { checkNothingPersonal, playErasure } from './erasure.ts';
import type { FaultName, Limits } from './faults.ts';
import {
  Broken,
  checkAgainstProvider,
  checkDamageIsNamed,
  checkDisputes,
  checkEvents,
  checkLedger,
  checkMachines,
  checkMoneyOver,
} from './invariants.ts';
import { endStory, giveBack, playInfluencer, playPayer, playReviewer } from './people.ts';
import { decideDisputes, playStaff } from './quarrels.ts';
import type { Story } from './stories.ts';
import { getOutOfOne, playLateWebhooks, playQuarrels, playTrouble } from './trouble.ts';
import { World } from './world.ts';

const DAY_MS = 86_400_000;
/** How long people go on before the story ends, virtual days. */
const STORY_DAYS = 12;
/** Within so many virtual days everything has ended once nothing goes wrong any more. */
const END_DAYS = 75;
/** And the money is with one side or the other within so many: sooner than a machine that was not woken would look by itself. */
const MONEY_DAYS = 50;

/** What one seed came to. */
export interface Outcome {
  seed: number;
  steps: number;
  /** How often each fault happened. */
  fired: ReadonlyMap<FaultName, number>;
  /** How often people did what. */
  met: ReadonlyMap<Story, number>;
  faults: number;
  /** What does not hold; undefined when all does. */
  broken: Error | undefined;
  /** The steps, oldest first. */
  told: readonly string[];
}

/** Plays the story of one seed, everything that goes wrong included, and checks what must hold after every step and at the end. */
export async function simulate(seed: number, limits: Limits = {}): Promise<Outcome> {
  const world = new World(seed, limits);
  let broken: Error | undefined;
  try {
    await world.within(() => play(world));
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
  }
  const { scheduler, faults } = world;
  return {
    seed,
    steps: scheduler.steps,
    fired: faults.fired,
    met: world.met,
    faults: faults.total,
    broken,
    told: scheduler.told,
  };
}

async function play(world: World): Promise<void> {
  const { faults, cloud, scheduler } = world;
  await world.provider.open();
  let influencers = 0;
  const isReordered = faults.happens('webhook-reordered');
  await world.play(
    [
      async () => {
        influencers = await prepareQuietly(world);
      },
    ],
    DAY_MS,
  );
  await world.provider.control('PUT', 'chaos', { duplicate: 0, maxDelayMs: isReordered ? DAY_MS / 4 : 2000 });
  scheduler.spawn(() => playNights(world));
  await world.play(
    [
      ...Array.from({ length: influencers }, (_, index) => () => playInfluencer(world, index + 1)),
      () => playPayer(world),
      () => playReviewer(world, STORY_DAYS),
      () => playTrouble(world, STORY_DAYS),
      () => playQuarrels(world, STORY_DAYS),
      () => playOwner(world, STORY_DAYS),
      () => playErasure(world, STORY_DAYS),
      () => playStaff(world, 2 * STORY_DAYS),
      () => playLateWebhooks(world, STORY_DAYS),
    ],
    3 * END_DAYS * DAY_MS,
  );
  faults.haveStopped = true;
  await world.play([() => endStory(world)], END_DAYS * DAY_MS);
  for (let day = 0; day < END_DAYS && !isAtRest(world); day++) {
    if (day === MONEY_DAYS) checkMoneyOver(cloud, world.provider);
    await world.play(
      [
        async () => {
          cloud.redrive();
          await cloud.sweep();
          if (day % 2 === 0) await publishAudit(world);
          await decideDisputes(world);
          if (day % 3 === 0) await giveBack(world);
          await scheduler.sleep(DAY_MS);
        },
      ],
      2 * DAY_MS,
    );
  }
  await checkEnd(world);
}

/** Nothing goes wrong while the deal is put in place. */
async function prepareQuietly(world: World) {
  const { faults } = world;
  const { happens } = faults;
  faults.happens = (name) => name === 'crowd' && happens.call(faults, name);
  try {
    return await prepareDeal(world);
  } finally {
    faults.happens = happens;
  }
}

/** What the platform does by itself, less often than it would: so that what its stream has lost is missed for a while. */
async function playNights(world: World): Promise<void> {
  let isPublished = true;
  for (let day = 1; ; day++) {
    await world.scheduler.sleep(DAY_MS);
    if (world.faults.haveStopped) return;
    if (day % 2 === 0 || !isPublished) isPublished = await publishAudit(world);
    if (day % 3 !== 0) continue;
    await world.cloud.onSchedule('take-exchange-rates', takeRates);
    await world.cloud.sweep();
  }
}

function isAtRest(world: World): boolean {
  try {
    checkMoneyOver(world.cloud, world.provider);
    checkMachines(world.cloud);
    checkEvents(world.cloud);
    return true;
  } catch {
    return false;
  }
}

async function checkEnd(world: World): Promise<void> {
  const { cloud, provider, scheduler } = world;
  await world.play(
    [
      async () => {
        await getOutOfOne(world);
        await scheduler.sleep(DAY_MS / 2);
        cloud.redrive();
        await cloud.sweep();
        await scheduler.sleep(DAY_MS / 2);
      },
    ],
    2 * DAY_MS,
  );
  checkMoneyOver(cloud, provider);
  checkMachines(cloud);
  checkEvents(cloud);
  checkLedger(cloud.table.items());
  checkDisputes(cloud.table.items());
  world.faults.haveStopped = false;
  if (world.faults.happens('record-damaged')) checkDamageIsNamed(cloud.table.items(), (count) => world.pick(count));
  world.faults.haveStopped = true;
  await checkAgainstProvider(provider, cloud.table.items());
  await world.play([() => scheduler.sleep(DAY_MS)], 2 * DAY_MS);
  await world.play([() => publishAudit(world)], DAY_MS);
  await world.play([() => checkAudit(world)], DAY_MS);
  checkNothingPersonal(world);
  let unexplained = 0;
  await world.play([async () => ({ unexplained } = await reconcileDays())], DAY_MS);
  const [first] = world
    .items('reconciliation')
    .flatMap(({ items }) => items as { outcome: string }[])
    .filter(({ outcome }) => outcome === 'unexplained');
  if (unexplained > 0)
    throw new Broken(
      'I9',
      `${unexplained} unexplained differences to the provider's balance: ${JSON.stringify(first)}`,
    );
}
