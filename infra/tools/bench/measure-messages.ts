import { nextHourMs } from '#domain/local-time.ts';
import { connectLive } from '#local/journeys/live-socket.ts';
import type { ApiSession } from '#local/seed/api-session.ts';
import { startForTests } from '#local/testing.ts';
import { makeContract } from '#testing/fixtures/deal.ts';
import { buildWorld } from '#testing/fixtures/world.ts';
import type { PriceName } from '../../cost/prices.ts';
import { UseCounter } from '../campaign/use-counter.ts';
import type { Section } from './report.ts';
import { round } from './stats.ts';

/** What is counted of each step, by the name of its price. */
const COUNTED = ['invocation', 'writeUnit', 'readUnit', 'busEvent', 'mail'] as const satisfies readonly PriceName[];

/** Longer than a mail waits for its notification to be read, and than Lambda waits before it tries again. */
const UNTIL_MAILED_MS = 90_000;

/** Of the people of a test world. */
const TIMEZONE = 'Europe/Berlin';
const DAILY = {
  ...{ version: 0, quietHours: null, digest: { hour: 8, weekday: 1 } },
  kinds: [{ kind: 'MessageSent/influencer', mail: 'daily' }],
};
/** Before and after the hour of that mail. */
const AROUND_MS = 60_000;

/** What one message, its notification and its mail cost while both sides have a screen open, with everything that follows from each on the platform. */
export async function measureMessages(): Promise<Section> {
  const counter = new UseCounter();
  const { onOutgoingCall, aroundEngine } = counter;
  const running = await startForTests({ onOutgoingCall, aroundEngine });
  try {
    const world = await buildWorld(running);
    const { campaignId, contractId } = await makeContract(world);
    const { owner, influencer } = world.as;
    const screens = await Promise.all([owner, influencer].map((session) => open(running.urls.site, session)));
    const text = 'The parcel with the serum leaves tomorrow, and should be with you on Friday.';
    const { threadId } = await owner.do('POST /threads', { campaignId, about: contractId, text });
    const say = () => owner.do(`POST /threads/${threadId}/messages`, { text });
    const read = (number: number) => influencer.do(`POST /threads/${threadId}/read`, { number });
    await read(1);
    await world.advance(UNTIL_MAILED_MS);
    await running.platform.activity.idle();
    counter.start(running.platform);
    const rows: (string | number)[][] = [];
    const measure = async (step: string, act: () => Promise<unknown>): Promise<void> => {
      const before = counter.uses();
      await act();
      await running.platform.activity.idle();
      const after = counter.uses();
      rows.push([step, ...COUNTED.map((name) => round((after[name] ?? 0) - (before[name] ?? 0), 1))]);
    };
    await measure('message, pushed to both screens, with the notification of one person', say);
    await measure('the mail about it, since nobody read it', () => world.advance(UNTIL_MAILED_MS));
    await measure('another message before anybody read, pushed to both screens', say);
    await measure('reading both, told to both screens', () => read(3));
    await influencer.do('PUT /notifications/preferences', DAILY);
    await measure('a message whose notification waits for the daily mail', say);
    const untilDueMs =
      nextHourMs(running.platform.clock.now(), TIMEZONE, DAILY.digest.hour) - running.platform.clock.now();
    await world.advance(untilDueMs - AROUND_MS);
    await running.platform.activity.idle();
    await measure('the daily mail about it', () => world.advance(2 * AROUND_MS));
    await measure('the inbox', () => influencer.do('GET /threads'));
    await measure('the messages of a talk', () => influencer.do(`GET /threads/${threadId}/messages`));
    await measure('the count of unread ones', () => influencer.do('GET /messages/count'));
    await Promise.all(screens.map((screen) => screen.close()));
    return {
      name: 'What a message, its notification and its live update use',
      columns: ['step', 'Lambda calls', 'write units', 'read units', 'events', 'mails'],
      rows,
      notes: ['The authorizer, every reaction and every index included; the clock’s own work is not.'],
      missed: [],
      data: rows,
    };
  } finally {
    await running.stop();
  }
}

async function open(site: string, session: ApiSession) {
  const { ticket } = await session.do('POST /realtime/tickets');
  return connectLive(site, { ticket });
}
