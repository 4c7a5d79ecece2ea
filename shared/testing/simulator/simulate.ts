import { handler as reconcileDays } from '#functions/schedules/reconcile-days.ts';
import type { FaultName, Limits } from './faults.ts';
import {
  Broken,
  checkAgainstProvider,
  checkDamageIsNamed,
  checkEvents,
  checkLedger,
  checkMachines,
  checkMoneyOver,
} from './invariants.ts';
import {
  endStory,
  giveBack,
  playInfluencer,
  playLateWebhooks,
  playPayer,
  playReviewer,
  playTrouble,
  prepareDeal,
} from './people.ts';
import { World } from './world.ts';

const DAY_MS = 86_400_000;
/** How long people go on before the story ends, virtual days. */
const STORY_DAYS = 12;
/** Within so many virtual days everything has ended once nothing goes wrong any more. */
const END_DAYS = 75;
/** And the money is with one side or the other within so many: sooner than a machine that was not woken would look by itself. */
const MONEY_DAYS = 20;

/** What one seed came to. */
export interface Outcome {
  seed: number;
  steps: number;
  /** How often each fault happened. */
  fired: ReadonlyMap<FaultName, number>;
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
  return { seed, steps: scheduler.steps, fired: faults.fired, faults: faults.total, broken, told: scheduler.told };
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
  await world.play(
    [
      ...Array.from({ length: influencers }, (_, index) => () => playInfluencer(world, index + 1)),
      () => playPayer(world),
      () => playReviewer(world, STORY_DAYS),
      () => playTrouble(world, STORY_DAYS),
      () => playLateWebhooks(world, STORY_DAYS),
      () => sweepNowAndThen(world, STORY_DAYS),
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

async function sweepNowAndThen(world: World, days: number): Promise<void> {
  for (let day = 0; day < days; day += 3) {
    await world.scheduler.sleep(3 * DAY_MS);
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
  checkMoneyOver(cloud, provider);
  checkMachines(cloud);
  checkEvents(cloud);
  checkLedger(cloud.table.items());
  world.faults.haveStopped = false;
  if (world.faults.happens('record-damaged')) checkDamageIsNamed(cloud.table.items(), (count) => world.pick(count));
  world.faults.haveStopped = true;
  await checkAgainstProvider(provider, cloud.table.items());
  await world.play([() => scheduler.sleep(DAY_MS)], 2 * DAY_MS);
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
