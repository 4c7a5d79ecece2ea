import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { handler as link } from '#functions/streams/link-audit.ts';
import { handler as publish } from '#functions/streams/publish-events.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';
import type { Item, Written } from './table.ts';

const MOST_RECORDS = 10;

/** What reads the table's stream, each at its own pace. */
export const CONSUMERS: Readonly<Record<string, (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>>> = {
  'publish-events': publish,
  'link-audit': link,
};

const images = new WeakMap<Item, never>();

/** The item as a stream tells of it. */
function imageOf(item: Item): never {
  const image = images.get(item) ?? (marshall(item) as never);
  images.set(item, image);
  return image;
}

/** The table's stream of new events: to each consumer in order, in batches; what failed comes again, with what came after it. */
export class Stream {
  private readonly world: { scheduler: Scheduler; faults: Faults; skewMs: () => number };
  private readonly waiting = new Map<string, Item[]>();
  private readonly busy = new Set<string>();

  constructor(world: { scheduler: Scheduler; faults: Faults; skewMs: () => number }) {
    this.world = world;
  }

  /** Takes what was written; now and then something is lost on the way to a consumer. */
  record(written: readonly Written[]): void {
    const events = written.flatMap(({ before, after }) => (!before && after?._et === 'event' ? [after] : []));
    for (const name of Object.keys(CONSUMERS)) {
      const waiting = this.waiting.get(name) ?? [];
      waiting.push(...events.filter(() => !this.world.faults.happens('stream-lost')));
      this.waiting.set(name, waiting);
      if (waiting.length === 0 || this.busy.has(name)) continue;
      this.busy.add(name);
      this.world.scheduler.spawn(async () => {
        await this.giveAll(name, waiting);
        this.busy.delete(name);
      });
    }
  }

  private async giveAll(name: string, waiting: Item[]): Promise<void> {
    const { scheduler, skewMs } = this.world;
    const consumer = CONSUMERS[name] as (typeof CONSUMERS)[string];
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_RECORDS);
      const Records = batch.map((item, index) => ({
        eventName: 'INSERT' as const,
        dynamodb: { SequenceNumber: String(index), NewImage: imageOf(item) },
      }));
      try {
        const { batchItemFailures } = await scheduler.invoke(name, () => consumer({ Records }), { skewMs: skewMs() });
        const [failed] = batchItemFailures;
        waiting.splice(0, failed ? Number(failed.itemIdentifier) : batch.length);
        if (failed) await scheduler.sleep(1000);
      } catch {
        await scheduler.sleep(1000);
      }
    }
  }
}
