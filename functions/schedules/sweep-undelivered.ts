import { setTableName } from '#data/client.ts';
import { listUndelivered, markDelivered } from '#data/outbox.ts';
import { publishEvents } from '#platform/bus.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';

setTableName(() => setting('TABLE_NAME'));

/** The stream normally delivers within seconds; older events than this are taken for stuck, ms. */
const STUCK_AFTER_MS = 10 * 60 * 1000;
const PER_SHARD = 250;

/** Publishes events the stream consumer has not delivered: after an outage longer than the stream keeps records, or a bug since mended. */
export async function handler(): Promise<{ published: number }> {
  const stuck = await listUndelivered(isoOf(nowMs() - STUCK_AFTER_MS), PER_SHARD);
  if (stuck.length === 0) return { published: 0 };
  const refused = new Set(await publishEvents(setting('BUS_NAME'), stuck));
  const published = stuck.filter(({ eventId }) => !refused.has(eventId));
  await Promise.all(published.map(({ key }) => markDelivered(key)));
  log.warn('published events that were stuck', { count: published.length });
  if (refused.size > 0)
    throw new Error(
      `The bus did not take ${refused.size} of ${stuck.length} stuck events; the next sweep tries again.`,
    );
  return { published: published.length };
}
